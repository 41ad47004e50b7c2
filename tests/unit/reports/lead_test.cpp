#include "catch.hpp"

#include "reports/lead.hpp"
#include "tally/interval.hpp"
#include "unit/results/sample_run.hpp"

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

TEST_CASE("lead: where it is not, what binds leads: the heaviest year, the likeliest breaker, the target and why") {
    for (const std::int64_t paths : {0, 9'999}) {
        const std::string zh = reports::lead_sentence(depleted_on(paths), Language::zh);
        INFO(zh);
        CHECK(holds(zh, "；起约束作用的是：2023年补偿支出压力最大，99%的情况下不超过152.32万元"));
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
    CHECK(holds(en, "what binds instead: 2023 calls most on the pool: in 99% of cases at most 1.52m yuan"));
    CHECK(en.ends_with("yuan)."));
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
