#pragma once

#include "tally/law.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace kdt::tally {

/// A column of weighted scores in ascending order with the running sums of its weights. The law it stands for gives
/// score x₍ᵢ₎ the probability w₍ᵢ₎ ÷ Σw (self-normalised importance sampling).
class WeightedOrder final : public Law {
public:
    /// weights[i] belongs to scores[i]; some weight is above 0 where there are any.
    WeightedOrder(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights);

    std::int64_t paths() const override { return static_cast<std::int64_t>(scores_.size()); }
    void visit(const std::function<void(std::int64_t score, double paths)>& visit) const override;
    Estimate mean() const override { return mean_; }
    Estimate sd() const override { return sd_; }
    /// The least score up to which at least `level` of the weight lies.
    std::optional<double> at(const Level& level) const override;
    /// The score at the level, with Woodruff's interval: the scores at the shares that a quantile's ranks would have in
    /// a sample of n' = a(1−a) ÷ var(F̂(q)) independent paths, var by the delta method (Woodruff 1952; within an atom F̂
    /// is taken at the level). Equal weights give the plain interval.
    QuantileEstimate quantile(const QuantileRule& rule) const override;
    /// q + Σw(x−q)⁺ ÷ (Σw·(1−a)), with the delta method's standard error of the mean excess.
    Estimate expected_shortfall(const QuantileRule& rule) const override;

private:
    std::int64_t weight(std::size_t place) const {
        return static_cast<std::int64_t>(up_to_[place + 1] - up_to_[place]);
    }
    Int128 whole() const { return up_to_.back(); }
    std::size_t place_of(const Level& level) const;
    /// a(1−a) ÷ var(F̂) at the level, rounded down.
    std::int64_t effective_paths(const Level& level, std::size_t place) const;
    /// The least score up to which at least rank ÷ paths of the weight lies; empty beyond either end.
    std::optional<double> at_rank(std::int64_t rank, std::int64_t paths) const;

    std::vector<std::int64_t> scores_;
    std::vector<Int128> up_to_;   ///< [place] weight of the scores before it; one more at the end
    std::vector<double> squares_; ///< [place] squared weights of the scores before it; one more at the end
    Estimate mean_;
    Estimate sd_;
};

/// Σwx ÷ Σw with the delta method's standard error √(n/(n−1)·Σw²(x−m)²) ÷ Σw (Owen, Monte Carlo theory, methods and
/// examples, 9.2). Empty where a score is missing.
Estimate weighted_mean(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights);
/// Σw·top ÷ Σw·bottom, likewise. Empty where the denominator is 0.
Estimate weighted_ratio(std::span<const std::int64_t> top, std::span<const std::int64_t> bottom,
                        std::span<const std::int64_t> weights);
/// √(Σw(x−m)² ÷ Σw ÷ (1 − Σw²/(Σw)²)), with the delta method's error √Σw²((x−m)²−s²)² ÷ (2sΣw). Equal weights give the
/// divisor n−1. Empty where a score is missing or a single path carries all weight.
Estimate weighted_sd(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights);

/// Sums over the paths among which an event may happen.
struct WeightedEvents {
    std::int64_t n = 0;
    std::int64_t events = 0;
    Int128 weight = 0;   ///< of all n paths
    Int128 happened = 0; ///< of those on which it happens
    Int128 happened_squares = 0;
    Int128 other_squares = 0; ///< squared weights of the others

    void add(std::int64_t path_weight, bool happens);
};

/// The share of the weight, its delta-method error and Wilson's interval at the number of independent paths that would
/// have this error. `whole`: the weight of all `paths` of the run. Where the event is never seen its chance among the
/// paths drawn is below 1 − 0.05^(1/paths) with 95 % confidence, and no likelihood ratio is above 2; likewise where it
/// is seen always.
Probability probability_of(const WeightedEvents& sums, std::int64_t paths, Int128 whole);

} // namespace kdt::tally
