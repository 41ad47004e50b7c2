#include "pool/claim.hpp"

#include "terms/share_table.hpp"

namespace kdt::pool {

using terms::Party;

terms::ByParty file_claim(Claim& claim, Fen basis, const terms::Shares& shares, bool rejected) {
    const terms::ByParty filed = terms::split_basis(basis, shares);
    claim.basis = basis;
    if (rejected) {
        claim.state = ClaimState::rejected;
        claim.granted = terms::ByParty{};
        claim.granted[Party::bank] = basis;
    } else {
        claim.state = ClaimState::filed;
        claim.granted = filed;
        claim.waiting = filed[Party::pool];
    }
    return filed;
}

PoolPayment pay_claim(Claim& claim, CashPool& pool, Shortfall on_shortfall) {
    PoolPayment payment;
    payment.paid = pool.pay(claim.waiting);
    payment.missing = claim.waiting - payment.paid;
    claim.waiting = payment.missing;
    if (on_shortfall == Shortfall::bank_bears && payment.missing > Fen{}) {
        claim.granted[Party::bank] += claim.granted[Party::pool] - payment.paid;
        claim.granted[Party::pool] = payment.paid;
        claim.waiting = Fen{};
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
    return share;
}

} // namespace kdt::pool
