#include "results/read_frame.hpp"
#include "results/read_parts.hpp"
#include "results/read_root.hpp"
#include "results/read_summary.hpp"

namespace kdt::results {
namespace {

/// Without the standard error, which stress.json leaves out.
Probability read_chance(const JsonPlace& place, std::int64_t n) {
    Probability out;
    out.value = place.at("value").share();
    out.lo = place.at("lo").share();
    out.hi = place.at("hi").share();
    out.n = n;
    out.events = place.at("events").count();
    check_probability(out, place);
    return out;
}

/// Reads the figures of one case in the order in which they stand.
class CaseReader {
public:
    explicit CaseReader(const JsonPlace& place) : place_(place) {}

    std::vector<StressFigure> read() {
        measures();
        chances();
        if (place_.has("targets")) {
            place_.at("targets").each(
                [&](const std::string& id, const JsonPlace& months) { by_month("target/" + id, months); });
        }
        return std::move(figures_);
    }

private:
    void add(std::string measure, std::string statistic, int month, const JsonPlace& place) {
        StressFigure& figure = figures_.emplace_back();
        figure.measure = std::move(measure);
        figure.statistic = std::move(statistic);
        figure.month = month;
        figure.figure = read_ranged(place);
        if (place.has("n")) { figure.n = place.at("n").count(); }
        if (figure.statistic == "probability") {
            const Probability chance = read_chance(place, figure.n);
            figure.figure = {chance.value, chance.lo, chance.hi};
            figure.events = chance.events;
        }
        if (!place.has("difference")) { return; }
        figure.difference = {place.at("difference").number(), place.at("difference_se").not_negative()};
        if (place.has("difference_bound")) { figure.difference_bound = place.at("difference_bound").share(); }
    }

    void by_month(const std::string& name, const JsonPlace& months) {
        months.each([&](const std::string& month, const JsonPlace& figure) {
            add(name, "probability", month_of(month, figure), figure);
        });
    }

    void measures() {
        place_.at("measures").each([&](const std::string& name, const JsonPlace& months) {
            months.each([&](const std::string& month, const JsonPlace& statistics) {
                statistics.each([&](const std::string& statistic, const JsonPlace& figure) {
                    levels_of(name, month_of(month, statistics), statistic, figure);
                });
            });
        });
    }

    void levels_of(const std::string& name, int month, const std::string& statistic, const JsonPlace& figure) {
        if (statistic != "quantile" && statistic != "es") { return add(name, statistic, month, figure); }
        const std::string prefix = statistic == "quantile" ? "q" : "es";
        figure.each(
            [&](const std::string& level, const JsonPlace& at_level) { add(name, prefix + level, month, at_level); });
    }

    void chances() {
        place_.at("probabilities").each([&](const std::string& name, const JsonPlace& value) {
            if (name != "breaker_stop") { return by_month(name, value); }
            value.each([&](const std::string& id, const JsonPlace& months) { by_month(name + "/" + id, months); });
        });
    }

    const JsonPlace& place_;
    std::vector<StressFigure> figures_;
};

/// What tables and charts show of every case at the last horizon.
void check_shown(const StressCase& one, int month, bool has_breakers, const JsonPlace& place) {
    for (const char* measure : {"default_rate", "claims_paid", "pool_balance", "shortfall_given_depletion"}) {
        if (one.find(measure, "mean", month) == nullptr) { place.at("measures").at(measure).refuse(); }
    }
    for (const char* event : {"pool_depleted", "any_breaker_stop"}) {
        if (!has_breakers && event == std::string_view("any_breaker_stop")) { continue; }
        if (one.find(event, "probability", month) == nullptr) { place.at("probabilities").at(event).refuse(); }
    }
}

StressCase read_case(const std::string& label, const JsonPlace& place, const Results& base) {
    const int month = base.horizons.back();
    StressCase one;
    one.label = label;
    one.in_force = place.at("stress").at("in_force").text();
    one.in_words = read_text(place.at("stress").at("in_words"));
    one.mean_pd = place.at("stress").at("mean_pd").share();
    one.figures = CaseReader(place).read();
    check_shown(one, month, !base.frame.breakers.empty(), place);
    return one;
}

} // namespace

Checked<StressResults> read_stress(std::string_view json, const std::string& file, const Results& base) {
    Checked<StressResults> checked;
    const auto parsed = parsed_root(json, file, "kedaitong.stress/1", checked.problems);
    if (!checked.ok()) { return checked; }
    const JsonPlace root(parsed, file, checked.problems);
    StressResults& stress = checked.value;
    stress.frame = base.frame;
    stress.horizons = base.horizons;
    if (read_run(root).sha256 != base.frame.sha256) { root.at("scenario").at("sha256").refuse(); }
    // The base's label is the word for it in the run's language: reports have their own.
    stress.cases.push_back(read_case({}, root.at("base"), base));
    root.at("overlays").each([&](const std::string& label, const JsonPlace& place) {
        stress.cases.push_back(read_case(label, place, base));
        const JsonPlace overlay = place.at("file");
        stress.cases.back().file = {"overlay", overlay.at("name").text(), overlay.at("sha256").text()};
    });
    return checked;
}

} // namespace kdt::results
