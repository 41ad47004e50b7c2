#include "replay_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::properties {

/// Added up over all claims filed so far (this one included: it counts as nothing until it is settled).
template <class Pick>
Money Replay::paid_before(bool this_year_only, Pick pick) const {
    Money sum = 0;
    for (const Default& other : defaults_) {
        if (!other.admitted || (this_year_only && year_of(other.due) != year_of(month_))) { continue; }
        sum += pick(other);
    }
    return sum;
}

/// The loans outstanding when the calendar year began, each by the party's share as the rows have it.
Money Replay::answered_for(const terms::PartyTerms& party) const {
    int before = month_; // the last month of the year before, 0 in the first
    while (before > 0 && year_of(before) == year_of(month_)) { --before; }
    Money sum = 0;
    for (const Contract& contract : contracts_) {
        const bool stands = contract.first <= before + 1 && (contract.defaulted == 0 || contract.defaulted > before);
        if (!stands) { continue; }
        const terms::Shares& row = product_of(contract).shares[row_of(contract)].pays;
        double share = &party == &scenario_.guarantor     ? row[terms::Party::guarantor]
                       : &party == &scenario_.insurer     ? row[terms::Party::insurer]
                       : &party == &scenario_.reguarantee ? row[terms::Party::reguarantee]
                                                          : 0.0;
        for (const auto& one : scenario_.reguarantors) {
            if (&party != &one.terms || row[terms::Party::guarantor] <= 0.0) { continue; }
            share = one.share[static_cast<std::size_t>(contract.kind.tier)];
        }
        sum += part_of(contract.balance_after(before), share);
    }
    return sum;
}

template <class Pick>
Money Replay::within(const terms::PartyTerms& terms, Money wanted, Pick pick) const {
    if (terms.limit) { wanted = std::min(wanted, terms.limit->count - paid_before(false, pick)); }
    if (terms.yearly_limit) { wanted = std::min(wanted, terms.yearly_limit->count - paid_before(true, pick)); }
    if (terms.yearly_limit_rate) {
        const Money most = part_of(answered_for(terms), terms.yearly_limit_rate->value);
        wanted = std::min(wanted, most - paid_before(true, pick));
    }
    return std::max<Money>(0, wanted);
}

/// Only where the row gives the party a share.
std::array<Money, 2> Replay::first_losses(const Contract& contract, Money shared) const {
    std::array<Money, 2> first{};
    for (std::size_t i = 0; i < 2; ++i) {
        if (contract.shares[place(i == 0 ? terms::Party::guarantor : terms::Party::insurer)] == 0) { continue; }
        const terms::PartyTerms& party = i == 0 ? scenario_.guarantor : scenario_.insurer;
        const Money before = paid_before(false, [&](const Default& other) { return other.first[i]; });
        const Money wanted = std::min(shared - first[0], party.first_loss.count - before);
        first[i] = within(party, wanted, [&](const Default& other) { return other.borne[i]; });
    }
    return first;
}

/// What all public money may pay of the claim at its due month.
Money Replay::public_room(const Default& defaulted, const Parts& parts) const {
    const auto& ceiling = product_of(contracts_[defaulted.contract]).public_ceiling;
    if (!ceiling) { return std::numeric_limits<Money>::max(); }
    return part_of(defaulted.basis - parts[place(terms::Party::insurer)], ceiling->value);
}

void Replay::cede(Default& defaulted, Parts& parts, std::vector<PartyLine>& lines) {
    const Contract& contract = contracts_[defaulted.contract];
    const auto& reguarantors = scenario_.reguarantors;
    defaulted.ceded.assign(reguarantors.size(), 0);
    const Money guarantor_share = contract.shares[place(terms::Party::guarantor)];
    if (guarantor_share == 0 || reguarantors.empty()) { return; }
    Parts weights{}; // the generator has at most two re-guarantors: a split of five holds them
    Money kept = guarantor_share;
    for (std::size_t i = 0; i < reguarantors.size(); ++i) {
        weights[i] = std::llround(reguarantors[i].share[static_cast<std::size_t>(contract.kind.tier)] * 100);
        kept -= weights[i];
    }
    weights[reguarantors.size()] = kept;
    // Add-ons take from the bank and leave the guarantor's part of the basis as the row has it.
    Parts row = contract.shares;
    const auto& written = product_of(contract).shares[row_of(contract)].pays;
    for (std::size_t i = 0; i < row.size(); ++i) { row[i] = std::llround(written.fraction[i] * 100.0); }
    const Money by_row = shared_out(defaulted.basis, row)[place(terms::Party::guarantor)];
    const Parts offered = shared_out(std::min(parts[place(terms::Party::guarantor)], by_row), weights);
    for (std::size_t i = 0; i < reguarantors.size(); ++i) {
        const int payer = static_cast<int>(i);
        const Money within_limits = within(reguarantors[i].terms, offered[i], [&](const Default& other) {
            return i < other.ceded.size() ? other.ceded[i] : 0;
        });
        const Money room = public_room(defaulted, parts) - parts[place(terms::Party::reguarantee)];
        const Money taken = std::min(within_limits, std::max<Money>(0, room));
        const Name name = key_of(contract.name);
        if (offered[i] > within_limits) {
            lines.emplace_back(EventKind::reguarantor_limited, name, payer, offered[i] - within_limits);
        }
        if (within_limits > taken) { lines.emplace_back(EventKind::part_cut, name, payer, within_limits - taken); }
        defaulted.ceded[i] = taken;
        parts[place(terms::Party::guarantor)] -= taken;
        parts[place(terms::Party::reguarantee)] += taken;
    }
}

