#include "results/stress.hpp"

#include "results/convert.hpp"
#include "results/half_width.hpp"
#include "results/names.hpp"
#include "results/parameter_lines.hpp"
#include "tally/interval.hpp"
#include "tally/path_event.hpp"
#include "tally/sample.hpp"

#include <cassert>
#include <cmath>

namespace kdt::results {
namespace {

using tally::happened_by;
using tally::Scores;

/// Mean of other − base over the paths, with the standard error of the paired difference.
Estimate paired(const tally::Sample& sample, Scores::Column other, Scores::Column base, double per) {
    std::vector<std::int64_t> differences(other.size());
    for (std::size_t path = 0; path < other.size(); ++path) {
        const bool missing = other[path] == tally::kNoScore || base[path] == tally::kNoScore;
        differences[path] = missing ? tally::kNoScore : other[path] - base[path];
    }
    return scaled(sample.mean(differences), per);
}

struct EventDifference {
    Estimate estimate;
    Number bound; ///< where no path differs: the chance that one does is below this, and so is the difference
};

/// The same for an event: `happened(scores, path)`.
template <class Happened>
EventDifference paired_event(const tally::Sample& sample, const Scores& other, const Scores& base, Happened happened) {
    std::vector<std::int64_t> differences(static_cast<std::size_t>(other.paths()));
    bool any = false;
    for (std::size_t row = 0; row < differences.size(); ++row) {
        differences[row] = (happened(other, row) ? 1 : 0) - (happened(base, row) ? 1 : 0);
        any = any || differences[row] != 0;
    }
    const auto never = [](std::size_t) { return false; };
    return {sample.mean(differences), any ? Number() : sample.chance(never).hi};
}

/// The shortfall on the paths depleted by a horizon.
class GivenDepletion {
public:
    /// `sample` is that of the scores; it outlives this.
    GivenDepletion(const tally::Sample& sample, const Scores& scores, int place, int horizon)
        : sample_(sample), needs_(scores.shortfall(place)), months_(scores.depleted_month()), horizon_(horizon) {
        double all = 0.0;
        for (std::size_t path = 0; path < needs_.size(); ++path) {
            all += ratio(path);
            if (!depleted(path)) { continue; }
            ++events_;
            weight_ += ratio(path);
            mean_ += ratio(path) * static_cast<double>(needs_[path]);
        }
        if (events_ > 0) { mean_ /= weight_; }
        share_ = weight_ / all;
    }
    std::size_t paths() const { return needs_.size(); }
    std::int64_t events() const { return events_; }
    double mean() const { return mean_; }
    /// By how much the path moves the mean, times the number of paths (the influence of a ratio of means).
    double influence(std::size_t path) const {
        if (!depleted(path)) { return 0.0; }
        return ratio(path) * (static_cast<double>(needs_[path]) - mean_) / share_;
    }

private:
    bool depleted(std::size_t path) const { return happened_by(months_[path], horizon_); }
    /// The path's likelihood ratio.
    double ratio(std::size_t path) const {
        return static_cast<double>(sample_.weight(path)) / static_cast<double>(tally::kUnitWeight);
    }

    const tally::Sample& sample_;
    Scores::Column needs_;
    Scores::Months months_;
    int horizon_;
    std::int64_t events_ = 0;
    double weight_ = 0.0; ///< of the depleted paths
    double share_ = 0.0;  ///< of all weight
    double mean_ = 0.0;
};

/// Difference of two conditional means on the same paths; the delta method on each path's influence. Empty where one
/// of them is; without an error where one rests on a single path.
Estimate difference_of(const GivenDepletion& other, const GivenDepletion& base, double per) {
    if (other.events() == 0 || base.events() == 0) { return {}; }
    Estimate out{(other.mean() - base.mean()) / per, {}};
    if (other.events() < 2 || base.events() < 2) { return out; }
    double squares = 0.0;
    for (std::size_t path = 0; path < other.paths(); ++path) {
        const double moved = other.influence(path) - base.influence(path);
        squares += moved * moved;
    }
    const auto n = static_cast<double>(other.paths());
    out.se = std::sqrt(squares / (n * (n - 1.0))) / per;
    return out;
}

Number minus(Number a, Number b) { return a && b ? Number(*a - *b) : std::nullopt; }

Ranged ranged(const Estimate& mean) {
    if (!mean.value || !mean.se) { return {mean.value, {}, {}}; }
    const double half = half_width(*mean.se);
    return {mean.value, *mean.value - half, *mean.value + half};
}

/// Builds the figures of one case; without a base to compare with for the base itself.
class CaseBuilder {
public:
    CaseBuilder(const Results& results, const Scores& scores, const Results* base, const Scores* base_scores)
        : results_(results), scores_(scores), sample_(scores), base_(base), base_scores_(base_scores) {}

    std::vector<StressFigure> build() {
        for (const auto& [measure, months] : results_.measures) {
            for (const auto& [month, figures] : months) { add_measure(measure, month, figures); }
        }
        add_shortfalls();
        add_conditional_shortfalls();
        add_chances("pool_depleted", results_.probabilities.pool_depleted,
                    [](const Scores& s, std::size_t row, int h) { return happened_by(s.depleted_month()[row], h); });
        add_breakers();
        add_targets();
        return std::move(figures_);
    }

private:
    void push(std::string measure, std::string statistic, int month, Ranged figure, Estimate difference) {
        StressFigure& made = figures_.emplace_back();
        made.measure = std::move(measure);
        made.statistic = std::move(statistic);
        made.month = month;
        made.figure = figure;
        made.difference = difference;
    }

