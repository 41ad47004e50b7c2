#include "results/read_frame.hpp"

#include "results/breaker_words.hpp"
#include "results/read_parts.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::results {
namespace {

constexpr int kMostMonths = 1200;
/// Largest amount in 分 that a double holds to the 分 and that a scenario may name.
constexpr double kMostFen = 1e15;

Fen fen_of(const JsonPlace& place, Unit unit) {
    const double amount = place.figure() * static_cast<double>(fen_per(unit));
    if (!(std::abs(amount) <= kMostFen)) {
        place.refuse();
        return {};
    }
    return Fen{std::llround(amount)};
}

Unit unit_named(const JsonPlace& place) {
    const std::string name = place.text();
    for (const Unit unit : {Unit::yuan, Unit::wan, Unit::yi}) {
        if (name_of(unit) == name) { return unit; }
    }
    place.refuse();
    return Unit::wan;
}

Language language_named(const JsonPlace& place) {
    const std::string name = place.text();
    if (name != "zh" && name != "en") { place.refuse({"应为 zh 或 en", "must be zh or en"}); }
    return name == "en" ? Language::en : Language::zh;
}

CalendarMonth month_named(const JsonPlace& place) {
    const auto month = CalendarMonth::parse(place.text());
    if (!month) { place.refuse(); }
    return month.value_or(CalendarMonth::of(2000, 1));
}

std::vector<InputHash> read_inputs(const JsonPlace& place) {
    std::vector<InputHash> inputs;
    place.each([&](const std::string&, const JsonPlace& input) {
        inputs.push_back({input.at("role").text(), input.at("name").text(), input.at("sha256").text()});
    });
    return inputs;
}

std::vector<tally::Level> read_levels(const JsonPlace& place) {
    std::vector<tally::Level> levels;
    place.each([&](const std::string&, const JsonPlace& level) {
        const double value = level.figure();
        if (value > 0.0 && value < 1.0) {
            levels.push_back(tally::Level::of(value));
        } else {
            level.refuse();
        }
    });
    return levels;
}

template <class Enum, std::size_t N>
Enum named(const JsonPlace& place, const std::array<Enum, N>& all) {
    const std::string name = place.text();
    const auto found = std::find_if(all.begin(), all.end(), [&](Enum one) { return name_of(one) == name; });
    if (found != all.end()) { return *found; }
    place.refuse();
    return all.front();
}

constexpr std::array kScopes = {BreakerScope::scheme, BreakerScope::bank, BreakerScope::product, BreakerScope::sector};
constexpr std::array kReadings = {TargetReading::disbursed, TargetReading::cumulative, TargetReading::outstanding};

std::string metric_named(const JsonPlace& place) {
    const std::string name = place.text();
    const auto& all = metric_names();
    if (std::any_of(all.begin(), all.end(), [&](const MetricName& metric) { return metric.metric == name; })) {
        return name;
    }
    place.refuse();
    return std::string(all.front().metric);
}

BreakerFrame read_breaker(const std::string& id, const JsonPlace& place) {
    BreakerFrame breaker;
    breaker.id = id;
    breaker.scope = named(place.at("scope"), kScopes);
    breaker.metric = metric_named(place.at("metric"));
    breaker.payer = place.at("of").text();
    breaker.products = place.at("products").texts();
    breaker.of_account = place.at("of_account").flag();
    breaker.of_commitment = place.at("of_commitment").flag();
    breaker.warn_above = place.at("warn_above").number();
    breaker.stop_above = place.at("stop_above").number();
    breaker.resume = place.at("resume").text();
    breaker.resume_below = place.at("resume_below").number().value_or(0.0);
    if (!place.at("resume_after_months").is_null()) {
        breaker.resume_after_months = place.at("resume_after_months").whole(0, kMostMonths);
    }
    breaker.halts_lending = place.at("halts_lending").flag();
    breaker.halts_claims = place.at("halts_claims").flag();
    breaker.review_months = place.at("review_months").whole(1, kMostMonths);
    breaker.members = place.at("members").texts();
    return breaker;
}

std::vector<BreakerFrame> read_breakers(const JsonPlace& place) {
    std::vector<BreakerFrame> breakers;
    int members = 0;
    place.each([&](const std::string& id, const JsonPlace& breaker) {
        breakers.push_back(read_breaker(id, breaker));
        breakers.back().first_member = members;
        members += static_cast<int>(breakers.back().members.size());
    });
    return breakers;
}

std::vector<TargetFrame> read_targets(const JsonPlace& place, const Frame& frame) {
    std::vector<TargetFrame> targets;
    place.each([&](const std::string& id, const JsonPlace& target) {
        targets.push_back(
            {id, named(target.at("measure"), kReadings), target.at("from_month").whole(0, frame.horizon_months),
             target.at("to_month").whole(0, frame.horizon_months), fen_of(target.at("amount"), frame.unit),
             fen_of(target.at("already_lent"), frame.unit), target.at("products").texts()});
    });
    return targets;
}

BookFacts read_book(const JsonPlace& root, Unit unit) {
    const JsonPlace place = root.at("book");
    BookFacts book;
    book.loans = place.at("loans").count();
    book.borrowers = place.at("borrowers").count();
    book.outstanding = fen_of(place.at("outstanding"), unit);
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        place.at(kGroupKeys[kind]).each([&](const std::string& id, const JsonPlace& line) {
            book.by[kind].push_back({id, line.at("loans").count(), fen_of(line.at("outstanding"), unit)});
        });
    }
    book.mean_pd = place.at("mean_pd").share();
    book.mean_pd_unstressed = place.at("mean_pd_unstressed").share();
    const JsonPlace concentration = root.at("concentration");
    book.largest_share = concentration.at("largest_share").share();
    book.top10_share = concentration.at("top10_share").share();
    book.hhi = concentration.at("hhi").share();
    return book;
}

