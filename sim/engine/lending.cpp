#include "engine/lending.hpp"

#include "engine/applications.hpp"
#include "engine/bank_choice.hpp"
#include "engine/breakers.hpp"
#include "engine/contract.hpp"
#include "engine/fate.hpp"
#include "engine/loan_terms.hpp"
#include "engine/tell.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using random::Purpose;
using tally::Refusal;

/// Orders contracts by first month (< 2^10), demand row (< 2^16) and ordinal (< 2^38); the opening book has its place
/// and month 0.
std::uint64_t order_of(int month, int row, std::int64_t ordinal) {
    return static_cast<std::uint64_t>(month) << 54 | static_cast<std::uint64_t>(row) << 38 |
           static_cast<std::uint64_t>(ordinal);
}

/// A refused amount is missed where it would have been drawn.
void score_refusal(const Model& model, PathState& state, tally::PathScores& scores, int product, Refusal reason,
                   Fen drawing, int drawn_in) {
    const auto why = static_cast<std::size_t>(reason);
    auto& score = scores.refusals[static_cast<std::size_t>(product) * tally::kRefusals + why];
    ++score.count;
    score.amount += drawing.count;
    for (const std::size_t target : model.targets_for(product, drawn_in)) {
        state.target_refused[target * tally::kRefusals + why] += drawing;
    }
}

/// What is lent, and to how many where they are granted now.
void book_drawing(const Model& model, PathState& state, tally::PathScores& scores, const Loan& loan, int month,
                  Fen granted_now) {
    state.accounts.post(loan.kind, Posting{Measure::disbursed, loan.granted},
                        Posting{Measure::outstanding, loan.granted}, Posting{Measure::loans_granted, granted_now});
    score_granted(loan, scores);
    score_cohort_lent(model, loan, scores);
    for (const std::size_t target : model.targets_for(loan.kind.product, month)) {
        state.target_value[target] += loan.granted;
    }
}

[[gnu::cold]] void tell_decision_now(PathState& state, int month, EventKind kind, const LoanName& name,
                                     const Kind& where, const Amount& amount, EntityId borrower, Halt breaker) {
    Event event{.month = month,
                .kind = kind,
                .amount = amount.drawn,
                .of = amount.line == amount.drawn ? Fen{} : amount.line,
                .loan = name,
                .where = where,
                .luck = told_threshold(state.luck, borrower),
                .halted_by = breaker.value_or(-1)};
    deliver(state, event);
}

inline void tell_decision(PathState& state, int month, EventKind kind, const LoanName& name, const Kind& where,
                          const Amount& amount, EntityId borrower, Halt breaker = {}) {
    if (state.listener != nullptr) { tell_decision_now(state, month, kind, name, where, amount, borrower, breaker); }
}

EventKind refused(const NotLent& why, bool renewal) {
    if (why.bank_stop) { return renewal ? EventKind::renewal_refused_bank_stop : EventKind::refused_bank_stop; }
    switch (why.reason) {
    case Refusal::breaker: return renewal ? EventKind::renewal_refused_breaker : EventKind::refused_breaker;
    case Refusal::bank_plan: return renewal ? EventKind::renewal_refused_bank_plan : EventKind::refused_bank_plan;
    case Refusal::capacity: break;
    }
    return renewal ? EventKind::renewal_refused_capacity : EventKind::refused_capacity;
}

/// A new contract drawn in `month`, on the books from the next; `loan` says who lends to whom.
void sign(const Model& model, const PathState& state, Loan& loan, const Amount& amount, int month) {
    loan.granted = amount.drawn;
    loan.undrawn = amount.line - amount.drawn;
    loan.first_month = month + 1;
    const ProductTerms& terms = terms_of(model, loan);
    const bool is_usual = terms.sole_tenor > 0 && loan.name.opening < 0;
    loan.schedule =
        schedule_of(model, loan, amount.drawn, is_usual ? terms.sole_tenor : tenor_of(model, state.luck, loan));
    if (terms.draws_life) { draw_life(model, state.luck, loan); }
}

/// What the borrower's other lines leave under the cap over all products.
Fen left_by_other_lines(const Model& model, const PathState& state, const Loan& old, int month) {
    const auto& cap = model.scenario.lending.borrower_cap;
    if (!cap) { return kLargestAmount; }
    Fen others;
    each_contract(state.loans, state.borrowers[old.borrower], [&](std::size_t place) {
        const Loan& loan = state.loans[place];
        if (loan.on_books) { others += loan.schedule.balance_after(month - loan.first_month + 1) + loan.undrawn; }
    });
    return not_below_zero(*cap - others);
}

