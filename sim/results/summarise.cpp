#include "results/summarise.hpp"

#include "results/sections.hpp"

#include <cassert>

namespace kdt::results {
namespace {

void one_after_another(std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = 0; i < count; ++i) { task(i); }
}

/// What was kept of a run's paths.
struct Kept {
    const tally::Scores* exact = nullptr;
    const tally::Sample* sample = nullptr;
    const tally::Digest& digest;
    const tally::Evidence& evidence;
};

Results summarise(const Frame& frame, const Kept& kept, const tally::Tally& tally, const Parallel& parallel) {
    const std::int64_t paths = kept.digest.paths();
    assert(tally.finished() && tally.paths() == paths && paths > 0);
    const Rules rules(frame.levels, paths);
    const Parallel executor = parallel ? parallel : Parallel(one_after_another);
    const Source source{frame, kept.exact, kept.sample, kept.digest, tally, rules, executor, kept.evidence};
    Results results;
    results.frame = frame;
    if (kept.sample != nullptr) { results.frame.ess = kept.sample->ess(); }
    results.horizons = source.shape().horizons;
    for (const tally::QuantileRule& rule : source.rules.kept) { results.levels.push_back(rule.level.text()); }
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
    const tally::Sample sample(scores);
    const auto evidence = scores.shape().sampling == tally::Sampling::plain ? tally::counted_evidence(digest)
                                                                            : tally::sampled_evidence(scores, sample);
    return summarise(frame, {&scores, &sample, digest, *evidence}, tally, parallel);
}

Results summarise(const Frame& frame, const tally::Digest& digest, const tally::Tally& tally,
                  const Parallel& parallel) {
    const auto evidence = tally::counted_evidence(digest);
    return summarise(frame, {nullptr, nullptr, digest, *evidence}, tally, parallel);
}

} // namespace kdt::results
