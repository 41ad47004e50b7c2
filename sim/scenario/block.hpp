#pragma once

#include "base/money.hpp"
#include "scenario/json_text.hpp"
#include "scenario/pointer.hpp"
#include "scenario/shape.hpp"
#include "scenario/values.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kdt::scenario {

/// One block of the document, read leniently: what is missing or wrong in shape (and so already reported) takes its
/// default, so that the rules behind can go on.
class Block {
public:
    Block(const Json* json, std::string pointer, const Frame& frame)
        : json_(json), pointer_(std::move(pointer)), frame_(&frame) {}

    const std::string& pointer() const { return pointer_; }
    std::string pointer(std::string_view key) const { return child(pointer_, key); }
    bool has(const std::string& key) const { return find(key) != nullptr; }
    bool there() const { return json_ != nullptr; }

    Block block(const std::string& key) const { return {find(key), pointer(key), *frame_}; }
    /// Entries of an object keyed by ids, in file order, without "note".
    std::vector<std::pair<std::string, Block>> members() const;
    /// Entries of a list.
    std::vector<Block> entries() const;

    double rate(const std::string& key, double otherwise) const { return maybe_rate(key).value_or(otherwise); }
    std::optional<double> maybe_rate(const std::string& key) const;
    int whole(const std::string& key, int otherwise) const;
    int month(const std::string& key, int otherwise) const;
    Fen money(const std::string& key) const { return maybe_money(key).value_or(Fen{}); }
    std::optional<Fen> maybe_money(const std::string& key) const;
    std::string text(const std::string& key, const std::string& otherwise = {}) const;
    bool flag(const std::string& key, bool otherwise) const;

    /// The choice a word stands for; the first one where the word is missing or unknown.
    template <class Choice, std::size_t N>
    Choice choice(const std::string& key, const std::pair<const char*, Choice> (&choices)[N]) const {
        const std::string word = text(key);
        for (const auto& [name, value] : choices) {
            if (word == name) { return value; }
        }
        return choices[0].second;
    }

    /// This value itself, as an entry of a list or a plain value.
    std::optional<double> as_rate() const { return json_ == nullptr ? std::nullopt : rate_of(*json_); }
    std::optional<int> as_month() const { return json_ == nullptr ? std::nullopt : month_of(*json_, frame_->as_of); }
    std::optional<Fen> as_money() const;
    std::optional<std::string> as_text() const;
    std::vector<double> as_rates() const;
    bool is_object() const { return json_ != nullptr && json_->is_object(); }
    bool is_array() const { return json_ != nullptr && json_->is_array(); }
    const Json* json() const { return json_; }

private:
    const Json* find(const std::string& key) const;

    const Json* json_;
    std::string pointer_;
    const Frame* frame_;
};

/// The entries of a list, or the block itself where it stands for a list of one.
inline std::vector<Block> one_or_several(const Block& block) {
    return block.is_object() ? std::vector{block} : block.entries();
}

} // namespace kdt::scenario
