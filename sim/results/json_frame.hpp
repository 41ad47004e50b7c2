#pragma once

#include "results/frame.hpp"
#include "results/json_writer.hpp"

// The parts of summary.json that stand before any simulation.
namespace kdt::results {

void write_scenario(JsonWriter& json, const Frame& frame);
void write_simulation(JsonWriter& json, const Frame& frame);
void write_breakers(JsonWriter& json, const Frame& frame);
void write_firms(JsonWriter& json, const Frame& frame);
void write_book(JsonWriter& json, const Frame& frame);
void write_concentration(JsonWriter& json, const Frame& frame);
/// The stress in force, and P of the opening book with and without its multiplier.
void write_stress(JsonWriter& json, const Frame& frame);
void write_implied_pd(JsonWriter& json, const Frame& frame);
void write_parameters(JsonWriter& json, const Frame& frame);
void write_unsourced(JsonWriter& json, const Frame& frame);
void write_checks(JsonWriter& json, const Frame& frame);
void write_inputs(JsonWriter& json, const std::vector<InputHash>& inputs);

} // namespace kdt::results
