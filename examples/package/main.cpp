#include <study/run.hpp>

#include <iostream>

int main(int, char** argv) {
    const auto loaded = kdt::scenario::load({.scenario = argv[1], .overlays = {}, .settings = {}});
    for (const auto& problem : loaded.problems) { std::cerr << describe(problem, kdt::Language::en) << '\n'; }
    if (!loaded.ok()) { return 2; }
    const auto run = kdt::study::run(loaded.value);
    for (const auto& [month, chance] : run.results.probabilities.pool_depleted) {
        std::cout << "P(depleted by month " << month << ") = " << *chance.value << '\n';
    }
}
