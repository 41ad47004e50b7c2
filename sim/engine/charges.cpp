#include "engine/charges.hpp"

#include "engine/fate.hpp"
#include "engine/funding.hpp"
#include "engine/loan_terms.hpp"
#include "engine/tell.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

constexpr int kYear = 12;

/// Months that the contract has run at as_of; 0 for one granted later.
int run_before(const Loan& loan) { return loan.first_month == 1 ? loan.age_before : 0; }

/// The first anniversary of the contract's grant after `month`.
int next_anniversary(const Loan& loan, int month) {
    const int granted = loan.first_month - 1 - run_before(loan);
    return granted + ((month - granted) / kYear + 1) * kYear;
}

void put_date(const Model& model, std::vector<std::vector<std::size_t>>& dates, int month, std::size_t loan) {
    if (month <= model.months) { dates[static_cast<std::size_t>(month)].push_back(loan); }
}

/// Interest is subsidised each year and at maturity.
void plan_subsidy(const Model& model, PathState& state, std::size_t place, int after) {
    const Loan& loan = state.loans[place];
    const int date = std::min(next_anniversary(loan, after), loan.last_month());
    if (date > after) { put_date(model, state.subsidy_dates, date, place); }
}

/// Dates of the month in entity order: where money is short, it goes to the earlier contract.
std::vector<std::size_t>& in_order(PathState& state, std::vector<std::vector<std::size_t>>& dates, int month) {
    auto& loans = dates[static_cast<std::size_t>(month)];
    sort_by_entity(state, loans);
    return loans;
}

void pay_manager(const Model& model, PathState& state, int month) {
    const terms::ManagementFee& fee = *model.scenario.pool.management_fee;
    Fen base = state.pool.cash();
    if (fee.of == terms::CostBase::outstanding) { base = state.accounts.scheme(Measure::outstanding); }
    if (fee.of == terms::CostBase::claims_paid) {
        base = state.accounts.scheme(Measure::claims_paid) - state.claims_charged_for;
        state.claims_charged_for = state.accounts.scheme(Measure::claims_paid);
    }
    const Fen due = fee.due(base);
    const Fen paid = state.pool.pay(due);
    state.sub_accounts.charge(paid);
    state.accounts.post_scheme(Measure::management_cost, paid);
    tell_scheme(state, month, EventKind::management_cost, paid, due);
    tell_scheme(state, month, EventKind::management_cut, due - paid, due);
}

/// Σ balance at the start of the months whose interest has been paid since the last date. What a loan of the opening
/// book owed before as_of is not known: those months count with the balance at as_of.
Fen balances_since(const Loan& loan, int month) {
    const int last_date = next_anniversary(loan, month - 1) - kYear;
    Fen sum;
    for (int paid = last_date + 1; paid <= month; ++paid) {
        sum += loan.schedule.balance_after(std::max(paid, loan.first_month) - loan.first_month);
    }
    return sum;
}

/// Pays for a loan as much as the account it is paid from holds; returns what was paid.
Fen pay_for(PathState& state, const Loan& loan, Fen wanted, int month) {
    const Fen paid = state.pool.pay(smaller(wanted, state.sub_accounts.at_hand(loan.kind.bank)));
    take_from_account(state, loan, paid, month);
    return paid;
}

/// What the firm has been subsidised in the calendar year of `month`.
Fen& subsidised_in_year(const Model& model, Borrower& firm, int month) {
    const int year = model.scenario.as_of.plus(month).year();
    if (firm.subsidy_year != year) { firm.subsidised = Fen{}; }
    firm.subsidy_year = year;
    return firm.subsidised;
}

void subsidise(const Model& model, PathState& state, const Loan& loan, int month) {
    touch(state, loan.borrower);
    const terms::InterestSubsidy& subsidy = *product_of(model, loan).interest_subsidy;
    Fen& this_year = subsidised_in_year(model, state.borrowers[loan.borrower], month);
    const Fen due = subsidy.due(balances_since(loan, month), rate_of(model, loan));
    const Fen wanted = subsidy.within_cap(due, this_year);
    const bool by_pool = subsidy.paid_by == terms::SubsidyPayer::pool;
    const Fen paid = by_pool ? pay_for(state, loan, wanted, month) : wanted;
    this_year += paid;
    state.accounts.post_scheme(by_pool ? Measure::interest_subsidies : Measure::budget_subsidies, paid);
    if (by_pool) { state.accounts.post_scheme(Measure::subsidies, paid); }
    tell(state, month, EventKind::subsidy_capped, loan, due - wanted, due);
    tell(state, month, by_pool ? EventKind::subsidy : EventKind::budget_subsidy, loan, paid, due);
    tell(state, month, EventKind::subsidy_cut, loan, wanted - paid, due);
}

