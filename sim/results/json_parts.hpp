#pragma once

#include "results/json_writer.hpp"
#include "results/results.hpp"

// The values that several places of summary.json hold.
namespace kdt::results {

void write(JsonWriter& json, const Estimate& figure);
void write(JsonWriter& json, const Ranged& figure);
void write(JsonWriter& json, const Probability& figure);
void write(JsonWriter& json, const Chances& chances);
void write(JsonWriter& json, const Distribution& figures);
void write(JsonWriter& json, const Measures& measures);
/// Of a scheme (with depletion) or of a group.
void write(JsonWriter& json, const Probabilities& probabilities);
void write(JsonWriter& json, const Text& text);

} // namespace kdt::results
