#include "engine/run_off.hpp"

#include "catch.hpp"
#include "dice.hpp"
#include "engine/fate.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <cmath>
#include <functional>

using namespace kdt;
using namespace kdt::properties;
using scenario::Scenario;

namespace {

/// Leaves the pool and the bank alone with a product's claims, and nothing that limits them.
void make_plain(scenario::Product& product) {
    product.renewal_probability = product.early_repayment = product.extension_probability = 0.0;
    product.covered = product.utilisation = 1.0;
    product.public_ceiling.reset();
    product.yearly_cap.reset();
    product.guarantee_fee.reset();
    product.interest_subsidy.reset();
    product.claim.cap_per_claim.reset();
    product.claim.cap_per_borrower.reset();
    product.claim.rejection_probability = 0.0;
    product.claim.lock_in_months = 0;
    for (terms::ShareRow& row : product.shares) {
        for (const auto party : {terms::Party::guarantor, terms::Party::insurer, terms::Party::reguarantee}) {
            row.pays[terms::Party::bank] += row.pays[party];
            row.pays[party] = 0.0;
        }
    }
}

/// A random scenario in which the opening book is run off and nothing else happens.
Scenario run_off_scenario(std::uint64_t seed) {
    Scenario s = random_scenario(seed, {.lending = false, .breakers = false});
    for (scenario::Product& product : s.products) { make_plain(product); }
    for (scenario::Bank& bank : s.banks) {
        bank.layers.clear();
        bank.yearly_cap = {};
        bank.opening_balance.reset();
    }
    for (scenario::TapeLoan& loan : s.portfolio.tape) {
        loan.undrawn = Fen{};
        loan.covered.reset();
    }
    s.pool.yearly_cap.reset();
    s.credit.contagion.reset();
    s.stress.defaults.clear();
    s.recovery.distribution = scenario::RecoveryDistribution::constant;
    s.recovery.cycle_link = scenario::CycleLink::none;
    for (scenario::Tier& tier : s.tiers) { tier.pd = std::max(tier.pd, 0.08); }
    if (seed % 3 == 0) { // claims are paid in the month of default
        for (scenario::Product& product : s.products) {
            product.claim.pay_on = terms::PayOn::overdue;
            product.claim.overdue_months = product.claim.review_months = 0;
        }
        s.recovery.workout = {{}};
    }
    return s;
}

/// One with a tape and factors.
Scenario run_off_of_tape() {
    for (std::uint64_t seed = 1;; ++seed) {
        Scenario s = run_off_scenario(seed);
        if (s.portfolio.tape.size() > 5 && has_factors(s) && s.horizon_months > 12) { return s; }
    }
}

struct Counted {
    int short_way = 0;
    int in_full = 0;
    int ran_short = 0; ///< by the short way
};

/// Every path by the short way where it goes, beside its trace.
void compare(const engine::Model& model, std::uint64_t paths, Counted& counted,
             std::size_t most = engine::Aftermaths::kMost) {
    engine::PathState state(model);
    engine::RunOff run_off(model, state.opening, most);
    tally::PathScores scores;
    scores.fit(model.shape);
    for (std::uint64_t path = 0; path < paths; ++path) {
        if (!run_off.run(model, path, state, scores)) {
            ++counted.in_full;
            continue;
        }
        ++counted.short_way;
        counted.ran_short += scores.depleted_month > 0 ? 1 : 0;
        INFO("path " << path);
        CHECK(scores == engine::trace(model, path).scores);
    }
}

} // namespace

TEST_CASE("run-off: a path is the sum of what its defaults move, score for score, also where the pool runs short") {
    Counted counted;
    int books = 0;
    for (std::uint64_t seed = 1; seed <= count_of(240); ++seed) {
        const engine::Model model = engine::compile(run_off_scenario(seed));
        if (model.scenario.credit.dependence == scenario::Dependence::given) { continue; }
        INFO("scenario " << seed);
        REQUIRE(engine::is_run_off(model));
        ++books;
        compare(model, 25, counted);
    }
    CHECK(books > 10);
    CHECK(counted.short_way > counted.in_full);
    CHECK(counted.in_full > 0);
    CHECK(counted.ran_short > 0);
}

