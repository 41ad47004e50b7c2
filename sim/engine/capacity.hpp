#pragma once

#include "engine/state.hpp"

// The ceiling of pool.leverage: a multiple of the pool, or for each bank of its own account.
namespace kdt::engine {

/// A line and what is drawn of it.
struct Amount {
    Fen drawn;
    Fen line;
};

/// Works out the ceilings from the bases that hold from now on.
void fix_ceilings(const Model& model, PathState& state);

/// Whether the ceiling has room for an amount that this bank would lend.
bool pool_can(const Model& model, const PathState& state, int bank, const Amount& amount);

/// What may still be lent under the ceiling now, by all banks together; nothing where the scenario has no ceiling.
std::optional<Fen> capacity_left(const Model& model, const PathState& state);

} // namespace kdt::engine
