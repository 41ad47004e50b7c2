#include "catch.hpp"
#include "engine/trace.hpp"
#include "samples.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <map>
#include <string>

using namespace kdt;
using namespace kdt::properties;
using engine::EventKind;

// A product with several tenors: how often each is drawn, and what a change of the list leaves alone. The frequencies
// err together with probability 1e-3 (Bonferroni), fixed beforehand.
namespace {

constexpr int kGrantMonths = 12;

/// Two products, of which the first has several tenors; nobody defaults, and all is renewed once.
scenario::Scenario of_tenors(std::vector<int> months, std::vector<double> weights) {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 2 * 12 + kGrantMonths;
    s.report.horizons = {s.horizon_months};
    s.pool.balance = Fen{1'000'000};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.banks.push_back({"另一银行", 2.0, {}, {}});
    s.sectors.push_back({"行业", 1.0, 0.0, {}});
    s.tiers.push_back({"层级", 0.0, credit::SizeLaw{credit::SizeDistribution::lognormal, 1e6, 5e5, 0.0, {}}, {}});
    for (const char* id : {"产品", "另一产品"}) {
        scenario::Product product;
        product.id = id;
        product.renewal_probability = 1.0;
        product.renewal_max_times = 1;
        product.shares.push_back({});
        s.products.push_back(product);
    }
    s.products.front().tenor_months.months = std::move(months);
    s.products.front().tenor_months.weights = std::move(weights);
    s.credit.dependence = scenario::Dependence::independent;
    s.lending.demand = {{0, 0, 20.0}, {1, 0, 5.0}};
    s.seed = 20260511;
    return s;
}

/// By contract: for how many months it ran.
std::map<std::string, int> lives(const engine::Model& model, std::uint64_t path) {
    std::map<std::string, int> begun;
    std::map<std::string, int> out;
    for (const engine::Event& event : engine::trace(model, path).events) {
        const std::string name = engine::name_of(model, event.loan);
        if (event.kind == EventKind::granted || event.kind == EventKind::renewed) { begun[name] = event.month; }
        if (event.kind == EventKind::matured && event.where.product == 0) { out[name] = event.month - begun.at(name); }
    }
    return out;
}

/// What is told of grants and renewals, of one product or whatever the tenor: who, when first, how much, by whom.
std::vector<std::string> grants(const engine::Model& model, std::uint64_t path, int product) {
    std::vector<std::string> out;
    for (const engine::Event& event : engine::trace(model, path).events) {
        const bool first = event.kind == EventKind::granted;
        if (event.where.product != product || (!first && (product == 0 || event.kind != EventKind::renewed))) {
            continue;
        }
        out.push_back(engine::name_of(model, event.loan) + " " + std::to_string(event.month) + " " +
                      std::to_string(event.amount.count) + " " + std::to_string(event.where.bank));
    }
    return out;
}

} // namespace

TEST_CASE("tenors: applications draw them by their weights, and renewals keep what was drawn") {
    const std::vector<int> months{3, 6, 12};
    const std::vector<double> weights{1.0, 3.0, 1.0};
    const engine::Model model = engine::compile(of_tenors(months, weights));
    std::map<int, int> counts;
    int all = 0;
    for (std::uint64_t path = 0; path < count_of(60); ++path) {
        const auto lived = lives(model, path);
        for (const auto& [name, life] : lived) {
            if (name.ends_with("+1")) {
                CHECK(life == lived.at(name.substr(0, name.size() - 2)));
            } else if (model.scenario.as_of.plus(kGrantMonths).text() >= name.substr(0, 7)) {
                ++counts[life];
                ++all;
            }
        }
    }
    CHECK(all > 100 * static_cast<int>(count_of(60)));
    CHECK(counts.size() == months.size());
    constexpr double kTwoSided = 1e-3 / (2.0 * 3.0);
    for (std::size_t i = 0; i < months.size(); ++i) {
        const boost::math::binomial law(all, weights[i] / 5.0);
        INFO(months[i] << " months: " << counts[months[i]] << " of " << all);
        CHECK(counts[months[i]] >= boost::math::quantile(law, kTwoSided));
        CHECK(counts[months[i]] <= boost::math::quantile(boost::math::complement(law, kTwoSided)));
    }
}

TEST_CASE("tenors: another list leaves every application and the other product's loans as they were") {
    const engine::Model one = engine::compile(of_tenors({12}, {1.0}));
    const engine::Model several = engine::compile(of_tenors({3, 6, 24}, {1.0, 3.0, 1.0}));
    for (std::uint64_t path = 0; path < 10; ++path) {
        INFO("path " << path);
        CHECK(grants(one, path, 0) == grants(several, path, 0));
        CHECK(grants(one, path, 1) == grants(several, path, 1));
    }
}

TEST_CASE("tenors: a list of one is that one") {
    const engine::Model number = engine::compile(of_tenors({12}, {1.0}));
    const engine::Model list = engine::compile(of_tenors({12}, {7.0}));
    CHECK(lives(number, 0) == lives(list, 0));
}
