#include "pool/claim.hpp"

#include "terms/public_ceiling.hpp"

namespace kdt::pool {

using terms::Party;

namespace {

/// What of its granted part a party still bears.
terms::ByParty still_borne(const Claim& claim) {
    terms::ByParty out = claim.granted;
    for (std::size_t party = 0; party < terms::kParties; ++party) {
        out.amount[party] = not_below_zero(out.amount[party] - claim.recovered.amount[party]);
    }
    return out;
}

terms::ByParty by_granted_parts(const Claim& claim, Fen net, terms::RecoverySplit how, bool public_led) {
    terms::ByParty parts;
    if (how == terms::RecoverySplit::pro_rata) {
        split(net, std::span<const Fen>(claim.granted.amount), std::span<Fen>(parts.amount));
        return parts;
    }
    // Where a ceiling may have served the public parties early, what they still bear counts.
    terms::ByParty weights = public_led ? still_borne(claim) : claim.granted;
    const Fen first = smaller(net, still_borne(claim)[Party::bank]);
    weights[Party::bank] = Fen{};
    split(net - first, std::span<const Fen>(weights.amount), std::span<Fen>(parts.amount));
    parts[Party::bank] += first;
    return parts;
}

/// Takes from the guarantor's part of a receipt, then from the bank's (which may come first), what the public parties
/// lack to stay within the ceiling after it; by what each of them still bears.
void lead_to_public(const Claim& claim, terms::ByParty& parts, Rate ceiling) {
    terms::ByParty borne = claim.granted;
    Fen loss;
    for (std::size_t party = 0; party < terms::kParties; ++party) {
        borne.amount[party] -= claim.recovered.amount[party] + parts.amount[party];
        loss += borne.amount[party];
    }
    const Fen excess = borne[Party::pool] + borne[Party::reguarantee] -
                       terms::most_of_public_money(ceiling, loss, borne[Party::insurer]);
    if (excess <= Fen{}) { return; }
    const std::array<Fen, 2> weights{not_below_zero(borne[Party::pool]), not_below_zero(borne[Party::reguarantee])};
    const Fen of_guarantor = smaller(excess, parts[Party::guarantor]);
    const Fen of_bank = smaller(excess - of_guarantor, parts[Party::bank]);
    std::array<Fen, 2> more{};
    split(of_bank + of_guarantor, std::span<const Fen>(weights), std::span<Fen>(more));
    parts[Party::bank] -= of_bank;
    parts[Party::guarantor] -= of_guarantor;
    parts[Party::pool] += more.front();
    parts[Party::reguarantee] += more.back();
}

} // namespace

void file_claim(Claim& claim, Fen basis, const terms::ByParty& granted, Fen deferred, Fen closed) {
    claim.state = ClaimState::filed;
    claim.basis = basis;
    claim.granted = granted;
    claim.accepted = claim.waiting = granted[Party::pool];
    claim.deferred = deferred;
    claim.closed = closed;
}

PoolPayment pay_claim(Claim& claim, Fund& pool, Shortfall on_shortfall, Fen at_hand, Fen wanted) {
    PoolPayment payment;
    const Fen payable = smaller(wanted, claim.payable());
    payment.paid = pool.pay(smaller(payable, at_hand));
    payment.missing = payable - payment.paid;
    claim.paid += payment.paid;
    claim.waiting -= payment.paid;
    if (on_shortfall == Shortfall::bank_bears && payment.missing > Fen{}) {
        claim.waiting -= payment.missing;
        const Fen granted = claim.paid + claim.waiting;
        claim.granted[Party::bank] += claim.granted[Party::pool] - granted;
        claim.granted[Party::pool] = granted;
        // What recoveries cancelled before was the bank's cash, and is now of its own part.
        claim.recovered[Party::pool] -= claim.cancelled;
        claim.recovered[Party::bank] += claim.cancelled;
        claim.cancelled = Fen{};
    }
    return payment;
}

RecoveryShare split_recovery(Claim& claim, Fen net, terms::RecoverySplit how,
                             const std::optional<Rate>& public_ceiling) {
    RecoveryShare share;
    if (claim.state != ClaimState::filed || claim.granted[Party::bank] == claim.basis) {
        share.received[Party::bank] = net; // nobody else bears anything
        return share;
    }
    share.received = by_granted_parts(claim, net, how, public_ceiling.has_value());
    if (public_ceiling) { lead_to_public(claim, share.received, *public_ceiling); }
    for (std::size_t party = 0; party < terms::kParties; ++party) {
        claim.recovered.amount[party] += share.received.amount[party];
    }
    share.cancelled = smaller(share.received[Party::pool], claim.waiting);
    claim.cancelled += share.cancelled;
    share.received[Party::pool] -= share.cancelled;
    share.received[Party::bank] += share.cancelled;
    claim.waiting -= share.cancelled;
    claim.deferred = not_below_zero(claim.deferred - share.cancelled);
    claim.closed = not_below_zero(claim.closed - share.cancelled);
    return share;
}

} // namespace kdt::pool
