#include "scenario/findings.hpp"

#include "scenario/pointer.hpp"

namespace kdt::scenario {

void Findings::mistake(std::string pointer, Text what, Text fix) {
    for (std::string_view up = pointer; !up.empty(); up = parent(up)) {
        if (!touched_.emplace(up).second) { break; }
    }
    wrong_.insert(pointer);
    mistakes_.push_back({std::move(pointer), std::move(what), std::move(fix)});
}

void Findings::problem(Problem problem) { problems_.push_back(std::move(problem)); }

bool Findings::sound(std::string_view pointer) const {
    if (touched_.contains(pointer) || wrong_.contains("")) { return false; }
    for (std::string_view up = parent(pointer); !up.empty(); up = parent(up)) {
        if (wrong_.contains(up)) { return false; }
    }
    return true;
}

} // namespace kdt::scenario
