#include "catch.hpp"
#include "engine/simulate.hpp"
#include "samples.hpp"

#include <algorithm>

using namespace kdt;
using namespace kdt::properties;

// Without transfers an account is a pool of its own: on every path its bank's loans are paid, and it is depleted, as in
// a scheme that has nothing else.
namespace {

scenario::Scenario two_banks() {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 24;
    s.report.horizons = {12, 24};
    s.pool.balance = Fen{50'000};
    s.banks.push_back({"甲", 1.0, {}, {}});
    s.banks.push_back({"乙", 1.0, {}, {}});
    s.banks[0].opening_balance = Fen{30'000};
    s.banks[1].opening_balance = Fen{20'000};
    s.sectors.push_back({"行业", 1.0, 0.15, {1.0}});
    s.credit.factors.push_back({"经济", 0.0, {}});
    s.credit.correlations = {{1.0}};
    s.tiers.push_back({"层级", 0.06, {}, {}});
    scenario::Product product;
    product.id = "产品";
    product.shares.push_back({});
    product.shares.back().pays.fraction = {0.5, 0.0, 0.0, 0.0, 0.5};
    s.products.push_back(product);
    s.recovery.mean = 0.3;
    for (int loan = 0; loan < 80; ++loan) {
        scenario::TapeLoan row;
        row.loan_id = row.borrower_id = "L" + std::to_string(loan);
        row.bank = loan % 2;
        row.principal = row.original_principal = Fen{10'000 + 97 * loan};
        row.remaining_months = 24;
        s.portfolio.tape.push_back(row);
    }
    s.seed = 20260611;
    s.paths = static_cast<std::int64_t>(count_of(6000));
    return s;
}

/// The same of one bank: its loans, and a pool that holds what its account does.
scenario::Scenario alone(int bank) {
    scenario::Scenario s = two_banks();
    s.pool.balance = *s.banks[static_cast<std::size_t>(bank)].opening_balance;
    for (auto& other : s.banks) { other.opening_balance.reset(); }
    std::erase_if(s.portfolio.tape, [&](const scenario::TapeLoan& loan) { return loan.bank != bank; });
    return s;
}

} // namespace

TEST_CASE("account: without transfers it is a pool of its own, on every path") {
    const engine::Outcome together = engine::simulate(engine::compile(two_banks()));
    for (int bank = 0; bank < 2; ++bank) {
        const engine::Outcome own = engine::simulate(engine::compile(alone(bank)));
        const auto depleted = together.scores->account_depleted(1 + bank);
        const auto expected = own.scores->depleted_month();
        CHECK(std::equal(depleted.begin(), depleted.end(), expected.begin(), expected.end()));
        CHECK(std::count(depleted.begin(), depleted.end(), 0) < static_cast<std::ptrdiff_t>(depleted.size()));
        CHECK(std::count(depleted.begin(), depleted.end(), 0) > 0);
        for (int horizon = 0; horizon < 2; ++horizon) {
            const auto balance = together.scores->account_balance(horizon, 1 + bank);
            const int date = own.scores->date_of(own.scores->shape().horizons[static_cast<std::size_t>(horizon)]);
            const auto pool = own.scores->measure(date, tally::Measure::pool_balance);
            CHECK(std::equal(balance.begin(), balance.end(), pool.begin(), pool.end()));
        }
    }
}
