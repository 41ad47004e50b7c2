#include "base/nearest.hpp"

#include "base/problem.hpp"
#include "catch.hpp"

using namespace kdt;

TEST_CASE("nearest: a slip of the finger finds the name meant, by characters and not by bytes") {
    const std::vector<std::string> known = {"balance", "interest_rate", "on_shortfall", "余额", "银行"};
    CHECK(nearest("balence", known) == "balance");
    CHECK(nearest("intrest_rate", known) == "interest_rate");
    CHECK(nearest("余款", known) == "余额");
    CHECK(nearest("zzzzzzzz", known).empty());
    CHECK(nearest(std::string(5000, 'b'), known).empty());
    CHECK(nearest("balance", {}).empty());
}

TEST_CASE("problem: the text names file, place, cause and remedy in the language asked for") {
    const Problem problem{
        "book.csv", "", 7, 3, {"金额不是数", "the amount is no number"}, {"删去逗号", "drop the comma"}};
    CHECK(describe(problem, Language::en) == "book.csv:7:3: the amount is no number → try: drop the comma");
    CHECK(describe(problem, Language::zh) == "book.csv:7:3：金额不是数 → 建议：删去逗号");
    const Problem bare{"a.json", "/pool/balance", 0, 0, {"缺少", "missing"}, {}};
    CHECK(describe(bare, Language::en) == "a.json /pool/balance: missing");
}
