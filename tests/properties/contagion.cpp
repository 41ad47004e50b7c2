#include "catch.hpp"
#include "engine/simulate.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace kdt;
using namespace kdt::properties;
using scenario::Scenario;
using tally::Measure;

// An anchor and its supplier, and a chain of three: the joint law of who has defaulted, against formulas by hand. Every
// frequency of this file together errs with probability 1e-3 (Bonferroni over kFrequencies), fixed with the seeds.
namespace {

constexpr int kFrequencies = 4 * 2 + 8 + 4;
constexpr int kMonths = 24;
constexpr double kMultiplier = 6.0;
constexpr int kWindow = 5;

/// Independent firms with loans of 1, 10, 100, … 元, each the supplier of the one before.
Scenario chain(const std::vector<double>& pds) {
    Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = kMonths;
    s.report.horizons = {12, kMonths};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.sectors.push_back({"行业", 1.0, 0.0, {}});
    s.tiers.push_back({"层级", 0.0, {}, {}});
    scenario::Product product;
    product.id = "产品";
    product.tenor_months = kMonths;
    product.shares.push_back({});
    s.products.push_back(product);
    s.credit.dependence = scenario::Dependence::independent;
    s.credit.contagion = scenario::Contagion{kMultiplier, kWindow};
    std::int64_t amount = 100;
    for (std::size_t i = 0; i < pds.size(); ++i) {
        scenario::TapeLoan loan;
        // Ids in the opposite order, so that a supplier is settled before its anchor.
        loan.loan_id = loan.borrower_id = std::string(1, static_cast<char>('Z' - static_cast<char>(i)));
        if (i > 0) { loan.anchor = s.portfolio.tape.back().borrower_id; }
        loan.principal = loan.original_principal = Fen{amount};
        loan.remaining_months = kMonths;
        loan.pd = pds[i];
        s.portfolio.tape.push_back(loan);
        amount *= 10;
    }
    s.paths = static_cast<std::int64_t>(count_of(240'000));
    s.seed = 20260708;
    return s;
}

using Sets = std::map<std::int64_t, std::int64_t>;

/// How often each set of firms has defaulted by each horizon; the sum of their loans names the set.
std::vector<Sets> sets_found(const Scenario& s) {
    const engine::Outcome outcome = engine::simulate(engine::compile(s), {1, {}, nullptr});
    std::vector<Sets> found(s.report.horizons.size());
    for (std::size_t horizon = 0; horizon < found.size(); ++horizon) {
        for (const std::int64_t principal :
             outcome.scores->measure(static_cast<int>(horizon), Measure::defaulted_principal)) {
            ++found[horizon][principal / 100];
        }
    }
    return found;
}

void check_frequency(const Scenario& s, std::int64_t events, double probability) {
    const double bound = boost::math::quantile(boost::math::normal(), 1.0 - kFamilyWise / (2.0 * kFrequencies));
    const auto n = static_cast<double>(s.paths);
    INFO("expected " << n * probability << ", found " << events);
    CHECK(std::abs(static_cast<double>(events) - n * probability) <
          bound * std::sqrt(n * probability * (1.0 - probability)));
}

/// P(a firm defaults in month t), its anchor having defaulted in month `since` (0: it has not, or not before).
double defaults_in(double pd, int since, int t) {
    const double hazard = -std::log1p(-pd) / 12.0;
    double before = 0.0;
    for (int month = 1; month < t; ++month) {
        const bool raised = since > 0 && month > since && month <= since + kWindow;
        before += hazard * (raised ? kMultiplier : 1.0);
    }
    const bool raised = since > 0 && t > since && t <= since + kWindow;
    return std::exp(-before) * -std::expm1(-hazard * (raised ? kMultiplier : 1.0));
}

} // namespace

TEST_CASE("contagion: an anchor and its supplier default together as often as the formula says", "[long]") {
    // Anchor in month m with probability q^{m−1}(1−q), q = (1−p)^{1/12}; then the supplier survives to H with
    // exp(−λ(H + (c−1)·min(k, H−m))), else with exp(−λH).
    const double anchor_pd = 0.25;
    const double supplier_pd = 0.08;
    const Scenario s = chain({anchor_pd, supplier_pd});
    const double hazard = -std::log1p(-supplier_pd) / 12.0;
    const double q = std::pow(1.0 - anchor_pd, 1.0 / 12.0);
    std::vector<Sets> by_horizon = sets_found(s);
    for (const int months : {12, kMonths}) {
        double both = 0.0;
        for (int m = 1; m <= months; ++m) {
            const double exposure = months + (kMultiplier - 1.0) * std::min(kWindow, months - m);
            both += std::pow(q, m - 1) * (1.0 - q) * -std::expm1(-hazard * exposure);
        }
        const double anchor = 1.0 - std::pow(q, months);
        const double supplier_alone = (1.0 - anchor) * -std::expm1(-hazard * months);
        Sets& found = by_horizon[months == 12 ? 0 : 1];
        INFO("by month " << months);
        check_frequency(s, found[11], both);
        check_frequency(s, found[1], anchor - both);
        check_frequency(s, found[10], supplier_alone);
        check_frequency(s, found[0], 1.0 - anchor - supplier_alone);
    }
}

TEST_CASE("contagion: along a chain each default raises the next firm's hazard only, by the sum over all months") {
    const std::vector<double> pds{0.2, 0.1, 0.05};
    const Scenario s = chain(pds);
    std::map<std::int64_t, double> law;
    for (int first = 0; first <= kMonths; ++first) { // 0: survives
        const auto probability = [&](double pd, int since, int month) {
            if (month > 0) { return defaults_in(pd, since, month); }
            double sum = 0.0;
            for (int t = 1; t <= kMonths; ++t) { sum += defaults_in(pd, since, t); }
            return 1.0 - sum;
        };
        const double a = probability(pds[0], 0, first);
        for (int second = 0; second <= kMonths; ++second) {
            const double b = a * probability(pds[1], first, second);
            const double survives = probability(pds[2], second, 0);
            const std::int64_t known = (first > 0 ? 1 : 0) + (second > 0 ? 10 : 0);
            law[known] += b * survives;
            law[known + 100] += b * (1.0 - survives);
        }
    }
    Sets found = sets_found(s)[1];
    for (const auto& [set, probability] : law) {
        INFO("set " << set);
        check_frequency(s, found[set], probability);
    }
}

TEST_CASE("contagion: a stated default of the anchor is as infectious as its own") {
    Scenario s = chain({0.0, 0.08});
    s.stress.defaults = {{3, scenario::DefaultShock::Whom::borrower, "Z", 0, 0}};
    const double hazard = -std::log1p(-0.08) / 12.0;
    const double by_twelve = -std::expm1(-hazard * (12.0 + (kMultiplier - 1.0) * kWindow));
    const double by_end = -std::expm1(-hazard * (kMonths + (kMultiplier - 1.0) * kWindow));
    std::vector<Sets> found = sets_found(s);
    Sets& first = found[0];
    Sets& last = found[1];
    check_frequency(s, first[11], by_twelve);
    check_frequency(s, first[1], 1.0 - by_twelve);
    check_frequency(s, last[11], by_end);
    check_frequency(s, last[1], 1.0 - by_end);
}

TEST_CASE("contagion: a multiplier of 1, or none, leaves every path as it was") {
    Scenario s = chain({0.3, 0.2, 0.4});
    s.paths = 2'000;
    Scenario none = s;
    none.credit.contagion.reset();
    s.credit.contagion->multiplier = 1.0;
    CHECK(sets_found(s) == sets_found(none));
    s.credit.contagion->multiplier = 6.0;
    CHECK(sets_found(s) != sets_found(none));
}