TEST_CASE("run-off: the same in a book of many classes, repaid at the end or bit by bit") {
    for (const auto repayment :
         {scenario::Repayment::bullet, scenario::Repayment::equal_principal, scenario::Repayment::equal_instalment}) {
        Scenario s = run_off_of_tape();
        Dice dice(17);
        s.credit.dependence = scenario::Dependence::gaussian;
        const scenario::TapeLoan like = s.portfolio.tape.at(0);
        s.portfolio.tape.clear();
        for (int i = 0; i < 300; ++i) {
            scenario::TapeLoan loan = like;
            loan.loan_id = "L" + std::to_string(i);
            loan.borrower_id = i % 10 == 0 ? "several " + std::to_string(i % 3) : loan.loan_id;
            loan.principal = loan.original_principal = Fen{dice.between(1, 900'000'000)};
            loan.pd = dice.real(0.001, 0.3);
            loan.remaining_months = dice.between(1, 60);
            s.portfolio.tape.push_back(loan);
        }
        for (scenario::Product& product : s.products) { product.repayment = repayment; }
        const engine::Model model = engine::compile(s);
        CHECK(model.screening.table.by_borrower);
        Counted counted;
        compare(model, 60, counted);
        compare(model, 20, counted, 50); // what follows is forgotten before every path or two
        CHECK(counted.short_way > 0);
    }
}

TEST_CASE("run-off: a term under which one default changes what follows from another takes the long way") {
    const Scenario plain = run_off_of_tape();
    REQUIRE(engine::is_run_off(engine::compile(plain)));
    const auto in_products = [](void (*change)(scenario::Product&)) {
        return [change](Scenario& s) {
            for (scenario::Product& product : s.products) { change(product); }
        };
    };
    const std::vector<std::function<void(Scenario&)>> changes = {
        in_products([](auto& product) { product.claim.cap_per_claim = Fen{1'000'000}; }),
        in_products([](auto& product) { product.claim.cap_per_borrower = Fen{1'000'000}; }),
        in_products([](auto& product) { product.claim.rejection_probability = 0.1; }),
        in_products([](auto& product) { product.claim.lock_in_months = 2; }),
        in_products([](auto& product) { product.public_ceiling = Rate{0.5}; }),
        in_products([](auto& product) { product.yearly_cap = Fen{1'000'000}; }),
        in_products([](auto& product) { product.covered = 0.9; }),
        in_products([](auto& product) { product.early_repayment = 0.1; }),
        in_products([](auto& product) { product.extension_probability = 0.1; }),
        in_products([](auto& product) { product.guarantee_fee = terms::GuaranteeFee{}; }),
        in_products([](auto& product) { product.interest_subsidy = terms::InterestSubsidy{}; }),
        in_products([](auto& product) {
            product.renewal_probability = 0.5;
            product.renewal_max_times = 1;
        }),
        in_products([](auto& product) {
            product.shares.back().pays = {};
            product.shares.back().pays[terms::Party::guarantor] = 0.4;
            product.shares.back().pays[terms::Party::bank] = 0.6;
        }),
        [](Scenario& s) { s.credit.dependence = scenario::Dependence::given; },
        [](Scenario& s) { // more than the pool can be asked for
            scenario::TapeLoan& loan = s.portfolio.tape.front();
            loan.principal = loan.original_principal = kLargestAmount;
            loan.rate = 0.2;
            for (scenario::Product& product : s.products) {
                product.claim.basis = terms::Basis::principal_and_interest;
                product.claim.overdue_months = 12;
            }
        },
        [](Scenario& s) { // more kinds than sums are kept of
            const scenario::TapeLoan like = s.portfolio.tape.front();
            s.horizon_months = 60;
            s.report.horizons = {60};
            s.banks.resize(40, s.banks.front());
            s.sectors.resize(30, s.sectors.front());
            for (int i = 0; i < 1200; ++i) {
                scenario::TapeLoan& loan = s.portfolio.tape.emplace_back(like);
                loan.loan_id = loan.borrower_id = "K" + std::to_string(i);
                loan.bank = i % 40;
                loan.sector = i / 40;
            }
        },
        [](Scenario& s) { s.pool.yearly_cap = Fen{1'000'000}; },
        [](Scenario& s) { s.banks.front().yearly_cap.amount = Fen{1'000'000}; },
        [](Scenario& s) { s.banks.front().opening_balance = Fen{}; },
        [](Scenario& s) { s.banks.front().layers.emplace_back(); },
        [](Scenario& s) { s.portfolio.tape.front().undrawn = Fen{100}; },
        [](Scenario& s) { s.portfolio.tape.front().covered = false; },
        [](Scenario& s) {
            s.credit.contagion = scenario::Contagion{2.0, 3};
        },
        [](Scenario& s) {
            s.stress.defaults.push_back({1, scenario::DefaultShock::Whom::largest, "", 0, 1});
        },
        [](Scenario& s) {
            s.recovery = {scenario::RecoveryDistribution::beta, 0.4, 0.2, scenario::CycleLink::none, Rate{}, {{}}};
        },
        [](Scenario& s) { s.recovery.cycle_link = scenario::CycleLink::frye_jacobs; },
        [](Scenario& s) {
            s.breakers.emplace_back();
            s.breakers.back().rule.stop_above = 0.5;
        },
        [](Scenario& s) {
            s.lending.demand.push_back({0, 0, 1.0});
            s.tiers.front().loan_size = credit::SizeLaw{};
        },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        Scenario changed = plain;
        changes[i](changed);
        INFO("change " << i);
        CHECK_FALSE(engine::is_run_off(engine::compile(changed)));
    }
}

