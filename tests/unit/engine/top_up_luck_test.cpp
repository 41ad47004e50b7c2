#include "catch.hpp"
#include "small.hpp"

#include <cmath>
#include <map>

using namespace kdt;
using namespace kdt::small;

namespace {

/// A scheme in which only top-ups are left to luck.
Scenario promised(int months) {
    Scenario s = scheme(months);
    s.credit.dependence = scenario::Dependence::independent;
    add_loan(s, "L", 100, months + 12);
    return s;
}

scenario::TopUp top_up(int month, std::int64_t amount, double probability, double late, int late_months) {
    scenario::TopUp out;
    out.month = month;
    out.amount = Fen{amount};
    out.probability = probability;
    out.late_probability = late;
    out.late_months = late_months;
    return out;
}

/// The month in which each amount comes on a path; 0: never.
std::map<std::int64_t, int> arrivals(const engine::Model& model, std::uint64_t path) {
    std::map<std::int64_t, int> months;
    for (const auto& promise : model.scenario.pool.top_ups) { months[promise.amount.count] = 0; }
    for (const engine::Event& event : engine::trace(model, path).events) {
        if (event.kind == EventKind::top_up) { months[event.amount.count] = event.month; }
    }
    return months;
}

constexpr std::uint64_t kTracedPaths = 4000;

} // namespace

TEST_CASE("top-ups come, and come late, as often as stated, each by its own luck") {
    Scenario s = promised(20);
    s.pool.top_ups = {top_up(3, 11, 0.3, 0.0, 0), top_up(3, 12, 1.0, 0.6, 4), top_up(8, 13, 0.5, 0.5, 2)};
    const engine::Model model = engine::compile(s);
    std::map<std::string, double> seen;
    for (std::uint64_t path = 0; path < kTracedPaths; ++path) {
        auto months = arrivals(model, path);
        seen["11"] += months[11] == 3;
        seen["12 late"] += months[12] == 7;
        seen["12 ever"] += months[12] > 0;
        seen["13"] += months[13] > 0;
        seen["13 late"] += months[13] == 10;
        seen["both"] += months[11] > 0 && months[13] > 0;
    }
    CHECK(seen["12 ever"] == static_cast<double>(kTracedPaths));
    // Five frequencies; together they err with probability 1e-3: 3.72 standard deviations each.
    for (const auto& [what, p] : {std::pair("11", 0.3), std::pair("12 late", 0.6), std::pair("13", 0.5),
                                  std::pair("13 late", 0.25), std::pair("both", 0.15)}) {
        INFO(what << ": " << seen[what]);
        const double n = kTracedPaths;
        CHECK(std::abs(seen[what] - n * p) < 3.72 * std::sqrt(n * p * (1.0 - p)));
    }
}

TEST_CASE("a top-up's luck is its own: neither another one nor a delay by the stress block changes it") {
    Scenario s = promised(20);
    s.pool.top_ups = {top_up(3, 11, 0.5, 0.5, 4), top_up(8, 13, 0.5, 0.5, 2)};
    Scenario other = s;
    other.pool.top_ups.insert(other.pool.top_ups.begin(), top_up(5, 99, 0.5, 0.5, 1));
    for (auto& promise : other.pool.top_ups) {
        promise.month += 2;
        promise.stress_delay = 2;
    }
    const engine::Model plain = engine::compile(s);
    const engine::Model delayed = engine::compile(other);
    int missed = 0;
    for (std::uint64_t path = 0; path < 200; ++path) {
        auto before = arrivals(plain, path);
        auto after = arrivals(delayed, path);
        for (const std::int64_t amount : {11, 13}) {
            missed += before[amount] == 0;
            CHECK(after[amount] == (before[amount] == 0 ? 0 : before[amount] + 2));
        }
    }
    CHECK(missed > 100);
}
