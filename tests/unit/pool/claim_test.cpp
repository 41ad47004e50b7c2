#include "pool/claim.hpp"

#include "catch.hpp"
#include "pool/capacity.hpp"
#include "terms/claim_terms.hpp"
#include "terms/share_table.hpp"

using namespace kdt;
using namespace kdt::pool;
using terms::Party;

namespace {

/// Pool 40 %, guarantor 40 %, bank 20 %.
Claim filed(std::int64_t basis, std::int64_t deferred = 0) {
    terms::Shares shares;
    shares.fraction = {0.4, 0.4, 0.0, 0.0, 0.2};
    Claim claim;
    file_claim(claim, Fen{basis}, terms::split_basis(Fen{basis}, shares), Fen{deferred});
    return claim;
}

} // namespace

TEST_CASE("cash pool: interest is rounded once, on what is there") {
    Fund pool(Fen{100'000'001});
    CHECK(pool.credit_interest(Rate{0.015}) == Fen{125'000});
    CHECK(pool.balance() == Fen{100'125'001});
    Fund empty;
    CHECK(empty.credit_interest(Rate{0.015}) == Fen{0});
}

TEST_CASE("cash pool: pays what it has and no more") {
    Fund pool(Fen{70});
    CHECK(pool.pay(Fen{50}) == Fen{50});
    CHECK(pool.pay(Fen{50}) == Fen{20});
    CHECK(pool.pay(Fen{50}) == Fen{0});
    pool.receive(Fen{5});
    CHECK(pool.balance() == Fen{5});
}

TEST_CASE("capacity: the multiple of the base, rounded, and nothing on a negative base") {
    CHECK(ceiling(20.0, Fen{480'000'000'000}) == Fen{9'600'000'000'000});
    CHECK(ceiling(1.5, Fen{1}) == Fen{2});
    CHECK(ceiling(20.0, Fen{-5}) == Fen{0});
}

TEST_CASE("claim: filing grants each party its part of the basis, and the pool's waits") {
    const Claim claim = filed(1001); // 400.4, 400.4, 200.2: the unit left goes to the pool
    CHECK(claim.state == ClaimState::filed);
    CHECK(claim.granted[Party::pool] == Fen{401});
    CHECK(claim.granted[Party::guarantor] == Fen{400});
    CHECK(claim.granted[Party::bank] == Fen{200});
    CHECK(claim.waiting == Fen{401});
}

TEST_CASE("claim: where nobody but the bank grants anything, all recoveries are the bank's") {
    Claim claim;
    terms::ByParty granted;
    granted[Party::bank] = Fen{1000};
    file_claim(claim, Fen{1000}, granted);
    CHECK(claim.waiting == Fen{0});
    CHECK(split_recovery(claim, Fen{300}).received[Party::bank] == Fen{300});
}

TEST_CASE("claim: what is deferred waits, is paid when it is let in, and is the first to be cancelled") {
    Claim claim = filed(1000, 150);
    Fund pool(Fen{900});
    CHECK(claim.payable() == Fen{250});
    CHECK(pay_claim(claim, pool, Shortfall::bank_bears).paid == Fen{250});
    CHECK(claim.waiting == Fen{150});
    CHECK(claim.payable() == Fen{0});
    CHECK(split_recovery(claim, Fen{100}).cancelled == Fen{40});
    CHECK(claim.deferred == Fen{110});
    claim.deferred = Fen{};
    CHECK(pay_claim(claim, pool, Shortfall::bank_bears).paid == Fen{110});
    CHECK(claim.granted[Party::pool] == Fen{400});
}

TEST_CASE("claim: a shortfall that the bank bears leaves granted what was paid and what still waits for January") {
    Claim claim = filed(1000, 150);
    Fund pool(Fen{100});
    CHECK(pay_claim(claim, pool, Shortfall::bank_bears).missing == Fen{150});
    CHECK(claim.granted[Party::pool] == Fen{250});
    CHECK(claim.granted[Party::bank] == Fen{350});
    CHECK(claim.waiting == Fen{150});
}

TEST_CASE("claim: paid in part, the rest waits in a queue and is paid later") {
    Claim claim = filed(1000);
    Fund pool(Fen{150});
    const PoolPayment first = pay_claim(claim, pool, Shortfall::queue);
    CHECK(first.paid == Fen{150});
    CHECK(first.missing == Fen{250});
    CHECK(claim.waiting == Fen{250});
    CHECK(claim.granted[Party::pool] == Fen{400});
    pool.receive(Fen{900});
    CHECK(pay_claim(claim, pool, Shortfall::queue).paid == Fen{250});
    CHECK(claim.waiting == Fen{0});
    CHECK(pool.balance() == Fen{650});
}

TEST_CASE("claim: where the bank bears the rest, what was paid becomes the pool's granted part") {
    Claim claim = filed(1000);
    Fund pool(Fen{150});
    CHECK(pay_claim(claim, pool, Shortfall::bank_bears).missing == Fen{250});
    CHECK(claim.waiting == Fen{0});
    CHECK(claim.granted[Party::pool] == Fen{150});
    CHECK(claim.granted[Party::bank] == Fen{450});
    const RecoveryShare share = split_recovery(claim, Fen{100});
    CHECK(share.received[Party::pool] == Fen{15});
    CHECK(share.received[Party::guarantor] == Fen{40});
    CHECK(share.received[Party::bank] == Fen{45});
}

TEST_CASE("recovery: the pool's part cancels first what the pool still owes, and that cash stays with the bank") {
    Claim claim = filed(1000);
    Fund pool(Fen{390});
    pay_claim(claim, pool, Shortfall::queue);
    const RecoveryShare first = split_recovery(claim, Fen{100}); // 40, 40, 20; 10 still owed
    CHECK(first.cancelled == Fen{10});
    CHECK(first.received[Party::pool] == Fen{30});
    CHECK(first.received[Party::guarantor] == Fen{40});
    CHECK(first.received[Party::bank] == Fen{30});
    CHECK(claim.waiting == Fen{0});
    CHECK(split_recovery(claim, Fen{100}).received[Party::pool] == Fen{40});
}

TEST_CASE("recovery: before the due month, and on a claim of nothing, all is the bank's") {
    Claim not_due;
    CHECK(split_recovery(not_due, Fen{70}).received[Party::bank] == Fen{70});
    Claim of_nothing = filed(0);
    CHECK(split_recovery(of_nothing, Fen{70}).received[Party::bank] == Fen{70});
}

TEST_CASE("recovery: the pool's final cost is its share of basis less recoveries, in any order of cash") {
    for (std::int64_t cash : {0, 100, 399, 400}) {
        Claim claim = filed(1000);
        Fund pool(Fen{cash});
        Fen cost = pay_claim(claim, pool, Shortfall::queue).paid;
        for (std::int64_t net : {250, 0, 500}) { cost -= split_recovery(claim, Fen{net}).received[Party::pool]; }
        pool.receive(Fen{1000});
        cost += pay_claim(claim, pool, Shortfall::queue).paid;
        INFO("cash " << cash);
        CHECK(cost == Fen{100}); // 40 % of 1000 − 750
    }
}

TEST_CASE("claim: instalments to come are not payable, and recoveries cancel the last of them first") {
    terms::ClaimTerms claim_terms;
    claim_terms.instalments = {{0, 0.5}, {6, 0.8}, {12, 1.0}};
    CHECK(claim_terms.fallen_due(Fen{401}, 0) == Fen{201}); // 200.5, half up
    CHECK(claim_terms.fallen_due(Fen{401}, 5) == Fen{201});
    CHECK(claim_terms.fallen_due(Fen{401}, 6) == Fen{321});
    CHECK(claim_terms.fallen_due(Fen{401}, 12) == Fen{401});
    terms::ByParty granted;
    granted[Party::pool] = granted[Party::bank] = Fen{400};
    Claim claim;
    file_claim(claim, Fen{800}, granted, Fen{100}, Fen{200});
    CHECK(claim.payable() == Fen{200});
    CHECK(split_recovery(claim, Fen{260}).cancelled == Fen{130});
    CHECK(claim.closed == Fen{70});
    CHECK(claim.deferred == Fen{0});
    CHECK(claim.payable() == Fen{200});
}

TEST_CASE("recovery: where the bank comes first, the others get what comes in once its own part is whole") {
    Claim claim = filed(1000); // 400, 400, 200
    Fund pool(Fen{400});
    pay_claim(claim, pool, Shortfall::queue);
    const auto how = terms::RecoverySplit::bank_first;
    CHECK(split_recovery(claim, Fen{150}, how).received[Party::bank] == Fen{150});
    const RecoveryShare second = split_recovery(claim, Fen{150}, how);
    CHECK(second.received[Party::bank] == Fen{50});
    CHECK(second.received[Party::pool] == Fen{50});
    CHECK(second.received[Party::guarantor] == Fen{50});
    CHECK(split_recovery(claim, Fen{100}, how).received[Party::bank] == Fen{0});
}

TEST_CASE("recovery: under a ceiling each receipt keeps public money within it, though the bank comes first") {
    Claim claim = filed(1000); // 400, 400, 200
    Fund pool(Fen{400});
    pay_claim(claim, pool, Shortfall::queue);
    const auto how = terms::RecoverySplit::bank_first;
    // 900 left: 40 % of it is 360; 800: 320.
    const RecoveryShare first = split_recovery(claim, Fen{100}, how, Rate{0.4});
    CHECK(first.received[Party::pool] == Fen{40});
    CHECK(first.received[Party::bank] == Fen{60});
    CHECK(split_recovery(claim, Fen{100}, how, Rate{0.4}).received[Party::pool] == Fen{40});
    // With room under the ceiling the bank is served first.
    CHECK(split_recovery(claim, Fen{50}, how, Rate{0.9}).received[Party::bank] == Fen{50});
}

TEST_CASE("recovery: what the bank keeps of a cancelled claim counts as come back once the rest falls to it") {
    Claim claim = filed(1000); // 400, 400, 200; nothing is paid yet
    const auto how = terms::RecoverySplit::bank_first;
    CHECK(split_recovery(claim, Fen{300}, how).cancelled == Fen{50}); // 200 to the bank, 50 : 50
    Fund pool(Fen{300});
    CHECK(pay_claim(claim, pool, Shortfall::bank_bears).missing == Fen{50});
    CHECK(claim.granted[Party::bank] == Fen{300}); // 250 have come back
    CHECK(split_recovery(claim, Fen{50}, how).received[Party::bank] == Fen{50});
    CHECK(split_recovery(claim, Fen{70}, how).received[Party::bank] == Fen{0});
}

TEST_CASE("accrued interest: rate ÷ 12 for the overdue months, rounded once; none on a claim for principal") {
    terms::ClaimTerms claim_terms;
    CHECK(claim_terms.accrued_interest(Fen{1'000'000}, Rate{0.0435}) == Fen{0});
    claim_terms.basis = terms::Basis::principal_and_interest;
    CHECK(claim_terms.accrued_interest(Fen{1'000'000}, Rate{0.0435}) == Fen{10'875});
    CHECK(claim_terms.accrued_interest(Fen{2}, Rate{0.5}) == Fen{0}); // 0.25
    CHECK(claim_terms.accrued_interest(Fen{4}, Rate{0.5}) == Fen{1}); // 0.5
}
