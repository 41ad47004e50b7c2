#pragma once

#include "results/json_reader.hpp"

// The values that several places of summary.json hold, read back; the counterparts of json_parts.hpp.
namespace kdt::results {

Estimate read_estimate(const JsonPlace& place);
Ranged read_ranged(const JsonPlace& place);
Probability read_probability(const JsonPlace& place);
/// A value stands within its interval, and events are among the trials.
void check_probability(const Probability& chance, const JsonPlace& place);
Distribution read_distribution(const JsonPlace& place);
Measures read_measures(const JsonPlace& place);
Chances read_chances(const JsonPlace& place);
Probabilities read_probabilities(const JsonPlace& place);
Text read_text(const JsonPlace& place);

/// A key that is a month of the run, 0 … 1200.
int month_of(const std::string& name, const JsonPlace& place);
/// By its name in summary.json; the first measure and a problem where there is none.
Measure measure_of(std::string_view name, const JsonPlace& place);

template <class Value, class Read>
Named<Value> read_named(const JsonPlace& place, Read read) {
    Named<Value> out;
    place.each([&](const std::string& name, const JsonPlace& value) { out.add(name, read(value)); });
    return out;
}

template <class Value, class Read>
ByMonth<Value> read_months(const JsonPlace& place, Read read) {
    ByMonth<Value> out;
    place.each([&](const std::string& name, const JsonPlace& value) { out.add(month_of(name, value), read(value)); });
    return out;
}

} // namespace kdt::results
