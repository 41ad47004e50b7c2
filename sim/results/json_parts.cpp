#include "results/json_parts.hpp"

namespace kdt::results {
namespace {

template <class Value>
void write_named(JsonWriter& json, const Named<Value>& values) {
    json.open_object();
    for (const auto& [name, value] : values) {
        json.key(name);
        write(json, value);
    }
    json.close_object();
}

} // namespace

void write(JsonWriter& json, const Estimate& figure) {
    json.open_inline();
    json.key("value").number(figure.value);
    json.key("se").number(figure.se);
    json.close_inline();
}

void write(JsonWriter& json, const Ranged& figure) {
    json.open_inline();
    json.key("value").number(figure.value);
    json.key("lo").number(figure.lo);
    json.key("hi").number(figure.hi);
    json.close_inline();
}

void write(JsonWriter& json, const Probability& figure) {
    json.open_inline();
    json.key("value").number(figure.value);
    json.key("lo").number(figure.lo);
    json.key("hi").number(figure.hi);
    json.key("se").number(figure.se);
    json.key("n").integer(figure.n);
    json.key("events").integer(figure.events);
    if (figure.ess) { json.key("ess").number(figure.ess); }
    json.close_inline();
}

void write(JsonWriter& json, const Chances& chances) {
    json.open_object();
    for (const auto& [month, chance] : chances) {
        json.key(std::to_string(month));
        write(json, chance);
    }
    json.close_object();
}

void write(JsonWriter& json, const Distribution& figures) {
    json.open_object();
    json.key("mean");
    write(json, figures.mean);
    json.key("sd");
    write(json, figures.sd);
    if (!figures.quantile.empty()) {
        json.key("quantile");
        write_named(json, figures.quantile);
    }
    if (!figures.es.empty()) {
        json.key("es");
        write_named(json, figures.es);
        json.key("ul");
        write_named(json, figures.ul);
    }
    json.close_object();
}

void write(JsonWriter& json, const Measures& measures) {
    json.open_object();
    for (const auto& [measure, months] : measures) {
        json.key(tally::info(measure).name).open_object();
        for (const auto& [month, figures] : months) {
            json.key(std::to_string(month));
            write(json, figures);
        }
        json.close_object();
    }
    json.close_object();
}

void write(JsonWriter& json, const Probabilities& probabilities) {
    json.open_object();
    if (!probabilities.pool_depleted.empty()) {
        json.key("pool_depleted");
        write(json, probabilities.pool_depleted);
        json.key("any_breaker_stop");
        write(json, probabilities.any_breaker_stop);
    }
    json.key("breaker_stop");
    write_named(json, probabilities.breaker_stop);
    json.key("breaker_warn");
    write_named(json, probabilities.breaker_warn);
    json.key("false_alarm");
    write_named(json, probabilities.false_alarm);
    json.close_object();
}

void write(JsonWriter& json, const Text& text) {
    json.open_inline();
    json.key("zh").text(text.zh);
    json.key("en").text(text.en);
    json.close_inline();
}

} // namespace kdt::results
