#include "catch.hpp"

#include "engine/simulate.hpp"
#include "given/expected.hpp"
#include "given/told.hpp"
#include "study/clause.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

// Scenarios with stated defaults whose results were worked out by hand from the model page, a folder for each rule.
// The calculation stands in the folder's README; here the engine is held to it, to the 分.
namespace given {
namespace {

namespace fs = std::filesystem;
using kdt::tally::kMeasures;
using kdt::tally::Measure;

const fs::path kHere = fs::path(KDT_SOURCE_DIR) / "tests" / "given";

std::vector<fs::path> rule_folders() {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(kHere)) {
        if (entry.is_directory()) { out.push_back(entry.path()); }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void ledger_is_as_worked_out(const Told& told, const Expected& expected) {
    for (const LedgerRow& row : expected.ledger) {
        for (int month = row.from_month; month <= row.to_month; ++month) {
            INFO("month " << month << ", " << row.measure << ' ' << row.scope << ' ' << row.id);
            CHECK(score_of(told, row, month) == as_score(row));
        }
    }
}

/// One line for each event of the kinds named, so that a miss shows what happened instead.
std::vector<std::string> lines_of(const Told& told, const std::set<std::string>& kinds) {
    std::vector<std::string> out;
    for (const auto& event : told.trace.events) {
        const std::string kind(name_of(event.kind));
        if (!kinds.contains(kind)) { continue; }
        out.push_back("month " + std::to_string(event.month) + ": " + kind + " " + subject_of(told, event) + " " +
                      std::to_string(event.amount.count));
    }
    return out;
}

void events_are_as_worked_out(const Told& told, const Expected& expected) {
    std::set<std::string> kinds;
    std::vector<std::string> wanted;
    for (const ExpectedEvent& event : expected.events) {
        kinds.insert(event.kind);
        wanted.push_back("month " + std::to_string(event.month) + ": " + event.kind + " " + event.loan + " " +
                         std::to_string(fen(event.amount)));
        if (!event.of && event.clause.empty()) { continue; }
        const auto& all = told.trace.events;
        const auto same = [&](const kdt::engine::Event& told_event) {
            return told_event.month == event.month && name_of(told_event.kind) == event.kind &&
                   subject_of(told, told_event) == event.loan && told_event.amount.count == fen(event.amount) &&
                   (!event.of || told_event.of.count == fen(*event.of)) &&
                   (event.rule.empty() || rule_of(told, told_event) == event.rule) &&
                   (event.clause.empty() || kdt::study::clause_of(told.model, told_event) == event.clause);
        };
        INFO(wanted.back() << " of " << event.of.value_or(0.0) << " by " << event.rule << ' ' << event.clause);
        CHECK(std::any_of(all.begin(), all.end(), same));
    }
    CHECK(lines_of(told, kinds) == wanted);
}

void refusals_are_as_worked_out(const Told& told, const Expected& expected) {
    const auto& products = told.model.scenario.products;
    std::size_t found = 0;
    for (std::size_t product = 0; product < products.size(); ++product) {
        for (std::size_t reason = 0; reason < kRefusalNames.size(); ++reason) {
            ExpectedRefusal wanted;
            for (const ExpectedRefusal& row : expected.refusals) {
                if (row.product != products[product].id || row.reason != kRefusalNames[reason]) { continue; }
                wanted = row;
                ++found;
            }
            const auto& told_of = told.trace.scores.refusals[product * kRefusalNames.size() + reason];
            INFO(products[product].id << " refused for " << kRefusalNames[reason]);
            CHECK(told_of.count == wanted.count);
            CHECK(told_of.amount == fen(wanted.amount));
        }
    }
    CHECK(found == expected.refusals.size());
}

void targets_are_as_worked_out(const Told& told, const Expected& expected) {
    const auto& targets = told.model.scenario.targets;
    REQUIRE(targets.size() == expected.targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const ExpectedTarget& wanted = expected.targets[i];
        const auto& told_of = told.trace.scores.targets[i];
        INFO("target " << wanted.id);
        CHECK(targets[i].id == wanted.id);
        CHECK(told_of.value == fen(wanted.value));
        CHECK(told_of.met == wanted.met);
        if (!wanted.met) { CHECK(kBoundNames.at(static_cast<std::size_t>(told_of.bound_by)) == wanted.bound_by); }
    }
}

std::vector<int> months_stopped(const Told& told, std::size_t member) {
    const auto stride = static_cast<std::size_t>(told.model.months) + 1;
    std::vector<int> out;
    for (int month = 1; month <= told.model.months; ++month) {
        if (told.trace.scores.stopped.at(member * stride + static_cast<std::size_t>(month)) != 0) {
            out.push_back(month);
        }
    }
    return out;
}

void breakers_are_as_worked_out(const Told& told, const Expected& expected) {
    const auto& members = told.model.members;
    REQUIRE(members.size() == expected.breakers.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        const ExpectedBreaker& wanted = expected.breakers[i];
        INFO("breaker " << wanted.id << ' ' << wanted.member);
        CHECK(told.model.scenario.breakers[members[i].breaker].id == wanted.id);
        CHECK(member_name(told.model, members[i]) == wanted.member);
        CHECK(told.trace.scores.first_warn[i] == wanted.first_warn);
        CHECK(told.trace.scores.first_stop[i] == wanted.first_stop);
        CHECK(months_stopped(told, i) == wanted.stopped);
    }
}

void depletion_is_as_worked_out(const Told& told, const Expected& expected) {
    CHECK(told.trace.scores.depleted_month == expected.depleted_month);
    for (const ExpectedShortfall& row : expected.shortfall) {
        INFO("shortfall by month " << row.month);
        CHECK(told.trace.scores.shortfall.at(static_cast<std::size_t>(row.month - 1)) == fen(row.value));
    }
}

void simulation_scores_the_same_path(const Told& told) {
    const auto outcome = kdt::engine::simulate(told.model);
    const kdt::tally::Scores& run = *outcome.scores;
    const kdt::tally::PathScores& path = told.trace.scores;
    REQUIRE(run.paths() == 1);
    REQUIRE(run.dates().size() == static_cast<std::size_t>(told.model.months));
    for (int month = 1; month <= told.model.months; ++month) {
        for (std::size_t measure = 0; measure < kMeasures; ++measure) {
            INFO("month " << month << ", " << kdt::tally::kMeasureInfo[measure].name);
            CHECK(run.measure(month - 1, static_cast<Measure>(measure))[0] ==
                  path.at(month, static_cast<Measure>(measure)));
        }
        CHECK(run.shortfall(month - 1)[0] == path.shortfall[static_cast<std::size_t>(month - 1)]);
    }
    CHECK(run.depleted_month()[0] == path.depleted_month);
    for (std::size_t i = 0; i < path.first_stop.size(); ++i) {
        CHECK(run.first_stop(static_cast<int>(i))[0] == path.first_stop[i]);
        CHECK(run.first_warn(static_cast<int>(i))[0] == path.first_warn[i]);
    }
    for (std::size_t i = 0; i < path.targets.size(); ++i) {
        CHECK(run.target(static_cast<int>(i))[0] == path.targets[i].value);
    }
}

void rule_holds(const fs::path& folder) {
    const Expected expected = read_expected(folder / "expected.json");
    const Told told = tell(folder);
    REQUIRE(told.model.scenario.credit.dependence == kdt::scenario::Dependence::given);
    CHECK(kdt::engine::audit(told.model, told.trace) == std::vector<std::string>{});
    ledger_is_as_worked_out(told, expected);
    events_are_as_worked_out(told, expected);
    refusals_are_as_worked_out(told, expected);
    targets_are_as_worked_out(told, expected);
    breakers_are_as_worked_out(told, expected);
    depletion_is_as_worked_out(told, expected);
    simulation_scores_the_same_path(told);
}

TEST_CASE("given: stated defaults end as the hand calculation says, to the 分") {
    for (const fs::path& folder : rule_folders()) {
        DYNAMIC_SECTION(folder.filename().string()) { rule_holds(folder); }
    }
}

TEST_CASE("given: every rule of the list has a folder with its calculation, and every folder is on the list") {
    const std::string list = text_of(kHere / "README.md");
    std::size_t listed = 0;
    for (std::size_t at = list.find("| ["); at != std::string::npos; at = list.find("| [", at + 1)) { ++listed; }
    const auto folders = rule_folders();
    CHECK(listed == folders.size());
    CHECK(folders.size() >= 40);
    for (const fs::path& folder : folders) {
        const std::string rule = folder.filename().string();
        INFO(rule);
        CHECK(list.find("| [" + rule + "](" + rule + "/README.md) |") != std::string::npos);
        for (const char* file : {"scenario.json", "expected.json", "README.md"}) {
            CHECK(!text_of(folder / file).empty());
        }
    }
}

} // namespace
} // namespace given
