#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// What was worked out by hand: expected.json of one rule, read strictly (an unknown or missing key throws).
namespace given {

/// A figure as written: 万元 for money, the number itself for counts and ratios; nothing stands for null.
using Figure = std::optional<double>;

struct LedgerRow {
    int from_month = 0;
    int to_month = 0;
    std::string scope; ///< empty: the scheme; else bank, product, tier, sector, funder
    std::string id;
    std::string measure; ///< of a funder: a line of its account
    Figure value;
};

struct ExpectedEvent {
    int month = 0;
    std::string kind;
    std::string loan;    ///< or the breaker's member, for warned, stopped, resumed
    double amount = 0.0; ///< 万元
    Figure of;           ///< checked where given
    std::string rule;    ///< behind a cut; checked where given
    std::string clause;  ///< JSON pointer of the rule in the scenario; checked where given
};

struct ExpectedRefusal {
    std::string product;
    std::string reason;
    std::int64_t count = 0;
    double amount = 0.0;
};

struct ExpectedTarget {
    std::string id;
    double value = 0.0;
    bool met = false;
    std::string bound_by; ///< empty where met
};

struct ExpectedBreaker {
    std::string id;
    std::string member; ///< empty: the scheme
    int first_warn = 0;
    int first_stop = 0;
    std::vector<int> stopped; ///< months in which the stop is in force
};

struct ExpectedShortfall {
    int month = 0;
    double value = 0.0;
};

struct Expected {
    std::vector<LedgerRow> ledger;
    std::vector<ExpectedEvent> events;     ///< complete for every kind that is named
    std::vector<ExpectedRefusal> refusals; ///< complete: what is not listed is 0
    std::vector<ExpectedTarget> targets;   ///< complete
    std::vector<ExpectedBreaker> breakers; ///< complete
    std::vector<ExpectedShortfall> shortfall;
    int depleted_month = 0; ///< 0: never
};

Expected read_expected(const std::filesystem::path& file);

/// 万元 to 分, and every other unit to its score, by the nearest whole number.
std::int64_t fen(double wan);

} // namespace given
