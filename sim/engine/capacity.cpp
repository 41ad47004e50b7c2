#include "engine/capacity.hpp"

#include "pool/capacity.hpp"

namespace kdt::engine {
namespace {

using scenario::Leverage;
using scenario::LeverageBase;
using scenario::LeverageOn;
using scenario::LeveragePer;

/// The opening and the present base of the ceiling of a group: of the scheme's the pool, of a bank's its own account.
struct Bases {
    Fen opening;
    Fen after_claims;
};

Fen ceiling_of(const Leverage& leverage, double multiple, const Accounts& accounts, std::size_t group,
               const Bases& bases) {
    Fen base = leverage.base == LeverageBase::opening ? bases.opening : bases.after_claims;
    if (leverage.base == LeverageBase::net_of_pipeline) {
        base -= accounts.of(group, Measure::claims_waiting) + accounts.of(group, Measure::claims_pending);
    }
    return pool::ceiling(multiple, base);
}

Fen room_under(Fen ceiling, const Leverage& leverage, const Accounts& accounts, std::size_t group) {
    const bool by_line = leverage.on == LeverageOn::authorised;
    Fen used = accounts.of(group, Measure::outstanding) + (by_line ? accounts.undrawn(group) : accounts.awaited(group));
    if (leverage.counts_bad) { used += accounts.of(group, Measure::bad_balance); }
    return not_below_zero(ceiling - used);
}

Fen room_of_scheme(const Leverage& leverage, const PathState& state) {
    return room_under(state.ceilings.front(), leverage, state.accounts, Groups::scheme());
}

Fen room_of_bank(const Model& model, const PathState& state, int bank) {
    return room_under(state.ceilings[static_cast<std::size_t>(bank)], *model.scenario.pool.leverage, state.accounts,
                      model.groups.bank(bank));
}

} // namespace

void fix_ceilings(const Model& model, PathState& state) {
    const auto& leverage = model.scenario.pool.leverage;
    if (!leverage) { return; }
    if (leverage->per == LeveragePer::scheme) {
        state.ceilings.assign(1, ceiling_of(*leverage, leverage->multiple, state.accounts, Groups::scheme(),
                                            {state.opening_base, state.base_after_claims}));
        return;
    }
    for (int bank = 0; bank < model.groups.banks; ++bank) {
        const auto place = static_cast<std::size_t>(bank);
        const double multiple = model.scenario.banks[place].leverage_multiple.value_or(leverage->multiple);
        state.ceilings[place] =
            ceiling_of(*leverage, multiple, state.accounts, model.groups.bank(bank),
                       {model.account_openings[place].value_or(Fen{}), state.account_after_claims[place]});
    }
}

bool pool_can(const Model& model, const PathState& state, int bank, const Amount& amount) {
    const auto& leverage = model.scenario.pool.leverage;
    if (!leverage) { return true; }
    const Fen room =
        leverage->per == LeveragePer::bank ? room_of_bank(model, state, bank) : room_of_scheme(*leverage, state);
    return (leverage->on == LeverageOn::authorised ? amount.line : amount.drawn) <= room;
}

std::optional<Fen> capacity_left(const Model& model, const PathState& state) {
    const auto& leverage = model.scenario.pool.leverage;
    if (!leverage) { return std::nullopt; }
    if (leverage->per == LeveragePer::scheme) { return room_of_scheme(*leverage, state); }
    Fen sum;
    for (int bank = 0; bank < model.groups.banks; ++bank) { sum += room_of_bank(model, state, bank); }
    return sum;
}

} // namespace kdt::engine
