#include "results/summarise.hpp"

#include "results/sections.hpp"

#include <cassert>

namespace kdt::results {
namespace {

void one_after_another(std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = 0; i < count; ++i) { task(i); }
}

Results summarise(const Frame& frame, const tally::Scores* exact, const tally::Digest& digest,
                  const tally::Tally& tally, const Parallel& parallel) {
    assert(tally.finished() && tally.paths() == digest.paths() && digest.paths() > 0);
    const Rules rules(frame.levels, digest.paths());
    const Parallel executor = parallel ? parallel : Parallel(one_after_another);
    const Source source{frame, exact, digest, tally, rules, executor};
    Results results;
    results.frame = frame;
    results.horizons = source.shape().horizons;
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

} // namespace

Results summarise(const Frame& frame, const tally::Scores& scores, const tally::Tally& tally,
                  const Parallel& parallel) {
    tally::Digest digest(scores.shape(), tally::Digest::Laws::none);
    digest.add(scores);
    return summarise(frame, &scores, digest, tally, parallel);
}

Results summarise(const Frame& frame, const tally::Digest& digest, const tally::Tally& tally,
                  const Parallel& parallel) {
    return summarise(frame, nullptr, digest, tally, parallel);
}

} // namespace kdt::results
