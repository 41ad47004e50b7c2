#include "scenario/json_text.hpp"

#include "scenario/encoding.hpp"
#include "scenario/limits.hpp"
#include "scenario/pointer.hpp"

#include <set>

namespace kdt::scenario {
namespace {

/// Walks over the text and keeps a count of what the parser has taken, which is how values get their lines.
class CountingIterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* taken) : at_(at), taken_(taken) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        ++at_;
        ++*taken_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return !(a == b); }

private:
    const char* at_;
    std::size_t* taken_;
};

/// Builds the document event by event (nlohmann's SAX interface) and stops at the first bound that is passed.
class Builder final : public nlohmann::json_sax<Json> {
public:
    Builder(std::string_view text, const std::string& file, const std::size_t& taken)
        : text_(text), file_(file), taken_(taken) {}

    bool null() override { return put(Json(nullptr)); }
    bool boolean(bool value) override { return put(Json(value)); }
    bool number_integer(number_integer_t value) override { return put(Json(value)); }
    bool number_unsigned(number_unsigned_t value) override { return put(Json(value)); }
    bool number_float(number_float_t value, const string_t&) override { return put(Json(value)); }
    bool string(string_t& value) override { return put(Json(std::move(value))); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (name.size() > kLongestKey) {
            refuse(taken_,
                   {"键超过 " + std::to_string(kLongestKey) + " 字节",
                    "a key of more than " + std::to_string(kLongestKey) + " bytes"},
                   {"检查引号是否成对", "look for an unpaired quote"});
            return false;
        }
        Level& level = levels_.back();
        level.key = name;
        if (!level.keys.insert(name).second) {
            refuse(taken_, {"重复的键 \"" + name + "\"", "the key \"" + name + "\" stands twice"},
                   {"保留一个", "keep one of them"}, child(level.pointer, name));
        }
        if (++keys_ > kMostKeys) { return too_many("键", "keys", kMostKeys); }
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        constexpr int kNumberOutOfRange = 406;
        if (error.id == kNumberOutOfRange) {
            refuse(taken_, {"数值太大，超出双精度范围", "the number is too large to be held"},
                   {"写一个有限的数", "give a finite number"});
        } else {
            refuse(position,
                   {"JSON 语法错误（" + reason(error.what()) + "）", "not valid JSON (" + reason(error.what()) + ")"},
                   {"检查此处附近的引号、逗号和括号", "look at the quotes, commas and brackets near here"});
        }
        return false;
    }

    Checked<JsonText> take() { return std::move(result_); }

private:
    struct Level {
        Json* value = nullptr;
        std::string pointer;
        std::string key;
        std::set<std::string> keys;
    };

    bool open(Json empty) {
        if (levels_.size() >= kDeepest) {
            refuse(taken_,
                   {"嵌套超过 " + std::to_string(kDeepest) + " 层",
                    "nested more than " + std::to_string(kDeepest) + " deep"},
                   {"情景文件只需要 8 层", "a scenario needs 8 levels"});
            return false;
        }
        if (!put(std::move(empty))) { return false; }
        levels_.push_back({last_, last_pointer_, {}, {}});
        return true;
    }

    bool close() {
        levels_.pop_back();
        return true;
    }

    /// Appends without looking for the key: an ordered object's look-up is linear, and duplicates are refused anyway.
    bool put(Json value) {
        if (++values_ > kMostValues) { return too_many("值", "values", kMostValues); }
        if (levels_.empty()) {
            result_.value.value = std::move(value);
            last_ = &result_.value.value;
            last_pointer_.clear();
        } else {
            Level& level = levels_.back();
            if (level.value->is_array()) {
                last_pointer_ = child(level.pointer, level.value->size());
                level.value->push_back(std::move(value));
                last_ = &level.value->back();
            } else {
                last_pointer_ = child(level.pointer, level.key);
                auto& members = level.value->get_ref<Json::object_t&>();
                members.emplace_back(level.key, std::move(value));
                last_ = &members.back().second;
            }
        }
        result_.value.lines.emplace(last_pointer_, line());
        return true;
    }

    bool too_many(const std::string& zh, const std::string& en, std::size_t most) {
        refuse(taken_, {zh + "超过 " + std::to_string(most) + " 个", "more than " + std::to_string(most) + " " + en},
               {"确认这是情景文件", "make sure that this is a scenario"});
        return false;
    }

    /// Line of the last byte taken; moves on with the parser.
    int line() {
        for (; counted_ + 1 < taken_; ++counted_) { line_ += text_[counted_] == '\n' ? 1 : 0; }
        return line_;
    }

    void refuse(std::size_t offset, Text what, Text fix, std::string pointer = {}) {
        const Place place = place_of(text_, offset == 0 ? 0 : offset - 1);
        result_.problems.push_back(
            {file_, std::move(pointer), place.line, place.column, std::move(what), std::move(fix)});
    }

    /// The part of nlohmann's message that names what was met and expected.
    static std::string reason(std::string_view message) {
        const auto colon = message.find(": ");
        const auto last = message.find("; last read");
        std::string out(message.substr(colon == std::string_view::npos ? 0 : colon + 2));
        if (last != std::string_view::npos && colon != std::string_view::npos && last > colon) {
            out = message.substr(colon + 2, last - colon - 2);
        }
        constexpr std::size_t kLongest = 160;
        return out.size() > kLongest ? out.substr(0, kLongest) : out;
    }

    std::string_view text_;
    const std::string& file_;
    const std::size_t& taken_;
    Checked<JsonText> result_;
    std::vector<Level> levels_;
    Json* last_ = nullptr;
    std::string last_pointer_;
    std::size_t keys_ = 0;
    std::size_t values_ = 0;
    std::size_t counted_ = 0;
    int line_ = 1;
};

} // namespace

Checked<JsonText> parse_json(std::string_view utf8, const std::string& file) {
    std::size_t taken = 0;
    Builder builder(utf8, file, taken);
    const char* const begin = utf8.data();
    Json::sax_parse(CountingIterator(begin, &taken), CountingIterator(begin + utf8.size(), &taken), &builder);
    return builder.take();
}

std::string shown(const Json& value) {
    constexpr std::size_t kLongest = 40;
    if (value.is_object()) { return "{…}"; }
    if (value.is_array()) { return "[…]"; }
    if (value.is_string() && value.get_ref<const std::string&>().size() > 4 * kLongest) { return "\"…\""; }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace kdt::scenario
