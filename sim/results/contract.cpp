#include "results/sections.hpp"

#include <cmath>

namespace kdt::results {
namespace {

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
    const tally::NetPresentValues npv = source.evidence.npv();
    results.npv_cost = scaled(npv.cost, source.per_money());
    results.npv_lending = scaled(npv.lending, source.per_money());
    results.cost_per_100 = scaled(npv.cost_per_lending, 1.0 / kPer100);
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

void add_ratios(const Source& source, Results& results) {
    for (std::size_t number = 0; number < tally::kRatios.size(); ++number) {
        auto& months = results.ratios.add(std::string(tally::kRatios[number].name));
        for (std::size_t h = 0; h < source.shape().horizons.size(); ++h) {
            months.add(source.shape().horizons[h], source.evidence.ratio(number, static_cast<int>(h)));
        }
    }
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
    results.tail_paths = {Measure::pool_net_loss, source.shape().months, source.digest.worst_paths()};
}

} // namespace kdt::results