/// The line a matured contract may have again: its own, within the cap of renewals and that of the borrower.
Fen line_left(const Model& model, const PathState& state, const Loan& old, int month) {
    const Fen line = smaller(old.granted + old.undrawn, product_of(model, old).renewal_cap.value_or(kLargestAmount));
    return smaller(line, left_by_other_lines(model, state, old, month));
}

bool wants_renewal(const Model& model, const PathState& state, const Loan& ending, EntityId renewal) {
    const scenario::Product& product = product_of(model, ending);
    if (ending.name.renewals >= product.renewal_max_times) { return false; }
    const double u = ending.planned == kNotPlanned
                         ? state.luck.coarse_uniform(Purpose::renewal, renewal)
                         : random::coarse_uniform_of(state.shared.word(ApplicationDraw::renewal, ending.planned));
    return u < product.renewal_probability;
}

/// The next contract of an ending one's borrower, as the latest of the loans.
Loan& follow(PathState& state, std::size_t place, EntityId entity, int month) {
    Loan& loan = state.loans.emplace_back();
    const Loan& old = state.loans[place];
    loan.entity = entity;
    loan.root = old.root;
    loan.order = old.order;
    loan.borrower = old.borrower;
    loan.risk_class = old.risk_class;
    loan.kind = old.kind;
    loan.age_before = old.age_in(month);
    loan.name = old.name;
    ++loan.name.renewals;
    return loan;
}

void grant_renewal(const Model& model, PathState& state, tally::PathScores& scores, Loan& loan, const Amount& amount,
                   int month) {
    const std::size_t place = state.loans.size() - 1;
    sign(model, state, loan, amount, month);
    fix_shares(model, state, loan, true);
    add_contract(state, place);
    put_on_books(model, state, place);
    settle_again(model, state, loan.borrower);
    room_of(state, loan.kind.bank) -= amount.drawn;
    book_drawing(model, state, scores, loan, month, Fen{1});
    tell_decision(state, month, EventKind::renewed, loan.name, loan.kind, amount,
                  state.borrowers[loan.borrower].entity);
}

void renew(const Model& model, PathState& state, tally::PathScores& scores, std::size_t place, int month) {
    const Loan& old = state.loans[place]; // till the next contract moves it
    const EntityId entity = renewal_of(old.root, old.name.renewals);
    if (!wants_renewal(model, state, old, entity)) {
        tell(state, month, EventKind::renewal_not_wanted, old, old.granted);
        return;
    }
    const auto& cap = product_of(model, old).renewal_cap;
    const Fen whole = old.granted + old.undrawn;
    const Fen line = line_left(model, state, old, month);
    tell_part(state, month, EventKind::renewal_capped, old,
              {terms::Party::bank, cap && line == *cap ? Rule::renewal_cap : Rule::borrower_cap, whole - line});
    if (line == Fen{}) { return; }
    // As much of the line is drawn again as of the one before.
    const Amount amount{line == whole ? old.granted : larger(Fen{1}, scale(old.granted, line, whole)), line};
    if (const auto why = refusal_at(model, state, old.kind, amount, month)) {
        LoanName name = old.name;
        ++name.renewals;
        score_refusal(model, state, scores, old.kind.product, why->reason, amount.drawn, month);
        tell_decision(state, month, refused(*why, true), name, old.kind, amount, state.borrowers[old.borrower].entity,
                      why->breaker);
        return;
    }
    grant_renewal(model, state, scores, follow(state, place, entity, month), amount, month);
}

/// A contract whose month has come: put off, repaid early, or matured and perhaps renewed.
void end_contract(const Model& model, PathState& state, tally::PathScores& scores, std::size_t place, int month) {
    Loan& loan = state.loans[place];
    if (loan.last_month() > month) {
        const Fen put_off = loan.schedule.final_payment();
        state.accounts.post(loan.kind, Measure::extended, put_off);
        tell(state, month, EventKind::extended, loan, put_off);
        return;
    }
    if (loan.schedule.repaid_early_in > 0) {
        const Fen rest = loan.schedule.early_payment();
        state.accounts.post(loan.kind, Measure::repaid_early, rest);
        tell(state, month, EventKind::repaid_early, loan, rest);
        return;
    }
    tell(state, month, EventKind::matured, loan, loan.schedule.final_payment());
    renew(model, state, scores, place, month);
}

void end_contracts(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    auto& ending = state.this_month;
    ending.clear();
    for (std::size_t place : state.maturing[static_cast<std::size_t>(month)]) {
        if (state.loans[place].on_books) { ending.push_back(place); }
    }
    sort_by_entity(state, ending);
    // All that ends has left before the first is renewed, as its principal has.
    for (std::size_t place : ending) {
        if (state.loans[place].last_month() == month) { leave_books(state, state.loans[place]); }
    }
    for (std::size_t place : ending) { end_contract(model, state, scores, place, month); }
}

