#include "study/check.hpp"

#include "study/exact_case.hpp"
#include "tally/sample.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::study {
namespace {

using exact::LossDistribution;
using tally::Measure;

constexpr double kWidestDeviation = 4.42;

/// Collects the comparisons of one measure at the horizon.
class Comparison {
public:
    Comparison(const engine::Model& model, const results::Results& results, const tally::Scores& scores,
               std::vector<results::Check>& out)
        : results_(results), scores_(scores), sample_(scores), out_(out), month_(model.months),
          paths_(static_cast<double>(model.scenario.paths) /
                 (sample_.is_weighted() ? tally::kLargestRatio : 1.0)), // of a figure's error at most
          unit_(static_cast<double>(scenario::fen_per(model.scenario.unit))) {}

    void law(Measure measure, const LossDistribution& exact) {
        const auto* by_month = results_.measures.find(measure);
        const results::Distribution* simulated = by_month != nullptr ? by_month->find(month_) : nullptr;
        if (simulated == nullptr) { return; }
        const double sd = exact.sd();
        add(measure, "mean", exact.mean(), simulated->mean, sd / std::sqrt(paths_));
        add(measure, "sd", sd, simulated->sd, sd_error(exact));
        for (const tally::Level& level : results_.frame.levels) {
            quantile(measure, exact, *simulated, level);
            shortfall(measure, exact, *simulated, level);
        }
    }

    void mean(Measure measure, double exact, double sd) {
        const auto* by_month = results_.measures.find(measure);
        const results::Distribution* simulated = by_month != nullptr ? by_month->find(month_) : nullptr;
        if (simulated != nullptr) { add(measure, "mean", exact, simulated->mean, sd / std::sqrt(paths_)); }
    }

    void depletion(double exact) {
        const tally::Probability* simulated = results_.probabilities.pool_depleted.find(month_);
        if (simulated == nullptr || !simulated->value) { return; }
        const double se = error_of({simulated->value, simulated->se}, std::sqrt(exact * (1.0 - exact) / paths_));
        judge({"pool_depleted@" + std::to_string(month_), "pool_depleted", month_, exact, *simulated->value, se,
               std::nullopt, false});
    }

private:
    std::string id(Measure measure, const std::string& statistic) const {
        return std::string(tally::info(measure).name) + "." + statistic + "@" + std::to_string(month_);
    }

    /// The standard error to judge by: the exact law's, `plain`; but what a weighted run's is follows from its weights
    /// alone.
    double error_of(const results::Estimate& simulated, double plain) const {
        return sample_.is_weighted() && simulated.se && *simulated.se > 0.0 ? *simulated.se : plain;
    }

    /// `exact` and `se`, of independent paths, in 分.
    void add(Measure measure, const std::string& statistic, double exact, const results::Estimate& simulated,
             double se) {
        if (!simulated.value) { return; }
        judge({id(measure, statistic), std::string(tally::info(measure).name), month_, exact / unit_, *simulated.value,
               error_of(simulated, se / unit_), std::nullopt, false});
    }

    void judge(results::Check check) {
        const double gap = check.simulated - check.exact;
        if (check.se && *check.se > 0.0) {
            check.z = gap / *check.se;
            check.pass = std::abs(*check.z) <= kWidestDeviation;
        } else {
            check.pass = std::abs(gap) <= 1e-9 * std::max(1.0, std::abs(check.exact));
        }
        out_.push_back(std::move(check));
    }

    /// A quantile is judged by the share of paths above the exact one: its law is binomial, atoms and all. As with the
    /// other figures z is above 0 where the simulated one lies high.
    void quantile(Measure measure, const LossDistribution& exact, const results::Distribution& simulated,
                  const tally::Level& level) {
        const results::Ranged* found = simulated.quantile.find(level.text());
        if (found == nullptr || !found->value) { return; }
        const std::int64_t amount = exact.quantile(level.value());
        const tally::Probability below = share_up_to(measure, amount);
        const double expected = exact.probability_up_to(amount);
        const double se = error_of({below.value, below.se}, std::sqrt(expected * (1.0 - expected) / paths_));
        results::Check check{id(measure, "q" + level.text()),
                             std::string(tally::info(measure).name),
                             month_,
                             static_cast<double>(amount) / unit_,
                             *found->value,
                             std::nullopt,
                             std::nullopt,
                             false};
        const double gap = expected - *below.value;
        if (se > 0.0) { check.z = gap / se; }
        check.pass = std::abs(gap) <= kWidestDeviation * se + 1e-12;
        out_.push_back(std::move(check));
    }

