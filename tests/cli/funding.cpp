#include "catch.hpp"
#include "cli/process.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

using testing::Finished;
using testing::read_file;
using testing::run_kdt;
using testing::TemporaryFolder;
using testing::write_file;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kLending = (fs::path(KDT_SOURCE_DIR) / "tests/cli/bad/on_lending.json").string();

/// The summary of a run of the small scheme with this pool.
Json summary_with(const std::string& pool, std::vector<std::string> more = {}) {
    const TemporaryFolder folder;
    std::vector<std::string> words{"run",     kLending, "--set", "/pool=" + pool,
                                   "--paths", "400",    "--out", (folder / "r").string()};
    words.insert(words.end(), more.begin(), more.end());
    const Finished run = run_kdt(words);
    INFO(run.err);
    REQUIRE(run.exit == 0);
    return Json::parse(read_file(folder / "r/summary.json"));
}

double mean(const Json& summary, const std::string& measure, const std::string& month = "12") {
    return summary["measures"][measure][month]["mean"]["value"].get<double>();
}

using Grid = std::vector<std::vector<std::string>>;

/// A CSV file without quoted cells, its header first.
Grid grid_of(const fs::path& file) {
    std::istringstream text(read_file(file));
    Grid grid;
    for (std::string line; std::getline(text, line);) {
        if (!line.empty() && line.back() == '\r') { line.pop_back(); }
        std::istringstream cells(line);
        grid.emplace_back();
        for (std::string cell; std::getline(cells, cell, ',');) { grid.back().push_back(cell); }
    }
    return grid;
}

std::size_t column_of(const Grid& grid, const std::string& title) {
    const auto& header = grid.front();
    const auto found = std::find_if(header.begin(), header.end(),
                                    [&](const std::string& cell) { return cell.find(title) != std::string::npos; });
    INFO("column " << title);
    REQUIRE(found != header.end());
    return static_cast<std::size_t>(found - header.begin());
}

double cell(const std::vector<std::string>& row, std::size_t column) { return std::stod(row.at(column)); }

/// Opening balance and all columns up to the closing balance, exactly that balance.
void check_rows_close(const Grid& grid) {
    const std::size_t opening = column_of(grid, "期初余额");
    const std::size_t closing = column_of(grid, "期末余额");
    REQUIRE(grid.size() > 1);
    for (std::size_t row = 1; row < grid.size(); ++row) {
        double sum = 0.0;
        for (std::size_t column = opening; column < closing; ++column) { sum += cell(grid[row], column); }
        INFO(grid[row][0]);
        CHECK(sum == Approx(cell(grid[row], closing)).margin(1e-4));
    }
}

const std::string kHybrid =
    R"({"mode": "hybrid", "balance": 30, "annual_limit": 40, "interest_rate": 0.02,
        "top_ups": [{"month": 5, "amount": 6, "kind": "loan_to_award", "probability": 0.5}],
        "refill": {"below": 0.5, "target": 20, "lag_months": 2}})";

} // namespace

TEST_CASE("run: lines of the account that only some pools have are shown for those") {
    const Json cash = summary_with(R"({"balance": 30})");
    const Json hybrid = summary_with(kHybrid);
    for (const char* measure : {"grants", "refills", "limit_renewed", "returned_to_treasury"}) {
        INFO(measure);
        CHECK_FALSE(cash["measures"].contains(measure));
        CHECK_FALSE(cash["series"].contains(measure));
        CHECK(hybrid["measures"].contains(measure));
        CHECK(hybrid["series"].contains(measure));
    }
    CHECK(hybrid["scenario"]["opening_balance"] == 70);
    CHECK(mean(hybrid, "grants") > 0.0);
    CHECK(mean(hybrid, "grants") < 6.0);
}

TEST_CASE("run: the account of a hybrid pool adds up in the means") {
    const Json found = summary_with(kHybrid);
    const double in = mean(found, "limit_renewed") + mean(found, "top_ups") + mean(found, "refills") +
                      mean(found, "interest_income") + mean(found, "recoveries_to_pool") + mean(found, "fees");
    const double out = mean(found, "returned_to_treasury") + mean(found, "claims_paid") + mean(found, "subsidies") +
                       mean(found, "management_cost");
    CHECK(mean(found, "pool_balance") == Approx(70.0 + in - out).epsilon(1e-9));
    CHECK(mean(found, "budget_called") > 0.0);
    CHECK(mean(found, "budget_called") <= mean(found, "claims_paid"));
}

TEST_CASE("stress: an overlay may change how the pool is funded") {
    const TemporaryFolder folder;
    write_file(folder / "o/a.json", R"({"name": "承诺", "pool": {"mode": "hybrid", "annual_limit": 100}})");
    const Finished stress = run_kdt({"stress", kLending, "--paths", "200", "--overlays", (folder / "o").string(),
                                     "--out", (folder / "s").string()});
    INFO(stress.err);
    CHECK(stress.exit == 0);
    CHECK(stress.out.find("承诺") != std::string::npos);
}

