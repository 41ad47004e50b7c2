#include "engine/funding.hpp"

#include "engine/capacity.hpp"

#include "engine/tell.hpp"

namespace kdt::engine {
namespace {

using random::Purpose;
using scenario::PoolMode;
using scenario::TopUp;

/// The month in which a top-up comes on this path, late or in time; nothing where it never comes.
std::optional<int> arrival_of(const Model& model, const PathState& state, std::size_t place) {
    const TopUp& top_up = model.scenario.pool.top_ups[place];
    const EntityId luck = model.top_up_luck[place];
    if (top_up.probability < 1.0 && state.luck.coarse_uniform(Purpose::top_up_comes, luck) >= top_up.probability) {
        return std::nullopt;
    }
    const bool late = top_up.late_probability > 0.0 &&
                      state.luck.coarse_uniform(Purpose::top_up_late, luck) < top_up.late_probability;
    return late ? top_up.month + top_up.late_months : top_up.month;
}

void pay_in(PathState& state, const TopUp& top_up, int month) {
    const bool grant = top_up.kind != scenario::TopUpKind::budget;
    state.pool.receive(top_up.amount);
    if (top_up.bank) {
        state.sub_accounts.receive(*top_up.bank, top_up.amount);
    } else {
        state.sub_accounts.top_up(top_up.amount);
    }
    state.accounts.post_scheme(Measure::top_ups, top_up.amount);
    if (grant) { state.accounts.post_scheme(Measure::grants, top_up.amount); }
    if (top_up.funder) { state.funders.contribute(*top_up.funder, top_up.amount); }
    tell_scheme(state, month, grant ? EventKind::grant : EventKind::top_up, top_up.amount);
}

void receive_top_ups(const Model& model, PathState& state, int month) {
    const auto& top_ups = model.scenario.pool.top_ups;
    for (std::size_t place = 0; place < top_ups.size(); ++place) {
        const TopUp& top_up = top_ups[place];
        if (top_up.fails) {
            if (month == top_up.month) { tell_scheme(state, month, EventKind::top_up_failed, top_up.amount); }
            continue;
        }
        if (month < top_up.month || month - top_up.late_months > top_up.month) { continue; }
        const std::optional<int> arrival = arrival_of(model, state, place);
        if (month == top_up.month && arrival != month) {
            tell_scheme(state, month, arrival ? EventKind::top_up_late : EventKind::top_up_missed, top_up.amount);
        }
        if (arrival == month) { pay_in(state, top_up, month); }
    }
}

void receive_refill(PathState& state, int month) {
    const Fen amount = state.refills.take(month);
    state.pool.receive(amount);
    state.sub_accounts.top_up(amount);
    state.accounts.post_scheme(Measure::refills, amount);
    tell_scheme(state, month, EventKind::refill, amount);
}

void order_refill(const Model& model, PathState& state, int month) {
    const Fen cash = state.pool.cash();
    const pool::RefillOrder order =
        state.refills.order(*model.refill, {cash, state.accounts.scheme(Measure::outstanding)}, month);
    tell_scheme(state, month, EventKind::refill_ordered, order.ordered, cash);
    tell_scheme(state, month, EventKind::refill_limited, order.missing - order.ordered, order.missing);
}

void settle_with_budget(PathState& state, int month) {
    const Fen called = state.pool.called() - state.accounts.scheme(Measure::budget_called);
    const Fen returned = state.pool.returned() - state.accounts.scheme(Measure::returned_to_treasury);
    state.accounts.post_scheme(Measure::budget_called, called);
    state.accounts.post_scheme(Measure::returned_to_treasury, returned);
    tell_scheme(state, month, EventKind::budget_called, called);
    tell_scheme(state, month, EventKind::returned_to_treasury, returned);
}

/// The pool's account since as_of, as its funders share it.
pool::Movements movements(const Model& model, const PathState& state) {
    const auto moved = [&](Measure measure) { return state.accounts.scheme(measure); };
    const scenario::Pool& pool = model.scenario.pool;
    return {.contributed = pool.balance + moved(Measure::top_ups) + moved(Measure::refills),
            .limits = pool.annual_limit + moved(Measure::limit_renewed),
            .interest = moved(Measure::interest_income),
            .fees = moved(Measure::fees),
            .recovered = moved(Measure::recoveries_to_pool),
            .returned = moved(Measure::returned_to_treasury),
            .claims = moved(Measure::claims_paid),
            .management = moved(Measure::management_cost),
            .subsidies = moved(Measure::subsidies),
            .called = moved(Measure::budget_called)};
}

} // namespace

void open_pool(const Model& model, PathState& state) {
    const scenario::Pool& pool = model.scenario.pool;
    state.pool =
        pool.mode == PoolMode::cash_pool
            ? pool::Fund(pool.balance)
            : pool::Fund::committed(pool.balance, pool.annual_limit, pool.carry_over, pool.mode == PoolMode::hybrid);
    state.sub_accounts.start(pool.balance, model.account_openings, pool.transfers);
    state.sub_accounts.read_banks(state.year.account);
    state.sub_accounts.read_banks(state.account_after_claims);
    if (!model.funders.empty()) {
        state.funders.start(model.funders);
        state.funders.settle(movements(model, state));
    }
    if (model.refill) { state.refills.start(model.months, model.first_year_months()); }
    state.opening_base = state.pool.base();
    state.base_after_claims = state.opening_base;
    state.year.pool_balance = state.opening_base;
    fix_ceilings(model, state);
}

void renew_commitment(const Model& model, PathState& state, int month) {
    if (model.scenario.pool.mode == PoolMode::cash_pool || month == 1) { return; }
    state.pool.start_year();
    const Fen renewed = state.pool.renewed() - state.accounts.scheme(Measure::limit_renewed);
    state.accounts.post_scheme(Measure::limit_renewed, renewed);
    tell_scheme(state, month, EventKind::limit_renewed, renewed, state.pool.base() - state.pool.cash());
}

void fund(const Model& model, PathState& state, int month) {
    const Fen interest = state.pool.credit_interest(model.scenario.pool.interest_rate);
    state.sub_accounts.credit(interest);
    state.accounts.post_scheme(Measure::interest_income, interest);
    tell_scheme(state, month, EventKind::interest, interest);
    receive_top_ups(model, state, month);
    if (!model.refill) { return; }
    receive_refill(state, month);
    order_refill(model, state, month);
    // Without a lag the order just made is there at once.
    if (model.refill->lag_months == 0) { receive_refill(state, month); }
}

void take_from_account(PathState& state, const Loan& loan, Fen paid, int month) {
    const Fen transferred = state.sub_accounts.pay(loan.kind.bank, paid);
    if (state.listener == nullptr || transferred == Fen{}) { return; }
    const std::span<const Fen> by_account = state.sub_accounts.transferred();
    for (std::size_t account = 0; account < by_account.size(); ++account) {
        tell_transfer(state, month, loan, by_account[account], paid, state.sub_accounts.bank_of(account));
    }
}

void settle_funding(const Model& model, PathState& state, int month) {
    if (model.scenario.pool.mode != PoolMode::cash_pool) { settle_with_budget(state, month); }
    if (!model.funders.empty()) { state.funders.settle(movements(model, state)); }
}

} // namespace kdt::engine
