#include "engine/default_months.hpp"

#include "catch.hpp"
#include "engine/fate.hpp"
#include "engine/hazard_table.hpp"
#include "engine/screen.hpp"
#include "every_target.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <algorithm>
#include <cmath>

using namespace kdt;
using namespace kdt::properties;
using scenario::Scenario;

namespace {

struct Told {
    int survivors = 0;
    int defaults = 0;
    int undecided = 0; ///< of those that the registers look at
};

/// What registers tell of a path's candidates, beside the exact months.
void compare(const engine::Model& model, engine::PathState& state, Told& told) {
    const std::span<const std::int32_t> months = engine::months_of_candidates(model, state);
    REQUIRE(months.size() == state.candidates.size());
    for (std::size_t place = 0; place < months.size(); ++place) {
        const std::size_t borrower = state.candidates[place];
        const std::int32_t loan = engine::only_loan(model, borrower);
        if (months[place] == engine::kUndecided) {
            told.undecided += loan < 0 ? 0 : 1;
            continue;
        }
        REQUIRE(loan >= 0);
        const engine::Loan& only = state.opening.loans[static_cast<std::size_t>(loan)];
        const int exact = engine::month_of_default(model, state, borrower, engine::exposure_of(only));
        ++(exact > 0 ? told.defaults : told.survivors);
        INFO("borrower " << borrower);
        CHECK(months[place] == exact);
    }
}

/// None of those who are not among the candidates defaults.
void check_rest(const engine::Model& model, engine::PathState& state) {
    auto candidate = state.candidates.begin();
    for (std::size_t borrower = 0; borrower < model.borrowers.size(); ++borrower) {
        if (candidate != state.candidates.end() && *candidate == borrower) {
            ++candidate;
            continue;
        }
        const std::int32_t loan = engine::only_loan(model, borrower);
        if (loan < 0) { continue; }
        const engine::Loan& only = state.opening.loans[static_cast<std::size_t>(loan)];
        INFO("borrower " << borrower);
        CHECK(engine::month_of_default(model, state, borrower, engine::exposure_of(only)) == 0);
    }
}

void compare_paths(const engine::Model& model, std::uint64_t paths, Told& told) {
    engine::PathState state(model);
    tally::PathScores scores;
    scores.fit(model.shape);
    for (std::uint64_t path = 0; path < paths; ++path) {
        engine::start_economy(model, path, state, scores);
        engine::find_candidates(model, state);
        check_rest(model, state);
        on_every_target([&](const std::string& target) {
            INFO("path " << path << ", " << target);
            compare(model, state, told);
        });
    }
}

bool is_drawn(const Scenario& s) { return s.credit.dependence != scenario::Dependence::given; }

/// A book of Gaussian risks, each loan of one borrower and a class of its own.
Scenario gaussian_book() {
    Scenario s;
    for (std::uint64_t seed = 1; s.portfolio.tape.empty(); ++seed) {
        Scenario drawn = random_scenario(seed, {.lending = false, .stress = false});
        if (is_drawn(drawn) && has_factors(drawn) && drawn.horizon_months > 12) { s = drawn; }
    }
    s.credit.dependence = scenario::Dependence::gaussian;
    s.credit.contagion.reset();
    for (scenario::Product& product : s.products) { product.early_repayment = product.extension_probability = 0.0; }
    s.portfolio.tape.resize(1);
    return s;
}

scenario::TapeLoan& add_loan(Scenario& s, int i) {
    scenario::TapeLoan& loan = s.portfolio.tape.emplace_back(s.portfolio.tape.front());
    loan.loan_id = loan.borrower_id = "loan " + std::to_string(i);
    return loan;
}

Scenario book_of_a_thousand() {
    Scenario s = gaussian_book();
    for (int i = 0; i < 1000; ++i) {
        scenario::TapeLoan& loan = add_loan(s, i);
        loan.pd = 1e-7 * std::pow(0.9 / 1e-7, i / 1000.0);
        loan.asset_correlation = 0.95 * (i * 37 % 100) / 100.0;
        loan.months_on_book = i % 3 == 0 ? 1200 - i : i % 30;
        loan.remaining_months = 1 + i * 7 % 40;
    }
    return s;
}

std::vector<double> level(int months, double level, double then) {
    std::vector<double> by_month(static_cast<std::size_t>(months), level);
    by_month.push_back(then);
    return by_month;
}

/// Curves that start or end high, low, at nothing, and sum up to much.
std::vector<credit::Seasoning> curves() {
    std::vector<credit::Seasoning> all = {credit::Seasoning::flat(), credit::Seasoning::second_year_peak()};
    for (const auto& by_month : {level(1, 0.7, 0.7), level(36, 1.0, 0.001), level(300, 10.0, 0.01),
                                 level(590, 1000.0, 0.001), level(5, 0.0, 1.3), level(1200, 1.0, 0.0)}) {
        all.emplace_back().by_month = by_month;
    }
    return all;
}

/// The annual PD whose hazard over so many units of seasoning in the path's first period comes to `hazard`.
double pd_of_hazard(double hazard, double correlation, int period_months, double seasons,
                    const credit::Economy& economy) {
    double least = 1e-12;
    double most = 1.0 - 1e-12;
    for (int i = 0; i < 100; ++i) {
        const double pd = 0.5 * (least + most);
        const credit::Gaussian risk(credit::period_pd(pd, period_months), correlation);
        const double reached =
            credit::hazard_share(pd, period_months) * credit::conditional_hazard(risk, economy) * seasons;
        (reached < hazard ? least : most) = pd;
    }
    return 0.5 * (least + most);
}

/// Adds loans one of whose months ends, on path 0, with a hazard within 10^-8 to 10^-3 of the threshold.
void add_close_loans(Scenario& s, int count) {
    constexpr int kOldest = 1200;
    s.portfolio.tape.front().months_on_book = kOldest;
    const engine::Model first = engine::compile(s);
    engine::PathState state(first);
    tally::PathScores scores;
    scores.fit(first.shape);
    engine::start_economy(first, 0, state, scores);
    const int period_months = s.credit.factor_period_months;
    const credit::Economy economy = state.economy[static_cast<std::size_t>(s.portfolio.tape.front().sector) *
                                                  static_cast<std::size_t>(first.periods)];
    for (int i = 0; i < count; ++i) {
        scenario::TapeLoan& loan = add_loan(s, i);
        const double threshold = engine::threshold_of(state.luck, entity_of("borrower:" + loan.borrower_id));
        const double off = (i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, -8.0 + 5.0 * (i % 100) / 100.0);
        loan.asset_correlation = i % 3 == 0 ? 1.0 - std::pow(10.0, -(i % 50) / 8.0) : 0.01 * (i % 60);
        loan.months_on_book = i * 7 % (kOldest + 1);
        loan.remaining_months = 12;
        const auto age = static_cast<std::size_t>(loan.months_on_book);
        const auto months = static_cast<std::size_t>(1 + i % period_months);
        const double seasons = first.seasoning_sum[age + months] - first.seasoning_sum[age];
        loan.pd = pd_of_hazard(threshold * (1.0 + off), *loan.asset_correlation, period_months, seasons, economy);
    }
}

} // namespace

