#pragma once

#include "engine/state.hpp"

#include <cstdint>
#include <span>

// When borrowers of the opening book that have one contract, of which nothing is drawn but its default, do default:
// worked out for many of them together.
namespace kdt::engine {

/// Fills Model::exposed; all else of the opening book is known by then.
void add_exposed(Model& model);

/// For the path's candidates, by their places: a month, 0 or kUndecided, as find_months tells. Valid until the next
/// call.
std::span<const std::int32_t> months_of_candidates(const Model& model, PathState& state);

/// The only contract of a borrower; negative: what is told of it is kUndecided.
inline std::int32_t only_loan(const Model& model, std::size_t borrower) {
    return model.exposed.rows[borrower].fields[ExposedRow::loan];
}

} // namespace kdt::engine
