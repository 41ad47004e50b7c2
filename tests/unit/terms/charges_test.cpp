#include "catch.hpp"
#include "terms/guarantee_fee.hpp"
#include "terms/interest_subsidy.hpp"
#include "terms/management_fee.hpp"

using namespace kdt;
using namespace kdt::terms;

TEST_CASE("guarantee fee: a year ahead at most, or the whole tenor, rounded once") {
    const GuaranteeFee yearly{Rate{0.01}, FeePaid::yearly, FeeTo::pool, Rate{}};
    CHECK(yearly.months_ahead(36) == 12);
    CHECK(yearly.months_ahead(12) == 12);
    CHECK(yearly.months_ahead(5) == 5);
    CHECK(yearly.due(Fen{1'000'000}, 12) == Fen{10'000});
    CHECK(yearly.due(Fen{1'000'050}, 5) == Fen{4'167}); // 4166.875
    CHECK(yearly.due(Fen{150}, 4) == Fen{1});           // half a 分 up
    const GuaranteeFee at_grant{Rate{0.01}, FeePaid::at_grant, FeeTo::pool, Rate{}};
    CHECK(at_grant.months_ahead(36) == 36);
    CHECK(at_grant.due(Fen{1'000'000}, 36) == Fen{30'000});
}

TEST_CASE("interest subsidy: a share of the interest, up to what the cap leaves") {
    InterestSubsidy subsidy{0.5, {}, SubsidyPayer::pool};
    CHECK(subsidy.due(Fen{12 * 1'000'000}, Rate{0.045}) == Fen{22'500});
    CHECK(subsidy.within_cap(Fen{22'500}, Fen{99'999}) == Fen{22'500});
    subsidy.cap_per_firm = Fen{30'000};
    CHECK(subsidy.within_cap(Fen{22'500}, Fen{7'500}) == Fen{22'500});
    CHECK(subsidy.within_cap(Fen{22'500}, Fen{7'501}) == Fen{22'499});
    CHECK(subsidy.within_cap(Fen{22'500}, Fen{30'000}) == Fen{0});
    CHECK(subsidy.within_cap(Fen{22'500}, Fen{40'000}) == Fen{0});
}

TEST_CASE("management fee: a twelfth of a year's on what stands, the whole rate on what was paid") {
    CHECK(ManagementFee{Rate{0.012}, CostBase::balance}.due(Fen{1'000'500}) == Fen{1'001}); // 1000.5
    CHECK(ManagementFee{Rate{0.012}, CostBase::outstanding}.due(Fen{1'000'000}) == Fen{1'000});
    CHECK(ManagementFee{Rate{0.05}, CostBase::claims_paid}.due(Fen{1'010}) == Fen{51}); // 50.5
    CHECK(ManagementFee{Rate{0.05}, CostBase::balance}.due(Fen{-10}) == Fen{0});
}
