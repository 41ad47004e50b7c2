#include "results/read_parts.hpp"

#include <charconv>

namespace kdt::results {

namespace {

constexpr int kLatestMonth = 1200;
const Text kOutside{"数值在其区间之外", "the value lies outside its interval"};

} // namespace

void check_probability(const Probability& chance, const JsonPlace& place) {
    if (chance.value && (!chance.lo || !chance.hi)) {
        place.refuse({"概率缺少区间", "a probability stands with its interval"});
    } else if (chance.value && (*chance.lo > *chance.value || *chance.hi < *chance.value)) {
        place.refuse(kOutside);
    } else if (chance.events > chance.n) {
        const std::string events = std::to_string(chance.events);
        const std::string n = std::to_string(chance.n);
        place.refuse({"发生次数 " + events + " 大于次数 " + n, "more events (" + events + ") than trials (" + n + ")"});
    }
}

Estimate read_estimate(const JsonPlace& place) { return {place.at("value").number(), place.at("se").not_negative()}; }

Ranged read_ranged(const JsonPlace& place) {
    const Ranged out{place.at("value").number(), place.at("lo").number(), place.at("hi").number()};
    if (out.value && (out.lo.value_or(*out.value) > *out.value || out.hi.value_or(*out.value) < *out.value)) {
        place.refuse(kOutside);
    }
    return out;
}

Probability read_probability(const JsonPlace& place) {
    Probability out;
    out.value = place.at("value").share();
    out.lo = place.at("lo").share();
    out.hi = place.at("hi").share();
    out.se = place.at("se").not_negative();
    out.n = place.at("n").count();
    out.events = place.at("events").count();
    if (place.has("ess")) { out.ess = place.at("ess").not_negative(); }
    check_probability(out, place);
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
