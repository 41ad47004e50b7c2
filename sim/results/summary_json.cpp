#include "results/summary_json.hpp"

#include "results/json_frame.hpp"
#include "results/json_parts.hpp"
#include "results/names.hpp"

namespace kdt::results {
namespace {

void write_depletion(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [month, depletion] : results.depletion) {
        json.key(std::to_string(month)).open_object();
        json.key("n").integer(depletion.events);
        json.key("time").open_inline();
        json.key("p05").number(depletion.time_p05);
        json.key("p50").number(depletion.time_p50);
        json.key("p95").number(depletion.time_p95);
        json.close_inline();
        json.key("shortfall").open_inline();
        json.key("mean").number(depletion.shortfall_mean.value);
        json.key("se").number(depletion.shortfall_mean.se);
        json.key("p95").number(depletion.shortfall_p95);
        json.close_inline();
        json.key("shortfall_all_paths").open_object();
        json.key("mean");
        write(json, depletion.shortfall_all_mean);
        json.key("quantile").open_object();
        for (const auto& [level, figure] : depletion.shortfall_all) {
            json.key(level);
            write(json, figure);
        }
        json.close_object();
        json.close_object();
        json.close_object();
    }
    json.close_object();
}

void write_target(JsonWriter& json, const TargetFrame& frame, const TargetResult& target, Unit unit) {
    json.open_object();
    json.key("measure").text(name_of(frame.reading));
    json.key("from_month").integer(std::int64_t{frame.from_month});
    json.key("to_month").integer(std::int64_t{frame.to_month});
    json.key("amount").number(target.amount);
    json.key("already_lent").number(static_cast<double>(frame.already_lent.count) / static_cast<double>(fen_per(unit)));
    json.key("products").texts(frame.products);
    json.key("probability");
    write(json, target.probability);
    json.key("mean");
    write(json, target.mean);
    json.key("p10").number(target.p10);
    json.key("p50").number(target.p50);
    json.key("p90").number(target.p90);
    json.key("pool_needed").number(target.pool_needed);
    json.key("gap").number(target.gap);
    json.key("bound_by").open_inline();
    json.key("demand").number(target.demand);
    json.key("capacity").number(target.capacity);
    json.key("bank_plan").number(target.bank_plan);
    json.key("breaker").number(target.breaker);
    json.close_inline();
    json.close_object();
}

void write_targets(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const TargetFrame& frame : results.frame.targets) {
        json.key(frame.id);
        write_target(json, frame, *results.targets.find(frame.id), results.frame.unit);
    }
    json.close_object();
}

void write_series(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [measure, series] : results.series) {
        json.key(tally::info(measure).name).open_object();
        json.key("mean").numbers(series.mean);
        json.key("se").numbers(series.se);
        json.key("p05").numbers(series.p05);
        json.key("p25").numbers(series.p25);
        json.key("p50").numbers(series.p50);
        json.key("p75").numbers(series.p75);
        json.key("p95").numbers(series.p95);
        json.close_object();
    }
    json.close_object();
}

void write_years(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [year, measures] : results.years) {
        json.key(year).open_object();
        json.key("last_month").integer(std::int64_t{measures.begin()->second.begin()->first});
        json.key("measures").open_object();
        // A year has one figure of each measure: no month in between.
        for (const auto& [measure, figures] : measures) {
            json.key(tally::info(measure).name);
            write(json, figures.begin()->second);
        }
        json.close_object();
        json.close_object();
    }
    json.close_object();
}

void write_numbers(JsonWriter& json, const Named<Number>& numbers) {
    json.open_object();
    for (const auto& [name, number] : numbers) { json.key(name).number(number); }
    json.close_object();
}

void write_ratios(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [name, months] : results.ratios) {
        json.key(name).open_object();
        for (const auto& [month, figure] : months) {
            json.key(std::to_string(month));
            write(json, figure);
        }
        json.close_object();
    }
    json.close_object();
}

void write(JsonWriter& json, const Counted& counted) {
    json.open_inline();
    json.key("count");
    write(json, counted.count);
    json.key("amount");
    write(json, counted.amount);
    json.close_inline();
}