std::vector<ImpliedPd> read_implied(const JsonPlace& place) {
    std::vector<ImpliedPd> tiers;
    place.each([&](const std::string& tier, const JsonPlace& value) {
        ImpliedPd implied;
        implied.tier = tier;
        for (std::size_t i = 0; i < kImpliedMonths.size(); ++i) {
            const std::string month = std::to_string(kImpliedMonths[i]);
            implied.base[i] = value.at("base").at(month).figure();
            implied.stressed[i] = value.at("stressed").at(month).figure();
        }
        tiers.push_back(std::move(implied));
    });
    return tiers;
}

std::vector<Parameter> read_parameters(const JsonPlace& place) {
    std::vector<Parameter> parameters;
    place.each([&](const std::string&, const JsonPlace& value) {
        const JsonPlace source = value.at("source");
        const JsonPlace words = value.at("words");
        parameters.push_back({value.at("pointer").text(), value.at("value").text(),
                              source.is_null() ? std::nullopt : std::optional(source.text()),
                              read_text(value.at("name")),
                              words.is_null() ? std::nullopt : std::optional(read_text(words)),
                              value.at("in_list").flag(), read_text(value.at("unit"))});
    });
    return parameters;
}

std::vector<Check> read_checks(const JsonPlace& place) {
    std::vector<Check> checks;
    place.each([&](const std::string&, const JsonPlace& value) {
        checks.push_back({value.at("id").text(), value.at("measure").text(), value.at("month").whole(0, kMostMonths),
                          value.at("exact").figure(), value.at("simulated").figure(), value.at("se").not_negative(),
                          value.at("z").number(), value.at("pass").flag()});
    });
    return checks;
}

std::vector<FirmCount> read_firms(const JsonPlace& place) {
    std::vector<FirmCount> all;
    place.each([&](const std::string& tier, const JsonPlace& value) {
        FirmCount firms{tier, {}};
        value.each([&](const std::string&, const JsonPlace& count) { firms.by_month.push_back(count.figure()); });
        all.push_back(std::move(firms));
    });
    return all;
}

/// The accounts stand with their figures.
std::vector<AccountFrame> read_account_frames(const JsonPlace& root, Unit unit) {
    std::vector<AccountFrame> accounts;
    if (!root.has("accounts")) { return accounts; }
    accounts.push_back({"", fen_of(root.at("accounts").at("common").at("opening"), unit)});
    root.at("accounts").at("banks").each([&](const std::string& bank, const JsonPlace& account) {
        accounts.push_back({bank, fen_of(account.at("opening"), unit)});
    });
    return accounts;
}

