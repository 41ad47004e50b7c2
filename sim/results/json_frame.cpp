#include "results/json_frame.hpp"

#include "results/breaker_words.hpp"
#include "results/json_parts.hpp"
#include "results/names.hpp"

namespace kdt::results {
namespace {

double money(Fen amount, Unit unit) { return static_cast<double>(amount.count) / static_cast<double>(fen_per(unit)); }

} // namespace

void write_scenario(JsonWriter& json, const Frame& frame) {
    json.open_object();
    json.key("name").text(frame.name);
    json.key("description").text(frame.description);
    json.key("sha256").text(frame.sha256);
    json.key("unit").text(name_of(frame.unit));
    json.key("as_of").text(frame.as_of.text());
    json.key("horizon_months").integer(std::int64_t{frame.horizon_months});
    json.key("language").text(frame.language == Language::zh ? "zh" : "en");
    json.key("opening_balance").number(money(frame.opening_balance, frame.unit));
    json.key("multiple").number(frame.multiple);
    json.key("discount_rate").number(frame.discount_rate);
    std::vector<double> levels;
    for (const tally::Level& level : frame.levels) { levels.push_back(level.value()); }
    json.key("levels").numbers(levels);
    json.key("inputs");
    write_inputs(json, frame.inputs);
    json.close_object();
}

void write_simulation(JsonWriter& json, const Frame& frame) {
    json.open_object();
    json.key("paths").integer(frame.paths);
    json.key("seed").integer(frame.seed);
    json.key("drawn").boolean(frame.drawn);
    json.key("method").text(frame.method);
    json.key("ess").number(frame.ess);
    if (!frame.shifts.empty()) {
        json.key("shift").open_object();
        for (const FactorShift& shift : frame.shifts) { json.key(shift.factor).numbers(shift.by_period); }
        json.close_object();
    }
    json.key("resolution").number(frame.resolution);
    json.key("precision");
    if (const auto& precision = frame.precision) {
        json.open_inline();
        json.key("asked").number(precision->asked);
        json.key("reached").number(precision->reached);
        json.key("events").integer(precision->events);
        json.key("limit").integer(precision->limit);
        json.key("met").boolean(precision->met);
        json.close_inline();
    } else {
        json.null();
    }
    json.key("version").text(frame.version);
    json.key("command").text(frame.repeat_command);
    json.close_object();
}

void write_breakers(JsonWriter& json, const Frame& frame) {
    json.open_object();
    for (const BreakerFrame& breaker : frame.breakers) {
        json.key(breaker.id).open_inline();
        json.key("scope").text(name_of(breaker.scope));
        json.key("metric").text(breaker.metric);
        json.key("of").text(breaker.payer);
        json.key("products").texts(breaker.products);
        json.key("members").texts(breaker.members);
        json.key("of_account").boolean(breaker.of_account);
        json.key("of_commitment").boolean(breaker.of_commitment);
        json.key("definition").text(definition_of(breaker).in(frame.language));
        json.key("warn_above").number(breaker.warn_above);
        json.key("stop_above").number(breaker.stop_above);
        json.key("resume").text(breaker.resume);
        json.key("resume_below").number(breaker.resume == "below" ? Number(breaker.resume_below) : Number());
        json.key("resume_after_months")
            .number(breaker.resume == "after_months" ? Number(breaker.resume_after_months) : Number());
        json.key("halts_lending").boolean(breaker.halts_lending);
        json.key("halts_claims").boolean(breaker.halts_claims);
        json.key("review_months").integer(std::int64_t{breaker.review_months});
        json.close_inline();
    }
    json.close_object();
}

void write_firms(JsonWriter& json, const Frame& frame) {
    json.open_object();
    for (const FirmCount& firms : frame.firms) { json.key(firms.tier).numbers(firms.by_month); }
    json.close_object();
}

void write_book(JsonWriter& json, const Frame& frame) {
    const BookFacts& book = frame.book;
    json.open_object();
    json.key("loans").integer(book.loans);
    json.key("borrowers").integer(book.borrowers);
    json.key("outstanding").number(money(book.outstanding, frame.unit));
    json.key("mean_pd").number(book.mean_pd);
    json.key("mean_pd_unstressed").number(book.mean_pd_unstressed);
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        json.key(kGroupKeys[kind]).open_object();
        for (const BookLine& line : book.by[kind]) {
            json.key(line.id).open_inline();
            json.key("loans").integer(line.loans);
            json.key("outstanding").number(money(line.outstanding, frame.unit));
            json.key("share").number(share_of(book, line));
            json.close_inline();
        }
        json.close_object();
    }
    json.close_object();
}

void write_concentration(JsonWriter& json, const Frame& frame) {
    json.open_inline();
    json.key("largest_share").number(frame.book.largest_share);
    json.key("top10_share").number(frame.book.top10_share);
    json.key("hhi").number(frame.book.hhi);
    json.close_inline();
}

void write_stress(JsonWriter& json, const Frame& frame) {
    json.open_inline();
    json.key("in_force").text(stress_in_force(frame));
    json.key("mean_pd").number(frame.book.mean_pd);
    json.key("mean_pd_unstressed").number(frame.book.mean_pd_unstressed);
    json.close_inline();
}

void write_implied_pd(JsonWriter& json, const Frame& frame) {
    const auto by_month = [&](const std::array<double, 3>& values) {
        json.open_inline();
        for (std::size_t i = 0; i < values.size(); ++i) {
            json.key(std::to_string(kImpliedMonths[i])).number(values[i]);
        }
        json.close_inline();
    };
    json.open_object();
    for (const ImpliedPd& tier : frame.implied_pd) {
        json.key(tier.tier).open_object();
        json.key("base");
        by_month(tier.base);
        json.key("stressed");
        by_month(tier.stressed);
        json.close_object();
    }
    json.close_object();
}

void write_parameters(JsonWriter& json, const Frame& frame) {
    json.open_list();
    for (const Parameter& parameter : frame.parameters) {
        json.open_inline();
        json.key("pointer").text(parameter.pointer);
        json.key("value").text(parameter.value);
        json.key("source");
        if (parameter.source) {
            json.text(*parameter.source);
        } else {
            json.null();
        }
        json.key("name");
        write(json, parameter.name);
        json.key("words");
        if (parameter.words) {
            write(json, *parameter.words);
        } else {
            json.null();
        }
        json.key("in_list").boolean(parameter.in_list);
        json.key("unit");
        write(json, parameter.unit);
        json.close_inline();
    }
    json.close_list();
}

void write_unsourced(JsonWriter& json, const Frame& frame) {
    json.open_list();
    for (const Parameter& parameter : frame.parameters) {
        if (!parameter.source) { json.text(parameter.pointer); }
    }
    json.close_list();
}

void write_checks(JsonWriter& json, const Frame& frame) {
    json.open_list();
    for (const Check& check : frame.checks) {
        json.open_inline();
        json.key("id").text(check.id);
        json.key("measure").text(check.measure);
        json.key("month").integer(std::int64_t{check.month});
        json.key("exact").number(check.exact);
        json.key("simulated").number(check.simulated);
        json.key("se").number(check.se);
        json.key("z").number(check.z);
        json.key("pass").boolean(check.pass);
        json.close_inline();
    }
    json.close_list();
}

void write_inputs(JsonWriter& json, const std::vector<InputHash>& inputs) {
    json.open_list();
    for (const InputHash& input : inputs) {
        json.open_inline();
        json.key("role").text(input.role);
        json.key("name").text(input.name);
        json.key("sha256").text(input.sha256);
        json.close_inline();
    }
    json.close_list();
}

} // namespace kdt::results
