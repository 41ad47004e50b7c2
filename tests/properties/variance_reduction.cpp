#include "catch.hpp"
#include "generator.hpp"
#include "results/summary_json.hpp"
#include "samples.hpp"
#include "scenario/load.hpp"
#include "study/run.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <nlohmann/json.hpp>
#include <tbb/global_control.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

using namespace kdt;
using namespace kdt::properties;
using scenario::Method;
using scenario::Scenario;
using tally::Measure;

// Tilted and Sobol runs beside the exact laws and beside plain runs of other seeds. Seeds and numbers of paths are
// fixed; every test of many comparisons fails by chance with probability 1e-3, each two-sided at 1e-3 ÷ their number,
// by Student's t with the 31 degrees of freedom that errors from batches have.
namespace {

constexpr double kBatchFreedom = 31.0;

double bound_for(int comparisons) {
    const boost::math::students_t law(kBatchFreedom);
    return boost::math::quantile(law, 1.0 - kFamilyWise / (2.0 * comparisons));
}

/// One year, bullet loans, the pool pays half of what is lost at once: within reach of the exact laws.
Scenario one_year() {
    Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 12;
    s.report.horizons = {12};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.tiers.resize(1);
    s.tiers[0].id = "企业";
    s.tiers[0].pd = 0.02;
    scenario::Product product;
    product.id = "科贷通";
    product.shares.push_back({});
    product.shares.back().pays.fraction = {0.5, 0.0, 0.0, 0.0, 0.5};
    product.claim.overdue_months = product.claim.review_months = 0;
    s.products.push_back(product);
    s.sectors.resize(1);
    s.sectors[0].id = "全部";
    s.sectors[0].asset_correlation = 0.12;
    s.sectors[0].factor_weights = {1.0};
    s.credit.factors.resize(1);
    s.credit.factors[0].id = "宏观";
    s.credit.correlations = {{1.0}};
    s.recovery.mean = 0.0;
    s.seed = 20260612;
    return s;
}

void add_loans(Scenario& s, int count, std::int64_t wan) {
    for (int i = 0; i < count; ++i) {
        scenario::TapeLoan loan;
        loan.loan_id = loan.borrower_id = "L" + std::to_string(1000 + i);
        loan.principal = loan.original_principal = Fen{wan * 1'000'000};
        loan.remaining_months = 12;
        s.portfolio.tape.push_back(loan);
    }
}

/// 1,000 loans of many sizes, PD log-uniform from 0.2 to 10 %, asset correlation 0.12 to 0.24 (W1 of the benchmark).
Scenario of_many_classes() {
    Scenario s = one_year();
    add_loans(s, 1'000, 1);
    const auto part = [](int i, double step) { return std::fmod(i * step, 1.0); };
    for (int i = 0; i < 1'000; ++i) {
        scenario::TapeLoan& loan = s.portfolio.tape[static_cast<std::size_t>(i)];
        loan.principal = loan.original_principal = Fen{(100 + i * 37 % 400) * std::int64_t{1'000'000}};
        loan.pd = 0.002 * std::exp(part(i, 0.6180339887498949) * std::log(50.0));
        loan.asset_correlation = 0.12 + 0.12 * part(i, 0.4142135623730951);
    }
    s.pool.balance = Fen{12'000'000'000};
    return s;
}

study::Run run_of(Scenario s, study::RunOptions options = {}) {
    scenario::Loaded loaded;
    s.firms.resize(s.tiers.size(), std::vector<double>(static_cast<std::size_t>(s.horizon_months) + 1, 0.0));
    loaded.scenario = std::move(s);
    loaded.effective_json = "{}";
    return study::run(loaded, options);
}

/// Every estimate of both runs that has an error on either side, and is not too rare for a normal law.
class Agreement {
public:
    explicit Agreement(std::int64_t paths) : paths_(static_cast<double>(paths)) {}

    void walk(const nlohmann::json& a, const nlohmann::json& b, const std::string& pointer) {
        if (!a.is_object() || !b.is_object()) { return; }
        if (a.contains("value") && a.contains("se") && b.contains("value")) {
            add(a, b, pointer);
            return;
        }
        for (const auto& [key, value] : a.items()) {
            if (b.contains(key)) { walk(value, b[key], pointer + "/" + key); }
        }
    }
    void check() const {
        const double bound = bound_for(static_cast<int>(found_.size()));
        CHECK(found_.size() > 500);
        for (const auto& [pointer, z] : found_) {
            if (std::abs(z) > bound) { FAIL_CHECK(pointer << " differs by " << z << " errors of " << bound); }
        }
    }

private:
    static constexpr std::int64_t kFewest = 30;

    void add(const nlohmann::json& a, const nlohmann::json& b, const std::string& pointer) {
        if (!a["value"].is_number() || !b["value"].is_number() || !a["se"].is_number() || !b["se"].is_number()) {
            return;
        }
        // A tail of few paths doesn't know its own error.
        const std::size_t es = pointer.find("/es/");
        if (es != std::string::npos && paths_ * (1.0 - std::stod(pointer.substr(es + 4))) < kFewest) { return; }
        for (const nlohmann::json* one : {&a, &b}) {
            if (!one->contains("events")) { continue; }
            const auto events = (*one)["events"].get<std::int64_t>();
            if (events < kFewest || (*one)["n"].get<std::int64_t>() - events < kFewest) { return; }
        }
        const double se = std::hypot(a["se"].get<double>(), b["se"].get<double>());
        // A figure known to a third of itself is one of few events.
        if (!(se > 0.0) || se > std::abs(a["value"].get<double>()) / 3.0) { return; }
        found_.emplace_back(pointer, (a["value"].get<double>() - b["value"].get<double>()) / se);
    }

    double paths_;
    std::vector<std::pair<std::string, double>> found_;
};

/// The base case at twice the PD, without top-ups and lending on forty times the pool: breakers trip, caps and plans
/// bind, and the pool runs dry on three paths of a hundred.
nlohmann::json severe(const std::string& method, std::uint64_t seed, std::int64_t paths) {
    scenario::Request request;
    request.scenario = std::filesystem::path(KDT_SOURCE_DIR) / "scenarios/jiujiang/base.json";
    request.settings = {{"/pool/balance", "4000"},
                        {"/pool/top_ups", "[]"},
                        {"/pool/leverage/multiple", "40"},
                        {"/stress/pd_multiplier", "2"},
                        {"/simulation/method", method},
                        {"/simulation/paths", std::to_string(paths)},
                        {"/simulation/seed", std::to_string(seed)}};
    const auto loaded = scenario::load(request);
    REQUIRE(loaded.ok());
    study::RunOptions options;
    options.paths.simulate.threads = 2;
    return nlohmann::json::parse(results::to_json(study::run(loaded.value, options).results));
}

} // namespace

TEST_CASE(
    "tilt: 240 equal loans agree with the exact law, and a depletion of one in 10,000 is known to a few percent") {
    Scenario s = one_year();
    add_loans(s, 240, 400);
    s.pool.balance = Fen{std::int64_t{10'400} * 1'000'000};
    s.method = Method::tilt;
    s.paths = static_cast<std::int64_t>(count_of(20'000));
    study::RunOptions options;
    options.check = true;
    const study::Run run = run_of(s, options);
    CHECK(run.results.frame.checks.size() >= 20);
    for (const results::Check& check : run.results.frame.checks) {
        INFO(check.id << ": exact " << check.exact << ", simulated " << check.simulated);
        CHECK(check.pass);
    }
    const tally::Probability& p = *run.results.probabilities.pool_depleted.find(12);
    CHECK(*p.value < 2e-4);
    CHECK(*p.value > 5e-5);
    // Plain paths needed for the same error, over those taken.
    CHECK(*p.value * (1.0 - *p.value) / (*p.se * *p.se) > 100.0 * static_cast<double>(s.paths));
    // No figure is worse than plain by more than the factor 2 in variance.
    CHECK(*run.results.frame.ess > 0.5 * static_cast<double>(s.paths) * 0.95);
}

TEST_CASE("tilt and sobol: every estimate agrees with a plain run where breakers trip and lending goes on", "[long]") {
    const auto paths = static_cast<std::int64_t>(count_of(3'072));
    const nlohmann::json plain = severe("plain", 11, paths);
    std::uint64_t seed = 12;
    for (const char* method : {"tilt", "sobol"}) {
        INFO(method);
        Agreement agreement(paths);
        agreement.walk(plain, severe(method, seed++, paths), "");
        agreement.check();
    }
}

TEST_CASE("sobol: the expected loss of 1,000 loans has a tenth of the variance, around the exact mean", "[long]") {
    Scenario s = of_many_classes();
    s.method = Method::sobol;
    s.paths = 16'384;
    double exact = 0.0;
    for (const scenario::TapeLoan& loan : s.portfolio.tape) {
        exact += *loan.pd * static_cast<double>(loan.principal.count) / 1e6;
    }
    const study::Run run = run_of(s);
    const results::Distribution& loss = *run.results.measures.find(Measure::defaulted_principal)->find(12);
    CHECK(std::abs(*loss.mean.value - exact) < bound_for(1) * *loss.mean.se);
    const double plain = *loss.sd.value * *loss.sd.value / static_cast<double>(s.paths);
    CHECK(plain > 10.0 * *loss.mean.se * *loss.mean.se);
}

TEST_CASE("sobol: errors from the scramblings are as large as the estimates' own spread", "[long]") {
    // z² of 31 degrees of freedom has mean 31/29 and variance about 2.7; its mean over 40 runs stays within 4 errors.
    Scenario s = one_year();
    add_loans(s, 60, 400);
    s.method = Method::sobol;
    s.paths = 1'024;
    constexpr int kRuns = 40;
    double sum = 0.0;
    for (int run = 0; run < kRuns; ++run) {
        s.seed = 100 + static_cast<std::uint64_t>(run);
        const study::Run made = run_of(s);
        const results::Distribution& loss = *made.results.measures.find(Measure::defaulted_principal)->find(12);
        const double z = (*loss.mean.value - 60 * 400 * 0.02) / *loss.mean.se;
        sum += z * z;
    }
    const double mean = kBatchFreedom / (kBatchFreedom - 2.0);
    CHECK(std::abs(sum / kRuns - mean) < 4.0 * std::sqrt(2.7 / kRuns));
}

TEST_CASE("tilt and sobol: 1, 2 and 7 threads give the same bytes") {
    const tbb::global_control workers(tbb::global_control::max_allowed_parallelism, 7);
    int compared = 0;
    for (std::uint64_t seed = 1; seed <= std::max<std::uint64_t>(4, count_of(16)); ++seed) {
        Scenario s = random_scenario(seed);
        if (!has_factors(s)) { continue; }
        s.paths = 531; // three blocks, the last one short
        s.method = seed % 2 == 0 ? Method::tilt : Method::sobol;
        study::RunOptions options;
        if (s.method == Method::tilt) { // the pilot has a test of its own
            options.tilt.emplace(engine::compile(s).factors->innovations(), -0.4);
        }
        options.paths.simulate.threads = 1;
        const std::string alone = results::to_json(run_of(s, options).results);
        for (const int threads : {2, 7}) {
            INFO("scenario " << seed << ", threads " << threads);
            options.paths.simulate.threads = threads;
            CHECK(results::to_json(run_of(s, options).results) == alone);
        }
        ++compared;
    }
    CHECK(compared >= (is_short_run() ? 1 : 4));
}
