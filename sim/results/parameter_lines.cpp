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

Text joined(Entries entries) {
    Text out = value_of(entries.front());
    for (const Parameter& entry : entries.subspan(1)) {
        const Text value = value_of(entry);
        out.zh += "、" + value.zh;
        out.en += ", " + value.en;
    }
    return out;
}

Text folded(Entries entries) {
    if (entries.size() <= kMostToldInFull) { return joined(entries); }
    const std::string count = std::to_string(entries.size());
    const Text last = value_of(entries.back());
    if (std::all_of(entries.begin(), entries.end(),
                    [&](const Parameter& one) { return value_of(one).zh == last.zh; })) {
        return {count + "个值，均为" + last.zh, count + " values, all " + last.en};
    }
    const Text first = joined(entries.first(kFirstTold));
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
        lines.push_back({std::string(pointer), first.name, folded(entries), first.source});
        i = end;
    }
    return lines;
}

Text stress_in_words(const Frame& frame) {
    Text out;
    for (const ParameterLine& line : lines_of(frame.parameters)) {
        if (!is_stress(line.pointer)) { continue; }
        append(out,
               {within_block(line.name.zh) + " " + line.value.zh, within_block(line.name.en) + " " + line.value.en});
    }
    return out;
}

} // namespace kdt::results
