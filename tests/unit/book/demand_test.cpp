#include "book/demand.hpp"

#include "catch.hpp"
#include "exact/reference.hpp"

#include <boost/math/distributions/poisson.hpp>

#include <cmath>

using namespace kdt;
using namespace kdt::book;

TEST_CASE("poisson: the count is the first whose distribution function reaches u, from rare to ten thousand") {
    for (double mean : {1e-6, 0.3, 5.0, 199.0, 201.0, 1e4}) {
        const boost::math::poisson law(mean);
        const auto cdf = [&](std::int64_t k) { return k < 0 ? 0.0 : boost::math::cdf(law, static_cast<double>(k)); };
        for (double u : {1e-12, 1e-3, 0.1, 0.4999, 0.83, 0.999, 1.0 - 1e-7, 1.0 - 1e-12}) {
            const std::int64_t count = poisson_at(mean, u);
            INFO("mean " << mean << ", u " << u << ": " << count);
            CHECK(cdf(count) >= u - 1e-13);
            CHECK(cdf(count - 1) < u + 1e-13);
        }
    }
}

TEST_CASE("poisson: no mean, no events; and the ends of u give finite counts") {
    CHECK(poisson_at(0.0, 0.99) == 0);
    CHECK(poisson_at(1e-6, 0.5) == 0);
    for (double mean : {5.0, 199.0, 201.0}) {
        CHECK(poisson_at(mean, 0x1p-54) >= 0);
        CHECK(static_cast<double>(poisson_at(mean, 1.0 - 0x1p-53)) < 3.0 * mean + 40.0);
    }
}

TEST_CASE("poisson: counts never fall as u rises, across the change of method too") {
    for (double mean : {199.999, 200.001}) {
        std::int64_t before = 0;
        for (int step = 1; step < 2000; ++step) {
            const std::int64_t count = poisson_at(mean, step / 2000.0);
            CHECK(count >= before);
            before = count;
        }
    }
    CHECK(poisson_at(199.999, 0.37) == poisson_at(200.001, 0.37));
}

TEST_CASE("smoothed: the whole part of the mean, and one more in its fraction of cases") {
    CHECK(smoothed_at(3.25, 0.2499) == 4);
    CHECK(smoothed_at(3.25, 0.25) == 3);
    CHECK(smoothed_at(3.0, 0.0001) == 3);
    CHECK(smoothed_at(0.5, 0.6) == 0);
}

TEST_CASE("demand: the shock has mean 1, whatever its loading on the factor") {
    for (double loading : {-1.0, 0.0, 0.3, 1.0}) {
        const double mean = reference::normal_mean(
            [&](double z) {
                return reference::normal_mean([&](double own) { return demand_shock(0.4, loading, z, own); }, 12);
            },
            12);
        CHECK(mean == Approx(1.0).epsilon(1e-9));
    }
    CHECK(demand_shock(0.4, 1.0, 2.0, -7.0) == Approx(std::exp(0.4 * 2.0 - 0.08)));
    CHECK(demand_shock(0.4, 0.0, 2.0, -1.0) == Approx(std::exp(-0.4 - 0.08)));
}

TEST_CASE("demand: seasons by calendar month, growth by the year, nothing before the product starts") {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 10);
    s.horizon_months = 16;
    scenario::Product product;
    product.starts_month = 3;
    s.products.push_back(product);
    s.lending.demand.push_back({0, 0, 2.0});
    s.lending.growth_per_year = 0.21;
    s.lending.seasonality[0] = 3.0;  // January
    s.lending.seasonality[11] = 0.5; // December
    s.stress.demand_multiplier = 0.5;
    const DemandPlan plan(s);
    CHECK(plan.mean(0, 1) == 0.0);
    CHECK(plan.mean(0, 2) == 0.0);                                      // December 2021, not yet on offer
    CHECK(plan.mean(0, 3) == Approx(3.0 * std::pow(1.21, 2.0 / 12.0))); // January 2022
    CHECK(plan.mean(0, 4) == Approx(std::pow(1.21, 3.0 / 12.0)));
    CHECK(plan.mean(0, 13) == Approx(1.21));                              // growth counts from month 1
    CHECK(plan.mean(0, 14) == Approx(0.5 * std::pow(1.21, 13.0 / 12.0))); // December 2022
}