std::vector<CutFrame> read_cuts(const JsonPlace& place) {
    std::vector<CutFrame> cuts;
    place.each([&](const std::string& key, const JsonPlace& cut) {
        CutFrame frame;
        frame.key = key;
        frame.name = read_text(cut.at("name"));
        frame.puts_off = cut.at("puts_off").flag();
        cuts.push_back(std::move(frame));
    });
    return cuts;
}

std::optional<PrecisionFrame> read_precision(const JsonPlace& place) {
    if (place.is_null()) { return std::nullopt; }
    return PrecisionFrame{place.at("asked").figure(), place.at("reached").number(), place.at("events").integer(),
                          place.at("limit").integer(), place.at("met").flag()};
}

std::vector<FactorShift> read_shifts(const JsonPlace& place) {
    std::vector<FactorShift> shifts;
    place.each([&](const std::string& factor, const JsonPlace& by_period) {
        FactorShift& shift = shifts.emplace_back();
        shift.factor = factor;
        by_period.each([&](const std::string&, const JsonPlace& value) { shift.by_period.push_back(value.figure()); });
    });
    return shifts;
}

} // namespace

Frame read_run(const JsonPlace& root) {
    Frame frame;
    const JsonPlace scenario = root.at("scenario");
    frame.name = scenario.at("name").text();
    frame.description = scenario.at("description").text();
    frame.sha256 = scenario.at("sha256").text();
    frame.unit = unit_named(scenario.at("unit"));
    frame.as_of = month_named(scenario.at("as_of"));
    frame.horizon_months = scenario.at("horizon_months").whole(1, kMostMonths);
    frame.language = language_named(scenario.at("language"));
    frame.levels = read_levels(scenario.at("levels"));
    frame.opening_balance = fen_of(scenario.at("opening_balance"), frame.unit);
    frame.multiple = scenario.at("multiple").number();
    frame.discount_rate = scenario.at("discount_rate").figure();
    frame.inputs = read_inputs(scenario.at("inputs"));
    const JsonPlace simulation = root.at("simulation");
    frame.paths = simulation.at("paths").count();
    frame.seed = simulation.at("seed").natural();
    frame.drawn = simulation.at("drawn").flag();
    frame.method = simulation.at("method").text();
    frame.ess = simulation.at("ess").number();
    frame.resolution = simulation.at("resolution").number();
    frame.precision = read_precision(simulation.at("precision"));
    if (simulation.has("shift")) { frame.shifts = read_shifts(simulation.at("shift")); }
    frame.version = simulation.at("version").text();
    frame.repeat_command = simulation.at("command").text();
    return frame;
}

Frame read_frame(const JsonPlace& root) {
    Frame frame = read_run(root);
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        root.at(kGroupKeys[kind]).each([&](const std::string& id, const JsonPlace&) {
            frame.groups[kind].push_back(id);
        });
    }
    frame.breakers = read_breakers(root.at("breakers"));
    frame.targets = read_targets(root.at("targets"), frame);
    frame.cuts = read_cuts(root.at("cuts"));
    if (root.has("funders")) {
        root.at("funders").each([&](const std::string& id, const JsonPlace&) { frame.funders.push_back(id); });
    }
    frame.accounts = read_account_frames(root, frame.unit);
    root.at("measures").each([&](const std::string& name, const JsonPlace& place) {
        const tally::Measure measure = measure_of(name, place);
        if (tally::info(measure).by_rule) { frame.by_rule.push_back(measure); }
    });
    frame.book = read_book(root, frame.unit);
    frame.implied_pd = read_implied(root.at("implied_pd"));
    frame.firms = read_firms(root.at("firms"));
    frame.parameters = read_parameters(root.at("parameters"));
    frame.checks = read_checks(root.at("checks"));
    root.at("warnings").each([&](const std::string&, const JsonPlace& text) {
        frame.warnings.push_back(read_text(text));
    });
    return frame;
}

} // namespace kdt::results