TEST_CASE("run-off: a book goes the short way where its paths are many for what has to be found out") {
    Scenario s = run_off_of_tape();
    for (scenario::Product& product : s.products) { product.repayment = scenario::Repayment::equal_principal; }
    s.paths = 10;
    CHECK_FALSE(engine::is_worth_it(engine::compile(s)));
    s.paths = 100'000;
    CHECK(engine::is_worth_it(engine::compile(s)));
}

TEST_CASE("run-off: the month of a default is the exact one where a hazard comes as near to the threshold as 10^-12") {
    Scenario s = run_off_of_tape();
    s.credit.dependence = scenario::Dependence::independent;
    s.credit.seasoning = {};
    s.credit.factor_period_months = 12;
    s.stress.pd_multiplier.assign(s.tiers.size(), 1.0);
    scenario::TapeLoan loan = s.portfolio.tape.at(0);
    loan.loan_id = loan.borrower_id = "only";
    loan.remaining_months = 12;
    s.horizon_months = 12;
    s.report.horizons = {12};
    int told = 0;
    for (std::uint64_t path = 0; path < 50; ++path) {
        const random::Luck luck(s.seed, path);
        const double threshold = engine::threshold_of(luck, entity_of("borrower:only"));
        if (threshold > 3.0) { continue; }
        for (const double side : {-1e-12, 1e-12}) {
            loan.pd = -std::expm1(-threshold * (1.0 + side)); // the hazard of a year
            s.portfolio.tape = {loan};
            const engine::Model model = engine::compile(s);
            engine::PathState state(model);
            engine::RunOff run_off(model, state.opening);
            tally::PathScores scores;
            scores.fit(model.shape);
            REQUIRE(run_off.run(model, path, state, scores));
            INFO("path " << path << ", " << side);
            CHECK((scores.at(12, tally::Measure::defaulted_principal) > 0) == (side > 0.0));
            ++told;
        }
    }
    CHECK(told > 60);
}
