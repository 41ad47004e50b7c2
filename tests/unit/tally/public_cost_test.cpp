#include "catch.hpp"
#include "tally/scores.hpp"

using namespace kdt::tally;

TEST_CASE("scores: the cost to public money counts subsidies of the pool and of the budget, less what comes in") {
    Shape shape;
    shape.months = 1;
    shape.horizons = shape.year_ends = {1};
    shape.discount = {1.0, 0.5};
    PathScores path;
    path.fit(shape);
    path.at(1, Measure::claims_paid) = 1'000;
    path.at(1, Measure::subsidies) = 200;
    path.at(1, Measure::budget_subsidies) = 400;
    path.at(1, Measure::management_cost) = 100;
    path.at(1, Measure::recoveries_to_pool) = 300;
    path.at(1, Measure::interest_income) = 40;
    path.at(1, Measure::fees) = 60;
    path.at(1, Measure::guarantor_fees) = 70; // the firms' cost
    path.at(1, Measure::top_ups) = 80;        // money, no cost
    Scores scores(shape, 1);
    scores.write_events(0, path);
    CHECK(scores.npv_cost()[0] == 650);
}
