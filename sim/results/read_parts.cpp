#include "results/read_parts.hpp"

#include <charconv>

namespace kdt::results {

namespace {
constexpr int kLatestMonth = 1200;
} // namespace

Estimate read_estimate(const JsonPlace& place) { return {place.at("value").number(), place.at("se").number()}; }

Ranged read_ranged(const JsonPlace& place) {
    return {place.at("value").number(), place.at("lo").number(), place.at("hi").number()};
}

Probability read_probability(const JsonPlace& place) {
    Probability out;
    out.value = place.at("value").number();
    out.lo = place.at("lo").number();
    out.hi = place.at("hi").number();
    out.se = place.at("se").number();
    out.n = place.at("n").integer();
    out.events = place.at("events").integer();
    if (place.has("ess")) { out.ess = place.at("ess").number(); }
    // A value stands with its interval, or not at all.
    if (out.value && (!out.lo || !out.hi)) { place.refuse(); }
    if (!out.lo || !out.hi) { out.value.reset(); }
    return out;
}

Distribution read_distribution(const JsonPlace& place) {
    Distribution out;
    out.mean = read_estimate(place.at("mean"));
    out.sd = read_estimate(place.at("sd"));
    if (place.has("quantile")) { out.quantile = read_named<Ranged>(place.at("quantile"), read_ranged); }
    if (place.has("es")) {
        out.es = read_named<Estimate>(place.at("es"), read_estimate);
        out.ul = read_named<Ranged>(place.at("ul"), read_ranged);
    }
    return out;
}

Measures read_measures(const JsonPlace& place) {
    Measures out;
    place.each([&](const std::string& name, const JsonPlace& months) {
        out.add(measure_of(name, months), read_months<Distribution>(months, read_distribution));
    });
    return out;
}

Chances read_chances(const JsonPlace& place) { return read_months<Probability>(place, read_probability); }

Probabilities read_probabilities(const JsonPlace& place) {
    Probabilities out;
    if (place.has("pool_depleted")) {
        out.pool_depleted = read_chances(place.at("pool_depleted"));
        out.any_breaker_stop = read_chances(place.at("any_breaker_stop"));
    }
    out.breaker_stop = read_named<Chances>(place.at("breaker_stop"), read_chances);
    out.breaker_warn = read_named<Chances>(place.at("breaker_warn"), read_chances);
    out.false_alarm = read_named<Chances>(place.at("false_alarm"), read_chances);
    return out;
}

Text read_text(const JsonPlace& place) { return {place.at("zh").text(), place.at("en").text()}; }

int month_of(const std::string& name, const JsonPlace& place) {
    int month = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), month);
    if (error == std::errc() && end == name.data() + name.size() && month >= 0 && month <= kLatestMonth) {
        return month;
    }
    place.refuse();
    return 0;
}

Measure measure_of(std::string_view name, const JsonPlace& place) {
    for (std::size_t i = 0; i < tally::kMeasures; ++i) {
        const auto measure = static_cast<Measure>(i);
        if (tally::info(measure).name == name) { return measure; }
    }
    place.refuse();
    return Measure{};
}

} // namespace kdt::results
