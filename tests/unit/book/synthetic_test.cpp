#include "book/synthetic.hpp"

#include "catch.hpp"

#include <cstdlib>

using namespace kdt;
using namespace kdt::book;

namespace {

credit::SizeLaw lognormal(double mean_wan, double sd_wan) {
    return {credit::SizeDistribution::lognormal, mean_wan * 1e6, sd_wan * 1e6, 0.0, {}};
}

scenario::Product product_of(const std::string& id, int tenor, scenario::Repayment repayment) {
    scenario::Product product;
    product.id = id;
    product.tenor_months = tenor;
    product.repayment = repayment;
    product.borrower_cap = Fen{500'000'000};
    product.shares.push_back({});
    return product;
}

/// What the synthetic book of scenarios/jiujiang/base.json rests on.
scenario::Scenario jiujiang() {
    scenario::Scenario s;
    for (double weight : {0.4, 0.3, 0.2, 0.1}) { s.banks.push_back({"银行", weight, {}, {}}); }
    s.products.push_back(product_of("科贷通", 12, scenario::Repayment::bullet));
    s.products.push_back(product_of("科融通", 24, scenario::Repayment::equal_principal));
    s.tiers.push_back({"科技型中小企业", 0.0275, lognormal(350, 200), {}});
    s.tiers.push_back({"高新技术企业", 0.0225, lognormal(450, 250), {}});
    for (double weight : {0.45, 0.30, 0.25}) { s.sectors.push_back({"行业", weight, 0.0, {}}); }
    s.lending.demand = {{0, 0, 5.0}, {0, 1, 4.0}, {1, 1, 1.0}};
    s.portfolio.synthetic = scenario::SyntheticBook{Fen{18'000'000'000}, {1.0, 0.0}};
    return s;
}

void check_loan(const scenario::TapeLoan& loan, int tier, int age, int bank, int sector, std::int64_t principal) {
    CHECK(loan.tier == tier);
    CHECK(loan.months_on_book == age);
    CHECK(loan.remaining_months == 12 - age);
    CHECK(loan.bank == bank);
    CHECK(loan.sector == sector);
    // Worked out apart in doubles: the last 分 may go to another loan.
    CHECK(std::abs(loan.principal.count - principal) <= 1);
    CHECK(loan.original_principal == loan.principal);
}

} // namespace

TEST_CASE("synthetic book: Jiujiang's 1.8 亿元 is 52 loans, the first three worked out by hand") {
    const auto book = synthetic_book(jiujiang());
    REQUIRE(book.size() == 52); // 18000 / 343.318 万元, the mean of the capped laws 5:4
    check_loan(book[0], 0, 7, 1, 1, 232'399'060);
    check_loan(book[1], 0, 2, 2, 1, 352'588'270);
    check_loan(book[2], 1, 10, 0, 0, 503'173'689); // at the cap, times the one factor
    CHECK(book[0].loan_id == "科贷通-0001");
    CHECK(book[51].loan_id == "科贷通-0052");
    CHECK(book[7].borrower_id == book[7].loan_id);
}

TEST_CASE("synthetic book: what is outstanding sums to the amount exactly, product by product") {
    for (std::int64_t amount :
         std::initializer_list<std::int64_t>{1, 99, 500'000'001, 18'000'000'000, 987'654'321'987}) {
        scenario::Scenario s = jiujiang();
        s.portfolio.synthetic = scenario::SyntheticBook{Fen{amount}, {0.25, 0.75}};
        Fen sum;
        Fen of_second;
        for (const auto& loan : synthetic_book(s)) {
            sum += loan.principal;
            of_second += loan.product == 1 ? loan.principal : Fen{};
            CHECK(loan.original_principal >= loan.principal);
            CHECK(loan.remaining_months >= 1);
        }
        CHECK(sum == Fen{amount});
        CHECK(std::abs(of_second.count - amount * 3 / 4) <= 1);
    }
}

TEST_CASE("synthetic book: sizes are lines, of which the product's part is drawn") {
    scenario::Scenario s = jiujiang();
    s.products[0].utilisation = 0.5;
    const auto book = synthetic_book(s);
    REQUIRE(book.size() == 105); // 18000 / (343.318 · 0.5)
    for (const auto& loan : book) { CHECK(loan.undrawn == loan.original_principal); }
    s.products[0].utilisation = 1.0;
    for (const auto& loan : synthetic_book(s)) { CHECK(loan.undrawn == Fen{}); }
}

TEST_CASE("synthetic book: an instalment loan's principal is what its age has left of the amount granted") {
    scenario::Scenario s = jiujiang();
    s.portfolio.synthetic->mix = {0.0, 1.0};
    for (const auto& loan : synthetic_book(s)) {
        const double left = static_cast<double>(loan.remaining_months) / 24.0;
        CHECK(static_cast<double>(loan.original_principal.count) * left ==
              Approx(static_cast<double>(loan.principal.count)).margin(1.0));
        CHECK(loan.months_on_book + loan.remaining_months == 24);
        CHECK(loan.tier == 1); // the only tier with demand for it
    }
}

TEST_CASE("synthetic book: of several tenors each is there by its weight times its length, aged within itself") {
    scenario::Scenario s = jiujiang();
    s.products[0].tenor_months.months = {6, 18};
    s.products[0].tenor_months.weights = {3.0, 1.0}; // 18 : 18
    s.portfolio.synthetic->outstanding = Fen{180'000'000'000};
    const auto book = synthetic_book(s);
    REQUIRE(book.size() == 524); // 180000 / 343.318
    int of_six = 0;
    for (const auto& loan : book) {
        const int tenor = loan.months_on_book + loan.remaining_months;
        CHECK((tenor == 6 || tenor == 18));
        CHECK(loan.remaining_months >= 1);
        of_six += tenor == 6 ? 1 : 0;
    }
    CHECK(std::abs(of_six - 262) <= 3); // low discrepancy
}

TEST_CASE("synthetic book: the same for every seed, and none where none is asked for") {
    scenario::Scenario s = jiujiang();
    const auto first = synthetic_book(s);
    s.seed = 999;
    s.paths = 7;
    const auto second = synthetic_book(s);
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first[i].loan_id == second[i].loan_id);
        CHECK(first[i].principal == second[i].principal);
        CHECK(first[i].bank == second[i].bank);
    }
    s.portfolio.synthetic.reset();
    CHECK(synthetic_book(s).empty());
}
