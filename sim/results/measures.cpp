#include "results/histogram.hpp"
#include "results/sections.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

using tally::kMeasures;

std::size_t size(int count) { return static_cast<std::size_t>(count); }

/// Everything the reports need of one measure at one date, so that it is sorted once.
struct ColumnFigures {
    Distribution distribution;
    Histogram histogram;
    Ranged p05, p25, p50, p75, p95;
};

struct DateFigures {
    std::vector<ColumnFigures> cells; ///< [date][measure]
    const ColumnFigures& at(int date, Measure measure) const {
        return cells[size(date) * kMeasures + static_cast<std::size_t>(measure)];
    }
};

bool has_histogram(Measure measure) { return tally::info(measure).is_loss || measure == Measure::pool_balance; }

ColumnFigures figures_of(const Source& source, Measure measure, const tally::Law& sorted) {
    const double per = source.per(measure);
    ColumnFigures out;
    out.distribution = distribution_of(sorted, source.rules, per, tally::info(measure).is_loss);
    if (has_histogram(measure)) { out.histogram = histogram_of(sorted, per); }
    out.p05 = scaled(sorted.quantile(source.rules.p05), per);
    out.p25 = scaled(sorted.quantile(source.rules.p25), per);
    out.p50 = scaled(sorted.quantile(source.rules.p50), per);
    out.p75 = scaled(sorted.quantile(source.rules.p75), per);
    out.p95 = scaled(sorted.quantile(source.rules.p95), per);
    return out;
}

DateFigures figures_by_date(const Source& source) {
    DateFigures out;
    out.cells.resize(source.dates().size() * kMeasures);
    source.parallel(out.cells.size(), [&](std::size_t cell) {
        const auto measure = static_cast<Measure>(cell % kMeasures);
        out.cells[cell] = figures_of(source, measure, *source.measure(static_cast<int>(cell / kMeasures), measure));
    });
    return out;
}

Measures measures_of_year(const Source& source, const DateFigures& dates, std::size_t year) {
    const std::vector<int>& ends = source.shape().year_ends;
    const int date = source.date_of(ends[year]);
    std::vector<Distribution> found(kMeasures);
    source.parallel(kMeasures, [&](std::size_t place) {
        const auto measure = static_cast<Measure>(place);
        const bool as_it_stands = year == 0 || tally::info(measure).kind == tally::ScoreKind::level;
        found[place] = as_it_stands ? dates.at(date, measure).distribution
                                    : distribution_of(*source.flow(static_cast<int>(year), measure), source.rules,
                                                      source.per(measure), tally::info(measure).is_loss);
    });
    Measures measures;
    for (std::size_t place = 0; place < kMeasures; ++place) {
        const auto measure = static_cast<Measure>(place);
        if (source.frame.shows(measure)) { measures.add(measure).add(ends[year], std::move(found[place])); }
    }
    return measures;
}

void push(Series& series, const Estimate& mean, const std::array<Number, 5>& bands) {
    series.mean.push_back(mean.value);
    series.se.push_back(mean.se);
    series.p05.push_back(bands[0]);
    series.p25.push_back(bands[1]);
    series.p50.push_back(bands[2]);
    series.p75.push_back(bands[3]);
    series.p95.push_back(bands[4]);
}

std::array<Number, 5> bands_at(const Source& source, int month, Measure measure) {
    const Rules& rules = source.rules;
    std::array<Number, 5> out;
    std::size_t place = 0;
    for (const tally::QuantileRule* rule : {&rules.p05, &rules.p25, &rules.p50, &rules.p75, &rules.p95}) {
        const std::optional<std::int64_t> score = source.tally.month_quantile(month, measure, rule->level, rule->rank);
        out[place++] = score ? Number(static_cast<double>(*score) / source.per(measure)) : std::nullopt;
    }
    return out;
}

Series series_of(const Source& source, const DateFigures& dates, Measure measure) {
    Series series;
    for (int month = 0; month <= source.shape().months; ++month) {
        const int date = source.date_of(month);
        if (date >= 0) {
            const ColumnFigures& exact = dates.at(date, measure);
            push(series, exact.distribution.mean,
                 {exact.p05.value, exact.p25.value, exact.p50.value, exact.p75.value, exact.p95.value});
        } else {
            push(series, scaled(source.tally.month_mean(month, measure), source.per(measure)),
                 bands_at(source, month, measure));
        }
    }
    return series;
}

} // namespace

void summarise_measures(const Source& source, Results& results) {
    const DateFigures dates = figures_by_date(source);
    for (std::size_t place = 0; place < kMeasures; ++place) {
        const auto measure = static_cast<Measure>(place);
        if (!source.frame.shows(measure)) { continue; }
        auto& by_month = results.measures.add(measure);
        for (const int horizon : source.shape().horizons) {
            by_month.add(horizon, dates.at(source.date_of(horizon), measure).distribution);
        }
        if (has_histogram(measure)) {
            auto& histograms = results.histograms.add(measure);
            for (const int horizon : source.shape().horizons) {
                histograms.add(horizon, dates.at(source.date_of(horizon), measure).histogram);
            }
        }
        results.series.add(measure, series_of(source, dates, measure));
    }
    const std::vector<int>& ends = source.shape().year_ends;
    for (std::size_t year = 0; year < ends.size(); ++year) {
        const std::string name = std::to_string(source.frame.as_of.plus(ends[year]).year());
        results.years.add(name, measures_of_year(source, dates, year));
    }
}

bool kept_for(Measure measure, bool is_bank) {
    const tally::MeasureInfo& info = tally::info(measure);
    return info.by_group && (is_bank || !info.by_bank);
}

void summarise_groups(const Source& source, Results& results) {
    int group = 0;
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        for (const std::string& id : source.frame.groups[kind]) {
            Group& out = results.groups[kind].add(id);
            const bool is_bank = kind == static_cast<std::size_t>(GroupKind::bank);
            for (std::size_t place = 0; place < kMeasures; ++place) {
                const auto measure = static_cast<Measure>(place);
                if (!kept_for(measure, is_bank) || !source.frame.shows(measure)) { continue; }
                const bool exact = is_bank && (measure == Measure::pool_net_loss || measure == Measure::bank_net_loss);
                auto& by_month = out.measures.add(measure);
                for (std::size_t h = 0; h < source.shape().horizons.size(); ++h) {
                    const int horizon = static_cast<int>(h);
                    Distribution& figures = by_month.add(source.shape().horizons[h]);
                    if (exact) {
                        figures = distribution_of(*source.of_bank(horizon, group, measure), source.rules,
                                                  source.per(measure), true);
                    } else {
                        figures.mean = scaled(source.tally.group_mean(horizon, group, measure), source.per(measure));
                        figures.sd = scaled(source.tally.group_sd(horizon, group, measure), source.per(measure));
                    }
                }
            }
            ++group;
        }
    }
}

} // namespace kdt::results