    void shortfall(Measure measure, const LossDistribution& exact, const results::Distribution& simulated,
                   const tally::Level& level) {
        const results::Estimate* found = simulated.es.find(level.text());
        if (found == nullptr || !found->value) { return; }
        const double se = shortfall_error(exact, measure, level.value(), *found);
        judge({id(measure, "es" + level.text()), std::string(tally::info(measure).name), month_,
               exact.expected_shortfall(level.value()) / unit_, *found->value, se / unit_, std::nullopt, false});
    }

    /// The sample's ES is min over c of c + mean((X − c)⁺)/(1 − a), taken at the sample's quantile. Its error is that
    /// of the mean at the exact quantile and, on top, how far the minimum may lie below where the sample's quantile is
    /// another: a bound for every deviation up to the widest that passes, spread over as many standard errors.
    double shortfall_error(const LossDistribution& exact, Measure measure, double a,
                           results::Estimate simulated) const {
        if (simulated.se) { simulated.se = *simulated.se * unit_ * (1.0 - a); } // of the mean excess, in 分
        const double at_quantile =
            error_of(simulated, excess_sd(exact, static_cast<double>(exact.quantile(a))) / std::sqrt(paths_));
        return (at_quantile + widest_step(exact, a, paths_at(exact, measure, a)) / kWidestDeviation) / (1.0 - a);
    }

    tally::Probability share_up_to(Measure measure, std::int64_t amount) const {
        const auto column = scores_.measure(scores_.date_of(month_), measure);
        return sample_.chance([&](std::size_t path) { return column[path] <= amount; });
    }

    /// Independent paths that would know the law at its quantile as well as the sample does.
    double paths_at(const LossDistribution& exact, Measure measure, double a) const {
        const std::int64_t amount = exact.quantile(a);
        const double up_to = exact.probability_up_to(amount);
        const tally::Probability found = share_up_to(measure, amount);
        const double se = error_of({found.value, found.se}, 0.0);
        return se > 0.0 ? up_to * (1.0 - up_to) / (se * se) : paths_;
    }

    /// ∫ (F ± w − a)⁺ from the exact quantile to where the sample's may lie, the larger of both sides; F the exact law,
    /// w the widest deviation of the sample's from it. Of order 1/N where the law is smooth, a step times w at an atom.
    static double widest_step(const LossDistribution& exact, double a, double paths) {
        const auto quantile = static_cast<std::size_t>(exact.quantile(a) / exact.unit());
        double below = 0.0;
        double above = 0.0;
        double up_to = 0.0;
        for (std::size_t u = 0; u + 1 < exact.pmf().size(); ++u) {
            up_to = std::min(1.0, up_to + exact.pmf()[u]);
            const double widest = kWidestDeviation * std::sqrt(up_to * (1.0 - up_to) / paths);
            if (u < quantile) {
                below += std::max(0.0, std::min(1.0, up_to + widest) - a);
            } else {
                above += std::max(0.0, a - std::max(0.0, up_to - widest));
            }
        }
        return std::max(below, above) * static_cast<double>(exact.unit());
    }

    /// sd of (X − q)⁺, the numerator of ES in large samples.
    static double excess_sd(const LossDistribution& exact, double q) {
        double first = 0.0;
        double second = 0.0;
        for (std::size_t u = 0; u < exact.pmf().size(); ++u) {
            const double excess = std::max(0.0, static_cast<double>(u) * static_cast<double>(exact.unit()) - q);
            first += exact.pmf()[u] * excess;
            second += exact.pmf()[u] * excess * excess;
        }
        return std::sqrt(std::max(0.0, second - first * first));
    }

