#include "results/csv_tidy.hpp"

#include "results/breaker_words.hpp"
#include "results/csv.hpp"
#include "results/names.hpp"

#include <array>

namespace kdt::results {
namespace {

constexpr std::array<const char*, kGroupKinds> kScopes = {"bank", "product", "tier", "sector"};
constexpr std::array<const char*, tally::kRefusals> kReasons = {"breaker", "bank_plan", "capacity"};

void header(CsvWriter& csv, std::initializer_list<const char*> names) {
    for (const char* name : names) { csv.text(name); }
    csv.end_row();
}

/// Writes the rows of one measure in one scope; what they share stands in its members.
class TidyRows {
public:
    explicit TidyRows(CsvWriter& csv) : csv_(csv) {}
    std::string measure, scope, id, unit;

    void row(int month, const char* statistic, const std::string& level, Number value, Number se, Number lo,
             Number hi) {
        csv_.text(measure).text(scope).text(id).figure(std::to_string(month)).text(statistic).figure(level);
        csv_.number(value).number(se).number(lo).number(hi).text(unit);
        csv_.end_row();
    }
    void distribution(int month, const Distribution& figures) {
        row(month, "mean", "", figures.mean.value, figures.mean.se, {}, {});
        row(month, "sd", "", figures.sd.value, figures.sd.se, {}, {});
        for (const auto& [level, q] : figures.quantile) { row(month, "quantile", level, q.value, {}, q.lo, q.hi); }
        for (const auto& [level, es] : figures.es) { row(month, "es", level, es.value, es.se, {}, {}); }
        for (const auto& [level, ul] : figures.ul) { row(month, "ul", level, ul.value, {}, ul.lo, ul.hi); }
    }
    void chances(const Chances& all) {
        for (const auto& [month, p] : all) { row(month, "probability", "", p.value, p.se, p.lo, p.hi); }
    }

private:
    CsvWriter& csv_;
};

void measures(TidyRows& rows, const Measures& all, Unit money) {
    for (const auto& [measure, months] : all) {
        rows.measure = tally::info(measure).name;
        rows.unit = unit_of(measure, money);
        for (const auto& [month, figures] : months) { rows.distribution(month, figures); }
    }
}

void probabilities(TidyRows& rows, const Probabilities& all) {
    rows.unit = "1";
    const auto plain = [&](const char* name, const Chances& chances) {
        rows.measure = name;
        rows.chances(chances);
    };
    const auto named = [&](const std::string& name, const Named<Chances>& breakers) {
        for (const auto& [breaker, chances] : breakers) {
            rows.measure = name + "/" + breaker;
            rows.chances(chances);
        }
    };
    plain("pool_depleted", all.pool_depleted);
    plain("any_breaker_stop", all.any_breaker_stop);
    named("breaker_stop", all.breaker_stop);
    named("breaker_warn", all.breaker_warn);
    named("false_alarm", all.false_alarm);
}

} // namespace

std::string measures_csv(const Results& results) {
    CsvWriter csv;
    header(csv, {"measure", "scope", "id", "month", "statistic", "level", "value", "se", "lo", "hi", "unit"});
    TidyRows rows(csv);
    rows.scope = "scheme";
    measures(rows, results.measures, results.frame.unit);
    probabilities(rows, results.probabilities);
    for (const auto& [name, months] : results.ratios) {
        rows.measure = name;
        rows.unit = "1";
        for (const auto& [month, ratio] : months) { rows.row(month, "ratio", "", ratio.value, ratio.se, {}, {}); }
    }
    rows.scope = "year";
    for (const auto& [year, all] : results.years) {
        rows.id = year;
        measures(rows, all, results.frame.unit);
    }
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        rows.scope = kScopes[kind];
        for (const auto& [id, group] : results.groups[kind]) {
            rows.id = id;
            measures(rows, group.measures, results.frame.unit);
            probabilities(rows, group.probabilities);
        }
    }
    return csv.take();
}

