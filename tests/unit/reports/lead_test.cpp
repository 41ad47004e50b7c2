#include "catch.hpp"

#include "reports/lead.hpp"
#include "reports/phrases.hpp"
#include "tally/interval.hpp"
#include "unit/results/sample_run.hpp"

#include <array>

using namespace kdt;

namespace {

/// The sample with the pool depleted on so many of a million paths by the end.
results::Results depleted_on(std::int64_t paths) {
    results::Results all = sample::run().results;
    *all.probabilities.pool_depleted.find(30) = tally::probability_of(paths, 1'000'000);
    return all;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("lead: where depletion is likely it comes first, with its interval") {
    const std::string zh = reports::lead_sentence(depleted_on(42'000), Language::zh);
    CHECK(zh.starts_with("在本情景下，30个月内资金池耗尽概率为4.20%（95%区间4.16%–4.24%）；"));
    CHECK_FALSE(holds(zh, "起约束作用的是"));
    CHECK(reports::lead_sentence(depleted_on(42'000), Language::en)
              .starts_with("In this scenario the pool runs dry within 30 months with probability 4.20% (95% interval"));
}

TEST_CASE("lead: a pool that runs dry on every path has a whole sentence, with the bound") {
    CHECK(reports::lead_sentence(depleted_on(1'000'000), Language::zh)
              .starts_with("在本情景下，每条路径上资金池都在30个月内耗尽（95%下限99.9997%）；"));
    CHECK(reports::lead_sentence(depleted_on(1'000'000), Language::en)
              .starts_with(
                  "In this scenario the pool runs dry within 30 months on every path (95% lower bound 99.9997%); "));
}

TEST_CASE("lead: where it is not, what binds leads: the heaviest year, the likeliest breaker, the target and why") {
    for (const std::int64_t paths : {0, 9'999}) {
        const std::string zh = reports::lead_sentence(depleted_on(paths), Language::zh);
        INFO(zh);
        CHECK(holds(zh, "；起约束作用的是：2023年与2024年补偿支出压力最大，以现有路径数分不出先后，99%"
                        "的情况下2023年不超过152.32万元"));
        CHECK(holds(zh, "“银行熔断”触发熔断：11.75%"));
        CHECK(holds(zh, "目标“5亿-发放”达成：未出现"));
        CHECK(holds(zh, "主要受制于企业需求。"));
    }
    const std::string never = reports::lead_sentence(depleted_on(0), Language::zh);
    CHECK(holds(never, "资金池耗尽：未出现（95%上限0.0003%）"));
    CHECK_FALSE(holds(never, "0.00%"));
}

TEST_CASE("lead: without breakers and targets it ends with the heaviest year") {
    results::Results all = depleted_on(0);
    all.frame.breakers.clear();
    all.frame.targets.clear();
    const std::string en = reports::lead_sentence(all, Language::en);
    CHECK(holds(
        en, "what binds instead: 2023 and 2024 call most on the pool, not to be told apart by so many paths: in 99% of "
            "cases at most 1.52m yuan"));
    CHECK(en.ends_with("yuan) in 2023."));
}

TEST_CASE("cards: six in both languages, whatever the scenario has, and no chance that was never seen reads 0 %") {
    results::Results bare = depleted_on(0);
    bare.frame.breakers.clear();
    bare.frame.targets.clear();
    results::Results given = bare;
    given.frame.drawn = false;
    for (const results::Results& all : {depleted_on(0), depleted_on(5), bare, given}) {
        for (const Language language : {Language::zh, Language::en}) {
            const std::vector<reports::Card> cards = reports::headline_cards(all, language);
            REQUIRE(cards.size() == 6);
            for (const reports::Card& card : cards) {
                CHECK_FALSE(card.label.empty());
                CHECK_FALSE(card.figure.empty());
                CHECK_FALSE(card.figure.starts_with("0.00%"));
            }
        }
    }
    const reports::Card never = reports::headline_cards(depleted_on(0), Language::zh).front();
    CHECK(never.figure == "未出现");
    CHECK(never.detail == "95%上限0.0003%");
    const reports::Card rare = reports::headline_cards(depleted_on(5), Language::zh).front();
    CHECK(rare.figure == "0.00050%");
}

namespace {

/// The sample with these 99 % quantiles of claims paid in 2022, 2023 and 2024, each with this much to both sides.
results::Results paying(const std::array<double, 3>& by_year, results::Number half) {
    results::Results all = depleted_on(0);
    std::size_t year = 0;
    for (const char* name : {"2022", "2023", "2024"}) {
        auto& months = *all.years.find(name)->find(results::Measure::claims_paid);
        const double value = by_year[year++];
        *months.find(name == std::string("2022")   ? 6
                     : name == std::string("2023") ? 18
                                                   : 30)
             ->quantile.find("0.99") = {value, half ? results::Number(value - *half) : half,
                                        half ? results::Number(value + *half) : half};
    }
    return all;
}

std::string year_card(const results::Results& all, Language language) {
    const std::vector<reports::Card> cards = reports::headline_cards(all, language);
    return cards.back().label + " | " + cards.back().figure + " | " + cards.back().detail;
}

} // namespace

TEST_CASE(
    "lead: a year that can't be told from the heaviest is named with it; what errors it takes are the quantiles'") {
    const results::Results close = paying({100.0, 200.0, 207.0}, 5.0); // 7 < √50
    CHECK(holds(
        reports::lead_sentence(close, Language::zh),
        "2023年与2024年补偿支出压力最大，以现有路径数分不出先后，99%的情况下2024年不超过207.00万元（95%区间202.00万元–"
        "212.00万元）"));
    CHECK(holds(reports::lead_sentence(close, Language::en),
                "2023 and 2024 call most on the pool, not to be told apart"));
    CHECK(holds(year_card(close, Language::zh),
                "支出最多的年份：2023年与2024年（以现有路径数分不出先后），2024年补偿支出"));
    const results::Results apart = paying({100.0, 200.0, 207.2}, 5.0);
    CHECK(holds(reports::lead_sentence(apart, Language::zh), "：2024年补偿支出压力最大，99%的情况下不超过207.20万元"));
    CHECK(holds(year_card(apart, Language::zh), "支出最多的年份：2024年补偿支出"));
    results::Results given = paying({100.0, 200.0, 200.0}, {});
    given.frame.drawn = false;
    CHECK(holds(reports::lead_sentence(given, Language::zh), "：2023年与2024年补偿支出最多，为200.00万元"));
}

TEST_CASE("lead: where no year can be told from the heaviest none is said to stand out; greatest and least stand with "
          "their intervals") {
    const results::Results level = paying({203.0, 200.0, 207.0}, 5.0); // 7 < √50
    const std::string zh = reports::lead_sentence(level, Language::zh);
    INFO(zh);
    CHECK(holds(
        zh, "，没有补偿支出突出的年份，以现有路径数分不出高低：99%的情况下，算得最多的2024年不超过207.00万元（95%区间"
            "202.00万元–212.00万元），最少的2023年不超过200.00万元（95%区间195.00万元–205.00万元）；"
            "起约束作用的是：“银行熔断”"));
    CHECK_FALSE(holds(zh, "压力最大"));
    CHECK(
        holds(reports::lead_sentence(level, Language::en),
              ", and no year stands out by its claims, not to be told apart by so many paths: in 99% of cases at most "
              "2.07m yuan"));
    CHECK(holds(year_card(level, Language::zh), "2024年补偿支出99%分位（各年以现有路径数分不出高低，没有突出的年份）"));
    // Without a bound on the side where they meet nothing tells them apart.
    CHECK(holds(reports::lead_sentence(paying({100.0, 200.0, 900.0}, {}), Language::zh), "没有补偿支出突出的年份"));
    const std::string apart = reports::lead_sentence(paying({100.0, 200.0, 207.0}, 5.0), Language::zh);
    CHECK_FALSE(holds(apart, "没有补偿支出突出的年份"));
    results::Results given = paying({200.0, 200.0, 200.0}, {});
    given.frame.drawn = false;
    CHECK(holds(reports::lead_sentence(given, Language::zh), "，各年补偿支出相同，均为200.00万元；"));
}

TEST_CASE("lead: where no year pays anything it says so and does not call it what binds") {
    results::Results none = paying({0.0, 0.0, 0.0}, 0.0);
    const std::string rarely = reports::lead_sentence(none, Language::zh);
    CHECK(holds(rarely, "，99%的情况下各年均无补偿支出；起约束作用的是：“银行熔断”"));
    none.measures.find(results::Measure::claims_paid)->find(30)->mean = {0.0, 0.0};
    none.frame.breakers.clear();
    none.frame.targets.clear();
    CHECK(reports::lead_sentence(none, Language::zh) ==
          "在本情景下，30个月内资金池耗尽：未出现（95%上限0.0003%），没有补偿支出。");
    CHECK(holds(reports::lead_sentence(none, Language::en), ", and no claim is paid."));
    CHECK(holds(year_card(none, Language::zh), "各年补偿支出99%分位 | 0.00万元"));
}

TEST_CASE("phrases: an interval that is open on one side reads as a bound, and an exact figure has no ±") {
    const results::Results all = sample::run().results;
    const reports::Phrases zh(all, Language::zh);
    const reports::Phrases en(all, Language::en);
    CHECK(zh.interval({2.0, 1.0, 3.0}) == "95%区间1.00万元–3.00万元");
    CHECK(zh.interval({2.0, {}, 3.0}) == "95%上限3.00万元");
    CHECK(zh.interval({2.0, 1.0, {}}) == "95%下限1.00万元");
    CHECK(en.interval({2.0, 1.0, {}}) == "95% lower bound 10.00k yuan");
    CHECK(zh.interval({2.0, {}, {}}).empty());
    CHECK(zh.with_error({2.0, 0.0}) == "2.00万元");
    // An error stands in the unit of its mean, with two significant digits at least.
    CHECK(zh.with_error({2.0, 1.0 / 1.959963984540054}) == "2.00万元 ±1.00万元");
    CHECK(en.with_error({6810.0, 19.611 / 1.959963984540054}) == "68.10m yuan ±0.20m yuan");
    CHECK(en.with_error({6810.0, 1.234 / 1.959963984540054}) == "68.10m yuan ±0.012m yuan");
    CHECK(zh.with_error({12000.0, 30.0 / 1.959963984540054}) == "1.20亿元 ±0.0030亿元");
    CHECK(zh.with_error({2.0, {}}) == "2.00万元");
}
