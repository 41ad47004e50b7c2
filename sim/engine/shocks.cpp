#include "engine/shocks.hpp"

#include "engine/fate.hpp"
#include "engine/tell.hpp"

#include <algorithm>
#include <tuple>

namespace kdt::engine {
namespace {

using Whom = scenario::DefaultShock::Whom;

Fen balance_before(const Loan& loan, int month) { return loan.schedule.balance_after(month - loan.first_month); }

/// What a borrower that may still be struck owes in loans that count; 0 where there is none.
template <class Counts>
Owing owing_of(const PathState& state, std::size_t place, int month, Counts counts) {
    Owing owing{Fen{}, 0, place};
    const Borrower& borrower = state.borrowers[place];
    if (borrower.defaulted || borrower.struck) { return owing; }
    each_contract(state.loans, borrower, [&](std::size_t contract) {
        const Loan& loan = state.loans[contract];
        if (!loan.on_books || !counts(loan)) { return; }
        owing.order = owing.balance == Fen{} ? loan.order : std::min(owing.order, loan.order);
        owing.balance += balance_before(loan, month);
    });
    return owing;
}

/// Borrowers hit by one entry, into `state.owing`, those that owe most first (ties in entity order).
void find_struck(PathState& state, const Shock& shock, int month) {
    state.owing.clear();
    const auto add = [&](std::size_t place) {
        const Owing owing = owing_of(state, place, month, [&](const Loan& loan) {
            return shock.whom != Whom::sector || loan.kind.sector == shock.sector;
        });
        if (owing.balance > Fen{}) { state.owing.push_back(owing); }
    };
    if (shock.whom == Whom::loan || shock.whom == Whom::borrower) { return add(shock.borrower); }
    for (std::size_t place = 0; place < state.borrowers.size(); ++place) { add(place); }
    std::sort(state.owing.begin(), state.owing.end(), [](const Owing& a, const Owing& b) {
        return std::tie(b.balance, a.order) < std::tie(a.balance, b.order);
    });
    if (shock.whom == Whom::largest) {
        state.owing.resize(std::min(state.owing.size(), static_cast<std::size_t>(shock.count)));
    }
}

/// In entity order; a chain of contracts runs from the latest back.
void tell_loans(PathState& state, std::size_t borrower, int month, EventKind kind) {
    if (state.listener == nullptr) { return; }
    state.this_month.clear();
    each_contract(state.loans, state.borrowers[borrower], [&](std::size_t place) {
        if (state.loans[place].on_books) { state.this_month.push_back(place); }
    });
    sort_by_entity(state, state.this_month);
    for (std::size_t place : state.this_month) {
        tell(state, month, kind, state.loans[place], balance_before(state.loans[place], month));
    }
}

} // namespace

void strike(const Model& model, PathState& state, int month) {
    for (const Shock& shock : model.shocks) {
        if (shock.month != month) { continue; }
        find_struck(state, shock, month);
        for (const Owing& owing : state.owing) {
            state.borrowers[owing.borrower].struck = true;
            settle_in(state, owing.borrower, month);
            tell_loans(state, owing.borrower, month, EventKind::default_stated);
        }
    }
}

void spread_contagion(const Model& model, PathState& state, int month) {
    const scenario::Credit& credit = model.scenario.credit;
    if (!credit.contagion || credit.dependence == scenario::Dependence::given) {
        return;
    } // stated defaults need no hazard
    for (std::size_t place : state.defaulting[static_cast<std::size_t>(month)]) {
        const Borrower& anchor = state.borrowers[place];
        if (place >= model.borrowers.size() || !anchor.defaulted || anchor.default_month != month) { continue; }
        for (std::size_t supplier : model.borrowers[place].suppliers) {
            if (state.borrowers[supplier].defaulted) { continue; }
            settle_again(model, state, supplier);
            tell_loans(state, supplier, month, EventKind::contagion);
        }
    }
}

bool bank_stops(const Model& model, int bank, int month) {
    const auto& stops = model.scenario.stress.bank_stops;
    return std::any_of(stops.begin(), stops.end(), [&](const scenario::BankStop& stop) {
        return stop.bank == bank && stop.from_month <= month && month <= stop.to_month;
    });
}

} // namespace kdt::engine