void write_cuts(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const CutFrame& cut : results.frame.cuts) {
        const Counted& taken = *results.cuts.find(cut.key);
        json.key(cut.key).open_inline();
        json.key("name");
        write(json, cut.name);
        json.key("puts_off").boolean(cut.puts_off);
        json.key("count");
        write(json, taken.count);
        json.key("amount");
        write(json, taken.amount);
        json.close_inline();
    }
    json.close_object();
}

void write_refusals(JsonWriter& json, const Results& results) {
    constexpr std::array<const char*, tally::kRefusals> kReasons = {"breaker", "bank_plan", "capacity"};
    json.open_object();
    for (const auto& [product, reasons] : results.refusals) {
        json.key(product).open_object();
        for (std::size_t i = 0; i < reasons.size(); ++i) {
            json.key(kReasons[i]);
            write(json, reasons[i]);
        }
        json.close_object();
    }
    json.close_object();
}

void write_histograms(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [measure, months] : results.histograms) {
        json.key(tally::info(measure).name).open_object();
        for (const auto& [month, histogram] : months) {
            json.key(std::to_string(month)).open_object();
            json.key("zeros").number(histogram.zeros);
            json.key("edges").numbers(histogram.edges);
            json.key("counts").numbers(histogram.counts);
            json.close_object();
        }
        json.close_object();
    }
    json.close_object();
}

void write_curves(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [target, curve] : results.target_curves) {
        json.key(target).open_object();
        json.key("amounts").numbers(curve.amounts);
        const auto column = [&](const char* name, Number Probability::*figure) {
            json.key(name).open_array();
            for (const Probability& chance : curve.probability) { json.number(chance.*figure); }
            json.close_array();
        };
        column("probability", &Probability::value);
        column("lo", &Probability::lo);
        column("hi", &Probability::hi);
        column("se", &Probability::se);
        json.key("n").integer(curve.probability.empty() ? 0 : curve.probability.front().n);
        json.key("events").open_array();
        for (const Probability& chance : curve.probability) { json.integer(chance.events); }
        json.close_array();
        json.close_object();
    }
    json.close_object();
}

void write_vintages(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const Vintage& vintage : results.vintages) {
        json.key(vintage.name).open_object();
        json.key("first_month").integer(std::int64_t{vintage.first_month});
        json.key("last_month").integer(std::int64_t{vintage.last_month});
        json.key("lent");
        write(json, vintage.lent);
        const auto column = [&](const char* name, Number Estimate::*figure) {
            json.key(name).open_array();
            for (const Estimate& rate : vintage.default_rate) { json.number(rate.*figure); }
            json.close_array();
        };
        column("default_rate", &Estimate::value);
        column("se", &Estimate::se);
        json.close_object();
    }
    json.close_object();
}

void write_breaker_months(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [breaker, members] : results.breaker_by_month) {
        json.key(breaker).open_object();
        for (const auto& [member, shares] : members) { json.key(member).numbers(shares); }
        json.close_object();
    }
    json.close_object();
}

void write_group(JsonWriter& json, const Group& group) {
    json.open_object();
    json.key("measures");
    write(json, group.measures);
    json.key("probabilities");
    write(json, group.probabilities);
    json.close_object();
}

void write_funders(JsonWriter& json, const Results& results) {
    json.open_object();
    for (const auto& [id, months] : results.funders) {
        json.key(id).open_object();
        for (const auto& [month, lines] : months) {
            json.key(std::to_string(month)).open_object();
            for (std::size_t line = 0; line < lines.size(); ++line) {
                json.key(tally::kFunderLineNames[line]);
                write(json, lines[line]);
            }
            json.close_object();
        }
        json.close_object();
    }
    json.close_object();
}

