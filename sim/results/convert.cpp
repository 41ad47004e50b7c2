#include "results/convert.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

using tally::Level;
using tally::QuantileRule;

std::vector<QuantileRule> ranked(std::vector<Level> levels, std::int64_t paths) {
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    std::vector<QuantileRule> rules;
    for (const Level& level : levels) { rules.emplace_back(level, paths); }
    return rules;
}

std::vector<Level> with_mirrors(std::vector<Level> levels) {
    const std::size_t count = levels.size();
    for (std::size_t i = 0; i < count; ++i) { levels.push_back(levels[i].mirror()); }
    for (const double value : {0.05, 0.25, 0.5, 0.75, 0.95}) { levels.push_back(Level::of(value)); }
    return levels;
}

} // namespace

double scores_per(tally::ScoreUnit unit, Unit money) {
    switch (unit) {
    case tally::ScoreUnit::fen: return static_cast<double>(fen_per(money));
    case tally::ScoreUnit::ratio: return 1e12;
    case tally::ScoreUnit::times: return 1e9;
    case tally::ScoreUnit::count: return 1.0;
    }
    return 1.0;
}

Rules::Rules(const std::vector<Level>& report_levels, std::int64_t paths)
    : kept(ranked(with_mirrors(report_levels), paths)), tail(ranked(report_levels, paths)), p05(Level::of(0.05), paths),
      p10(Level::of(0.1), paths), p25(Level::of(0.25), paths), p50(Level::of(0.5), paths), p75(Level::of(0.75), paths),
      p90(Level::of(0.9), paths), p95(Level::of(0.95), paths) {}

Distribution distribution_of(const tally::Law& scores, const Rules& rules, double per, bool is_loss) {
    Distribution out;
    out.mean = scaled(scores.mean(), per);
    out.sd = scaled(scores.sd(), per);
    for (const QuantileRule& rule : rules.kept) {
        out.quantile.add(rule.level.text(), scaled(scores.quantile(rule), per));
    }
    if (!is_loss) { return out; }
    for (const QuantileRule& rule : rules.tail) {
        out.es.add(rule.level.text(), scaled(scores.expected_shortfall(rule), per));
        const Ranged quantile = scaled(scores.quantile(rule), per);
        const auto less_mean = [&](Number figure) {
            return figure && out.mean.value ? Number(*figure - *out.mean.value) : std::nullopt;
        };
        out.ul.add(rule.level.text(), {less_mean(quantile.value), less_mean(quantile.lo), less_mean(quantile.hi)});
    }
    return out;
}

} // namespace kdt::results
