#include "catch.hpp"
#include "cli/process.hpp"

#include <nlohmann/json.hpp>

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

const std::string kHybrid =
    R"({"mode": "hybrid", "balance": 30, "annual_limit": 40, "interest_rate": 0.02,
        "top_ups": [{"month": 5, "amount": 6, "kind": "loan_to_award", "probability": 0.5}],
        "refill": {"below": 0.5, "target": 20, "lag_months": 2}})";

} // namespace

TEST_CASE("run: lines of the account that only some pools have are shown for those") {
    const Json cash = summary_with(R"({"balance": 30})");
    const Json hybrid = summary_with(kHybrid);
    for (const char* measure : {"grants", "limit_renewed", "returned_to_treasury"}) {
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
    const double in = mean(found, "limit_renewed") + mean(found, "top_ups") + mean(found, "interest_income") +
                      mean(found, "recoveries_to_pool") + mean(found, "fees");
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
