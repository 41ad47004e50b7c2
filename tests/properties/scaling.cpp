#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <algorithm>

using namespace kdt;
using namespace kdt::properties;
using tally::Measure;

namespace {

constexpr std::int64_t kTimes = 10;

void enlarge(Fen& amount) { amount.count *= kTimes; }
void enlarge(std::optional<Fen>& amount) {
    if (amount) { enlarge(*amount); }
}

void enlarge(credit::SizeLaw& law) {
    constexpr auto times = static_cast<double>(kTimes);
    law.mean *= times;
    law.sd *= times;
    law.floor *= times;
    for (double& value : law.values) { value *= times; }
}

void enlarge(terms::Condition& when) {
    enlarge(when.principal_at_most);
    enlarge(when.principal_above);
    enlarge(when.revenue_at_most);
}

void enlarge(terms::PartyTerms& party) {
    enlarge(party.limit);
    enlarge(party.yearly_limit);
    enlarge(party.first_loss);
}

/// Every amount of money in the scenario ten times as large.
scenario::Scenario enlarged(scenario::Scenario s) {
    enlarge(s.pool.balance);
    enlarge(s.pool.yearly_cap);
    for (auto& top_up : s.pool.top_ups) { enlarge(top_up.amount); }
    enlarge(s.pool.annual_limit);
    if (s.pool.refill) {
        enlarge(s.pool.refill->target);
        enlarge(s.pool.refill->yearly_limit);
    }
    for (auto& bank : s.banks) {
        enlarge(bank.yearly_plan);
        enlarge(bank.max_outstanding);
        enlarge(bank.yearly_cap.amount);
        enlarge(bank.opening_balance);
    }
    enlarge(s.guarantor);
    enlarge(s.insurer);
    enlarge(s.reguarantee);
    for (auto& reguarantor : s.reguarantors) { enlarge(reguarantor.terms); }
    for (auto& product : s.products) {
        enlarge(product.borrower_cap);
        enlarge(product.renewal_cap);
        enlarge(product.yearly_cap);
        enlarge(product.claim.cap_per_claim);
        enlarge(product.claim.cap_per_borrower);
        if (product.interest_subsidy) { enlarge(product.interest_subsidy->cap_per_firm); }
        for (auto& row : product.shares) { enlarge(row.when); }
        for (auto& add_on : product.add_ons) { enlarge(add_on.when); }
    }
    for (auto& tier : s.tiers) {
        enlarge(*tier.loan_size);
        if (tier.revenue) { enlarge(*tier.revenue); }
        enlarge(tier.borrower_cap);
    }
    enlarge(s.lending.borrower_cap);
    for (auto& loan : s.portfolio.tape) {
        enlarge(loan.principal);
        enlarge(loan.original_principal);
        enlarge(loan.undrawn);
        enlarge(loan.revenue);
    }
    if (s.portfolio.synthetic) { enlarge(s.portfolio.synthetic->outstanding); }
    for (auto& target : s.targets) {
        enlarge(target.amount);
        enlarge(target.already_lent);
    }
    return s;
}

/// A random scenario whose breakers stand off the round fractions that equal loans in equal instalments meet exactly,
/// and whose ceilings off the shares they may equal: there a rounding would decide whether there is anything at all.
scenario::Scenario without_ties(std::uint64_t seed) {
    scenario::Scenario s = random_scenario(seed);
    for (auto& breaker : s.breakers) {
        for (auto* level : {&breaker.rule.warn_above, &breaker.rule.stop_above}) {
            if (*level) { **level *= 1.00371; }
        }
        breaker.rule.resume_below *= 1.00371;
    }
    for (auto& product : s.products) {
        if (product.public_ceiling) {
            product.public_ceiling->value = std::min(1.0, product.public_ceiling->value * 1.00371);
        }
    }
    return s;
}

/// Each event rounds at most one amount by at most 1 分, and so does each instalment; a ceiling multiplies what its
/// base was rounded by.
std::int64_t most_rounding(const engine::Model& model, const engine::Trace& trace) {
    const auto& leverage = model.scenario.pool.leverage;
    const auto multiple = static_cast<std::int64_t>(leverage ? leverage->multiple : 0.0);
    const auto contracts = std::count_if(trace.events.begin(), trace.events.end(), [](const engine::Event& event) {
        using engine::EventKind;
        return event.kind == EventKind::on_books || event.kind == EventKind::granted ||
               event.kind == EventKind::drawn || event.kind == EventKind::renewed;
    });
    const std::int64_t roundings = static_cast<std::int64_t>(trace.events.size()) + contracts * model.months + 2;
    return (kTimes + 1) * (2 + multiple) * roundings;
}

int unscaled_measures(const engine::Model& model, const engine::Trace& small, const engine::Trace& large) {
    const std::int64_t slack = most_rounding(model, small);
    int wrong = 0;
    for (int month = 0; month <= model.months; ++month) {
        for (std::size_t m = 0; m < tally::kMeasures; ++m) {
            const auto measure = static_cast<Measure>(m);
            const std::int64_t a = small.scores.at(month, measure);
            const std::int64_t b = large.scores.at(month, measure);
            if (tally::info(measure).unit == tally::ScoreUnit::count) { wrong += a != b ? 1 : 0; }
            if (tally::info(measure).unit != tally::ScoreUnit::fen) { continue; }
            const bool none = a == tally::kNoScore || b == tally::kNoScore;
            wrong += none ? (a != b ? 1 : 0) : (std::abs(b - kTimes * a) > slack ? 1 : 0);
        }
    }
    return wrong;
}

} // namespace

TEST_CASE("ten times the money gives ten times every amount, to rounding, and the same events") {
    for (std::uint64_t seed = 1; seed <= count_of(400); ++seed) {
        const scenario::Scenario scenario = without_ties(seed);
        const engine::Model small = engine::compile(scenario);
        const engine::Model large = engine::compile(enlarged(scenario));
        for (std::uint64_t path = 0; path < 4; ++path) {
            const engine::Trace before = engine::trace(small, path);
            const engine::Trace after = engine::trace(large, path);
            INFO("scenario " << seed << ", path " << path);
            CHECK(unscaled_measures(small, before, after) == 0);
            CHECK(before.scores.depleted_month == after.scores.depleted_month);
            CHECK(before.scores.first_stop == after.scores.first_stop);
            CHECK(before.scores.first_warn == after.scores.first_warn);
            CHECK(before.scores.stopped == after.scores.stopped);
            for (std::size_t i = 0; i < before.scores.targets.size(); ++i) {
                CHECK(before.scores.targets[i].met == after.scores.targets[i].met);
                CHECK(before.scores.targets[i].bound_by == after.scores.targets[i].bound_by);
            }
            for (std::size_t i = 0; i < before.scores.refusals.size(); ++i) {
                CHECK(before.scores.refusals[i].count == after.scores.refusals[i].count);
            }
        }
    }
}
