#include "scenario/demand.hpp"

#include "catch.hpp"

#include <cmath>
#include <vector>

using namespace kdt;
using namespace kdt::scenario;

namespace {

Tier tier(int firms) {
    Tier out;
    out.firms = firms;
    return out;
}

std::vector<std::vector<double>> over(std::vector<Tier> tiers, int months) { return firms_by_month(tiers, months); }

} // namespace

TEST_CASE("firms: each rate alone changes a year's number by exactly itself") {
    Tier growing = tier(816);
    growing.flows.entry_per_year = 0.35;
    const auto by_rate = over({growing}, 24);
    CHECK(by_rate[0][0] == 816.0);
    CHECK(by_rate[0][12] == Approx(1101.6).epsilon(1e-12)); // 816 and 35 %
    CHECK(by_rate[0][24] == Approx(816.0 * 1.35 * 1.35).epsilon(1e-12));

    Tier joined = tier(675);
    joined.flows.entrants_per_year = 75.0;
    CHECK(over({joined}, 12)[0][12] == Approx(750.0).epsilon(1e-12)); // 675 to 750
    CHECK(over({joined}, 12)[0][6] == Approx(712.5).epsilon(1e-12));

    Tier left = tier(240);
    left.flows.exit_per_year = 0.25;
    CHECK(over({left}, 12)[0][12] == Approx(180.0).epsilon(1e-12));
}

TEST_CASE("firms: who is promoted arrives above; without entry and exit none is lost") {
    Tier low = tier(100);
    low.flows.promote_to = 1;
    low.flows.promotion_per_year = 0.36;
    Tier middle = tier(20);
    middle.flows.promote_to = 2;
    middle.flows.promotion_per_year = 0.1;
    const auto firms = over({low, middle, Tier{}}, 36);
    CHECK(firms[0][12] == Approx(64.0).epsilon(1e-12));
    CHECK(firms[0][24] == Approx(64.0 * 0.64).epsilon(1e-12));
    for (std::size_t month = 0; month <= 36; ++month) {
        CHECK(firms[0][month] + firms[1][month] + firms[2][month] == Approx(120.0).epsilon(1e-12));
    }
    CHECK(firms[2][0] == 0.0);
    CHECK(firms[2][12] > 2.0);
}

TEST_CASE("firms: exits come first, promotions are of those who stay") {
    Tier low = tier(100);
    low.flows.exit_per_year = 0.2;
    low.flows.promote_to = 1;
    low.flows.promotion_per_year = 0.36;
    const auto firms = over({low, Tier{}}, 12);
    CHECK(firms[0][12] == Approx(100.0 * 0.8 * 0.64).epsilon(1e-12));
    const double leave = 1.0 - std::pow(0.8, 1.0 / 12.0);
    const double rise = 1.0 - std::pow(0.64, 1.0 / 12.0);
    CHECK(firms[1][1] == Approx(100.0 * (1.0 - leave) * rise).epsilon(1e-12));
}

TEST_CASE("applications: of a month, or of the firms at its start, times season, growth and stress") {
    Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 24;
    s.products.push_back({});
    s.products.front().starts_month = 2;
    s.tiers.push_back(tier(816));
    s.tiers.front().flows.entry_per_year = 0.35;
    s.firms = firms_by_month(s.tiers, 24);
    s.lending.growth_per_year = 0.1;
    s.lending.seasonality[1] = 3.0; // February
    s.stress.demand_multiplier = 0.5;
    const DemandRow by_month{0, 0, 4.0, {}};
    CHECK(expected_applications(s, by_month, 1) == 0.0);
    CHECK(expected_applications(s, by_month, 2) == Approx(4.0 * 3.0 * std::pow(1.1, 1.0 / 12.0) * 0.5));
    const DemandRow by_firms{0, 0, 0.0, 0.25};
    CHECK(expected_applications(s, by_firms, 13) == Approx(1101.6 * 0.25 / 12.0 * 1.1 * 0.5));
}