void pay_subsidies(const Model& model, PathState& state, int month) {
    for (const std::size_t place : in_order(state, state.subsidy_dates, month)) {
        const Loan& loan = state.loans[place];
        // Repaid on time: at maturity it has left the books, before it stands on them; a defaulted firm has forfeited.
        const bool on_time = loan.on_books || loan.last_month() == month;
        if (!on_time || state.borrowers[loan.borrower].defaulted) { continue; }
        subsidise(model, state, loan, month);
        plan_subsidy(model, state, place, month);
    }
}

struct Fee {
    Fen balance;
    Fen due;
};

/// A fee is paid ahead: for the whole tenor, or for the next year, on what is owed after the month's instalment. It
/// follows the contract as agreed: an early repayment is not foreseen and gives nothing back, an extension costs
/// nothing.
Fee fee_of(const terms::GuaranteeFee& fee, const Loan& loan, int month) {
    const Fen balance = loan.schedule.balance_after(month - loan.first_month + 1);
    return {balance, fee.due(balance, fee.months_ahead(loan.matures_in() - month))};
}

struct Receiver {
    Measure measure;
    EventKind told;
};

Receiver receiver_of(terms::FeeTo to) {
    switch (to) {
    case terms::FeeTo::guarantor: return {Measure::guarantor_fees, EventKind::guarantor_fee};
    case terms::FeeTo::insurer: return {Measure::insurer_fees, EventKind::insurer_fee};
    case terms::FeeTo::pool: break;
    }
    return {Measure::fees, EventKind::guarantee_fee};
}

void subsidise_fee(const terms::GuaranteeFee& terms, PathState& state, const Loan& loan, Fen fee, int month) {
    const Fen wanted = round_part(fee, terms.subsidised_by_pool);
    const Fen paid = pay_for(state, loan, wanted, month);
    state.accounts.post_scheme(Measure::fee_subsidies, paid);
    state.accounts.post_scheme(Measure::subsidies, paid);
    tell(state, month, EventKind::fee_subsidy, loan, paid, fee);
    tell(state, month, EventKind::fee_subsidy_cut, loan, wanted - paid, fee);
}

void receive_fee(PathState& state, terms::FeeTo to, const Loan& loan, const Fee& fee, int month) {
    const Receiver receiver = receiver_of(to);
    if (to == terms::FeeTo::pool) {
        state.pool.receive_fees(fee.due);
        state.sub_accounts.receive(loan.kind.bank, fee.due);
    }
    state.accounts.post_scheme(receiver.measure, fee.due);
    tell(state, month, receiver.told, loan, fee.due, fee.balance);
}

/// The pool's parts first, from what it has; then all fees are received.
void collect_fees(const Model& model, PathState& state, int month) {
    const auto& loans = in_order(state, state.fee_dates, month);
    for (const std::size_t place : loans) {
        const Loan& loan = state.loans[place];
        const terms::GuaranteeFee& terms = *product_of(model, loan).guarantee_fee;
        if (loan.on_books && terms.subsidised_by_pool.value > 0.0) {
            subsidise_fee(terms, state, loan, fee_of(terms, loan, month).due, month);
        }
    }
    for (const std::size_t place : loans) {
        const Loan& loan = state.loans[place];
        const terms::GuaranteeFee& terms = *product_of(model, loan).guarantee_fee;
        if (!loan.on_books) { continue; }
        receive_fee(state, terms.to, loan, fee_of(terms, loan, month), month);
        const bool again = terms.paid == terms::FeePaid::yearly && month + kYear < loan.matures_in();
        if (again) { put_date(model, state.fee_dates, month + kYear, place); }
    }
}

} // namespace

void plan_charges(const Model& model, PathState& state, std::size_t place) {
    const Loan& loan = state.loans[place];
    const scenario::Product& product = product_of(model, loan);
    if (product.interest_subsidy) { plan_subsidy(model, state, place, loan.first_month - 1); }
    if (!product.guarantee_fee) { return; }
    // A new contract pays at its grant; one of the opening book has paid, and pays again at its next anniversary.
    const bool is_new = loan.first_month > 1;
    const int date = is_new ? loan.first_month - 1 : next_anniversary(loan, 0);
    const bool pays = is_new || product.guarantee_fee->paid == terms::FeePaid::yearly;
    if (pays && date < loan.matures_in()) { put_date(model, state.fee_dates, date, place); }
}

void settle_charges(const Model& model, PathState& state, int month) {
    if (model.scenario.pool.management_fee) { pay_manager(model, state, month); }
    pay_subsidies(model, state, month);
    collect_fees(model, state, month);
}

} // namespace kdt::engine
