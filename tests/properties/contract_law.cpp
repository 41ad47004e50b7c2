#include "catch.hpp"
#include "engine/trace.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

using namespace kdt;
using namespace kdt::properties;
using engine::EventKind;

// The law of early repayments and extensions of loans that never default. Bounds: all frequencies of this file together
// err with probability 1e-3 (Bonferroni over two-sided tests), fixed beforehand with the seeds.
namespace {

constexpr double kAllTogether = 1e-3;
constexpr int kAllFrequencies = 11 + 2 + 3;
constexpr int kLoans = 2000;
constexpr int kTenor = 12;

scenario::Scenario contracts(double early, double extended, int extension_months, int horizon) {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = horizon;
    s.report.horizons = {horizon};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.sectors.push_back({"行业", 1.0, 0.0, {}});
    s.tiers.push_back({"层级", 0.0, {}, {}});
    s.credit.dependence = scenario::Dependence::independent;
    scenario::Product product;
    product.id = "产品";
    product.tenor_months = kTenor;
    product.early_repayment = early;
    product.extension_probability = extended;
    product.extension_months = extension_months;
    product.shares.push_back({});
    s.products.push_back(product);
    for (int i = 0; i < kLoans; ++i) {
        scenario::TapeLoan loan;
        loan.loan_id = loan.borrower_id = "L" + std::to_string(i);
        loan.principal = loan.original_principal = Fen{100};
        loan.remaining_months = kTenor;
        s.portfolio.tape.push_back(loan);
    }
    s.seed = 20260403;
    return s;
}

/// How often each kind of event falls in each month, over the paths.
std::map<EventKind, std::vector<std::int64_t>> counted(const scenario::Scenario& s, std::uint64_t paths) {
    const engine::Model model = engine::compile(s);
    std::map<EventKind, std::vector<std::int64_t>> out;
    for (const EventKind kind : {EventKind::repaid_early, EventKind::extended, EventKind::matured}) {
        out[kind].resize(static_cast<std::size_t>(s.horizon_months) + 1);
    }
    for (std::uint64_t path = 0; path < paths; ++path) {
        for (const engine::Event& event : engine::trace(model, path).events) {
            const auto months = out.find(event.kind);
            if (months != out.end()) { ++months->second[static_cast<std::size_t>(event.month)]; }
        }
    }
    return out;
}

void check_share(std::int64_t events, std::int64_t trials, double probability) {
    const double widest = boost::math::quantile(boost::math::normal(), 1.0 - kAllTogether / (2.0 * kAllFrequencies));
    const auto n = static_cast<double>(trials);
    INFO(events << " of " << trials << ", by law " << probability);
    CHECK(std::abs(static_cast<double>(events) - n * probability) <
          widest * std::sqrt(n * probability * (1.0 - probability)));
}

} // namespace

TEST_CASE("the law: of the loans left, 1 − (1−e)^{1/12} are repaid early in each month before maturity, none in it") {
    const auto paths = static_cast<std::int64_t>(count_of(120));
    const auto events = counted(contracts(0.4, 0.0, 0, kTenor), static_cast<std::uint64_t>(paths));
    std::int64_t left = kLoans * paths;
    for (std::size_t month = 1; month < kTenor; ++month) {
        const std::int64_t early = events.at(EventKind::repaid_early)[month];
        INFO("month " << month);
        check_share(early, left, 1.0 - std::pow(0.6, 1.0 / 12.0));
        left -= early;
    }
    CHECK(events.at(EventKind::repaid_early)[kTenor] == 0);
    CHECK(events.at(EventKind::matured)[kTenor] == left);
}

TEST_CASE("the law: the extension's probability is that of the loans that reach maturity; early repayment goes on") {
    const auto paths = static_cast<std::int64_t>(count_of(120));
    const auto events = counted(contracts(0.4, 0.3, 3, kTenor + 3), static_cast<std::uint64_t>(paths));
    std::int64_t early = 0;
    for (std::size_t month = 1; month < kTenor; ++month) { early += events.at(EventKind::repaid_early)[month]; }
    check_share(early, kLoans * paths, 1.0 - std::pow(0.6, 11.0 / 12.0));
    std::int64_t left = events.at(EventKind::extended)[kTenor];
    check_share(left, kLoans * paths - early, 0.3);
    CHECK(events.at(EventKind::matured)[kTenor] == kLoans * paths - early - left);
    for (const std::size_t month : {kTenor + 1, kTenor + 2}) {
        const std::int64_t repaid = events.at(EventKind::repaid_early)[month];
        check_share(repaid, left, 1.0 - std::pow(0.6, 1.0 / 12.0));
        left -= repaid;
    }
    CHECK(events.at(EventKind::repaid_early)[kTenor + 3] == 0);
    CHECK(events.at(EventKind::matured)[kTenor + 3] == left);
}

TEST_CASE("luck belongs to identity: extensions leave each loan's month of early repayment as it was") {
    const engine::Model without = engine::compile(contracts(0.4, 0.0, 0, kTenor));
    const engine::Model with = engine::compile(contracts(0.4, 0.5, 3, kTenor));
    const auto months = [](const engine::Model& model) {
        std::map<std::string, int> out;
        for (const engine::Event& event : engine::trace(model, 5).events) {
            if (event.kind == EventKind::repaid_early) { out[engine::name_of(model, event.loan)] = event.month; }
        }
        return out;
    };
    CHECK(months(without).size() > kLoans / 4);
    CHECK(months(without) == months(with));
}