/// A new borrower takes the loan that is the latest.
void draw_loan(const Model& model, PathState& state, tally::PathScores& scores, int month, Fen granted_now) {
    const std::size_t place = state.loans.size() - 1;
    Loan& loan = state.loans.back();
    sign(model, state, loan, {loan.granted, loan.granted + loan.undrawn}, month);
    loan.borrower = state.borrowers.size();
    state.borrowers.emplace_back().entity = loan.entity;
    fix_shares(model, state, loan, false);
    add_contract(state, place);
    put_on_books(model, state, place);
    settle_new_borrower(model, state, loan.borrower, loan.first_word);
    book_drawing(model, state, scores, loan, month, granted_now);
}

/// Lines granted earlier that are drawn this month, whatever stops new ones.
void draw_granted_lines(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    auto& drawing = state.drawing[static_cast<std::size_t>(month)];
    std::sort(drawing.begin(), drawing.end(), [](const Loan& a, const Loan& b) { return a.order < b.order; });
    for (const Loan& loan : drawing) {
        state.accounts.add_awaited(loan.kind, -loan.granted);
        state.accounts.add_undrawn(loan.kind, -(loan.granted + loan.undrawn));
        state.loans.push_back(loan);
        draw_loan(model, state, scores, month, Fen{});
        tell_decision(state, month, EventKind::drawn, loan.name, loan.kind, {loan.granted, loan.granted + loan.undrawn},
                      loan.entity);
    }
}

/// Who borrows what from whom, as far as the grant settles it.
void write_grant(const Model& model, const PathState& state, const Application& application, const Kind& kind,
                 const Amount& amount, const LoanName& name, Loan& loan) {
    loan.entity = application.entity;
    loan.root = application.entity;
    loan.order = order_of(name.first_month, application.row, application.ordinal);
    loan.risk_class = model.class_of_new[static_cast<std::size_t>(kind.tier * model.groups.sectors + kind.sector)];
    loan.kind = kind;
    loan.name = name;
    loan.granted = amount.drawn;
    loan.undrawn = amount.line - amount.drawn;
    loan.first_word = word_of(state, ApplicationDraw::threshold, application);
    loan.planned = application.planned;
}

/// A line to be drawn later: it takes room from now on.
void grant_line(const Model& model, PathState& state, const Application& application, const Kind& kind,
                const Amount& amount, const LoanName& name, int drawn_in) {
    state.accounts.post(kind, Measure::loans_granted, Fen{1});
    state.accounts.add_awaited(kind, amount.drawn);
    state.accounts.add_undrawn(kind, amount.line);
    if (drawn_in > model.months) { return; }
    auto& drawing = state.drawing[static_cast<std::size_t>(drawn_in)];
    write_grant(model, state, application, kind, amount, name, drawing.emplace_back());
}

void decide(const Model& model, PathState& state, tally::PathScores& scores, std::size_t place, int month) {
    const Application& application = state.applications[place];
    const scenario::DemandRow& row = model.scenario.lending.demand[static_cast<std::size_t>(application.row)];
    const EntityId entity = application.entity;
    const Amount amount = amount_of(model, state, place);
    const double u = uniform_of(state, ApplicationDraw::sector, application);
    Kind kind{row.product, -1, row.tier, static_cast<int>(model.sector_draw_weights.place_of(u))};
    const LoanName name{-1, month, application.row, application.ordinal, 0};
    const int lag = model.scenario.products[static_cast<std::size_t>(row.product)].draw_lag_months;
    if (const auto why = choose_bank(model, state, kind, amount, application, month)) {
        score_refusal(model, state, scores, kind.product, why->reason, amount.drawn, month + lag);
        tell_decision(state, month, refused(*why, false), name, kind, amount, entity, why->breaker);
        return;
    }
    room_of(state, kind.bank) -= amount.drawn;
    if (lag == 0) {
        write_grant(model, state, application, kind, amount, name, state.loans.emplace_back());
        draw_loan(model, state, scores, month, Fen{1});
    } else {
        grant_line(model, state, application, kind, amount, name, month + lag);
    }
    tell_decision(state, month, lag == 0 ? EventKind::granted : EventKind::line_granted, name, kind, amount, entity);
}

} // namespace

void lend(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    open_rooms(model, state);
    fix_halts(model, state);
    end_contracts(model, state, scores, month);
    draw_granted_lines(model, state, scores, month);
    collect_applications(model, state, month);
    for (const std::uint64_t turn : state.turns) {
        decide(model, state, scores, static_cast<std::uint32_t>(turn), month);
    }
}

} // namespace kdt::engine
