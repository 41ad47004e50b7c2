#include "engine/default_months.hpp"

#include "catch.hpp"
#include "engine/fate.hpp"
#include "engine/screen.hpp"
#include "every_target.hpp"
#include "generator.hpp"
#include "samples.hpp"

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

void compare_paths(const engine::Model& model, std::uint64_t paths, Told& told) {
    engine::PathState state(model);
    tally::PathScores scores;
    scores.fit(model.shape);
    for (std::uint64_t path = 0; path < paths; ++path) {
        engine::start_economy(model, path, state, scores);
        engine::find_candidates(model, state);
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

TEST_CASE("default months: the same in a book of a thousand risk classes, whatever its PD, correlation and age") {
    Scenario s;
    for (std::uint64_t seed = 1; s.portfolio.tape.empty(); ++seed) {
        Scenario drawn = random_scenario(seed, {.lending = false});
        if (is_drawn(drawn) && has_factors(drawn) && drawn.horizon_months > 12) { s = drawn; }
    }
    s.credit.dependence = scenario::Dependence::gaussian;
    s.credit.contagion.reset();
    for (scenario::Product& product : s.products) { product.early_repayment = product.extension_probability = 0.0; }
    const scenario::TapeLoan pattern = s.portfolio.tape.front();
    s.portfolio.tape.clear();
    for (int i = 0; i < 1000; ++i) {
        scenario::TapeLoan& loan = s.portfolio.tape.emplace_back(pattern);
        loan.loan_id = loan.borrower_id = "loan " + std::to_string(i);
        loan.pd = 1e-7 * std::pow(0.9 / 1e-7, i / 1000.0);
        loan.asset_correlation = 0.95 * (i * 37 % 100) / 100.0;
        loan.months_on_book = i % 30;
        loan.remaining_months = 1 + i * 7 % 40;
    }
    const engine::Model model = engine::compile(s);
    REQUIRE(model.screening.table.by_borrower);
    Told told;
    compare_paths(model, count_of(60), told);
    CHECK(told.defaults > 1000);
    CHECK(told.survivors > 100);
    CHECK(told.undecided < told.defaults / 20);
}
