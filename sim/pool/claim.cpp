#include "pool/claim.hpp"

namespace kdt::pool {

using terms::Party;

void file_claim(Claim& claim, Fen basis, const terms::ByParty& granted, Fen deferred, Fen closed) {
    claim.state = ClaimState::filed;
    claim.basis = basis;
    claim.granted = granted;
    claim.accepted = claim.waiting = granted[Party::pool];
    claim.deferred = deferred;
    claim.closed = closed;
}

PoolPayment pay_claim(Claim& claim, Fund& pool, Shortfall on_shortfall, Fen at_hand) {
    PoolPayment payment;
    const Fen payable = claim.payable();
    payment.paid = pool.pay(smaller(payable, at_hand));
    payment.missing = payable - payment.paid;
    claim.paid += payment.paid;
    claim.waiting -= payment.paid;
    if (on_shortfall == Shortfall::bank_bears && payment.missing > Fen{}) {
        claim.waiting -= payment.missing;
        const Fen granted = claim.paid + claim.waiting;
        claim.granted[Party::bank] += claim.granted[Party::pool] - granted;
        claim.granted[Party::pool] = granted;
    }
    return payment;
}

RecoveryShare split_recovery(Claim& claim, Fen net, terms::RecoverySplit how) {
    RecoveryShare share;
    if (claim.state != ClaimState::filed || claim.granted[Party::bank] == claim.basis) {
        share.received[Party::bank] = net; // nobody else bears anything
        return share;
    }
    terms::ByParty weights = claim.granted;
    Fen first;
    if (how == terms::RecoverySplit::bank_first) {
        first = smaller(net, not_below_zero(claim.granted[Party::bank] - claim.bank_has));
        claim.bank_has += first;
        weights[Party::bank] = Fen{};
    }
    split(net - first, std::span<const Fen>(weights.amount), std::span<Fen>(share.received.amount));
    share.received[Party::bank] += first;
    share.cancelled = smaller(share.received[Party::pool], claim.waiting);
    share.received[Party::pool] -= share.cancelled;
    share.received[Party::bank] += share.cancelled;
    claim.waiting -= share.cancelled;
    claim.deferred = not_below_zero(claim.deferred - share.cancelled);
    claim.closed = not_below_zero(claim.closed - share.cancelled);
    return share;
}

} // namespace kdt::pool
