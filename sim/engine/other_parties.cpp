#include "engine/other_parties.hpp"

#include "engine/loan_terms.hpp"
#include "engine/tell.hpp"
#include "terms/cession.hpp"
#include "terms/public_ceiling.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using terms::Party;

Rule limit_in_force(const terms::PartyTerms& terms, const terms::PartyAccount& account) {
    if (!account.yearly_limit_binds(terms)) { return Rule::limit; }
    return account.rate_binds(terms) ? Rule::yearly_limit_rate : Rule::yearly_limit;
}

/// Pays as far as the limits allow; the rest is the bank's.
void pay_within_limits(PathState& state, const Loan& loan, const terms::PartyTerms& terms, terms::PartyAccount& account,
                       Party party, EventKind limited, terms::ByParty& parts, int month) {
    const Fen wanted = parts[party];
    const Rule rule = limit_in_force(terms, account);
    parts[party] = account.within_limits(terms, wanted);
    parts[Party::bank] += wanted - parts[party];
    account.pay(parts[party]);
    tell_part(state, month, limited, loan, {party, rule, wanted - parts[party], wanted});
}

/// What re-guarantee may pay beside nothing else of public money; nothing stands for no ceiling.
std::optional<Fen> public_room(const Model& model, const Loan& loan, Fen basis, const terms::ByParty& parts) {
    const auto& ceiling = product_of(model, loan).public_ceiling;
    return ceiling ? std::optional(terms::most_of_public_money(*ceiling, basis, parts[Party::insurer])) : std::nullopt;
}

/// The row's own re-guarantee under the ceiling on public money, which the pool's part has given way to already.
void hold_to_ceiling(PathState& state, const Loan& loan, const std::optional<Fen>& room, terms::ByParty& parts,
                     int month) {
    if (!room) { return; }
    const Fen wanted = parts[Party::reguarantee];
    const Fen kept = smaller(wanted, *room);
    parts[Party::reguarantee] = kept;
    parts[Party::bank] += wanted - kept;
    tell_part(state, month, EventKind::part_cut, loan,
              {Party::reguarantee, Rule::public_ceiling, wanted - kept, wanted});
}

/// What one re-guarantor takes over of `offered`: its limits, then the ceiling on public money.
Fen take_over(const Model& model, PathState& state, const Loan& loan, std::size_t place, Fen offered,
              const std::optional<Fen>& room, int month) {
    const terms::PartyTerms& terms = model.scenario.reguarantors[place].terms;
    terms::PartyAccount& account = state.reguarantors[place];
    const int payer = static_cast<int>(place);
    const Rule rule = limit_in_force(terms, account);
    const Fen within = account.within_limits(terms, offered);
    const Fen taken = room ? smaller(within, not_below_zero(*room)) : within;
    account.pay(taken);
    tell_part(state, month, EventKind::reguarantor_limited, loan,
              {Party::reguarantee, rule, offered - within, offered, payer});
    tell_part(state, month, EventKind::part_cut, loan,
              {Party::reguarantee, Rule::public_ceiling, within - taken, offered, payer});
    return taken;
}

/// What the re-guarantors take over of the guarantor's payment, into `state.ceded`; what is beyond a limit of theirs it
/// keeps. Of a first loss they take no more than their shares of the basis.
void cede_to_reguarantors(const Model& model, PathState& state, const Loan& loan, Fen basis,
                          const std::optional<Fen>& room, terms::ByParty& parts, int month) {
    const auto& reguarantors = model.scenario.reguarantors;
    const terms::Shares& row = product_of(model, loan).shares[static_cast<std::size_t>(loan.share_row)].pays;
    const double share = row[Party::guarantor];
    std::fill(state.ceded.begin(), state.ceded.end(), Fen{});
    if (reguarantors.empty() || share <= 0.0) { return; }
    for (std::size_t i = 0; i < reguarantors.size(); ++i) {
        state.cessions[i] = reguarantors[i].share[static_cast<std::size_t>(loan.kind.tier)];
    }
    const Fen by_row = terms::split_basis(basis, row)[Party::guarantor];
    terms::cede(smaller(parts[Party::guarantor], by_row), state.cessions, share, state.ceded);
    for (std::size_t i = 0; i < reguarantors.size(); ++i) {
        const auto left = room ? std::optional(*room - parts[Party::reguarantee]) : std::nullopt;
        const Fen taken = take_over(model, state, loan, i, state.ceded[i], left, month);
        parts[Party::guarantor] -= taken;
        parts[Party::reguarantee] += taken;
        state.ceded[i] = taken;
    }
}

void tell_first_losses(PathState& state, const Loan& loan, const terms::ByParty& first, Fen basis, int month) {
    for (const Party party : {Party::guarantor, Party::insurer}) {
        tell_part(state, month, EventKind::first_loss, loan,
                  {party, Rule::none, first[party], basis, -1, loan.share_row});
    }
}

/// Whether guarantor, insurer and re-guarantee have no part in a claim, first losses included.
bool bears_nothing(const terms::ByParty& parts) {
    return parts[Party::guarantor] == Fen{} && parts[Party::insurer] == Fen{} && parts[Party::reguarantee] == Fen{};
}

} // namespace

terms::ByParty first_losses(const Model& model, const PathState& state, const terms::Shares& row, Fen shared) {
    terms::ByParty first;
    if (row[Party::guarantor] > 0.0) {
        first[Party::guarantor] = state.guarantor.first_of(model.scenario.guarantor, shared);
    }
    if (row[Party::insurer] > 0.0) {
        first[Party::insurer] = state.insurer.first_of(model.scenario.insurer, shared - first[Party::guarantor]);
    }
    return first;
}

void settle_other_parties(const Model& model, PathState& state, const Loan& loan, const terms::ByParty& first,
                          Fen basis, terms::ByParty& parts, int month) {
    if (bears_nothing(parts)) { return; }
    const scenario::Scenario& scenario = model.scenario;
    state.guarantor.first_loss += first[Party::guarantor];
    state.insurer.first_loss += first[Party::insurer];
    tell_first_losses(state, loan, first, basis, month);
    pay_within_limits(state, loan, scenario.guarantor, state.guarantor, Party::guarantor, EventKind::guarantor_limited,
                      parts, month);
    pay_within_limits(state, loan, scenario.insurer, state.insurer, Party::insurer, EventKind::insurer_limited, parts,
                      month);
    const std::optional<Fen> room = public_room(model, loan, basis, parts);
    hold_to_ceiling(state, loan, room, parts, month);
    pay_within_limits(state, loan, scenario.reguarantee, state.reguarantee, Party::reguarantee,
                      EventKind::reguarantee_limited, parts, month);
    const Fen of_row = parts[Party::reguarantee];
    state.accounts.add_paid(loan.kind, parts[Party::guarantor], parts[Party::insurer] + of_row);
    cede_to_reguarantors(model, state, loan, basis, room, parts, month);
    tell(state, month, EventKind::guarantor_paid, loan, parts[Party::guarantor]);
    tell(state, month, EventKind::insurer_paid, loan, parts[Party::insurer]);
    tell(state, month, EventKind::reguarantee_paid, loan, of_row);
    for (std::size_t i = 0; i < state.reguarantors.size(); ++i) { tell_ceded(state, month, loan, state.ceded[i], i); }
    state.accounts.post(loan.kind, Posting{Measure::guarantor_net_loss, parts[Party::guarantor]},
                        Posting{Measure::insurer_net_loss, parts[Party::insurer]},
                        Posting{Measure::reguarantee_net_loss, parts[Party::reguarantee]});
}

} // namespace kdt::engine
