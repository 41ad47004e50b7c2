#include "catch.hpp"
#include "unit/scenario/scratch.hpp"

#include <algorithm>

using namespace kdt;
using namespace kdt::scenario;
using testing::described;
using testing::example;
using testing::kWan;

namespace {

Loaded loaded(const std::string& name, const std::vector<std::string>& overlays = {}) {
    Request request{example(name), {}, {}};
    for (const auto& overlay : overlays) { request.overlays.push_back(example(overlay)); }
    auto result = load(request);
    INFO(described(result.problems));
    REQUIRE(result.ok());
    return std::move(result.value);
}

} // namespace

TEST_CASE("scenario: the Jiujiang example loads with its money in whole 分") {
    const Scenario s = loaded("jiujiang/base.json").scenario;
    CHECK(s.name == "九江科贷通 基准情景");
    CHECK(s.as_of == CalendarMonth::of(2021, 12));
    CHECK(s.horizon_months == 36);
    CHECK(s.pool.balance == Fen{4800 * kWan});
    CHECK(s.pool.interest_rate.value == 0.015);
    REQUIRE(s.pool.top_ups.size() == 2);
    CHECK(s.pool.top_ups[0].month == 12);
    CHECK(s.pool.top_ups[1].month == 24);
    CHECK(s.pool.top_ups[1].amount == Fen{1500 * kWan});
    CHECK(s.pool.leverage->multiple == 20.0);
    CHECK(s.pool.leverage->base == LeverageBase::balance);
    REQUIRE(s.banks.size() == 4);
    CHECK(s.banks[3].id == "合作银行丁");
    CHECK(s.banks[3].yearly_plan == Fen{6000 * kWan});
    CHECK(s.paths == 100'000);
    CHECK(s.seed == 20'211'231);
}

TEST_CASE("scenario: the Jiujiang products, rows and claims are read as written") {
    const Scenario s = loaded("jiujiang/base.json").scenario;
    REQUIRE(s.products.size() == 2);
    const Product& second = s.products[1];
    CHECK(second.id == "科融通");
    CHECK(second.starts_month == 4);
    CHECK(second.repayment == Repayment::equal_principal);
    CHECK(second.borrower_cap == Fen{1000 * kWan});
    REQUIRE(second.shares.size() == 2);
    CHECK(second.shares[0].when.principal_at_most == Fen{500 * kWan});
    CHECK(second.shares[0].pays[terms::Party::guarantor] == 0.4);
    CHECK(second.shares[1].pays[terms::Party::bank] == Approx(0.3));
    CHECK(second.claim.overdue_months == 2);
    CHECK(second.claim.rejection_probability == 0.03);
    CHECK(s.products[0].renewal_max_times == 2);
}

TEST_CASE("scenario: the Jiujiang risk model is read as written") {
    const Scenario s = loaded("jiujiang/base.json").scenario;
    REQUIRE(s.tiers.size() == 4);
    CHECK(s.tiers[2].loan_size->mean == 700.0 * kWan);
    CHECK(s.tiers[0].firms == 816);
    REQUIRE(s.credit.factors.size() == 3);
    CHECK(s.credit.correlations[2][0] == 0.3);
    CHECK(s.credit.correlations[1][2] == 0.0);
    CHECK(s.credit.correlations[1][1] == 1.0);
    CHECK(s.sectors[1].factor_weights == std::vector<double>{0.7, 0.0, 0.3});
    CHECK(s.credit.seasoning.at(15) == 1.5);
    REQUIRE(s.recovery.workout.size() == 3);
    CHECK(s.recovery.workout[1].cumulative_share == Approx(0.7));
    CHECK(s.recovery.workout[2].cumulative_share == 1.0);
    CHECK(s.recovery.cycle_link == CycleLink::frye_jacobs);
}

TEST_CASE("scenario: the Jiujiang lending, breakers and targets are read as written") {
    const Scenario s = loaded("jiujiang/base.json").scenario;
    CHECK(s.portfolio.synthetic->outstanding == Fen{18000 * kWan});
    CHECK(s.portfolio.synthetic->mix == std::vector<double>{1.0, 0.0});
    REQUIRE(s.lending.demand.size() == 5);
    CHECK(s.lending.demand[4].product == 1);
    CHECK(s.lending.demand[4].tier == 3);
    CHECK(s.lending.seasonality[11] == 1.4);
    REQUIRE(s.breakers.size() == 2);
    CHECK(s.breakers[1].rule.halts_claims);
    CHECK(s.breakers[0].rule.scope == terms::Scope::bank);
    REQUIRE(s.targets.size() == 3);
    CHECK(s.targets[0].amount == Fen{50'000 * kWan});
    CHECK(s.targets[0].to_month == 12);
    CHECK(s.targets[1].already_lent == Fen{34'700 * kWan});
    CHECK(s.targets[1].measure == TargetMeasure::cumulative);
    CHECK(s.report.horizons == std::vector<int>{12, 24, 36});
    CHECK_FALSE(s.stress.active);
}

TEST_CASE("scenario: the textbook example has nameless banks and tiers, and a tape of four loans") {
    const Scenario s = loaded("textbook/one_factor.json").scenario;
    REQUIRE(s.banks.size() == 1);
    CHECK(s.banks[0].id.empty());
    REQUIRE(s.tiers.size() == 1);
    REQUIRE(s.portfolio.tape.size() == 4);
    CHECK(s.portfolio.tape[2].asset_correlation == 0.18);
    CHECK(s.portfolio.tape[3].recovery == 0.40);
    CHECK(s.portfolio.tape[0].principal == Fen{400 * kWan});
    CHECK(s.portfolio.tape[0].original_principal == Fen{400 * kWan});
    CHECK(s.products[0].shares[0].pays[terms::Party::bank] == 0.5);
    CHECK(s.report.language == Language::en);
    CHECK(s.lending.demand.empty());
}

TEST_CASE("scenario: every stress overlay of the example loads and is active") {
    for (const char* name : {"1-mild", "2-medium", "3-severe"}) {
        const Scenario s = loaded("jiujiang/base.json", {"jiujiang/stress/" + std::string(name) + ".json"}).scenario;
        CHECK(s.stress.active);
        CHECK(s.stress.pd_multiplier.size() == 4);
        CHECK(s.stress.factor_shift[0].size() == 3);
        CHECK(s.stress.factor_shift[1].empty());
    }
    const Scenario severe = loaded("jiujiang/base.json", {"jiujiang/stress/3-severe.json"}).scenario;
    CHECK(severe.name == "重度");
    CHECK(severe.pool.top_ups[0].month == 24);
    CHECK(severe.stress.recovery_multiplier == 0.6);
}

TEST_CASE("scenario: parameters without a source are listed, those below a sourced pointer are not") {
    const Loaded l = loaded("jiujiang/base.json");
    const auto& list = l.scenario.unsourced;
    const auto listed = [&](const char* pointer) { return std::find(list.begin(), list.end(), pointer) != list.end(); };
    CHECK(l.scenario.sources.size() == 7);
    CHECK(listed("/tiers/瞪羚企业/pd"));
    CHECK(listed("/pool/leverage/base"));
    CHECK(listed("/lending/seasonality/11"));
    CHECK_FALSE(listed("/pool/balance"));
    CHECK_FALSE(listed("/tiers/瞪羚企业/firms"));
    CHECK_FALSE(listed("/targets/5亿-累计/amount"));
    CHECK_FALSE(listed("/simulation/seed"));
    CHECK_FALSE(listed("/horizon_months"));
}

TEST_CASE("scenario: the inputs are kept with their bytes and hashes, the effective text names no folder") {
    const Loaded l = loaded("textbook/one_factor.json");
    REQUIRE(l.inputs.size() == 2);
    CHECK(l.inputs[0].role == "scenario");
    CHECK(l.inputs[1].role == "portfolio");
    CHECK(l.inputs[1].sha256.size() == 64);
    CHECK(l.inputs[1].bytes.starts_with("loan_id,"));
    CHECK(l.effective_json.find(KDT_SOURCE_DIR) == std::string::npos);
    CHECK(l.effective_json.find("\"file\": \"loans.csv\"") != std::string::npos);
}
