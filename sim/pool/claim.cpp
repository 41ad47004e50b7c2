#include "pool/claim.hpp"

namespace kdt::pool {

using terms::Party;

void file_claim(Claim& claim, Fen basis, const terms::ByParty& granted, Fen deferred) {
    claim.state = ClaimState::filed;
    claim.basis = basis;
    claim.granted = granted;
    claim.waiting = granted[Party::pool];
    claim.deferred = deferred;
}

PoolPayment pay_claim(Claim& claim, Fund& pool, Shortfall on_shortfall) {
    PoolPayment payment;
    const Fen payable = claim.payable();
    payment.paid = pool.pay(payable);
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

RecoveryShare split_recovery(Claim& claim, Fen net) {
    RecoveryShare share;
    if (claim.state != ClaimState::filed || claim.basis <= Fen{}) {
        share.received[Party::bank] = net;
        return share;
    }
    split(net, std::span<const Fen>(claim.granted.amount), std::span<Fen>(share.received.amount));
    share.cancelled = smaller(share.received[Party::pool], claim.waiting);
    share.received[Party::pool] -= share.cancelled;
    share.received[Party::bank] += share.cancelled;
    claim.waiting -= share.cancelled;
    claim.deferred = not_below_zero(claim.deferred - share.cancelled);
    return share;
}

} // namespace kdt::pool
