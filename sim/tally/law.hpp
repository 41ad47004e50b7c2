#pragma once

#include "tally/estimate.hpp"
#include "tally/interval.hpp"
#include "tally/level.hpp"
#include "tally/log_histogram.hpp"
#include "tally/moments.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace kdt::tally {

/// A level with its ranks in samples of one size, worked out once for all laws.
struct QuantileRule {
    QuantileRule(const Level& at, std::int64_t paths);
    Level level;
    std::int64_t rank = 1;
    RankInterval interval;
};

/// Scores that occur, ascending, and on how many paths each does.
using Spread = std::vector<std::pair<std::int64_t, double>>;
/// The first score up to which more than so many paths lie, for the ends of charts; the last one's where none is. Of a
/// spread with some score.
std::int64_t beyond(const Spread& spread, double paths);

/// How a score is spread over the paths. Paths without a score (kNoScore) rank above all others. Weighted paths count
/// by their part of all weight, so that all together count paths().
class Law {
public:
    virtual ~Law() = default;
    virtual std::int64_t paths() const = 0;
    /// Calls `visit(score, paths)` for scores that occur, ascending; one may come several times in a row.
    virtual void visit(const std::function<void(std::int64_t score, double paths)>& visit) const = 0;
    /// Empty when any path has no score.
    virtual Estimate mean() const = 0;
    virtual Estimate sd() const = 0;
    /// At the level, without interval; empty where the path has no score, or there is no path.
    virtual std::optional<double> at(const Level& level) const = 0;
    /// x₍ₖ₎, k = ⌈n·a⌉ in exact decimals, or its weighted likeness, with an interval. `rule` is for paths().
    virtual QuantileEstimate quantile(const QuantileRule& rule) const = 0;
    /// [Σ_{i>k}x₍ᵢ₎ + (k−n·a)x₍ₖ₎] / (n(1−a)) (Acerbi & Tasche 2002), with the asymptotic standard error
    /// sd(max(x−VaR, 0)) / ((1−a)√n) (Manistre & Hancock 2005). Empty when any path has no score.
    virtual Estimate expected_shortfall(const QuantileRule& rule) const = 0;

    Spread spread() const;
    /// Paths with a score of at least this; a whole number unless weighted.
    double count_from(std::int64_t score) const;
};

/// Of paths that count alike: quantiles are order statistics.
class RankedLaw : public Law {
public:
    /// Of 1-based ascending rank; empty where that path has none, or there is no such rank.
    virtual std::optional<std::int64_t> score_at(std::int64_t rank) const = 0;
    std::optional<double> at(const Level& level) const override;
    /// Between the order statistics of quantile_ranks.
    QuantileEstimate quantile(const QuantileRule& rule) const override;
};

/// From counts in bins: mean and deviation are exact; scores, and what is made of them, are known to kBinResolution
/// unless all paths share one.
class BinnedLaw final : public RankedLaw {
public:
    /// Of all paths; those that are not in the histogram have no score. The kurtosis is that of exact scores: bins are
    /// too wide for it where scores lie close together far from 0.
    BinnedLaw(const Moments& moments, const LogHistogram& histogram, std::int64_t paths,
              std::optional<double> kurtosis);

    std::int64_t paths() const override { return paths_; }
    std::optional<std::int64_t> score_at(std::int64_t rank) const override;
    void visit(const std::function<void(std::int64_t score, double paths)>& visit) const override;
    Estimate mean() const override { return mean_; }
    Estimate sd() const override { return sd_; }
    /// With the outer edges of the interval's bins, so that it holds the exact one.
    QuantileEstimate quantile(const QuantileRule& rule) const override;
    Estimate expected_shortfall(const QuantileRule& rule) const override;

private:
    std::int64_t paths_;
    std::vector<std::pair<std::int64_t, std::int64_t>> bins_; ///< score and paths, ascending
    bool alike_ = false;                                      ///< all paths share one score, which is known exactly
    Estimate mean_;
    Estimate sd_;
};

} // namespace kdt::tally
