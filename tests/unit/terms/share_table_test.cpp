#include "terms/share_table.hpp"

#include "catch.hpp"
#include "terms/claim_terms.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <span>

using namespace kdt;
using namespace kdt::terms;

namespace {

ShareRow row_for(const Condition& when, double pool) {
    ShareRow row;
    row.when = when;
    row.pays[Party::pool] = pool;
    row.pays[Party::bank] = 1.0 - pool;
    return row;
}

/// 500 万元 to tier 1, sector 2 at bank 3.
LoanFacts loan() { return {Fen{500'000'000}, 1, 2, 3, false}; }

} // namespace

TEST_CASE("conditions: first loan, collateral and revenue; an unknown revenue meets no bound") {
    LoanFacts facts;
    facts.first_loan = true;
    Condition when;
    when.first_loan = true;
    CHECK(when.holds(facts));
    when.collateral = true;
    CHECK(!when.holds(facts));
    facts.collateral = true;
    CHECK(when.holds(facts));
    when.revenue_at_most = Fen{2000};
    CHECK(!when.holds(facts));
    facts.revenue = Fen{2000};
    CHECK(when.holds(facts));
    facts.revenue = Fen{2001};
    CHECK(!when.holds(facts));
}

TEST_CASE("share rows: a loan of exactly the bound is at most it, and not above it") {
    Condition at_most;
    at_most.principal_at_most = Fen{500'000'000};
    Condition above;
    above.principal_above = Fen{500'000'000};
    LoanFacts facts = loan();
    CHECK(at_most.holds(facts));
    CHECK_FALSE(above.holds(facts));
    facts.principal += Fen{1};
    CHECK_FALSE(at_most.holds(facts));
    CHECK(above.holds(facts));
}

TEST_CASE("share rows: every condition given must hold, none given always does") {
    CHECK(Condition{}.holds(loan()));
    Condition all;
    all.tier = 1;
    all.sector = 2;
    all.bank = 3;
    all.renewal = false;
    CHECK(all.holds(loan()));
    for (int broken = 0; broken < 4; ++broken) {
        LoanFacts facts = loan();
        facts.tier += broken == 0 ? 1 : 0;
        facts.sector += broken == 1 ? 1 : 0;
        facts.bank += broken == 2 ? 1 : 0;
        facts.renewal = broken == 3;
        CHECK_FALSE(all.holds(facts));
    }
}

TEST_CASE("share rows: the first row that holds is taken, the last where none does") {
    Condition tier;
    tier.tier = 1;
    Condition sector;
    sector.sector = 2;
    const std::vector<ShareRow> rows = {row_for(tier, 0.8), row_for(sector, 0.6), row_for({}, 0.4)};
    LoanFacts facts = loan();
    CHECK(matching_row(rows, facts) == 0);
    facts.tier = 0;
    CHECK(matching_row(rows, facts) == 1);
    facts.sector = 0;
    CHECK(matching_row(rows, facts) == 2);
}

TEST_CASE("share rows: the parts of a basis sum to it, ties in the order of the parties") {
    Shares shares;
    shares.fraction = {0.4, 0.4, 0.0, 0.0, 0.2};
    const ByParty parts = split_basis(Fen{11}, shares); // 4.4, 4.4, 2.2
    CHECK(parts[Party::pool] == Fen{5});
    CHECK(parts[Party::guarantor] == Fen{4});
    CHECK(parts[Party::bank] == Fen{2});
    CHECK(split_basis(Fen{0}, shares)[Party::pool] == Fen{0});
}

TEST_CASE("claim: falls due after overdue and review months, or with the workout's end if that is later") {
    ClaimTerms terms;
    terms.overdue_months = 2;
    terms.review_months = 1;
    CHECK(terms.due_month(5, 36) == 8);
    terms.pay_on = PayOn::net_loss;
    CHECK(terms.due_month(5, 36) == 41);
    CHECK(terms.due_month(5, 2) == 8);
    CHECK(terms.due_month(5, 0) == 8);
    terms.overdue_months = terms.review_months = 0;
    CHECK(terms.due_month(5, 0) == 5);
}

TEST_CASE("share table: a party that shares with the bank alone gets what largest remainders give it") {
    for (const Party party : {Party::pool, Party::guarantor, Party::insurer, Party::reguarantee}) {
        for (const double share : {0.0, 0.5, 1.0 / 3.0, 0.4, 0.8375, 1e-12, 1.0}) {
            const Fen part{static_cast<std::int64_t>(std::llround(share * 1e12))};
            std::array<Fen, 5> weights{};
            weights[static_cast<std::size_t>(party)] = part;
            weights[static_cast<std::size_t>(Party::bank)] = Fen{1'000'000'000'000} - part;
            Shares shares;
            shares[party] = share;
            shares[Party::bank] = 1.0 - share;
            for (const std::int64_t basis :
                 {0LL, 1LL, 2LL, 3LL, 7LL, 999'999'999LL, 350'000'001LL, 1'000'000'000'000'000LL}) {
                std::array<Fen, 5> parts{};
                split(Fen{basis}, std::span<const Fen>(weights), std::span<Fen>(parts));
                INFO(share << " of " << basis);
                CHECK(split_basis(Fen{basis}, shares).amount == parts);
            }
        }
    }
}