void write_account(JsonWriter& json, const Account& account) {
    json.open_object();
    json.key("opening").number(account.opening);
    for (const auto& [month, figures] : account.months) {
        json.key(std::to_string(month)).open_object();
        for (std::size_t line = 0; line < figures.lines.size(); ++line) {
            json.key(tally::kAccountLineNames[line]);
            if (static_cast<tally::AccountLine>(line) == tally::AccountLine::balance) {
                write(json, figures.balance);
            } else {
                write(json, figures.lines[line]);
            }
        }
        json.key("depleted");
        write(json, figures.depleted);
        json.close_object();
    }
    json.close_object();
}

/// The pool's sub-accounts: the common one, and the banks' own.
void write_accounts(JsonWriter& json, const Results& results) {
    json.open_object();
    json.key("common");
    write_account(json, *results.common_account);
    json.key("banks").open_object();
    for (const auto& [bank, account] : results.accounts) {
        json.key(bank);
        write_account(json, account);
    }
    json.close_object();
    json.close_object();
}

void write_tail(JsonWriter& json, const TailPaths& tail) {
    json.open_object();
    json.key("measure").text(tally::info(tail.measure).name);
    json.key("month").integer(std::int64_t{tail.month});
    json.key("paths").open_array();
    for (const std::int64_t path : tail.paths) { json.integer(path); }
    json.close_array();
    json.close_object();
}

void write_npv(JsonWriter& json, const Results& results) {
    json.open_object();
    json.key("cost");
    write(json, results.npv_cost);
    json.key("lending");
    write(json, results.npv_lending);
    json.close_object();
}

/// What the contract and the book say, and what is derived from them.
void write_facts(JsonWriter& json, const Results& results) {
    const Frame& frame = results.frame;
    json.key("ratios");
    write_ratios(json, results);
    json.key("break_even");
    write_numbers(json, results.break_even);
    json.key("pool_share");
    write_numbers(json, results.pool_share);
    json.key("npv");
    write_npv(json, results);
    json.key("cost_per_100");
    write(json, results.cost_per_100);
    if (!stress_in_force(frame).empty()) {
        json.key("stress");
        write_stress(json, frame);
    }
    json.key("implied_pd");
    write_implied_pd(json, frame);
    json.key("refusals");
    write_refusals(json, results);
    json.key("cuts");
    write_cuts(json, results);
    json.key("warnings").open_list();
    for (const Text& warning : frame.warnings) { write(json, warning); }
    json.close_list();
    json.key("unsourced");
    write_unsourced(json, frame);
    json.key("parameters");
    write_parameters(json, frame);
    json.key("breakers");
    write_breakers(json, frame);
    json.key("firms");
    write_firms(json, frame);
    json.key("book");
    write_book(json, frame);
    json.key("concentration");
    write_concentration(json, frame);
}

} // namespace

std::string to_json(const Results& results) {
    JsonWriter json;
    json.open_object();
    json.key("format").text("kedaitong.summary/1");
    json.key("scenario");
    write_scenario(json, results.frame);
    json.key("simulation");
    write_simulation(json, results.frame);
    json.key("measures");
    write(json, results.measures);
    json.key("probabilities");
    write(json, results.probabilities);
    json.key("depletion");
    write_depletion(json, results);
    json.key("targets");
    write_targets(json, results);
    json.key("series");
    write_series(json, results);
    json.key("years");
    write_years(json, results);
    write_facts(json, results);
    json.key("histograms");
    write_histograms(json, results);
    json.key("target_curves");
    write_curves(json, results);
    json.key("vintages");
    write_vintages(json, results);
    json.key("breaker_by_month");
    write_breaker_months(json, results);
    json.key("overlays").open_object();
    json.close_object();
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        json.key(kGroupKeys[kind]).open_object();
        for (const auto& [id, group] : results.groups[kind]) {
            json.key(id);
            write_group(json, group);
        }
        json.close_object();
    }
    if (!results.funders.empty()) {
        json.key("funders");
        write_funders(json, results);
    }
    if (results.common_account) {
        json.key("accounts");
        write_accounts(json, results);
    }
    json.key("tail_paths");
    write_tail(json, results.tail_paths);
    json.key("checks");
    write_checks(json, results.frame);
    json.close_object();
    return json.take();
}

} // namespace kdt::results
