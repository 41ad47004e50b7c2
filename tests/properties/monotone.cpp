#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <algorithm>
#include <map>
#include <string>

using namespace kdt;
using namespace kdt::properties;
using tally::Measure;
using terms::Party;

namespace {

constexpr std::uint64_t kPaths = 4;

scenario::Scenario plain_scenario(std::uint64_t seed) {
    Wishes wishes;
    wishes.lending = false;
    wishes.breakers = false;
    wishes.contested = false;
    return random_scenario(seed, wishes);
}

/// Default month of each borrower that defaults.
std::map<std::string, int> default_months(const engine::Model& model, const engine::Trace& trace) {
    std::map<std::string, int> months;
    for (const engine::Event& event : trace.events) {
        if (event.kind != engine::EventKind::default_event) { continue; }
        const auto& loan = model.opening[static_cast<std::size_t>(event.loan.opening)];
        months[model.tape[loan.tape_row].borrower_id] = event.month;
    }
    return months;
}

/// Beside accounts of banks, what is added to the pool is common, and takes a part of later top-ups from them.
void keep_in_one_account(scenario::Scenario& s) {
    for (auto& bank : s.banks) { bank.opening_balance.reset(); }
    for (auto& top_up : s.pool.top_ups) { top_up.bank.reset(); }
    if (s.pool.leverage) { s.pool.leverage->per = scenario::LeveragePer::scheme; }
}

/// The events of a path: an upper bound of the amounts it rounded.
std::int64_t roundings(const engine::Trace& a, const engine::Trace& b) {
    return static_cast<std::int64_t>(a.events.size() + b.events.size());
}

/// Where a firm's hazard rises with its PD in every month: an anchor that defaults earlier may open its suppliers'
/// window in milder months, and Basel's correlation falls as the PD rises.
scenario::Scenario of_own_hazards(std::uint64_t seed) {
    scenario::Scenario s = plain_scenario(seed);
    s.credit.contagion.reset();
    for (auto& sector : s.sectors) { sector.correlation_rule = scenario::CorrelationRule::stated; }
    return s;
}

double worse(double pd) { return std::min(0.97, pd * 1.7 + 0.001); }

} // namespace

TEST_CASE("a higher PD, without contagion, never means a later default nor less principal in default, on any path") {
    std::size_t defaults = 0;
    for (std::uint64_t seed = 1; seed <= count_of(400); ++seed) {
        const engine::Model mild = engine::compile(of_own_hazards(seed));
        scenario::Scenario severe = of_own_hazards(seed);
        for (auto& tier : severe.tiers) { tier.pd = worse(tier.pd); }
        for (auto& loan : severe.portfolio.tape) {
            if (loan.pd) { loan.pd = worse(*loan.pd); }
        }
        const engine::Model harsh = engine::compile(severe);
        for (std::uint64_t path = 0; path < kPaths; ++path) {
            const engine::Trace before = engine::trace(mild, path);
            const engine::Trace after = engine::trace(harsh, path);
            auto now = default_months(harsh, after);
            int later = 0;
            for (const auto& [borrower, month] : default_months(mild, before)) {
                ++defaults;
                later += now.contains(borrower) && now[borrower] <= month ? 0 : 1;
            }
            int less = 0;
            for (int month = 1; month <= mild.months; ++month) {
                less += after.scores.at(month, Measure::defaulted_principal) <
                                before.scores.at(month, Measure::defaulted_principal)
                            ? 1
                            : 0;
            }
            INFO("scenario " << seed << ", path " << path);
            CHECK(later == 0);
            CHECK(less == 0);
        }
    }
    CHECK(defaults > count_of(400));
}

TEST_CASE("a larger share of an ample pool costs the pool more and the bank less, in every month of every path") {
    std::int64_t moved = 0;
    for (std::uint64_t seed = 1; seed <= count_of(400); ++seed) {
        scenario::Scenario small = plain_scenario(seed);
        small.pool.balance = Fen{kLargestAmount.count / 10};
        keep_in_one_account(small);
        small.pool.on_shortfall = scenario::OnShortfall::queue;
        scenario::Scenario large = small;
        for (auto& product : large.products) {
            for (auto& row : product.shares) {
                const double by = row.pays[Party::bank] * 0.4;
                row.pays[Party::pool] += by;
                row.pays[Party::bank] -= by;
            }
        }
        const engine::Model less = engine::compile(small);
        const engine::Model more = engine::compile(large);
        for (std::uint64_t path = 0; path < kPaths; ++path) {
            const engine::Trace before = engine::trace(less, path);
            const engine::Trace after = engine::trace(more, path);
            const std::int64_t slack = roundings(before, after);
            int wrong = 0;
            for (int month = 1; month <= less.months; ++month) {
                const std::int64_t pool =
                    after.scores.at(month, Measure::pool_net_loss) - before.scores.at(month, Measure::pool_net_loss);
                const std::int64_t bank =
                    after.scores.at(month, Measure::bank_net_loss) - before.scores.at(month, Measure::bank_net_loss);
                wrong += pool < -slack || bank > slack || std::abs(pool + bank) > slack ? 1 : 0;
                moved += pool;
            }
            INFO("scenario " << seed << ", path " << path);
            CHECK(wrong == 0);
        }
    }
    CHECK(moved > 0);
}

TEST_CASE("a larger opening pool is never depleted earlier, and never pays less by then") {
    int depleted = 0;
    for (std::uint64_t seed = 1; seed <= count_of(400); ++seed) {
        scenario::Scenario small = plain_scenario(seed);
        // Of accounts the common one would be the larger: banks' own ones would get less of a top-up for all.
        if (scenario::has_sub_accounts(small)) { continue; }
        small.pool.refill.reset(); // a refill fills up the smaller pool, and not the larger
        keep_in_one_account(small);
        scenario::Scenario large = small;
        const bool committed = small.pool.mode == scenario::PoolMode::budget_commitment;
        (committed ? large.pool.annual_limit : large.pool.balance) += Fen{150'000'000};
        const engine::Model poor = engine::compile(small);
        const engine::Model rich = engine::compile(large);
        for (std::uint64_t path = 0; path < kPaths; ++path) {
            const engine::Trace before = engine::trace(poor, path);
            const engine::Trace after = engine::trace(rich, path);
            const int first = before.scores.depleted_month;
            const int now = after.scores.depleted_month;
            depleted += first > 0 ? 1 : 0;
            INFO("scenario " << seed << ", path " << path);
            CHECK((now == 0 || (first > 0 && now >= first)));
            if (first > 0) {
                CHECK(after.scores.at(first, Measure::claims_paid) >= before.scores.at(first, Measure::claims_paid));
            }
        }
    }
    CHECK(depleted > static_cast<int>(count_of(400) / 8));
}
