#include "scenario/listing.hpp"

#include "scenario/limits.hpp"
#include "scenario/pointer.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

/// Numbers every place of the document in file order.
void number_places(const Json& value, const std::string& pointer,
                   std::map<std::string, std::size_t, std::less<>>& places) {
    places.emplace(pointer, places.size());
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) { number_places(member, child(pointer, key), places); }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) { number_places(value[i], child(pointer, i), places); }
    }
}

struct Placed {
    std::size_t place;
    Problem problem;
};

std::vector<Placed> place_mistakes(const Findings& findings, const Document& document) {
    std::map<std::string, std::size_t, std::less<>> places;
    number_places(document.root(), "", places);
    std::vector<Placed> out;
    for (const Findings::Mistake& mistake : findings.mistakes()) {
        std::string_view up = mistake.pointer;
        while (!places.contains(up)) { up = parent(up); }
        const Document::Origin origin = document.origin(mistake.pointer);
        out.push_back(
            {places.find(up)->second, {origin.file, mistake.pointer, origin.line, 0, mistake.what, mistake.fix}});
    }
    std::stable_sort(out.begin(), out.end(), [](const Placed& a, const Placed& b) { return a.place < b.place; });
    return out;
}

} // namespace

Problems listed(const Findings& findings, const Document* document) {
    Problems out = findings.problems();
    if (document != nullptr) {
        const std::vector<Placed> placed = place_mistakes(findings, *document);
        Problems first;
        for (const Placed& one : placed) { first.push_back(one.problem); }
        out.insert(out.begin(), first.begin(), first.end());
    }
    if (out.size() > kMostListed) {
        const std::string more = std::to_string(out.size() - kMostListed + findings.not_kept());
        out.resize(kMostListed);
        out.push_back({out.back().file,
                       "",
                       0,
                       0,
                       {"还有 " + more + " 处问题未列出", "and " + more + " more problems not listed"},
                       {"先改上面的", "mend those above first"}});
    }
    return out;
}

} // namespace kdt::scenario
