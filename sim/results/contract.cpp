#include "results/sections.hpp"

#include <cmath>

namespace kdt::results {
namespace {

constexpr std::size_t kTailPaths = 100;
constexpr double kPer100 = 100.0;

void add_break_even(const Source& source, Results& results) {
    const auto& products = source.frame.groups[static_cast<std::size_t>(GroupKind::product)];
    for (std::size_t i = 0; i < products.size(); ++i) {
        const Number share = source.tally.events().pool_share(static_cast<int>(i)).ratio(source.tally.paths()).value;
        results.pool_share.add(products[i], share);
        const bool known = share && *share > 0.0 && source.frame.multiple && *source.frame.multiple > 0.0;
        results.break_even.add(products[i], known ? Number(1.0 / (*share * *source.frame.multiple)) : std::nullopt);
    }
}

void add_net_present_values(const Source& source, Results& results) {
    const tally::Scores::Column cost = source.scores.npv_cost();
    const tally::Scores::Column lending = source.scores.npv_lending();
    tally::RatioSums sums;
    for (std::size_t path = 0; path < cost.size(); ++path) { sums.add(cost[path], lending[path]); }
    const std::int64_t paths = source.scores.paths();
    results.npv_cost = scaled(tally::mean_of(sums.numerator, paths), source.per_money());
    results.npv_lending = scaled(tally::mean_of(sums.denominator, paths), source.per_money());
    results.cost_per_100 = scaled(sums.ratio(paths), 1.0 / kPer100);
}

Counted counted(const Source& source, const tally::Events::Counted& sums) {
    const std::int64_t paths = source.tally.paths();
    return {tally::mean_of(sums.count, paths), scaled(tally::mean_of(sums.amount, paths), source.per_money())};
}

void add_refusals(const Source& source, Results& results) {
    const auto& products = source.frame.groups[static_cast<std::size_t>(GroupKind::product)];
    for (std::size_t i = 0; i < products.size(); ++i) {
        auto& reasons = results.refusals.add(products[i]);
        for (std::size_t reason = 0; reason < tally::kRefusals; ++reason) {
            reasons[reason] = counted(
                source, source.tally.events().refused(static_cast<int>(i), static_cast<tally::Refusal>(reason)));
        }
    }
}

void add_cuts(const Source& source, Results& results) {
    for (const CutFrame& cut : source.frame.cuts) {
        results.cuts.add(cut.key, counted(source, source.tally.events().cut(cut.rule)));
    }
}

enum class Over { bottom, bottom_and_top };

/// Σ top ÷ Σ bottom (or ÷ Σ (bottom + top)) over the paths at each horizon.
void add_ratio(const Source& source, Results& results, const std::string& name, Measure top, Measure bottom,
               Over whole) {
    const bool add_top = whole == Over::bottom_and_top;
    auto& months = results.ratios.add(name);
    for (const int horizon : source.shape().horizons) {
        const int date = source.scores.date_of(horizon);
        const tally::Scores::Column over = source.scores.measure(date, top);
        const tally::Scores::Column under = source.scores.measure(date, bottom);
        tally::RatioSums sums;
        for (std::size_t path = 0; path < over.size(); ++path) {
            sums.add(over[path], under[path] + (add_top ? over[path] : 0));
        }
        months.add(horizon, sums.ratio(source.scores.paths()));
    }
}

void add_ratios(const Source& source, Results& results) {
    add_ratio(source, results, "npl_ratio", Measure::bad_balance, Measure::outstanding, Over::bottom_and_top);
    add_ratio(source, results, "claims_ratio", Measure::claims_paid, Measure::disbursed, Over::bottom);
    add_ratio(source, results, "recovery_rate", Measure::recoveries, Measure::defaulted_principal, Over::bottom);
}

int quarter_of(CalendarMonth month) { return month.count / 3; }

/// Cohort c holds the months of the c-th calendar quarter, counted from that of month 1.
void add_vintages(const Source& source, Results& results) {
    const CalendarMonth first = source.frame.as_of.plus(1);
    for (int cohort = 0; cohort < source.shape().cohorts; ++cohort) {
        const int quarter = quarter_of(first) + cohort;
        Vintage out;
        out.name = std::to_string(quarter / 4) + "Q" + std::to_string(quarter % 4 + 1);
        out.first_month = std::max(1, 3 * quarter - source.frame.as_of.count);
        out.last_month = std::min(source.shape().months, 3 * quarter + 2 - source.frame.as_of.count);
        const auto& events = source.tally.events();
        out.lent = scaled(tally::mean_of(events.lent(cohort), source.tally.paths()), source.per_money());
        out.default_rate = events.default_curve(cohort, source.tally.paths());
        // Beyond this age the quarter's last loans are not seen any more.
        out.default_rate.resize(static_cast<std::size_t>(source.shape().months - out.last_month));
        results.vintages.push_back(std::move(out));
    }
}

} // namespace

void summarise_contract(const Source& source, Results& results) {
    add_ratios(source, results);
    add_break_even(source, results);
    add_net_present_values(source, results);
    add_refusals(source, results);
    add_cuts(source, results);
    add_vintages(source, results);
    const int last = source.scores.date_of(source.shape().months);
    results.tail_paths = {Measure::pool_net_loss, source.shape().months,
                          tally::worst_paths(source.scores.measure(last, Measure::pool_net_loss), kTailPaths)};
}

} // namespace kdt::results
