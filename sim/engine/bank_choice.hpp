#pragma once

#include "engine/applications.hpp"
#include "engine/breakers.hpp"
#include "engine/capacity.hpp"
#include "engine/state.hpp"

#include <optional>

// Whether a bank lends an amount now, and which one takes an application.
namespace kdt::engine {

/// Why an amount is not lent, and how the trace tells it: a bank that the stress block stops counts as its plan.
struct NotLent {
    tally::Refusal reason = tally::Refusal::bank_plan;
    bool bank_stop = false;
    Halt breaker{}; ///< which one, where it is the reason; where all banks are stopped, that of the first
};

/// Once a month: from here on what a bank grants is taken off its room, and a drawing of what waits changes nothing.
void open_rooms(const Model& model, PathState& state);

inline Fen& room_of(PathState& state, int bank) { return state.bank_room[static_cast<std::size_t>(bank)]; }

/// The first failing reason at a bank already chosen; nothing where it lends.
std::optional<NotLent> refusal_at(const Model& model, const PathState& state, const Kind& kind, const Amount& amount,
                                  int month);

/// Chooses the bank of an application into `kind`; what comes back is why none took it.
std::optional<NotLent> choose_bank(const Model& model, PathState& state, Kind& kind, const Amount& amount,
                                   const Application& application, int month);

} // namespace kdt::engine
