#include "catch.hpp"
#include "given/told.hpp"
#include "study/ledger.hpp"

#include <string>

// What the trace prints of breakers and accounts: an auditor reads there which breaker held a claim or refused a loan,
// by what figures it was stopped, and which account paid for which.
namespace {

namespace fs = std::filesystem;

/// The lines of the printed table with this event, in English, cells between bars.
std::vector<std::string> printed(const std::string& folder, const std::string& event) {
    const given::Told told = given::tell(fs::path(KDT_SOURCE_DIR) / "tests/given" / folder);
    std::vector<std::string> out;
    for (const auto& row : kdt::study::event_table(told.model, told.trace).rows) {
        if (row[1].text.en != event) { continue; }
        std::string line;
        for (const auto& cell : row) {
            const bool figure = cell.kind != kdt::results::CellKind::text;
            line += (figure ? std::to_string(static_cast<long long>(*cell.value)) : cell.text.en) + "|";
        }
        out.push_back(line);
    }
    return out;
}

bool says_word(const std::string& line, const std::string& word) { return line.find(word) != std::string::npos; }

} // namespace

TEST_CASE("trace: a held claim and a refusal name the breaker behind them") {
    const auto held = printed("held-claim-is-passed-over", "claim held by a breaker");
    REQUIRE(held.size() == 4);
    CHECK(says_word(held[0], "breaker: 银行熔断/甲行|"));

    const auto renewal = printed("bank-breaker-on-bad-balance", "renewal refused");
    REQUIRE(renewal.size() == 1);
    CHECK(says_word(renewal[0], "breaker: 银行熔断/甲行|"));

    const auto refused = printed("refusal-by-every-bank", "refused");
    REQUIRE(refused.size() == 2);
    CHECK(says_word(refused[0], "bank_plan"));
    CHECK(says_word(refused[1], "breaker: 银行熔断/甲行, and every other bank is stopped|"));
}

TEST_CASE("trace: a transfer names the account that gives and the one that receives") {
    const auto told = printed("accounts-transfers-from-all", "paid by other accounts");
    REQUIRE(told.size() == 6);
    CHECK(
        says_word(told[0], "|200000|650000|sub_accounts.transfers: common account → 甲|/pool/sub_accounts/transfers|"));
    CHECK(says_word(told[1], "|90000|650000|sub_accounts.transfers: 乙 → 甲|"));
    CHECK(says_word(told[2], "|60000|650000|sub_accounts.transfers: 丙 → 甲|"));
    CHECK(says_word(told[5], "|130000|130000|sub_accounts.transfers: 甲 → 丙|"));
}

TEST_CASE("trace: a stop shows both sums, its level and its definition; a sum of 0 is printed") {
    const auto stop = printed("bank-breaker-on-bad-balance", "stopped");
    REQUIRE(stop.size() == 1);
    CHECK(says_word(stop[0], "|1000000|11600000|stop_above: NPL ratio = "));
    CHECK(says_word(stop[0], "|0.08|"));
    const auto resumed = printed("bank-breaker-on-bad-balance", "resumed");
    REQUIRE(resumed.size() == 1);
    CHECK(says_word(resumed[0], "|0.05|"));
    const auto without = printed("breaker-ratio-without-denominator", "stopped");
    REQUIRE(without.size() == 1);
    CHECK(says_word(without[0], "|500000|0|stop_above"));
}
