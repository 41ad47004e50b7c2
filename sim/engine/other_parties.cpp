#include "engine/other_parties.hpp"

#include "engine/tell.hpp"
#include "terms/cession.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using terms::Party;

/// Pays as far as the limits allow; the rest is the bank's.
void pay_within_limits(PathState& state, const Loan& loan, const terms::PartyTerms& terms, terms::PartyAccount& account,
                       Party party, EventKind limited, terms::ByParty& parts, int month) {
    const Fen wanted = parts[party];
    parts[party] = account.within_limits(terms, wanted);
    parts[Party::bank] += wanted - parts[party];
    account.pay(parts[party]);
    tell(state, month, limited, loan, wanted - parts[party], wanted);
}

/// What the re-guarantors take over of the guarantor's payment, into `state.ceded`; what is beyond a limit of theirs it
/// keeps.
void cede_to_reguarantors(const Model& model, PathState& state, const Loan& loan, terms::ByParty& parts) {
    const auto& reguarantors = model.scenario.reguarantors;
    const auto& product = model.scenario.products[static_cast<std::size_t>(loan.kind.product)];
    const double share = product.shares[static_cast<std::size_t>(loan.share_row)].pays[Party::guarantor];
    std::fill(state.ceded.begin(), state.ceded.end(), Fen{});
    if (reguarantors.empty() || share <= 0.0) { return; }
    for (std::size_t i = 0; i < reguarantors.size(); ++i) {
        state.cessions[i] = reguarantors[i].share[static_cast<std::size_t>(loan.kind.tier)];
    }
    terms::cede(parts[Party::guarantor], state.cessions, share, state.ceded);
    for (std::size_t i = 0; i < reguarantors.size(); ++i) {
        const Fen taken = state.reguarantors[i].within_limits(reguarantors[i].terms, state.ceded[i]);
        state.reguarantors[i].pay(taken);
        parts[Party::guarantor] -= taken;
        parts[Party::reguarantee] += taken;
        state.ceded[i] = taken;
    }
}

} // namespace

terms::ByParty first_losses(const Model& model, PathState& state, Fen shared) {
    terms::ByParty first;
    first[Party::guarantor] = state.guarantor.first_of(model.scenario.guarantor, shared);
    state.guarantor.first_loss += first[Party::guarantor];
    shared -= first[Party::guarantor];
    first[Party::insurer] = state.insurer.first_of(model.scenario.insurer, shared);
    state.insurer.first_loss += first[Party::insurer];
    return first;
}

void settle_other_parties(const Model& model, PathState& state, const Loan& loan, terms::ByParty& parts, int month) {
    const scenario::Scenario& scenario = model.scenario;
    pay_within_limits(state, loan, scenario.guarantor, state.guarantor, Party::guarantor, EventKind::guarantor_limited,
                      parts, month);
    pay_within_limits(state, loan, scenario.insurer, state.insurer, Party::insurer, EventKind::insurer_limited, parts,
                      month);
    const Fen of_row = parts[Party::reguarantee];
    state.accounts.add_paid(loan.kind, parts[Party::guarantor], parts[Party::insurer] + of_row);
    cede_to_reguarantors(model, state, loan, parts);
    tell(state, month, EventKind::guarantor_paid, loan, parts[Party::guarantor]);
    tell(state, month, EventKind::insurer_paid, loan, parts[Party::insurer]);
    tell(state, month, EventKind::reguarantee_paid, loan, of_row);
    for (std::size_t i = 0; i < state.reguarantors.size(); ++i) { tell_ceded(state, month, loan, state.ceded[i], i); }
    state.accounts.post(loan.kind, Measure::guarantor_net_loss, parts[Party::guarantor]);
    state.accounts.post(loan.kind, Measure::insurer_net_loss, parts[Party::insurer]);
    state.accounts.post(loan.kind, Measure::reguarantee_net_loss, parts[Party::reguarantee]);
}

} // namespace kdt::engine
