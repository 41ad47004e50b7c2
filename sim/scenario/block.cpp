#include "scenario/block.hpp"

#include <algorithm>

namespace kdt::scenario {

const Json* Block::find(const std::string& key) const {
    if (!is_object()) { return nullptr; }
    const auto found = json_->find(key);
    return found == json_->end() ? nullptr : &*found;
}

std::vector<std::pair<std::string, Block>> Block::members() const {
    std::vector<std::pair<std::string, Block>> out;
    if (!is_object()) { return out; }
    for (const auto& [key, value] : json_->items()) {
        if (key != "note") { out.emplace_back(key, Block(&value, pointer(key), *frame_)); }
    }
    return out;
}

std::vector<Block> Block::entries() const {
    std::vector<Block> out;
    if (!is_array()) { return out; }
    for (std::size_t i = 0; i < json_->size(); ++i) { out.emplace_back(&(*json_)[i], child(pointer_, i), *frame_); }
    return out;
}

std::optional<double> Block::maybe_rate(const std::string& key) const { return block(key).as_rate(); }

int Block::whole(const std::string& key, int otherwise) const {
    constexpr double kFitsInt = 2e9;
    const Json* value = find(key);
    if (value == nullptr || !value->is_number() || std::abs(value->get<double>()) > kFitsInt) { return otherwise; }
    return static_cast<int>(value->get<double>());
}

int Block::month(const std::string& key, int otherwise) const { return block(key).as_month().value_or(otherwise); }

std::optional<Fen> Block::maybe_money(const std::string& key) const { return block(key).as_money(); }

std::string Block::text(const std::string& key, const std::string& otherwise) const {
    return block(key).as_text().value_or(otherwise);
}

bool Block::flag(const std::string& key, bool otherwise) const {
    const Json* value = find(key);
    return value != nullptr && value->is_boolean() ? value->get<bool>() : otherwise;
}

std::optional<Fen> Block::as_money() const {
    if (json_ == nullptr) { return std::nullopt; }
    const ReadMoney read = money_of(*json_, frame_->unit);
    return read.fault ? std::nullopt : std::optional(read.amount.fen);
}

std::optional<std::string> Block::as_text() const {
    return json_ != nullptr && json_->is_string() ? std::optional(json_->get<std::string>()) : std::nullopt;
}

std::vector<double> Block::as_rates() const {
    std::vector<double> out;
    for (const Block& entry : entries()) { out.push_back(entry.as_rate().value_or(0.0)); }
    return out;
}

} // namespace kdt::scenario
