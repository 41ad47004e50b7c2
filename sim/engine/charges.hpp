#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// A contract put on the books: its next dates for guarantee fee and interest subsidy.
void plan_charges(const Model& model, PathState& state, std::size_t loan);

/// After lending: management fee, interest subsidies, the pool's part of guarantee fees, then the fees themselves. What
/// the pool pays is paid from what the month's claims have left, in this order, and never makes it negative: what finds
/// no money is not made up later. Fees come last, so that none of them is spent while a claim waits for money.
void settle_charges(const Model& model, PathState& state, int month);

} // namespace kdt::engine