TEST_CASE("trace: a commitment's payments and what returns to the treasury are told, and the ledger closes") {
    const TemporaryFolder folder;
    const std::string pool = R"({"mode": "budget_commitment", "annual_limit": 1000})";
    const Finished trace = run_kdt({"trace", kLending, "--set", "/pool=" + pool, "--set", "/tiers/瞪羚企业/pd=0.9",
                                    "--set", "/recovery/workout=[{\"month\":5,\"share\":1}]", "--lang", "en", "--path",
                                    "3", "--out", (folder / "t").string()});
    INFO(trace.err);
    REQUIRE(trace.exit == 0);
    CHECK(trace.out.find("called from the budget") != std::string::npos);
    CHECK(trace.out.find("returned to the treasury") != std::string::npos);
}

TEST_CASE("trace: every flow has its column, cash and limit stand apart, the funders' accounts are told by month") {
    const TemporaryFolder folder;
    const std::string pool =
        R"({"mode": "hybrid", "balance": 10, "annual_limit": 400, "interest_rate": 0.02,
            "top_ups": [{"month": 5, "amount": 6, "kind": "loan_to_award", "funder": "县"}],
            "refill": {"below": 0.9, "target": 10, "lag_months": 1}, "management_fee": {"rate": 0.01},
            "funders": {"县": {"share": 1, "part": "cash"}, "省": {"share": 1, "part": "commitment"}}})";
    const Finished trace = run_kdt(
        {"trace",
         kLending,
         "--set",
         "/pool=" + pool,
         "--set",
         "/tiers/瞪羚企业/pd=0.9",
         "--set",
         "/products/科贷通/shares=[{\"pays\":{\"pool\":0.4,\"guarantor\":0.2,\"insurer\":0.1,\"reguarantee\":0.1}}]",
         "--set",
         "/products/科贷通/guarantee_fee={\"rate\":0.01,\"to\":\"guarantor\",\"subsidised_by_pool\":0.5}",
         "--set",
         "/products/科贷通/interest_subsidy={\"share\":0.5,\"paid_by\":\"budget\",\"lpr\":0.031}",
         "--set",
         "/recovery/workout=[{\"month\":2,\"share\":1}]",
         "--lang",
         "zh",
         "--path",
         "3",
         "--out",
         (folder / "t").string()});
    INFO(trace.err);
    REQUIRE(trace.exit == 0);
    const Grid ledger = grid_of(folder / "t/ledger.csv");
    check_rows_close(ledger);
    for (const char* title : {"触发补充", "担保费补助支出", "管理费用", "其中：奖补资金转入", "其中：预算支付",
                              "担保机构收费", "担保代偿", "保险赔付", "再担保代偿", "其中：现金", "其中：剩余额度"}) {
        column_of(ledger, title);
    }
    const Grid funders = grid_of(folder / "t/funders.csv");
    check_rows_close(funders);
    REQUIRE(funders.size() == 2 * ledger.size() - 1);
    const std::size_t closing = column_of(funders, "期末余额");
    for (std::size_t month = 1; month < ledger.size(); ++month) {
        CHECK(cell(funders[2 * month - 1], closing) == Approx(cell(ledger[month], column_of(ledger, "其中：现金"))));
        CHECK(cell(funders[2 * month], closing) == Approx(cell(ledger[month], column_of(ledger, "其中：剩余额度"))));
    }
}

TEST_CASE("run: the funders' accounts add up to the pool's, in summary.json and in their table") {
    const TemporaryFolder folder;
    const std::string pool =
        R"({"balance": 60, "interest_rate": 0.02, "management_fee": {"rate": 0.01},
            "funders": {"省": {"share": 0.6, "order": 2}, "市": {"share": 0.4, "order": 1}}})";
    const Finished run =
        run_kdt({"run", kLending, "--set", "/pool=" + pool, "--set",
                 "/products/科贷通/guarantee_fee={\"rate\":0.01,\"subsidised_by_pool\":0.5}", "--set",
                 "/products/科贷通/interest_subsidy={\"share\":0.5,\"paid_by\":\"budget\"}", "--set",
                 "/products/科贷通/rate=0.05", "--set", "/recovery/workout=[{\"month\":6,\"share\":1}]", "--paths",
                 "400", "--out", (folder / "r").string()});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    const Json found = Json::parse(read_file(folder / "r/summary.json"));
    const auto line = [&](const char* funder, const char* name) {
        return found["funders"][funder]["12"][name]["value"].get<double>();
    };
    for (const auto& [name, whole] :
         {std::pair("balance", mean(found, "pool_balance")),
          std::pair("earned", mean(found, "interest_income") + mean(found, "fees")),
          std::pair("recovered", mean(found, "recoveries_to_pool")),
          std::pair("interest_income", mean(found, "interest_income")), std::pair("fees", mean(found, "fees")),
          std::pair("claims_paid", mean(found, "claims_paid")), std::pair("subsidies", mean(found, "fee_subsidies")),
          std::pair("management_cost", mean(found, "management_cost")),
          std::pair("paid", mean(found, "claims_paid") + mean(found, "subsidies") + mean(found, "management_cost"))}) {
        INFO(name);
        CHECK(whole > 0.0);
        CHECK(line("省", name) + line("市", name) == Approx(whole).epsilon(1e-9));
    }
    CHECK(mean(found, "budget_subsidies") > 0.0);
    CHECK(line("市", "paid") > line("省", "paid"));
    CHECK(read_file(folder / "r/csv/出资方情况表.csv").find("净出资") != std::string::npos);
    CHECK(read_file(folder / "r/report.md").find("出资方情况表") != std::string::npos);
    CHECK_FALSE(summary_with(R"({"balance": 30})").contains("funders"));
}
