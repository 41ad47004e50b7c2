#include "results/summarise.hpp"

#include "results/sections.hpp"

#include <cassert>

namespace kdt::results {
namespace {

void one_after_another(std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = 0; i < count; ++i) { task(i); }
}

} // namespace

Results summarise(const Frame& frame, const tally::Scores& scores, const tally::Tally& tally,
                  const Parallel& parallel) {
    assert(tally.finished() && tally.paths() == scores.paths() && scores.paths() > 0);
    const Rules rules(frame.levels, scores.paths());
    const Parallel executor = parallel ? parallel : Parallel(one_after_another);
    const tally::Sample sample(scores);
    const Source source{frame, scores, tally, rules, executor, sample};
    Results results;
    results.frame = frame;
    results.frame.ess = sample.ess();
    results.horizons = scores.shape().horizons;
    for (const tally::QuantileRule& rule : rules.kept) { results.levels.push_back(rule.level.text()); }
    summarise_measures(source, results);
    summarise_groups(source, results);
    summarise_probabilities(source, results);
    summarise_depletion(source, results);
    summarise_targets(source, results);
    summarise_funders(source, results);
    summarise_accounts(source, results);
    summarise_contract(source, results);
    return results;
}

} // namespace kdt::results
