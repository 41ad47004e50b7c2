#include "catch.hpp"
#include "engine/simulate.hpp"
#include "engine/trace.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace kdt;
using namespace kdt::properties;
using tally::Measure;

// The law of defaults on a large homogeneous independent book. Bounds: every frequency of this file together errs with
// probability 1e-3 (Bonferroni over kFrequencies two-sided tests), fixed beforehand with the seeds.
namespace {

constexpr double kFamilyError = 1e-3;
constexpr int kFrequencies = 36 + 36 + 18;
constexpr double kPd = 0.2;
constexpr int kMonths = 36;

scenario::Scenario homogeneous(int loans, int tenor, int months_on_book) {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = kMonths;
    s.report.horizons = {kMonths};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.sectors.push_back({"行业", 1.0, 0.0, {}});
    s.tiers.push_back({"层级", kPd, credit::SizeLaw{credit::SizeDistribution::constant, 100.0, 0.0, 0.0, {}}, {}});
    scenario::Product product;
    product.id = "产品";
    product.tenor_months = tenor;
    product.shares.push_back({});
    s.products.push_back(product);
    s.credit.dependence = scenario::Dependence::independent;
    s.credit.seasoning = credit::Seasoning::second_year_peak();
    for (int i = 0; i < loans; ++i) {
        scenario::TapeLoan loan;
        loan.loan_id = loan.borrower_id = "L" + std::to_string(i);
        loan.principal = loan.original_principal = Fen{100};
        loan.remaining_months = tenor;
        loan.months_on_book = months_on_book;
        s.portfolio.tape.push_back(loan);
    }
    s.seed = 20260401;
    return s;
}

double expected_frequency(int age) {
    return -std::expm1(std::log1p(-kPd) / 12.0 * credit::Seasoning::second_year_peak().at(age));
}

/// How many standard deviations `events` of `trials` lie from the law.
double deviation(std::int64_t events, std::int64_t trials, double probability) {
    const auto n = static_cast<double>(trials);
    return std::abs(static_cast<double>(events) - n * probability) / std::sqrt(n * probability * (1.0 - probability));
}

double most_deviation() {
    return boost::math::quantile(boost::math::normal(), 1.0 - kFamilyError / (2.0 * kFrequencies));
}

/// Loans of 1 元 in default so far, over all paths.
std::int64_t defaulted(const engine::Outcome& outcome, int month) {
    return static_cast<std::int64_t>(outcome.tally->month(month, Measure::defaulted_principal).sum.low()) / 100;
}

void check_opening_book(int months_on_book) {
    scenario::Scenario s = homogeneous(1000, kMonths, months_on_book);
    s.paths = static_cast<std::int64_t>(count_of(600));
    const engine::Outcome outcome = engine::simulate(engine::compile(s), {1, {}, nullptr});
    for (int month = 1; month <= kMonths; ++month) {
        const std::int64_t at_risk = 1000 * s.paths - defaulted(outcome, month - 1);
        const std::int64_t events = defaulted(outcome, month) - defaulted(outcome, month - 1);
        INFO("month " << month << ": " << events << " of " << at_risk);
        CHECK(deviation(events, at_risk, expected_frequency(months_on_book + month)) < most_deviation());
    }
}

} // namespace

TEST_CASE(
    "the law: in each month a fraction 1 − exp(−λs(a)) of the opening loans defaults, a from the months on book") {
    check_opening_book(0);
    check_opening_book(10);
}

TEST_CASE("the law: a new loan's first exposure month is the one after its grant, at age 1") {
    scenario::Scenario s = homogeneous(0, 18, 0);
    s.lending.demand.push_back({0, 0, 60.0});
    const engine::Model model = engine::compile(s);
    std::vector<std::int64_t> at_risk(19), events(19);
    for (std::uint64_t path = 0; path < count_of(240); ++path) {
        for (const engine::Event& event : engine::trace(model, path).events) {
            const int grant = event.loan.first_month;
            if (event.kind == engine::EventKind::granted) {
                for (int age = 1; age <= 18 && grant + age <= kMonths; ++age) {
                    ++at_risk[static_cast<std::size_t>(age)];
                }
            } else if (event.kind == engine::EventKind::default_event) {
                ++events[static_cast<std::size_t>(event.month - grant)];
                for (int age = event.month - grant + 1; age <= 18 && grant + age <= kMonths; ++age) {
                    --at_risk[static_cast<std::size_t>(age)];
                }
            }
        }
    }
    CHECK(events[0] == 0);
    for (int age = 1; age <= 18; ++age) {
        const auto place = static_cast<std::size_t>(age);
        INFO("age " << age << ": " << events[place] << " of " << at_risk[place]);
        CHECK(deviation(events[place], at_risk[place], expected_frequency(age)) < most_deviation());
    }
}

TEST_CASE("the law: a borrower whose loan is renewed again and again defaults when one long loan would") {
    const scenario::Scenario lasting = homogeneous(400, 60, 0);
    scenario::Scenario renewed = homogeneous(400, 6, 0);
    renewed.products.front().renewal_probability = 1.0;
    renewed.products.front().renewal_max_times = 10;
    const engine::Model once = engine::compile(lasting);
    const engine::Model often = engine::compile(renewed);
    for (std::uint64_t path = 0; path < count_of(60); ++path) {
        const engine::Trace expected = engine::trace(once, path);
        const engine::Trace found = engine::trace(often, path);
        INFO("path " << path);
        for (int month = 1; month <= kMonths; ++month) {
            CHECK(found.scores.at(month, Measure::defaulted_principal) ==
                  expected.scores.at(month, Measure::defaulted_principal));
        }
    }
}

TEST_CASE("the law: two loans of one firm default together, as often as its riskier loan alone would") {
    scenario::Scenario alone = homogeneous(300, kMonths, 0);
    scenario::Scenario paired = alone;
    for (const scenario::TapeLoan& loan : alone.portfolio.tape) {
        scenario::TapeLoan safer = loan;
        safer.loan_id += " second";
        safer.pd = kPd / 2.0;
        paired.portfolio.tape.push_back(safer);
    }
    const engine::Model one = engine::compile(alone);
    const engine::Model two = engine::compile(paired);
    for (std::uint64_t path = 0; path < count_of(60); ++path) {
        const engine::Trace single = engine::trace(one, path);
        const engine::Trace both = engine::trace(two, path);
        INFO("path " << path);
        for (int month = 1; month <= kMonths; ++month) {
            CHECK(both.scores.at(month, Measure::defaulted_principal) ==
                  2 * single.scores.at(month, Measure::defaulted_principal));
        }
    }
}
