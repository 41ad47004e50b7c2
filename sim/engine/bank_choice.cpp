#include "engine/bank_choice.hpp"

#include "book/weights.hpp"
#include "engine/shocks.hpp"

#include <algorithm>
#include <limits>

namespace kdt::engine {
namespace {

using tally::Refusal;

/// More than all loans together.
constexpr Fen kNoLimit{std::numeric_limits<std::int64_t>::max() / 2};

/// What a bank's limits leave it to lend. They are of drawings: those made and those granted that wait.
Fen room_at(const Model& model, const PathState& state, int bank) {
    const scenario::Bank& terms = model.scenario.banks[static_cast<std::size_t>(bank)];
    const std::size_t group = model.groups.bank(bank);
    const Fen lent = state.accounts.of(group, Measure::disbursed) - state.year.lent[group];
    Fen room = kNoLimit;
    if (terms.yearly_plan) { room = smaller(room, *terms.yearly_plan - lent); }
    if (terms.max_outstanding) {
        room = smaller(room, *terms.max_outstanding - state.accounts.of(group, Measure::outstanding));
    }
    return room - state.accounts.awaited(group);
}

NotLent stopped_by(Halt breaker) { return {Refusal::breaker, false, breaker}; }

/// Whether anything but limits can keep a bank from lending now: a breaker in force or the stress block.
bool may_be_stopped(const Model& model, const PathState& state) {
    return !state.stops_in_force.empty() || !model.scenario.stress.bank_stops.empty();
}

/// Whether no bank is stopped and each has room for an amount: the usual case.
bool all_may_lend(const Model& model, const PathState& state, Fen drawing) {
    if (may_be_stopped(model, state) || !model.bank_weights.any()) { return false; }
    return std::ranges::all_of(state.bank_room, [&](Fen room) { return drawing <= room; });
}

/// The weights of the banks that may lend an amount, into `eligible`, none of them stopped; whether there are any.
bool weigh_by_room(const Model& model, PathState& state, Fen drawing) {
    bool any = false;
    for (std::size_t bank = 0; bank < state.eligible.size(); ++bank) {
        state.eligible[bank] = drawing <= state.bank_room[bank] ? model.bank_weights[bank] : 0.0;
        any = any || state.eligible[bank] > 0.0;
    }
    return any;
}

/// The same where banks may be stopped; what comes back is why there are none.
std::optional<NotLent> weigh_banks(const Model& model, PathState& state, const Kind& kind, Fen drawing, int month) {
    if (!may_be_stopped(model, state)) {
        return weigh_by_room(model, state, drawing) ? std::nullopt : std::optional(NotLent{Refusal::bank_plan});
    }
    if (const Halt breaker = lending_halted(model, state, kind)) { return stopped_by(breaker); }
    Halt first;
    bool all_halted = true;
    bool all_stopped = true; // by a breaker or by the stress block
    bool none = true;
    weigh_by_room(model, state, drawing);
    for (int bank = 0; bank < model.groups.banks; ++bank) {
        const Halt breaker = bank_halted(model, state, {kind.product, bank, kind.tier, kind.sector});
        const bool halted = breaker.has_value();
        if (bank == 0) { first = breaker; }
        const bool stopped = halted || bank_stops(model, bank, month);
        double& weight = state.eligible[static_cast<std::size_t>(bank)];
        if (stopped) { weight = 0.0; }
        all_halted = all_halted && halted;
        all_stopped = all_stopped && stopped;
        none = none && weight <= 0.0;
    }
    if (!none) { return std::nullopt; }
    return all_halted ? stopped_by(first) : NotLent{Refusal::bank_plan, all_stopped};
}

} // namespace

void open_rooms(const Model& model, PathState& state) {
    for (int bank = 0; bank < model.groups.banks; ++bank) {
        state.bank_room[static_cast<std::size_t>(bank)] = room_at(model, state, bank);
    }
}

std::optional<NotLent> refusal_at(const Model& model, const PathState& state, const Kind& kind, const Amount& amount,
                                  int month) {
    if (may_be_stopped(model, state)) {
        if (const Halt breaker = lending_halted(model, state, kind)) { return stopped_by(breaker); }
        if (const Halt breaker = bank_halted(model, state, kind)) { return stopped_by(breaker); }
        if (bank_stops(model, kind.bank, month)) { return NotLent{Refusal::bank_plan, true}; }
    }
    if (amount.drawn > state.bank_room[static_cast<std::size_t>(kind.bank)]) { return NotLent{Refusal::bank_plan}; }
    if (!pool_can(model, state, kind.bank, amount)) { return NotLent{Refusal::capacity}; }
    return std::nullopt;
}

std::optional<NotLent> choose_bank(const Model& model, PathState& state, Kind& kind, const Amount& amount,
                                   const Application& application, int month) {
    const double u = uniform_of(state, ApplicationDraw::bank, application);
    if (all_may_lend(model, state, amount.drawn)) {
        kind.bank = static_cast<int>(model.bank_weights.place_of(u));
    } else {
        if (const auto why = weigh_banks(model, state, kind, amount.drawn, month)) { return why; }
        kind.bank = static_cast<int>(book::place_of(u, state.eligible));
    }
    return pool_can(model, state, kind.bank, amount) ? std::nullopt : std::optional(NotLent{Refusal::capacity});
}

} // namespace kdt::engine
