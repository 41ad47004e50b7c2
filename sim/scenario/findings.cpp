#include "scenario/findings.hpp"

#include "base/nearest.hpp"
#include "scenario/limits.hpp"
#include "scenario/pointer.hpp"

#include <algorithm>

namespace kdt::scenario {

void Findings::mistake(std::string pointer, Text what, Text fix) {
    for (std::string_view up = pointer; !up.empty(); up = parent(up)) {
        if (!touched_.emplace(up).second) { break; }
    }
    wrong_.insert(pointer);
    if (mistakes_.size() < kMostKept) {
        mistakes_.push_back({std::move(pointer), std::move(what), std::move(fix)});
    } else {
        ++not_kept_;
    }
}

void Findings::problem(Problem problem) {
    if (problems_.size() < kMostKept) {
        problems_.push_back(std::move(problem));
    } else {
        ++not_kept_;
    }
}

void Findings::notice(Text text) {
    if (notices_.size() < kMostListed) { notices_.push_back(std::move(text)); }
}

std::string Findings::nearest_to(std::string_view word, const std::vector<std::string>& known) {
    std::size_t steps = 0;
    for (const std::string& name : known) { steps += (word.size() + 1) * (name.size() + 1); }
    if (steps > steps_left_) { return {}; }
    steps_left_ -= steps;
    const auto begins = [&](const std::string& name) { return name.starts_with(word); };
    const auto begun = std::find_if(known.begin(), known.end(), begins);
    if (!word.empty() && begun != known.end() && std::count_if(begun, known.end(), begins) == 1) { return *begun; }
    return nearest(word, known);
}

bool Findings::sound(std::string_view pointer) const {
    if (touched_.contains(pointer) || wrong_.contains("")) { return false; }
    for (std::string_view up = parent(pointer); !up.empty(); up = parent(up)) {
        if (wrong_.contains(up)) { return false; }
    }
    return true;
}

} // namespace kdt::scenario
