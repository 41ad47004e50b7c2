#include "results/read_summary.hpp"

#include "results/read_frame.hpp"
#include "results/read_parts.hpp"
#include "results/read_root.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

Depletion read_depletion(const JsonPlace& place) {
    Depletion out;
    out.events = place.at("n").count();
    out.time_p05 = place.at("time").at("p05").number();
    out.time_p50 = place.at("time").at("p50").number();
    out.time_p95 = place.at("time").at("p95").number();
    const JsonPlace shortfall = place.at("shortfall");
    out.shortfall_mean = {shortfall.at("mean").not_negative(), shortfall.at("se").not_negative()};
    out.shortfall_p95 = shortfall.at("p95").number();
    const JsonPlace all = place.at("shortfall_all_paths");
    out.shortfall_all_mean = read_estimate(all.at("mean"));
    out.shortfall_all = read_named<Ranged>(all.at("quantile"), read_ranged);
    return out;
}

TargetResult read_target(const JsonPlace& place) {
    TargetResult out;
    out.amount = place.at("amount").figure();
    out.probability = read_probability(place.at("probability"));
    out.mean = read_estimate(place.at("mean"));
    out.p10 = place.at("p10").number();
    out.p50 = place.at("p50").number();
    out.p90 = place.at("p90").number();
    out.pool_needed = place.at("pool_needed").number();
    out.gap = place.at("gap").number();
    const JsonPlace bound = place.at("bound_by");
    out.demand = bound.at("demand").share();
    out.capacity = bound.at("capacity").share();
    out.bank_plan = bound.at("bank_plan").share();
    out.breaker = bound.at("breaker").share();
    return out;
}

TargetCurve read_curve(const JsonPlace& place) {
    TargetCurve curve;
    const auto column = [&](const char* name) { return place.at(name).shares(); };
    place.at("amounts").each(
        [&](const std::string&, const JsonPlace& amount) { curve.amounts.push_back(amount.figure()); });
    const auto [value, lo, hi, se] =
        std::array{column("probability"), column("lo"), column("hi"), place.at("se").numbers()};
    std::vector<std::int64_t> events;
    place.at("events").each([&](const std::string&, const JsonPlace& count) { events.push_back(count.count()); });
    const std::int64_t n = place.at("n").count();
    for (const std::size_t size : {value.size(), lo.size(), hi.size(), se.size(), events.size()}) {
        if (size != curve.amounts.size()) {
            place.refuse();
            return {};
        }
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
        curve.probability.push_back({value[i], lo[i], hi[i], se[i], n, events[i], {}});
        check_probability(curve.probability.back(), place);
    }
    return curve;
}

Series read_series(const JsonPlace& place, int months) {
    Series out;
    const std::array<std::pair<const char*, std::vector<Number>*>, 7> columns = {{{"mean", &out.mean},
                                                                                  {"se", &out.se},
                                                                                  {"p05", &out.p05},
                                                                                  {"p25", &out.p25},
                                                                                  {"p50", &out.p50},
                                                                                  {"p75", &out.p75},
                                                                                  {"p95", &out.p95}}};
    for (const auto& [name, column] : columns) {
        *column = place.at(name).numbers();
        if (column->size() != static_cast<std::size_t>(months) + 1) { place.at(name).refuse(); }
        column->resize(static_cast<std::size_t>(months) + 1);
    }
    return out;
}

Measures read_year(const JsonPlace& place, int horizon) {
    Measures out;
    const int last = place.at("last_month").whole(1, horizon);
    place.at("measures").each([&](const std::string& name, const JsonPlace& figures) {
        out.add(measure_of(name, figures)).add(last, read_distribution(figures));
    });
    return out;
}

Counted read_counted(const JsonPlace& place) {
    const Counted out{read_estimate(place.at("count")), read_estimate(place.at("amount"))};
    place.at("count").at("value").not_negative();
    place.at("amount").at("value").not_negative();
    return out;
}

std::array<Counted, tally::kRefusals> read_refusals(const JsonPlace& place) {
    return {read_counted(place.at("breaker")), read_counted(place.at("bank_plan")), read_counted(place.at("capacity"))};
}

Histogram read_histogram(const JsonPlace& place) {
    Histogram out;
    out.zeros = place.at("zeros").not_negative().value_or(0.0);
    place.at("edges").each([&](const std::string&, const JsonPlace& edge) { out.edges.push_back(edge.figure()); });
    place.at("counts").each(
        [&](const std::string&, const JsonPlace& n) { out.counts.push_back(n.not_negative().value_or(0.0)); });
    if (out.edges.size() != out.counts.size() + (out.counts.empty() ? 0 : 1)) {
        place.refuse();
        return {};
    }
    return out;
}

Vintage read_vintage(const std::string& name, const JsonPlace& place, int horizon) {
    Vintage out;
    out.name = name;
    out.first_month = place.at("first_month").whole(1, horizon);
    out.last_month = place.at("last_month").whole(1, horizon);
    out.lent = read_estimate(place.at("lent"));
    const std::vector<Number> rates = place.at("default_rate").numbers();
    const std::vector<Number> errors = place.at("se").numbers();
    if (rates.size() != errors.size()) {
        place.refuse();
        return out;
    }
    for (std::size_t i = 0; i < rates.size(); ++i) { out.default_rate.push_back({rates[i], errors[i]}); }
    return out;
}

Group read_group(const JsonPlace& place) {
    return {read_measures(place.at("measures")), read_probabilities(place.at("probabilities"))};
}

