#pragma once

#include "base/money.hpp"
#include "base/month.hpp"
#include "base/problem.hpp"
#include "tally/level.hpp"
#include "tally/measure.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Everything that names, explains or frames figures and is known without simulating. The engine fills it from the
// scenario; with the tallies it is all that a report needs. Money in 分, rates as fractions.
namespace kdt::results {

/// The scenario's unit of money; all money in Results and summary.json is in it.
enum class Unit { yuan, wan, yi };

constexpr std::int64_t fen_per(Unit unit) {
    return unit == Unit::yuan ? 100 : (unit == Unit::wan ? 1'000'000 : 10'000'000'000);
}
/// "元", "万元", "亿元", as the scenario writes it.
std::string name_of(Unit unit);

/// The groups of a measure; their ids in the order of Shape::groups.
enum class GroupKind : std::size_t { bank, product, tier, sector };
inline constexpr std::size_t kGroupKinds = 4;
/// As in summary.json: "banks", …
inline constexpr std::array<const char*, kGroupKinds> kGroupKeys = {"banks", "products", "tiers", "sectors"};

enum class BreakerScope { scheme, bank, product, sector };

/// As in the scenario: "scheme", "bank", …
std::string name_of(BreakerScope scope);

struct BreakerFrame {
    std::string id;
    BreakerScope scope = BreakerScope::scheme;
    std::string metric;                ///< name as in the scenario, "bad_balance_over_balance"
    std::string payer = "pool";        ///< whose payments count: "pool", "guarantor", "all"
    std::vector<std::string> products; ///< measured and halted; empty: all
    bool of_account = false;           ///< to a bank with an account of its own "the pool" is that account
    bool of_commitment = false;        ///< "the pool" holds a year's limit of the budget
    std::optional<double> warn_above;  ///< fraction
    std::optional<double> stop_above;
    std::string resume; ///< as in the scenario: "below", "after_months", "year_end", "never"
    double resume_below = 0.0;
    int resume_after_months = 0;
    bool halts_lending = false;
    bool halts_claims = false;
    int review_months = 1;
    int first_member = 0;             ///< its place among Shape::breaker_members
    std::vector<std::string> members; ///< ids in its scope; one empty name for the scheme
};

/// One of the accounts in which the pool's cash is kept.
struct AccountFrame {
    std::string bank; ///< empty: the common one
    Fen opening;
};

enum class TargetReading { disbursed, cumulative, outstanding };

/// As in the scenario: "disbursed", "cumulative", "outstanding".
std::string name_of(TargetReading reading);

struct TargetFrame {
    std::string id;
    TargetReading reading = TargetReading::disbursed;
    int from_month = 1;
    int to_month = 1;
    Fen amount;
    Fen already_lent;
    std::vector<std::string> products; ///< empty: all
};

/// A line of the table of parameters.
struct Parameter {
    std::string pointer;               ///< "/tiers/瞪羚企业/pd"
    std::string value;                 ///< as the scenario writes it
    std::optional<std::string> source; ///< absent: an assumption without source
    Text name; ///< the field in words, an entry of a list by the list's: "压力 · 因子平移 · 宏观"
    std::optional<Text> words; ///< in place of the value, where it is a choice, a flag or a rate ("2.5%")
    bool in_list = false;      ///< an entry of a list of plain values
    Text unit{};               ///< "万元", "个月"; empty where it has none
};

inline constexpr std::array<int, 3> kImpliedMonths = {12, 24, 36};

/// Cumulative default probability of a new loan of a tier by kImpliedMonths, from PD and seasoning; `stressed` with
/// the stress block's multiplier (the same where there is none).
struct ImpliedPd {
    std::string tier;
    std::array<double, 3> base{};
    std::array<double, 3> stressed{};
};

struct BookLine {
    std::string id;
    std::int64_t loans = 0;
    Fen outstanding;
};

/// The opening book.
struct BookFacts {
    std::int64_t loans = 0;
    std::int64_t borrowers = 0;
    Fen outstanding;
    std::array<std::vector<BookLine>, kGroupKinds> by; ///< by GroupKind, every id of the scenario in file order
    std::optional<double> mean_pd; ///< annual, weighted by outstanding, stress included; empty without a book
    std::optional<double> mean_pd_unstressed; ///< the same without the stress multiplier
    std::optional<double> largest_share;      ///< greatest borrower ÷ outstanding; empty without a book
    std::optional<double> top10_share;
    std::optional<double> hhi; ///< Σ (borrower's share)², 0–1
};

/// A group's part of the opening book; empty without a book.
std::optional<double> share_of(const BookFacts& book, const BookLine& line);

/// One comparison of a simulated with an exact figure (`kdt run --check`). In the measure's output unit.
struct Check {
    std::string id;
    std::string measure;
    int month = 0;
    double exact = 0.0;
    double simulated = 0.0;
    std::optional<double> se;
    std::optional<double> z;
    bool pass = false;
};

/// A file the result rests on.
struct InputHash {
    std::string role; ///< "scenario", "overlay", "portfolio", "defaults"
    std::string name; ///< file name without folders, so that results do not depend on where they were made
    std::string sha256;
};

/// A rule that cuts claims, or a cap that puts them off to January.
struct CutFrame {
    int rule = 0;    ///< its place among Shape::cuts
    std::string key; ///< as in summary.json
    Text name;
    bool puts_off = false;
};

/// Expected firms of a tier at the end of months 0 … H.
struct FirmCount {
    std::string tier;
    std::vector<double> by_month;
};

/// By how much a tilted run moves the innovations of a factor on half of its paths: of Z_0, then of each period.
struct FactorShift {
    std::string factor;
    std::vector<double> by_period;
};

/// How far a run had to go for the error asked of the probability of depletion at the horizon.
struct PrecisionFrame {
    double asked = 0.0;            ///< relative standard error
    std::optional<double> reached; ///< empty where no path was depleted
    std::int64_t events = 0;       ///< paths depleted
    std::int64_t limit = 0;        ///< most paths it would have taken
    bool met = false;
};

struct Frame {
    // The scenario.
    std::string name;
    std::string description;
    std::string sha256; ///< of the effective scenario
    Unit unit = Unit::wan;
    CalendarMonth as_of;
    int horizon_months = 0;
    Language language = Language::zh;
    std::vector<tally::Level> levels; ///< report.levels
    double discount_rate = 0.03;

    // The run.
    bool drawn = true; ///< false where defaults are given and nothing is left to chance: events happen or don't
    std::int64_t paths = 0;
    std::optional<PrecisionFrame> precision; ///< absent: the paths were stated
    std::optional<double> resolution;        ///< of quantiles, relative to them; absent: they are exact
    std::uint64_t seed = 1;
    std::string method = "plain";    ///< as in the scenario: "plain", "tilt", "sobol"
    std::optional<double> ess;       ///< independent paths that a weighted run is worth; empty for others
    std::vector<FactorShift> shifts; ///< of a tilted run, by factor in file order
    std::string version;             ///< "0.1.0"
    std::string repeat_command;      ///< the command line that gives these bytes again (no threads, no folder)
    std::vector<InputHash> inputs;

    // Names.
    std::array<std::vector<std::string>, kGroupKinds> groups; ///< ids by GroupKind, file order
    std::vector<BreakerFrame> breakers;
    std::vector<TargetFrame> targets;
    std::vector<CutFrame> cuts; ///< those the scenario states, in the order in which they apply

    // The contract and the book.
    Fen opening_balance;              ///< what could be paid at as_of: cash, and the first year's limit of a commitment
    std::optional<double> multiple;   ///< leverage.multiple; empty without a ceiling
    std::vector<std::string> funders; ///< ids, file order
    std::vector<AccountFrame> accounts;  ///< in the order of Shape::accounts; empty where none are kept
    std::vector<tally::Measure> by_rule; ///< measures shown because the scenario has the rule that moves them
    BookFacts book;
    std::vector<ImpliedPd> implied_pd; ///< by tier
    std::vector<FirmCount> firms;      ///< of tiers that state how many
    std::vector<Parameter> parameters;

    std::vector<Check> checks;
    std::vector<Text> warnings;

    bool shows(tally::Measure measure) const {
        return !tally::info(measure).by_rule || std::find(by_rule.begin(), by_rule.end(), measure) != by_rule.end();
    }
};

} // namespace kdt::results
