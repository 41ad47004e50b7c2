#include "terms/add_on.hpp"

#include "catch.hpp"

#include <vector>

using namespace kdt;
using namespace kdt::terms;

namespace {

/// Pool 40 %, guarantor 30 %, bank 30 %.
Shares row() {
    Shares shares;
    shares.fraction = {0.4, 0.3, 0.0, 0.0, 0.3};
    return shares;
}

/// 15 points for a first loan, 5 without collateral.
std::vector<AddOn> add_ons() {
    std::vector<AddOn> out(2);
    out[0].when.first_loan = true;
    out[0].points = 0.15;
    out[1].when.collateral = false;
    out[1].points = 0.05;
    return out;
}

LoanFacts loan(bool first, bool collateral) {
    LoanFacts facts;
    facts.first_loan = first;
    facts.collateral = collateral;
    return facts;
}

} // namespace

TEST_CASE("add-ons: those whose conditions hold add up") {
    CHECK(pool_share(row(), add_ons(), std::nullopt, loan(false, true)) == Approx(0.4));
    CHECK(pool_share(row(), add_ons(), std::nullopt, loan(true, true)) == Approx(0.55));
    CHECK(pool_share(row(), add_ons(), std::nullopt, loan(true, false)) == Approx(0.6));
}

TEST_CASE("add-ons: the ceiling bounds the sum, and never lowers the row's own share") {
    CHECK(pool_share(row(), add_ons(), 0.5, loan(true, false)) == Approx(0.5));
    CHECK(pool_share(row(), add_ons(), 0.3, loan(true, false)) == Approx(0.4));
}

TEST_CASE("add-ons: points come out of the bank's share, as far as it reaches") {
    std::vector<AddOn> large = add_ons();
    large[0].points = 0.9;
    CHECK(pool_share(row(), large, std::nullopt, loan(true, true)) == Approx(0.7));
    const ByParty parts = split_basis(Fen{1000}, with_pool_share(row(), 0.7));
    CHECK(parts[Party::pool] == Fen{700});
    CHECK(parts[Party::guarantor] == Fen{300});
    CHECK(parts[Party::bank] == Fen{0});
}
