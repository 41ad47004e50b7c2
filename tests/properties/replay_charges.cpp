#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

// Fees, costs and subsidies, worked out contract by contract from the calendar: no dates are planned ahead here.
namespace kdt::properties {
namespace {

void say(std::vector<Told>& expected, EventKind kind, const Name& name, Money amount) {
    if (amount != 0) { expected.push_back({kind, name, amount}); }
}

} // namespace

/// The month of the grant; before as_of where the tape says how long the loan has run.
int Replay::granted_in(const Contract& contract) const {
    const bool opening = contract.name.opening >= 0 && contract.first == 1;
    if (!opening) { return contract.first - 1; }
    const auto& row = model_.tape[model_.opening[static_cast<std::size_t>(contract.name.opening)].tape_row];
    return -row.months_on_book;
}

void Replay::settle_charges() {
    std::vector<Told> expected;
    if (scenario_.pool.management_fee) { pay_manager(expected); }
    charged_claims_ = scheme(Measure::claims_paid);
    for (const auto& [name, place] : places_) {
        if (subsidised_in(contracts_[place], month_)) { subsidise(contracts_[place], expected); }
    }
    for (const auto& [name, place] : places_) { subsidise_fee(contracts_[place], expected); }
    for (const auto& [name, place] : places_) { collect_fee(contracts_[place], expected); }
    const auto found =
        told({EventKind::management_cost, EventKind::management_cut, EventKind::subsidy, EventKind::subsidy_capped,
              EventKind::subsidy_cut, EventKind::budget_subsidy, EventKind::fee_subsidy, EventKind::fee_subsidy_cut,
              EventKind::guarantee_fee, EventKind::guarantor_fee, EventKind::insurer_fee});
    if (found != expected) { complain("fees, costs and subsidies aren't as the contract says"); }
}

void Replay::pay_manager(Lines& expected) {
    const terms::ManagementFee& fee = *scenario_.pool.management_fee;
    Money due = 0;
    switch (fee.of) {
    case terms::CostBase::balance: due = part_of(pool_, fee.rate.value, 12); break;
    case terms::CostBase::outstanding: {
        Money outstanding = 0;
        for (const Contract& contract : contracts_) {
            if (contract.defaulted == 0) { outstanding += contract.balance_after(month_); }
        }
        due = part_of(outstanding, fee.rate.value, 12);
        break;
    }
    case terms::CostBase::claims_paid:
        due = part_of(scheme(Measure::claims_paid) - charged_claims_, fee.rate.value);
        break;
    }
    const Money paid = pay_out(due);
    move_all(-paid);
    scheme(Measure::management_cost) += paid;
    say(expected, EventKind::management_cost, key_of({}), paid);
    say(expected, EventKind::management_cut, key_of({}), due - paid);
}

/// Each year from the grant and at maturity, as long as the firm has not defaulted.
bool Replay::subsidised_in(const Contract& contract, int month) const {
    if (!product_of(contract).interest_subsidy || contract.defaulted != 0) { return false; }
    if (month < contract.first || month > contract.last()) { return false; }
    return month == contract.last() || (month - granted_in(contract)) % 12 == 0;
}

void Replay::subsidise(const Contract& contract, Lines& expected) {
    const terms::InterestSubsidy& subsidy = *product_of(contract).interest_subsidy;
    const int granted = granted_in(contract);
    Money balances = 0;
    for (int month = month_; month > granted; --month) {
        if (month < month_ && (month - granted) % 12 == 0) { break; }
        balances += contract.balance_after(std::max(month, contract.first) - 1);
    }
    double rate = product_of(contract).rate.value;
    if (contract.name.opening >= 0) {
        const auto& row = model_.tape[model_.opening[static_cast<std::size_t>(contract.name.opening)].tape_row];
        rate = row.rate.value_or(rate);
    }
    if (subsidy.lpr) { rate = subsidy.lpr->value; }
    const Money due = part_of(balances, rate * subsidy.share, 12);
    Money& so_far = subsidised_[{contract.borrower, scenario_.as_of.plus(month_).year()}];
    Money allowed = due;
    if (subsidy.cap_per_firm) { allowed = std::min(due, std::max<Money>(0, subsidy.cap_per_firm->count - so_far)); }
    const bool by_pool = subsidy.paid_by == terms::SubsidyPayer::pool;
    const Money paid = by_pool ? pay_for(contract, allowed) : allowed;
    so_far += paid;
    scheme(by_pool ? Measure::interest_subsidies : Measure::budget_subsidies) += paid;
    if (by_pool) { scheme(Measure::subsidies) += paid; }
    const Name name = key_of(contract.name);
    say(expected, EventKind::subsidy_capped, name, due - allowed);
    say(expected, by_pool ? EventKind::subsidy : EventKind::budget_subsidy, name, paid);
    say(expected, EventKind::subsidy_cut, name, allowed - paid);
}

/// What the firm owes this month for its guarantee; nothing in other months.
std::optional<Money> Replay::fee_of(const Contract& contract) const {
    const auto& fee = product_of(contract).guarantee_fee;
    const int granted = granted_in(contract);
    if (!fee || contract.defaulted != 0 || month_ < granted ||
        month_ >= std::min(contract.last(), contract.matures())) {
        return std::nullopt; // as agreed: an extension costs no fee
    }
    const bool at_grant = month_ == granted;
    const bool anniversary = fee->paid == terms::FeePaid::yearly && (month_ - granted) % 12 == 0;
    if (!at_grant && !anniversary) { return std::nullopt; }
    int months = contract.matures() - month_;
    if (fee->paid == terms::FeePaid::yearly) { months = std::min(months, 12); }
    return part_of(contract.balance_after(month_) * months, fee->rate.value, 12);
}

void Replay::subsidise_fee(const Contract& contract, Lines& expected) {
    const auto fee = fee_of(contract);
    if (!fee) { return; }
    const Money wanted = part_of(*fee, product_of(contract).guarantee_fee->subsidised_by_pool.value);
    const Money paid = pay_for(contract, wanted);
    scheme(Measure::fee_subsidies) += paid;
    scheme(Measure::subsidies) += paid;
    say(expected, EventKind::fee_subsidy, key_of(contract.name), paid);
    say(expected, EventKind::fee_subsidy_cut, key_of(contract.name), wanted - paid);
}

void Replay::collect_fee(const Contract& contract, Lines& expected) {
    const auto fee = fee_of(contract);
    if (!fee) { return; }
    const terms::FeeTo to = product_of(contract).guarantee_fee->to;
    const bool to_pool = to == terms::FeeTo::pool;
    const bool to_insurer = to == terms::FeeTo::insurer;
    scheme(to_pool ? Measure::fees : (to_insurer ? Measure::insurer_fees : Measure::guarantor_fees)) += *fee;
    if (to_pool && scenario_.pool.mode == scenario::PoolMode::budget_commitment) {
        scheme(Measure::returned_to_treasury) += *fee;
    } else if (to_pool) {
        pool_ += *fee;
        put_in(contract.kind.bank, *fee);
    }
    const EventKind kind = to_insurer ? EventKind::insurer_fee : EventKind::guarantor_fee;
    say(expected, to_pool ? EventKind::guarantee_fee : kind, key_of(contract.name), *fee);
}

} // namespace kdt::properties
