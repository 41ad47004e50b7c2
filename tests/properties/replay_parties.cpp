#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

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

template <class Pick>
Money Replay::within(const terms::PartyTerms& terms, Money wanted, Pick pick) const {
    if (terms.limit) { wanted = std::min(wanted, terms.limit->count - paid_before(false, pick)); }
    if (terms.yearly_limit) { wanted = std::min(wanted, terms.yearly_limit->count - paid_before(true, pick)); }
    return std::max<Money>(0, wanted);
}

Money Replay::bear_first_losses(Default& defaulted, Money shared) {
    Money borne = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        const terms::PartyTerms& party = i == 0 ? scenario_.guarantor : scenario_.insurer;
        const Money before = paid_before(false, [&](const Default& other) { return other.first[i]; });
        const Money wanted = std::min(shared - borne, party.first_loss.count - before);
        defaulted.first[i] = within(party, wanted, [&](const Default& other) { return other.borne[i]; });
        borne += defaulted.first[i];
    }
    return borne;
}

void Replay::settle_parties(Default& defaulted, Parts& parts, std::vector<PartyLine>& lines) {
    const Contract& contract = contracts_[defaulted.contract];
    const Name name = key_of(contract.name);
    const auto tell = [&](EventKind kind, int payer, Money amount) {
        if (amount > 0) { lines.emplace_back(kind, name, payer, amount); }
    };
    for (std::size_t i = 0; i < 2; ++i) {
        Money& part = parts[place(i == 0 ? terms::Party::guarantor : terms::Party::insurer)];
        part += defaulted.first[i];
        const Money paid = within(i == 0 ? scenario_.guarantor : scenario_.insurer, part,
                                  [&](const Default& other) { return other.borne[i]; });
        tell(i == 0 ? EventKind::guarantor_limited : EventKind::insurer_limited, -1, part - paid);
        parts[place(terms::Party::bank)] += part - paid;
        part = defaulted.borne[i] = paid;
    }
    const Money of_row = parts[place(terms::Party::reguarantee)];
    cell(contract.kind).by_guarantor += parts[place(terms::Party::guarantor)];
    cell(contract.kind).by_others += parts[place(terms::Party::insurer)] + of_row;
    defaulted.ceded.assign(scenario_.reguarantors.size(), 0);
    const Money guarantor_share = contract.shares[place(terms::Party::guarantor)];
    if (guarantor_share > 0 && !scenario_.reguarantors.empty()) {
        Parts weights{}; // the generator has at most two re-guarantors: a split of five holds them
        Money kept = guarantor_share;
        for (std::size_t i = 0; i < scenario_.reguarantors.size(); ++i) {
            weights[i] =
                std::llround(scenario_.reguarantors[i].share[static_cast<std::size_t>(contract.kind.tier)] * 100);
            kept -= weights[i];
        }
        weights[scenario_.reguarantors.size()] = kept;
        const Parts ceded = shared_out(parts[place(terms::Party::guarantor)], weights);
        for (std::size_t i = 0; i < scenario_.reguarantors.size(); ++i) {
            const Money taken = within(scenario_.reguarantors[i].terms, ceded[i], [&](const Default& other) {
                return i < other.ceded.size() ? other.ceded[i] : 0;
            });
            defaulted.ceded[i] = taken;
            parts[place(terms::Party::guarantor)] -= taken;
            parts[place(terms::Party::reguarantee)] += taken;
        }
    }
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
            found.emplace_back(event->kind, key_of(event->loan), event->payer, event->amount.count);
            break;
        default: break;
        }
    }
    if (found != expected) { complain("guarantor, insurer and re-guarantors don't pay as agreed"); }
}

} // namespace kdt::properties
