#include "engine/guaranteed.hpp"

#include "engine/loan_terms.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using terms::Party;

bool asks_what_is_guaranteed(const scenario::Scenario& scenario) {
    const auto by_rate = [](const terms::PartyTerms& party) { return party.yearly_limit_rate.has_value(); };
    return by_rate(scenario.guarantor) || by_rate(scenario.insurer) || by_rate(scenario.reguarantee) ||
           std::any_of(scenario.reguarantors.begin(), scenario.reguarantors.end(),
                       [&](const scenario::Reguarantor& one) { return by_rate(one.terms); });
}

void count_loan(const Model& model, PathState& state, const Loan& loan, Fen balance) {
    const terms::Shares& row = product_of(model, loan).shares[static_cast<std::size_t>(loan.share_row)].pays;
    state.guarantor.answered_for += round_part(balance, Rate{row[Party::guarantor]});
    state.insurer.answered_for += round_part(balance, Rate{row[Party::insurer]});
    state.reguarantee.answered_for += round_part(balance, Rate{row[Party::reguarantee]});
    if (row[Party::guarantor] <= 0.0) { return; }
    for (std::size_t i = 0; i < state.reguarantors.size(); ++i) {
        const double share = model.scenario.reguarantors[i].share[static_cast<std::size_t>(loan.kind.tier)];
        state.reguarantors[i].answered_for += round_part(balance, Rate{share});
    }
}

} // namespace

void count_answered_for(const Model& model, PathState& state, int month) {
    if (!asks_what_is_guaranteed(model.scenario)) { return; }
    state.guarantor.answered_for = state.insurer.answered_for = state.reguarantee.answered_for = Fen{};
    for (terms::PartyAccount& account : state.reguarantors) { account.answered_for = Fen{}; }
    for (const Loan& loan : state.loans) {
        if (!loan.on_books) { continue; }
        const Fen balance = loan.schedule.balance_after(month - loan.first_month);
        if (balance > Fen{}) { count_loan(model, state, loan, balance); }
    }
}

} // namespace kdt::engine