    template <class Happened>
    void push_chance(const std::string& name, int month, const Probability& p, Happened happened) {
        push(name, "probability", month, {p.value, p.lo, p.hi}, {});
        StressFigure& made = figures_.back();
        made.n = p.n;
        made.events = p.events;
        if (base_ == nullptr) { return; }
        const EventDifference difference = paired_event(sample_, scores_, *base_scores_, happened);
        made.difference = difference.estimate;
        if (results_.frame.drawn) { made.difference_bound = difference.bound; }
    }

    double per(Measure measure) const { return scores_per(tally::info(measure).unit, results_.frame.unit); }

    void add_measure(Measure measure, int month, const Distribution& figures) {
        const std::string name(tally::info(measure).name);
        // A measure that only this case's rules move has no base to differ from.
        const auto* months = base_ == nullptr ? nullptr : base_->measures.find(measure);
        const Distribution* base = months == nullptr ? nullptr : months->find(month);
        const int date = scores_.date_of(month);
        push(name, "mean", month, ranged(figures.mean),
             base == nullptr
                 ? Estimate{}
                 : paired(sample_, scores_.measure(date, measure), base_scores_->measure(date, measure), per(measure)));
        for (const auto& [level, figure] : figures.quantile) {
            const Number before = base == nullptr ? Number() : base->quantile.find(level)->value;
            push(name, "q" + level, month, figure, {minus(figure.value, before), {}});
        }
        for (const auto& [level, figure] : figures.es) {
            const Number before = base == nullptr ? Number() : base->es.find(level)->value;
            push(name, "es" + level, month, ranged(figure), {minus(figure.value, before), {}});
        }
    }

    void add_shortfalls() {
        int horizon = 0;
        for (const auto& [month, depletion] : results_.depletion) {
            const Depletion* base = base_ == nullptr ? nullptr : base_->depletion.find(month);
            push("shortfall", "mean", month, ranged(depletion.shortfall_all_mean),
                 base == nullptr ? Estimate{}
                                 : paired(sample_, scores_.shortfall(horizon), base_scores_->shortfall(horizon),
                                          scores_per(tally::ScoreUnit::fen, results_.frame.unit)));
            for (const auto& [level, figure] : depletion.shortfall_all) {
                const Number before = base == nullptr ? Number() : base->shortfall_all.find(level)->value;
                push("shortfall", "q" + level, month, figure, {minus(figure.value, before), {}});
            }
            ++horizon;
        }
    }

    void add_conditional_shortfalls() {
        const double per = scores_per(tally::ScoreUnit::fen, results_.frame.unit);
        int place = 0;
        for (const auto& [month, depletion] : results_.depletion) {
            const GivenDepletion here(sample_, scores_, place, month);
            push("shortfall_given_depletion", "mean", month, ranged(depletion.shortfall_mean),
                 base_ == nullptr ? Estimate{}
                                  : difference_of(here, GivenDepletion(sample_, *base_scores_, place, month), per));
            figures_.back().n = depletion.events;
            ++place;
        }
    }

    template <class Happened>
    void add_chances(const std::string& name, const Chances& chances, Happened happened) {
        for (const auto& [month, p] : chances) {
            const int horizon = month;
            const auto by_horizon = [&](const Scores& s, std::size_t row) { return happened(s, row, horizon); };
            push_chance(name, month, p, by_horizon);
        }
    }

    void add_breakers() {
        if (results_.frame.breakers.empty()) { return; } // "never seen" would say that there are some
        const auto stopped = [](int first, int last) {
            return [first, last](const Scores& s, std::size_t row, int horizon) {
                for (int member = first; member < last; ++member) {
                    if (happened_by(s.first_stop(member)[row], horizon)) { return true; }
                }
                return false;
            };
        };
        add_chances("any_breaker_stop", results_.probabilities.any_breaker_stop,
                    stopped(0, scores_.shape().breaker_members));
        for (const BreakerFrame& breaker : results_.frame.breakers) {
            const int last = breaker.first_member + static_cast<int>(breaker.members.size());
            add_chances("breaker_stop/" + breaker.id, *results_.probabilities.breaker_stop.find(breaker.id),
                        stopped(breaker.first_member, last));
        }
    }

    void add_targets() {
        int place = 0;
        for (const TargetFrame& target : results_.frame.targets) {
            const Probability& p = results_.targets.find(target.id)->probability;
            const auto met = [place](const Scores& s, std::size_t row) { return s.target_outcome(place)[row] == 0; };
            push_chance("target/" + target.id, target.to_month, p, met);
            ++place;
        }
    }

    const Results& results_;
    const Scores& scores_;
    tally::Sample sample_; ///< the base's paths are the same, with the same weights
    const Results* base_;
    const Scores* base_scores_;
    std::vector<StressFigure> figures_;
};

/// Without its figures.
StressCase case_of(std::string label, const Frame& frame, const Frame& base) {
    StressCase one;
    one.label = std::move(label);
    one.in_force = stress_in_force(frame);
    one.in_words = stress_in_words(frame);
    append(one.in_words, changes_in_words(base, frame));
    one.mean_pd = frame.book.mean_pd;
    return one;
}

} // namespace

StressComparison::StressComparison(const Results& results, const Scores& scores)
    : base_(&results), base_scores_(&scores) {
    all_.frame = results.frame;
    all_.horizons = results.horizons;
    all_.cases.push_back(case_of({}, results.frame, results.frame));
    all_.cases.back().figures = CaseBuilder(results, scores, nullptr, nullptr).build();
}

void StressComparison::add(std::string label, const Results& results, const Scores& scores) {
    assert(scores.paths() == base_scores_->paths() && results.horizons == base_->horizons);
    all_.cases.push_back(case_of(std::move(label), results.frame, base_->frame));
    all_.cases.back().figures = CaseBuilder(results, scores, base_, base_scores_).build();
}

} // namespace kdt::results