std::string series_csv(const Results& results) {
    CsvWriter csv;
    header(csv, {"measure", "scope", "id", "month", "statistic", "level", "value", "se", "lo", "hi", "unit"});
    TidyRows rows(csv);
    rows.scope = "scheme";
    for (const auto& [measure, series] : results.series) {
        rows.measure = tally::info(measure).name;
        rows.unit = unit_of(measure, results.frame.unit);
        for (std::size_t i = 0; i < series.mean.size(); ++i) {
            const int month = static_cast<int>(i);
            rows.row(month, "mean", "", series.mean[i], series.se[i], {}, {});
            rows.row(month, "quantile", "0.05", series.p05[i], {}, {}, {});
            rows.row(month, "quantile", "0.25", series.p25[i], {}, {}, {});
            rows.row(month, "quantile", "0.5", series.p50[i], {}, {}, {});
            rows.row(month, "quantile", "0.75", series.p75[i], {}, {}, {});
            rows.row(month, "quantile", "0.95", series.p95[i], {}, {}, {});
        }
    }
    return csv.take();
}

std::string targets_csv(const Results& results) {
    CsvWriter csv;
    header(csv, {"target",      "measure", "from_month", "to_month", "amount",    "probability", "lo",  "hi",
                 "se",          "n",       "events",     "mean",     "mean_se",   "p10",         "p50", "p90",
                 "pool_needed", "gap",     "demand",     "capacity", "bank_plan", "breaker",     "unit"});
    for (const TargetFrame& frame : results.frame.targets) {
        const TargetResult& target = *results.targets.find(frame.id);
        const Probability& p = target.probability;
        csv.text(frame.id).text(name_of(frame.reading));
        csv.figure(std::to_string(frame.from_month)).figure(std::to_string(frame.to_month));
        csv.number(target.amount).number(p.value).number(p.lo).number(p.hi).number(p.se);
        csv.figure(std::to_string(p.n)).figure(std::to_string(p.events));
        csv.number(target.mean.value).number(target.mean.se);
        csv.number(target.p10).number(target.p50).number(target.p90).number(target.pool_needed).number(target.gap);
        csv.number(target.demand).number(target.capacity).number(target.bank_plan).number(target.breaker);
        csv.text(name_of(results.frame.unit));
        csv.end_row();
    }
    return csv.take();
}

std::string refusals_csv(const Results& results) {
    CsvWriter csv;
    header(csv, {"product", "reason", "count", "count_se", "amount", "amount_se", "unit"});
    for (const auto& [product, reasons] : results.refusals) {
        for (std::size_t i = 0; i < reasons.size(); ++i) {
            csv.text(product).text(kReasons[i]);
            csv.number(reasons[i].count.value).number(reasons[i].count.se);
            csv.number(reasons[i].amount.value).number(reasons[i].amount.se);
            csv.text(name_of(results.frame.unit));
            csv.end_row();
        }
    }
    return csv.take();
}

std::string breakers_csv(const Results& results) {
    CsvWriter csv;
    header(csv, {"breaker", "scope", "metric", "of", "products", "definition", "warn_above", "stop_above",
                 "halts_lending", "halts_claims", "review_months", "resume", "resume_below", "resume_after_months"});
    const auto flag = [](bool on) { return std::string(on ? "1" : "0"); };
    for (const BreakerFrame& breaker : results.frame.breakers) {
        std::string products;
        for (const std::string& product : breaker.products) { products += (products.empty() ? "" : "; ") + product; }
        csv.text(breaker.id).text(name_of(breaker.scope)).text(breaker.metric).text(breaker.payer).text(products);
        csv.text(definition_of(breaker).in(results.frame.language));
        csv.number(breaker.warn_above).number(breaker.stop_above);
        csv.figure(flag(breaker.halts_lending)).figure(flag(breaker.halts_claims));
        csv.figure(std::to_string(breaker.review_months)).text(breaker.resume);
        csv.number(breaker.resume == "below" ? Number(breaker.resume_below) : Number());
        csv.number(breaker.resume == "after_months" ? Number(breaker.resume_after_months) : Number());
        csv.end_row();
    }
    return csv.take();
}

} // namespace kdt::results