std::array<Estimate, tally::kFunderLines> read_funder(const JsonPlace& place) {
    std::array<Estimate, tally::kFunderLines> lines;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        lines[line] = read_estimate(place.at(tally::kFunderLineNames[line]));
    }
    return lines;
}

Account read_account(const JsonPlace& place) {
    Account out;
    place.each([&](const std::string& name, const JsonPlace& figures) {
        if (name == "opening") {
            out.opening = figures.number();
            return;
        }
        AccountMonth& month = out.months.add(month_of(name, figures));
        for (std::size_t line = 0; line < month.lines.size(); ++line) {
            const JsonPlace found = figures.at(tally::kAccountLineNames[line]);
            if (static_cast<tally::AccountLine>(line) == tally::AccountLine::balance) {
                month.balance = read_distribution(found);
                month.lines[line] = month.balance.mean;
            } else {
                month.lines[line] = read_estimate(found);
            }
        }
        month.depleted = read_probability(figures.at("depleted"));
    });
    return out;
}

TailPaths read_tail(const JsonPlace& place) {
    TailPaths tail;
    tail.measure = measure_of(place.at("measure").text(), place.at("measure"));
    tail.month = static_cast<int>(place.at("month").integer());
    place.at("paths").each([&](const std::string&, const JsonPlace& path) { tail.paths.push_back(path.integer()); });
    return tail;
}

void read_facts(const JsonPlace& root, Results& results) {
    const auto numbers = [](const JsonPlace& place) {
        return read_named<Number>(place, [](const JsonPlace& value) { return value.number(); });
    };
    results.ratios = read_named<ByMonth<Estimate>>(
        root.at("ratios"), [](const JsonPlace& months) { return read_months<Estimate>(months, read_estimate); });
    results.break_even = numbers(root.at("break_even"));
    results.pool_share = numbers(root.at("pool_share"));
    results.npv_cost = read_estimate(root.at("npv").at("cost"));
    results.npv_lending = read_estimate(root.at("npv").at("lending"));
    results.cost_per_100 = read_estimate(root.at("cost_per_100"));
    results.refusals = read_named<std::array<Counted, tally::kRefusals>>(root.at("refusals"), read_refusals);
    results.cuts = read_named<Counted>(root.at("cuts"), read_counted);
}

void read_groups(const JsonPlace& root, Results& results) {
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        results.groups[kind] = read_named<Group>(root.at(kGroupKeys[kind]), read_group);
    }
    if (root.has("funders")) {
        results.funders = read_named<ByMonth<std::array<Estimate, tally::kFunderLines>>>(
            root.at("funders"), [](const JsonPlace& months) {
                return read_months<std::array<Estimate, tally::kFunderLines>>(months, read_funder);
            });
    }
    if (root.has("accounts")) {
        results.common_account = read_account(root.at("accounts").at("common"));
        results.accounts = read_named<Account>(root.at("accounts").at("banks"), read_account);
    }
}

void read_pictures(const JsonPlace& root, Results& results) {
    const int horizon = results.frame.horizon_months;
    root.at("series").each([&](const std::string& name, const JsonPlace& place) {
        results.series.add(measure_of(name, place), read_series(place, horizon));
    });
    root.at("histograms").each([&](const std::string& name, const JsonPlace& months) {
        results.histograms.add(measure_of(name, months), read_months<Histogram>(months, read_histogram));
    });
    results.target_curves = read_named<TargetCurve>(root.at("target_curves"), read_curve);
    root.at("vintages").each([&](const std::string& name, const JsonPlace& place) {
        results.vintages.push_back(read_vintage(name, place, horizon));
    });
    results.breaker_by_month =
        read_named<Named<std::vector<Number>>>(root.at("breaker_by_month"), [](const JsonPlace& members) {
            return read_named<std::vector<Number>>(members, [](const JsonPlace& list) { return list.shares(); });
        });
}

Results read_results(const JsonPlace& root) {
    Results results;
    results.frame = read_frame(root);
    results.measures = read_measures(root.at("measures"));
    results.probabilities = read_probabilities(root.at("probabilities"));
    results.depletion = read_months<Depletion>(root.at("depletion"), read_depletion);
    results.targets = read_named<TargetResult>(root.at("targets"), read_target);
    const int horizon = results.frame.horizon_months;
    results.years =
        read_named<Measures>(root.at("years"), [&](const JsonPlace& year) { return read_year(year, horizon); });
    for (const auto& [month, depletion] : results.depletion) { results.horizons.push_back(month); }
    // Every measure of the scheme has them all.
    if (!results.measures.empty() && !results.measures.begin()->second.empty()) {
        const Distribution& any = results.measures.begin()->second.begin()->second;
        for (const auto& [level, figure] : any.quantile) { results.levels.push_back(level); }
    }
    read_facts(root, results);
    read_pictures(root, results);
    read_groups(root, results);
    results.tail_paths = read_tail(root.at("tail_paths"));
    return results;
}

} // namespace

Checked<Results> read_summary(std::string_view json, const std::string& file) {
    Checked<Results> checked;
    const auto root = parsed_root(json, file, "kedaitong.summary/1", checked.problems);
    if (!checked.ok()) { return checked; }
    checked.value = read_results(JsonPlace(root, file, checked.problems));
    check_whole(checked.value, JsonPlace(root, file, checked.problems));
    return checked;
}

} // namespace kdt::results