void Replay::settle_parties(Default& defaulted, Parts& parts, std::vector<PartyLine>& lines) {
    const Contract& contract = contracts_[defaulted.contract];
    const auto tell = [&](EventKind kind, int payer, Money amount) {
        if (amount > 0) { lines.emplace_back(kind, key_of(contract.name), payer, amount); }
    };
    constexpr std::array kParty = {terms::Party::guarantor, terms::Party::insurer, terms::Party::reguarantee};
    constexpr std::array kBeyond = {EventKind::guarantor_limited, EventKind::insurer_limited,
                                    EventKind::reguarantee_limited};
    const std::array<const terms::PartyTerms*, 3> terms = {&scenario_.guarantor, &scenario_.insurer,
                                                           &scenario_.reguarantee};
    for (std::size_t i = 0; i < 2; ++i) { tell(EventKind::first_loss, -1, defaulted.first[i]); }
    for (std::size_t i = 0; i < kParty.size(); ++i) {
        Money& part = parts[place(kParty[i])];
        if (i < 2) { part += defaulted.first[i]; }
        if (i == 2) {
            const Money kept = std::min(part, public_room(defaulted, parts));
            tell(EventKind::part_cut, -1, part - kept);
            parts[place(terms::Party::bank)] += part - kept;
            part = kept;
        }
        const Money paid = within(*terms[i], part, [&](const Default& other) { return other.borne[i]; });
        tell(kBeyond[i], -1, part - paid);
        parts[place(terms::Party::bank)] += part - paid;
        part = defaulted.borne[i] = paid;
    }
    const Money of_row = parts[place(terms::Party::reguarantee)];
    cell(contract.kind).by_guarantor += parts[place(terms::Party::guarantor)];
    cell(contract.kind).by_others += parts[place(terms::Party::insurer)] + of_row;
    cede(defaulted, parts, lines);
    tell(EventKind::guarantor_paid, -1, parts[place(terms::Party::guarantor)]);
    tell(EventKind::insurer_paid, -1, parts[place(terms::Party::insurer)]);
    tell(EventKind::reguarantee_paid, -1, of_row);
    for (std::size_t i = 0; i < defaulted.ceded.size(); ++i) {
        tell(EventKind::reguarantee_paid, static_cast<int>(i), defaulted.ceded[i]);
    }
    post(contract.kind, Measure::guarantor_net_loss, parts[place(terms::Party::guarantor)]);
    post(contract.kind, Measure::insurer_net_loss, parts[place(terms::Party::insurer)]);
    post(contract.kind, Measure::reguarantee_net_loss, parts[place(terms::Party::reguarantee)]);
}

void Replay::check_parties(const std::vector<PartyLine>& expected) {
    std::vector<PartyLine> found;
    for (const Event* event : now_) {
        switch (event->kind) {
        case EventKind::guarantor_paid:
        case EventKind::insurer_paid:
        case EventKind::reguarantee_paid:
        case EventKind::guarantor_limited:
        case EventKind::insurer_limited:
        case EventKind::reguarantee_limited:
        case EventKind::reguarantor_limited:
        case EventKind::first_loss:
            found.emplace_back(event->kind, key_of(event->loan), event->payer, event->amount.count);
            break;
        case EventKind::part_cut:
            if (event->rule != engine::Rule::public_ceiling) { break; }
            found.emplace_back(event->kind, key_of(event->loan), event->payer, event->amount.count);
            break;
        default: break;
        }
    }
    if (found != expected) { complain("guarantor, insurer and re-guarantors don't pay as agreed"); }
}

} // namespace kdt::properties
