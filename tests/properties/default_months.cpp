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
    const std::span<const std::int32_t> months = state.default_months.find(model, state);
    REQUIRE(months.size() == state.candidates.size());
    for (std::size_t place = 0; place < months.size(); ++place) {
        const std::size_t borrower = state.candidates[place];
        const std::int32_t loan = state.default_months.loan_of(borrower);
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
        const std::int32_t loan = state.default_months.loan_of(borrower);
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

namespace {

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

/// The annual PD whose hazard over so many units of seasoning in the path's first period comes to `hazard`.
double pd_of_hazard(double hazard, double correlation, int period_months, double seasons,
                    const credit::Economy& economy) {
    double least = 1e-12;
    double most = 1.0 - 1e-12;
    for (int i = 0; i < 200; ++i) {
        const double pd = 0.5 * (least + most);
        const credit::Gaussian risk(credit::period_pd(pd, period_months), correlation);
        const double reached =
            credit::hazard_share(pd, period_months) * credit::conditional_hazard(risk, economy) * seasons;
        (reached < hazard ? least : most) = pd;
    }
    return 0.5 * (least + most);
}

} // namespace

namespace {

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

} // namespace

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

TEST_CASE("default months: the same in a book of a thousand risk classes, whatever its PD, correlation and age") {
    const engine::Model model = engine::compile(book_of_a_thousand());
    Told told;
    compare_paths(model, count_of(60), told);
    CHECK(told.defaults > 1000);
    CHECK(told.survivors > 100);
    CHECK(told.undecided < told.defaults / 20);
}

TEST_CASE("default months: seasons too small for floats are left to exact numbers") {
    for (const double season : {0.0, engine::kLeastSeason, engine::kLeastSeason * 0.99, 1e-12}) {
        Scenario s = book_of_a_thousand();
        s.credit.seasoning.by_month = {season, 1.0};
        Told told;
        compare_paths(engine::compile(s), 2, told);
        INFO(season);
        const bool floats_tell = season == 0.0 || season >= engine::kLeastSeason;
        CHECK((told.defaults > 0) == floats_tell);
        CHECK((floats_tell || told.undecided > 0));
    }
}

TEST_CASE("default months: the exact ones where a month's hazard comes to the threshold within 10^-8 to 10^-3 of it") {
    constexpr int kOldest = 1200;
    for (const int period_months : {1, 12}) {
        Scenario s = gaussian_book();
        s.credit.seasoning = credit::Seasoning::second_year_peak();
        s.credit.factor_period_months = period_months;
        s.portfolio.tape.front().months_on_book = kOldest;
        const engine::Model first = engine::compile(s);
        engine::PathState state(first);
        tally::PathScores scores;
        scores.fit(first.shape);
        engine::start_economy(first, 0, state, scores);
        const credit::Economy economy = state.economy[static_cast<std::size_t>(s.portfolio.tape.front().sector) *
                                                      static_cast<std::size_t>(first.periods)];
        for (int i = 0; i < 3000; ++i) {
            scenario::TapeLoan& loan = add_loan(s, i);
            const double threshold = engine::threshold_of(state.luck, entity_of("borrower:" + loan.borrower_id));
            const double off = (i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, -8.0 + 5.0 * (i % 100) / 100.0);
            const int months = 1 + i % period_months;
            loan.asset_correlation = i % 3 == 0 ? 1.0 - std::pow(10.0, -(i % 50) / 12.0) : 0.01 * (i % 60);
            loan.months_on_book = i * 7 % (kOldest + 1);
            loan.remaining_months = 12;
            const auto age = static_cast<std::size_t>(loan.months_on_book);
            const double seasons =
                first.seasoning_sum[age + static_cast<std::size_t>(months)] - first.seasoning_sum[age];
            loan.pd = pd_of_hazard(threshold * (1.0 + off), *loan.asset_correlation, period_months, seasons, economy);
        }
        const engine::Model model = engine::compile(s);
        REQUIRE(model.screening.table.by_borrower);
        Told told;
        INFO("periods of " << period_months);
        compare_paths(model, 1, told);
        CHECK(told.undecided > 1000); // closer than floats tell
        CHECK(told.defaults + told.survivors > 1000);
    }
}
