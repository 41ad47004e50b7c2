#include "results/parameter_lines.hpp"

#include <algorithm>
#include <span>

namespace kdt::results {
namespace {

/// So many values are told one by one.
constexpr std::size_t kMostToldInFull = 6;
/// Of a longer list so many, and the last.
constexpr std::size_t kFirstTold = 3;

using Entries = std::span<const Parameter>;

std::string_view above(const Parameter& parameter) {
    const std::string_view pointer = parameter.pointer;
    return pointer.substr(0, pointer.rfind('/'));
}

bool is_one_list(const Parameter& a, const Parameter& b) {
    return a.in_list && b.in_list && above(a) == above(b) && a.source == b.source;
}

Text value_of(const Parameter& parameter) { return parameter.words.value_or(Text{parameter.value, parameter.value}); }

/// The unit that all entries have; empty where they differ.
Text unit_of_all(Entries entries) {
    const Text& first = entries.front().unit;
    const bool alike =
        std::all_of(entries.begin(), entries.end(), [&](const Parameter& one) { return one.unit.zh == first.zh; });
    return alike ? first : Text{};
}

std::vector<Text> values_of(Entries entries) {
    const bool together = !unit_of_all(entries).zh.empty();
    std::vector<Text> values;
    for (const Parameter& entry : entries) {
        values.push_back(together ? value_of(entry) : with_unit(value_of(entry), entry.unit));
    }
    return values;
}

Text joined(std::span<const Text> values) {
    Text out = values.front();
    for (const Text& value : values.subspan(1)) {
        out.zh += "、" + value.zh;
        out.en += ", " + value.en;
    }
    return out;
}

Text folded(std::span<const Text> values) {
    if (values.size() <= kMostToldInFull) { return joined(values); }
    const std::string count = std::to_string(values.size());
    const Text& last = values.back();
    if (std::all_of(values.begin(), values.end(), [&](const Text& one) { return one.zh == last.zh; })) {
        return {count + "个值，均为" + last.zh, count + " values, all " + last.en};
    }
    const Text first = joined(values.first(kFirstTold));
    return {count + "个值：" + first.zh + "、…、" + last.zh, count + " values: " + first.en + ", …, " + last.en};
}

/// Without the block's own name, which goes without saying.
std::string within_block(const std::string& name) {
    constexpr std::string_view kBreak = " · ";
    const std::size_t cut = name.find(kBreak);
    return cut == std::string::npos ? name : name.substr(cut + kBreak.size());
}

} // namespace

bool is_stress(std::string_view pointer) {
    return pointer.starts_with("/stress/") || (pointer.starts_with("/credit/factors/") && pointer.ends_with("/start"));
}

Text with_unit(const Text& value, const Text& unit) {
    if (unit.zh.empty()) { return value; }
    return {value.zh + unit.zh, value.en + " (" + unit.en + ")"};
}

void append(Text& to, const Text& part) {
    if (part.zh.empty()) { return; }
    const bool first = to.zh.empty();
    to.zh += (first ? "" : "；") + part.zh;
    to.en += (first ? "" : "; ") + part.en;
}

std::vector<ParameterLine> lines_of(const std::vector<Parameter>& parameters) {
    std::vector<ParameterLine> lines;
    for (std::size_t i = 0; i < parameters.size();) {
        const Parameter& first = parameters[i];
        std::size_t end = i + 1;
        while (end < parameters.size() && is_one_list(first, parameters[end])) { ++end; }
        const Entries entries = Entries(parameters).subspan(i, end - i);
        // An entry that stands alone keeps its place in the list.
        const std::string_view pointer = entries.size() > 1 ? above(first) : std::string_view(first.pointer);
        lines.push_back(
            {std::string(pointer), first.name, folded(values_of(entries)), first.source, unit_of_all(entries)});
        i = end;
    }
    return lines;
}

Text stress_in_words(const Frame& frame) {
    Text out;
    for (const ParameterLine& line : lines_of(frame.parameters)) {
        if (!is_stress(line.pointer)) { continue; }
        const Text value = with_unit(line.value, line.unit);
        append(out, {within_block(line.name.zh) + " " + value.zh, within_block(line.name.en) + " " + value.en});
    }
    return out;
}

} // namespace kdt::results
