#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "replay.hpp"
#include "samples.hpp"

#include <algorithm>

using namespace kdt;
using namespace kdt::properties;

namespace {

/// Measures of which the members of one kind of group do not add up to the scheme's.
std::vector<std::string> sums_that_differ(const engine::Model& model, const engine::Trace& trace) {
    const std::vector<int> counts = {model.groups.banks, model.groups.products, model.groups.tiers,
                                     model.groups.sectors};
    const auto groups = static_cast<std::size_t>(model.shape.groups);
    std::vector<std::string> wrong;
    for (std::size_t h = 0; h < model.shape.horizons.size(); ++h) {
        for (std::size_t m = 0; m < tally::kMeasures; ++m) {
            const tally::MeasureInfo& info = tally::kMeasureInfo[m];
            if (!info.by_group || info.unit == tally::ScoreUnit::ratio) { continue; }
            std::size_t first = 0;
            for (const int count : counts) {
                if (info.by_bank && first > 0) { break; }
                std::int64_t sum = 0;
                for (int i = 0; i < count; ++i) {
                    sum += trace.scores.groups[(h * groups + first++) * tally::kMeasures + m];
                }
                if (sum != trace.scores.at(model.shape.horizons[h], static_cast<tally::Measure>(m))) {
                    wrong.push_back(std::string(info.name) + " of group kind with " + std::to_string(first));
                }
            }
        }
    }
    return wrong;
}

} // namespace

TEST_CASE("every path: the ledger balances each month and its events add up to the scores") {
    for (std::uint64_t seed = 1; seed <= count_of(1000); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (std::uint64_t path = 0; path < 5; ++path) {
            const auto findings = engine::audit(model, engine::trace(model, path));
            INFO("scenario " << seed << ", path " << path);
            CHECK(findings == std::vector<std::string>{});
        }
    }
}

TEST_CASE("every path: the banks' accounts and the common one sum to the pool's balance in every month, none below 0") {
    int with_accounts = 0;
    for (std::uint64_t seed = 1; seed <= count_of(500); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        if (!scenario::has_sub_accounts(model.scenario)) { continue; }
        ++with_accounts;
        const engine::Trace trace = engine::trace(model, seed % 5);
        INFO("scenario " << seed);
        for (int month = 0; month <= model.months; ++month) {
            INFO("month " << month);
            const std::int64_t banks = trace.scores.at(month, tally::Measure::account_balance);
            const std::int64_t common = trace.scores.at(month, tally::Measure::common_account);
            CHECK(banks + common == trace.scores.at(month, tally::Measure::pool_balance));
            CHECK(std::min(banks, common) >= 0);
        }
    }
    CHECK(with_accounts > 0);
}

TEST_CASE("every path: at each horizon the banks, products, tiers and sectors each sum to the scheme") {
    for (std::uint64_t seed = 1; seed <= count_of(500); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        const engine::Trace trace = engine::trace(model, seed % 7);
        INFO("scenario " << seed);
        CHECK(sums_that_differ(model, trace) == std::vector<std::string>{});
    }
}

TEST_CASE("every path: books kept a second time, from the contract, show the same amounts, payments and refusals") {
    for (std::uint64_t seed = 1; seed <= count_of(360); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (std::uint64_t path = 0; path < 4; ++path) {
            const auto findings = replay(model, engine::trace(model, path));
            INFO("scenario " << seed << ", path " << path);
            CHECK(findings == std::vector<std::string>{});
        }
    }
}