    /// Standard error of a sample standard deviation: √((μ₄ − σ⁴)/N)/(2σ).
    double sd_error(const LossDistribution& exact) const {
        const double mean = exact.mean();
        const double variance = exact.sd() * exact.sd();
        double fourth = 0.0;
        for (std::size_t u = 0; u < exact.pmf().size(); ++u) {
            const double gap = static_cast<double>(u) * static_cast<double>(exact.unit()) - mean;
            fourth += exact.pmf()[u] * gap * gap * gap * gap;
        }
        return variance > 0.0 ? std::sqrt((fourth - variance * variance) / paths_) / (2.0 * std::sqrt(variance)) : 0.0;
    }

    const results::Results& results_;
    const tally::Scores& scores_;
    tally::Sample sample_;
    std::vector<results::Check>& out_;
    int month_;
    double paths_;
    double unit_;
};

/// min(X, c) of a law: what a pool without other money pays of claims X.
struct CappedMoments {
    double mean = 0.0;
    double sd = 0.0;
};

CappedMoments capped(const LossDistribution& law, double cap) {
    double first = 0.0;
    double second = 0.0;
    for (std::size_t u = 0; u < law.pmf().size(); ++u) {
        const double paid = std::min(cap, static_cast<double>(u) * static_cast<double>(law.unit()));
        first += law.pmf()[u] * paid;
        second += law.pmf()[u] * paid * paid;
    }
    return {first, std::sqrt(std::max(0.0, second - first * first))};
}

} // namespace

std::vector<results::Check> exact_checks(const engine::Model& model, const results::Results& results,
                                         const tally::Scores& scores, const std::function<bool()>& cancelled) {
    std::vector<results::Check> checks;
    Comparison comparison(model, results, scores, checks);
    if (const auto principal = exact_law(model, Lost::principal, cancelled)) {
        comparison.law(Measure::defaulted_principal, *principal);
    }
    if (const auto loss = exact_law(model, Lost::net_of_recoveries, cancelled)) {
        comparison.law(Measure::credit_loss, *loss);
    }
    if (const auto claims = exact_law(model, Lost::claims_on_pool, cancelled)) {
        const Fen balance = model.scenario.pool.balance + model.scenario.pool.annual_limit;
        comparison.depletion(claims->probability_above(balance.count));
        const CappedMoments paid = capped(*claims, static_cast<double>(balance.count));
        comparison.mean(Measure::pool_net_loss, paid.mean, paid.sd);
    }
    return checks;
}

std::optional<Text> missing_checks(const engine::Model& model, const std::vector<results::Check>& checks) {
    const auto of_pool = [](const results::Check& check) {
        return check.measure == tally::info(Measure::pool_net_loss).name;
    };
    if (std::any_of(checks.begin(), checks.end(), of_pool)) { return std::nullopt; }
    if (!checks.empty()) {
        return Text{
            "精确对照：只对照损失；资金池付多少，本情景的条款超出精确解的范围（须在违约当月赔付、没有上限和扣减、资金"
            "不分户或可全部调剂、没有其他收支）。",
            "Exact checks: losses only; what the pool pays is beyond them here (it must be paid in the month of "
            "default, without caps or cuts, from one account or with transfers from all, without other flows)."};
    }
    if (exact_laws_reach(model)) {
        return Text{
            "精确对照：贷款太多，或各笔金额没有足够大的公约数，精确解要算得太久。",
            "Exact checks: the book has too many loans, or its amounts no common unit coarse enough, for the exact "
            "laws to be worked out in seconds."};
    }
    return Text{
        "精确对照：本情景超出精确解的范围（须为一个完整因子周期、静态贷款、到期还本、账龄曲线平坦、回收率恒定且不随"
        "周期变化）。",
        "Exact checks: none reach this scenario (they need one whole factor period, a static book of bullet loans, "
        "flat seasoning and a constant recovery without a cycle link)."};
}

} // namespace kdt::study
