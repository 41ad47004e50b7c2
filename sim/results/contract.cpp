#include "results/sections.hpp"

#include <cmath>

namespace kdt::results {
namespace {

constexpr std::size_t kTailPaths = 100;
constexpr double kPer100 = 100.0;

void add_break_even(const Source& source, Results& results) {
    const auto& products = source.frame.groups[static_cast<std::size_t>(GroupKind::product)];
    for (std::size_t i = 0; i < products.size(); ++i) {
        const Number share = source.tally.event_figures().pool_share(static_cast<int>(i)).value;
        results.pool_share.add(products[i], share);
        const bool known = share && *share > 0.0 && source.frame.multiple && *source.frame.multiple > 0.0;
        results.break_even.add(products[i], known ? Number(1.0 / (*share * *source.frame.multiple)) : std::nullopt);
    }
}

void add_net_present_values(const Source& source, Results& results) {
    const tally::Scores::Column cost = source.scores.npv_cost();
    const tally::Scores::Column lending = source.scores.npv_lending();
    results.npv_cost = scaled(source.sample.mean(cost), source.per_money());
    results.npv_lending = scaled(source.sample.mean(lending), source.per_money());
    results.cost_per_100 = scaled(source.sample.ratio(cost, lending), 1.0 / kPer100);
}

Counted counted(const Source& source, const tally::CountedEstimate& figures) {
    return {figures.count, scaled(figures.amount, source.per_money())};
}

void add_refusals(const Source& source, Results& results) {
    const auto& products = source.frame.groups[static_cast<std::size_t>(GroupKind::product)];
    for (std::size_t i = 0; i < products.size(); ++i) {
        auto& reasons = results.refusals.add(products[i]);
        for (std::size_t reason = 0; reason < tally::kRefusals; ++reason) {
            reasons[reason] = counted(
                source, source.tally.event_figures().refused(static_cast<int>(i), static_cast<tally::Refusal>(reason)));
        }
    }
}

void add_cuts(const Source& source, Results& results) {
    for (const CutFrame& cut : source.frame.cuts) {
        results.cuts.add(cut.key, counted(source, source.tally.event_figures().cut(cut.rule)));
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
        std::vector<std::int64_t> all(under.begin(), under.end());
        for (std::size_t path = 0; add_top && path < all.size(); ++path) { all[path] += over[path]; }
        months.add(horizon, source.sample.ratio(over, all));
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
        const tally::EventFigures events = source.tally.event_figures();
        out.lent = scaled(events.lent(cohort), source.per_money());
        out.default_rate = events.default_curve(cohort);
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
