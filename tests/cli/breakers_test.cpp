#include "catch.hpp"
#include "cli/process.hpp"

namespace {

using testing::read_file;
using testing::run_kdt;
using testing::TemporaryFolder;

std::string given_scenario(const std::string& folder) {
    return (std::filesystem::path(KDT_SOURCE_DIR) / "tests/given" / folder / "scenario.json").string();
}

} // namespace

TEST_CASE("breakers: where nothing is drawn the headline tells of no false alarm") {
    const TemporaryFolder folder;
    const auto run = run_kdt({"run", given_scenario("breaker-ratio-without-denominator"), "--lang", "en", "--format",
                              "csv", "--out", (folder / "r").string()});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    CHECK(run.out.find("stops within") != std::string::npos);
    CHECK(run.out.find("false alarm") == std::string::npos);
}

TEST_CASE("breakers: csv/breakers.csv says whose loans and whose payments each looks at") {
    const TemporaryFolder folder;
    const auto run = run_kdt({"run", given_scenario("bank-breaker-of-one-product"), "--lang", "zh", "--quiet",
                              "--format", "csv", "--out", (folder / "one").string()});
    REQUIRE(run.exit == 0);
    const std::string one = read_file(folder / "one/csv/breakers.csv");
    CHECK(one.find("直贷熔断,bank,bad_balance_over_balance,pool,直贷,该行“直贷”：不良贷款余额 ÷") != std::string::npos);
    const auto second = run_kdt({"run", given_scenario("metric-claims-by-payer"), "--lang", "zh", "--quiet", "--format",
                                 "csv", "--out", (folder / "two").string()});
    REQUIRE(second.exit == 0);
    const std::string two = read_file(folder / "two/csv/breakers.csv");
    CHECK(two.find("本日历年担保机构代偿（含再担保分担的部分） ÷") != std::string::npos);
    CHECK(two.find("本日历年资金池补偿支出 ÷") != std::string::npos);
}
