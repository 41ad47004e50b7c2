#include "results/json_reader.hpp"

#include "base/pointer_key.hpp"
#include "results/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::results {
namespace {

const nlohmann::ordered_json& nothing() {
    static const nlohmann::ordered_json null;
    return null;
}

std::string pointer_to(const std::string& above, std::string_view key) {
    std::string pointer = above;
    append_key(pointer, key);
    return pointer;
}

const Text kNumberWanted{"应为数字", "a number is due here"};
const Text kNotNegative{"不应小于 0", "must not be below 0"};
const Text kTooLarge{"数值大得不可能", "larger than any figure of a run"};
const Text kWholeWanted{"应为整数", "a whole number is due here"};

} // namespace

JsonPlace::JsonPlace(const Json& root, std::string file, Problems& problems)
    : value_(&root), file_(std::move(file)), problems_(&problems) {}

JsonPlace::JsonPlace(const Json& value, const JsonPlace& above, std::string pointer)
    : value_(&value), file_(above.file_), pointer_(std::move(pointer)), problems_(above.problems_) {}

bool JsonPlace::is_missing() const { return value_ == &nothing(); }

void JsonPlace::refuse(const Text& why) const {
    const auto here = [&](const Problem& told) { return told.pointer == pointer_ && told.file == file_; };
    if (problems_->size() >= kMostProblems || std::any_of(problems_->begin(), problems_->end(), here)) { return; }
    Problem problem;
    problem.file = file_;
    problem.pointer = pointer_;
    problem.what = is_missing() ? Text{"缺少此项（" + why.zh + "）", "missing (" + why.en + ")"} : why;
    problem.fix = {"文件被改动过，或由其他版本写出：用 kdt run 重新生成",
                   "the file was changed or written by another version: make it again with kdt run"};
    problems_->push_back(std::move(problem));
}

void JsonPlace::refuse() const { refuse({"此版本不认识这个取值", "a value that this version does not know"}); }

JsonPlace JsonPlace::at(std::string_view key) const {
    if (is_missing()) { return *this; } // the outermost that is missing is named
    const std::string name(key);
    std::string pointer = pointer_to(pointer_, key);
    if (value_->is_object()) {
        const auto found = value_->find(name);
        if (found != value_->end()) { return {*found, *this, std::move(pointer)}; }
    }
    return {nothing(), *this, std::move(pointer)};
}

bool JsonPlace::has(std::string_view key) const {
    return value_->is_object() && value_->find(std::string(key)) != value_->end();
}

void JsonPlace::each(const std::function<void(const std::string&, const JsonPlace&)>& visit) const {
    if (!value_->is_object() && !value_->is_array()) {
        refuse({"应为对象或数组", "an object or a list is due here"});
        return;
    }
    for (const auto& [name, value] : value_->items()) {
        visit(name, JsonPlace(value, *this, pointer_to(pointer_, name)));
    }
}

double JsonPlace::sized(double value) const {
    constexpr double kLargest = 1e21; // beyond, errors and intervals would leave the range of numbers
    if (std::abs(value) <= kLargest) { return value; }
    refuse(kTooLarge);
    return 0.0;
}

Number JsonPlace::number() const {
    if (value_->is_number()) { return sized(value_->get<double>()); }
    if (!value_->is_null() || is_missing()) { refuse(kNumberWanted); }
    return std::nullopt;
}

Number JsonPlace::number(double least, double most) const {
    const Number value = number();
    if (!value || (*value >= least && *value <= most)) { return value; }
    const std::string range = shortest(least) + "–" + shortest(most);
    refuse({"应在 " + range + " 之间", "must lie in " + range});
    return std::nullopt;
}

Number JsonPlace::not_negative() const {
    const Number value = number();
    if (!value || *value >= 0.0) { return value; }
    refuse(kNotNegative);
    return std::nullopt;
}

double JsonPlace::figure() const {
    if (value_->is_number()) { return sized(value_->get<double>()); }
    refuse(kNumberWanted);
    return 0.0;
}

std::int64_t JsonPlace::integer() const {
    if (value_->is_number_integer()) { return value_->get<std::int64_t>(); }
    refuse(kWholeWanted);
    return 0;
}

std::int64_t JsonPlace::count() const {
    const std::int64_t value = integer();
    if (value >= 0) { return value; }
    refuse(kNotNegative);
    return 0;
}

int JsonPlace::whole(int least, int most) const {
    const std::int64_t value = integer();
    if (value >= least && value <= most) { return static_cast<int>(value); }
    const std::string range = std::to_string(least) + "–" + std::to_string(most);
    refuse({"应在 " + range + " 之间", "must lie in " + range});
    return least;
}

std::uint64_t JsonPlace::natural() const {
    if (value_->is_number_unsigned()) { return value_->get<std::uint64_t>(); }
    refuse(kWholeWanted);
    return 0;
}

bool JsonPlace::flag() const {
    if (value_->is_boolean()) { return value_->get<bool>(); }
    refuse({"应为 true 或 false", "true or false is due here"});
    return false;
}

std::string JsonPlace::text() const {
    if (value_->is_string()) { return value_->get<std::string>(); }
    refuse({"应为文字", "a text is due here"});
    return {};
}

std::vector<std::string> JsonPlace::texts() const {
    std::vector<std::string> out;
    each([&](const std::string&, const JsonPlace& value) { out.push_back(value.text()); });
    return out;
}

std::vector<Number> JsonPlace::numbers() const {
    std::vector<Number> out;
    each([&](const std::string&, const JsonPlace& value) { out.push_back(value.number()); });
    return out;
}

std::vector<Number> JsonPlace::shares() const {
    std::vector<Number> out;
    each([&](const std::string&, const JsonPlace& value) { out.push_back(value.share()); });
    return out;
}

} // namespace kdt::results