TEST_CASE("default months: registers of every kind tell the exact month, or that they can't, and seldom that") {
    Told told;
    for (std::uint64_t seed = 1; seed <= count_of(240); ++seed) {
        Scenario s = random_scenario(seed, {});
        if (!is_drawn(s)) { continue; }
        for (scenario::Tier& tier : s.tiers) { tier.pd = std::max(tier.pd, 0.08); }
        INFO("scenario " << seed);
        compare_paths(engine::compile(s), 12, told);
    }
    CHECK(told.defaults > 100);
    CHECK(told.survivors > 0);
    CHECK(told.undecided < told.defaults / 10);
}

TEST_CASE("default months: no bound of a hazard lies below it, and hardly any far above, wherever the factors are") {
    const engine::Model model = engine::compile(book_of_a_thousand());
    REQUIRE(model.screening.table.by_borrower);
    engine::PathState state(model);
    int below = 0;
    int bounds = 0;
    int far_above = 0;
    for (double composite = -5.5; composite < 5.5; composite += 0.0437) {
        std::ranges::fill(state.economy, credit::Economy{composite, 1.0, 1.0});
        const engine::HalfFloat* const own = engine::read_own_bounds(model, state).front();
        for (std::size_t borrower = 0; borrower < model.borrowers.size(); borrower += 3) {
            const auto place = static_cast<std::size_t>(model.screening.columns.risk_class[borrower]);
            const engine::RiskClass& risk = model.classes[place];
            const double hazard = risk.hazard_share * credit::conditional_hazard(risk.model, state.economy.front());
            const auto bound = static_cast<double>(engine::as_float(own[borrower]));
            below += bound < hazard ? 1 : 0;
            far_above += bound > 2.0 * hazard ? 1 : 0;
            ++bounds;
        }
    }
    CHECK(below == 0);
    CHECK(far_above < bounds / 3);
}

TEST_CASE("default months: the same in a book of a thousand risk classes, whatever PD, correlation, age and season") {
    for (const credit::Seasoning& curve : curves()) {
        Scenario s = book_of_a_thousand();
        s.credit.seasoning = curve;
        Told told;
        INFO("seasons from " << curve.by_month.front() << " to " << curve.by_month.back());
        compare_paths(engine::compile(s), count_of(24), told);
        CHECK(told.defaults > 300);
        CHECK(told.survivors > 10);
        CHECK(told.undecided < told.defaults / 20);
    }
}

TEST_CASE("default months: seasons too small for floats, or sums too large, are left to exact numbers") {
    struct Case {
        std::vector<double> by_month;
        bool floats_tell;
    };
    for (const Case& given :
         {Case{level(1, 0.0, 1.0), true}, Case{level(1, 0.0010, 1.0), true}, Case{level(1, 0.0009, 1.0), false},
          Case{level(1, 1e-12, 1.0), false}, Case{level(600, 1000.0, 1000.0), false}}) {
        Scenario s = book_of_a_thousand();
        s.credit.seasoning.by_month = given.by_month;
        Told told;
        compare_paths(engine::compile(s), 2, told);
        INFO(given.by_month.front());
        CHECK((told.defaults > 0) == given.floats_tell);
        CHECK((given.floats_tell || told.undecided > 0));
    }
}

TEST_CASE("default months: the exact ones where a month's hazard comes to the threshold within 10^-8 to 10^-3 of it") {
    for (const int period_months : {1, 12}) {
        for (const credit::Seasoning& curve : curves()) {
            Scenario s = gaussian_book();
            s.credit.seasoning = curve;
            s.credit.factor_period_months = period_months;
            add_close_loans(s, 2000);
            const engine::Model model = engine::compile(s);
            REQUIRE(model.exposed.hazards == engine::Exposed::Hazards::by_series);
            Told told;
            INFO("periods of " << period_months << ", seasons from " << curve.by_month.front() << " to "
                               << curve.by_month.back());
            compare_paths(model, 1, told);
            CHECK(told.undecided > 100); // closer than floats tell
            CHECK(told.defaults + told.survivors > 100);
        }
    }
}
