#include "results/stress_json.hpp"

#include "results/json_frame.hpp"
#include "results/json_parts.hpp"

#include <string_view>

namespace kdt::results {
namespace {

/// Where a figure stands below its case: {"measures", "claims_paid", "36", "quantile", "0.99"}.
std::vector<std::string> place_of(const StressFigure& figure) {
    const std::string month = std::to_string(figure.month);
    const std::size_t slash = figure.measure.find('/'); // ids hold none
    const std::string kind = figure.measure.substr(0, slash);
    const std::string id = slash == std::string::npos ? std::string() : figure.measure.substr(slash + 1);
    if (figure.statistic == "probability") {
        if (kind == "target") { return {"targets", id, month}; }
        return id.empty() ? std::vector<std::string>{"probabilities", kind, month}
                          : std::vector<std::string>{"probabilities", kind, id, month};
    }
    std::vector<std::string> place = {"measures", kind, month};
    const std::string_view statistic = figure.statistic;
    if (statistic.starts_with("q")) {
        place.insert(place.end(), {"quantile", figure.statistic.substr(1)});
    } else if (statistic.starts_with("es")) {
        place.insert(place.end(), {"es", figure.statistic.substr(2)});
    } else {
        place.push_back(figure.statistic);
    }
    return place;
}

void write_figure(JsonWriter& json, const StressFigure& figure, bool compared) {
    json.open_inline();
    json.key("value").number(figure.figure.value);
    json.key("lo").number(figure.figure.lo);
    json.key("hi").number(figure.figure.hi);
    if (figure.n > 0) { json.key("n").integer(figure.n); }
    if (figure.statistic == "probability") { json.key("events").integer(figure.events); }
    if (compared) {
        json.key("difference").number(figure.difference.value);
        json.key("difference_se").number(figure.difference.se);
        if (figure.difference_bound) { json.key("difference_bound").number(figure.difference_bound); }
    }
    json.close_inline();
}

/// Figures of one place stand together, so that objects open and close as the place changes.
void write_case(JsonWriter& json, const StressCase& one, bool compared, Language language) {
    json.open_object();
    if (compared) {
        json.key("file").open_inline();
        json.key("name").text(one.file.name);
        json.key("sha256").text(one.file.sha256);
        json.close_inline();
    } else {
        json.key("label").text(one.name().in(language));
    }
    json.key("stress").open_inline();
    json.key("in_force").text(one.in_force);
    json.key("in_words");
    write(json, one.in_words);
    json.key("mean_pd").number(one.mean_pd);
    json.close_inline();
    std::vector<std::string> open;
    for (const StressFigure& figure : one.figures) {
        const std::vector<std::string> place = place_of(figure);
        std::size_t same = 0;
        while (same < open.size() && open[same] == place[same]) { ++same; }
        for (; open.size() > same; open.pop_back()) { json.close_object(); }
        for (; open.size() + 1 < place.size(); open.push_back(place[open.size()])) {
            json.key(place[open.size()]).open_object();
        }
        json.key(place.back());
        write_figure(json, figure, compared);
    }
    for (; !open.empty(); open.pop_back()) { json.close_object(); }
    json.close_object();
}

} // namespace

std::string stress_json(const StressResults& stress) {
    JsonWriter json;
    json.open_object();
    json.key("format").text("kedaitong.stress/1");
    json.key("scenario");
    write_scenario(json, stress.frame);
    json.key("simulation");
    write_simulation(json, stress.frame);
    json.key("base");
    write_case(json, stress.cases.front(), false, stress.frame.language);
    json.key("overlays").open_object();
    for (std::size_t i = 1; i < stress.cases.size(); ++i) {
        json.key(stress.cases[i].label);
        write_case(json, stress.cases[i], true, stress.frame.language);
    }
    json.close_object();
    json.close_object();
    return json.take();
}

} // namespace kdt::results
