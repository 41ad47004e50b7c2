#include "engine/opening.hpp"

#include "engine/contract.hpp"
#include "engine/default_months.hpp"
#include "engine/fate.hpp"
#include "engine/fetch.hpp"
#include "engine/loan_terms.hpp"
#include "engine/screen.hpp"
#include "engine/tell.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

Loan opening_loan(const Model& model, std::size_t place) {
    const OpeningLoan& opening = model.opening[place];
    const scenario::TapeLoan& row = model.tape[opening.tape_row];
    Loan loan;
    loan.entity = opening.entity;
    loan.root = opening.entity;
    loan.order = place;
    loan.borrower = opening.borrower;
    loan.risk_class = opening.risk_class;
    loan.kind = {row.product, row.bank, row.tier, row.sector};
    loan.granted = row.original_principal;
    loan.undrawn = row.undrawn;
    loan.share_row = opening.share_row;
    loan.pool_share = opening.pool_share;
    loan.pool_part = terms::in_trillionths(opening.pool_share);
    loan.age_before = row.months_on_book;
    loan.name.opening = static_cast<int>(place);
    loan.name.renewals = row.renewals_used;
    loan.schedule = schedule_of(model, loan, row.principal, row.remaining_months);
    return loan;
}

Borrower opening_borrower(const OpeningBorrower& known) {
    Borrower borrower;
    borrower.entity = known.entity;
    borrower.by_month = is_settled_by_month(known);
    borrower.anchor = known.anchor;
    borrower.settled = borrower.by_month;
    return borrower;
}

/// Whether nothing follows from the loan's maturity: it leaves no line, is not renewed, and nobody asks afterwards
/// whether it still stands on the books.
bool ends_quietly(const Model& model, const Loan& loan) {
    const scenario::Product& product = product_of(model, loan);
    const bool stated = model.scenario.credit.dependence == scenario::Dependence::given; // perhaps after maturity
    return !stated && !product.may_be_renewed(loan.name.renewals) && loan.undrawn == Fen{} &&
           !product.interest_subsidy && !product.guarantee_fee && model.borrowers[loan.borrower].loans == 1 &&
           model.shocks.empty();
}

/// Takes those that end quietly out of the months' buckets.
void set_quiet_apart(const Model& model, PathState& state) {
    state.opening.quiet.resize(state.maturing.size());
    for (std::size_t month = 0; month < state.maturing.size(); ++month) {
        auto& bucket = state.maturing[month];
        const auto first = std::stable_partition(
            bucket.begin(), bucket.end(), [&](std::size_t place) { return !ends_quietly(model, state.loans[place]); });
        state.opening.quiet[month].assign(first, bucket.end());
        bucket.erase(first, bucket.end());
    }
}

void settle_stated(const Model& model, PathState& state) {
    for (const OpeningLoan& loan : model.opening) {
        if (loan.given_default_month > 0 && loan.given_default_month <= model.months) {
            settle_as_given(state, loan.borrower, loan.given_default_month);
        }
    }
}

/// What the borrowers to be restored after the one at a place need.
void fetch_touched(const PathState& state, std::size_t place) {
    constexpr std::size_t kAhead = 8;
    if (place + kAhead >= state.touched.size()) { return; }
    const std::size_t borrower = state.touched[place + kAhead];
    fetch(state.borrowers[borrower]);
    fetch(state.opening.borrowers[borrower]);
}

} // namespace

void remember_opening(const Model& model, PathState& state) {
    for (const OpeningBorrower& known : model.borrowers) { state.borrowers.push_back(opening_borrower(known)); }
    tally::PathScores scores;
    scores.fit(model.shape);
    Opening& opening = state.opening;
    for (std::size_t place = 0; place < model.opening.size(); ++place) {
        const Loan& loan = state.loans.emplace_back(opening_loan(model, place));
        score_granted(loan, scores);
        add_contract(state, place);
        state.accounts.post(loan.kind, Measure::outstanding, loan.schedule.principal);
        if (terms_of(model, loan).draws_life) {
            opening.drawn.push_back(place);
        } else {
            put_on_books(model, state, place);
        }
    }
    set_quiet_apart(model, state);
    opening.loans = state.loans;
    opening.borrowers = state.borrowers;
    opening.accounts = state.accounts;
    opening.maturing = state.maturing;
    opening.fee_dates = state.fee_dates;
    opening.subsidy_dates = state.subsidy_dates;
    opening.granted_principal = scores.granted_principal;
    opening.pool_share_of_it = scores.pool_share_of_it;
    state.touched.clear();
}

void restore_contracts(PathState& state) {
    const Opening& opening = state.opening;
    for (std::size_t i = 0; i < state.touched.size(); ++i) {
        fetch_touched(state, i);
        const std::size_t borrower = state.touched[i];
        state.borrowers[borrower] = opening.borrowers[borrower];
        each_contract(opening.loans, opening.borrowers[borrower], [&](std::size_t place) {
            state.loans[place].on_books = true; // all that a path changes of a loan whose life is not drawn
        });
    }
    state.touched.clear();
    state.loans.resize(opening.loans.size());
    state.borrowers.resize(opening.borrowers.size());
    state.accounts.restore(opening.accounts);
    state.defaults.clear();
    state.waiting.clear();
    state.payable.clear();
}

void restore_opening(PathState& state) {
    restore_contracts(state);
    const Opening& opening = state.opening;
    state.maturing = opening.maturing;
    if (state.listener != nullptr) { // who listens is told of every maturity
        for (std::size_t month = 0; month < state.maturing.size(); ++month) {
            auto& bucket = state.maturing[month];
            bucket.insert(bucket.end(), opening.quiet[month].begin(), opening.quiet[month].end());
        }
    }
    state.fee_dates = opening.fee_dates;
    state.subsidy_dates = opening.subsidy_dates;
}

void draw_opening(const Model& model, PathState& state) {
    for (const std::size_t place : state.opening.drawn) {
        Loan& loan = state.loans[place];
        loan = state.opening.loans[place];
        draw_life(model, state.luck, loan);
        put_on_books(model, state, place);
    }
    if (model.scenario.credit.dependence == scenario::Dependence::given) { return settle_stated(model, state); }
    find_candidates(model, state);
    const std::span<const std::int32_t> months = months_of_candidates(model, state);
    for (std::size_t i = 0; i < state.candidates.size(); ++i) {
        const std::size_t borrower = state.candidates[i];
        if (months[i] == kUndecided) {
            settle_candidate(model, state, borrower, state.shared.opening_threshold(borrower));
        } else if (months[i] > 0) {
            settle_in(state, borrower, months[i]);
        }
    }
}

} // namespace kdt::engine
