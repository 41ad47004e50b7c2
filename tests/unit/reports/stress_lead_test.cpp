#include "catch.hpp"

#include "reports/document.hpp"
#include "reports/markdown.hpp"
#include "reports/stress_lead.hpp"
#include "unit/results/sample_run.hpp"

using namespace kdt;

namespace {

/// The sample beside two cases that are the same, to be made worse figure by figure.
struct Cases {
    sample::Run base = sample::run();
    results::StressResults stress;

    Cases() {
        results::StressComparison comparison(base.results, *base.scores);
        comparison.add("轻度", base.results, *base.scores);
        comparison.add("重度", base.results, *base.scores);
        stress = comparison.results();
    }

    results::StressFigure& figure(std::size_t one, const std::string& measure, const std::string& statistic) {
        return const_cast<results::StressFigure&>(*stress.cases[one].find(measure, statistic, 30));
    }
    void deplete(std::size_t one, double chance, double difference, double se) {
        results::StressFigure& figure = this->figure(one, "pool_depleted", "probability");
        figure.figure = {chance, chance - 0.01, chance + 0.01};
        figure.events = 40;
        figure.difference = {difference, se};
        figure.difference_bound.reset();
    }
    void claim(std::size_t one, double mean, double difference, double se) {
        results::StressFigure& figure = this->figure(one, "claims_paid", "mean");
        figure.figure = {mean, mean - 1.0, mean + 1.0};
        figure.difference = {difference, se};
    }
    std::string said(Language language) const { return reports::stress_sentence(stress, base.results, language); }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("stress lead: the case with most depletion is named, with depletion and claims against the base") {
    Cases cases;
    cases.deplete(1, 0.05, 0.04, 0.005);
    cases.claim(1, 900.0, 800.0, 1.0);
    cases.deplete(2, 0.20, 0.19, 0.01);
    cases.claim(2, 160.0, 106.4, 10.0);
    const std::string zh = cases.said(Language::zh);
    INFO(zh);
    CHECK(zh.starts_with(
        "压力情景中以“重度”最差：30个月内资金池耗尽概率：20.00%（95%区间19.00%–21.00%），比基准高19.00 ±1.96"
        "个百分点；补偿支出均值160.00万元 ±1.00万元，比基准多106.40万元 ±19.60万元。"));
    const std::string en = cases.said(Language::en);
    INFO(en);
    CHECK(has(en, "“重度” is the worst"));
    CHECK(has(en, "19.00 ±1.96 percentage points above the base"));
}

TEST_CASE("stress lead: where no case depletes the pool more, the one with most claims is the worst") {
    Cases cases;
    cases.claim(1, 160.0, 106.4, 10.0);
    const std::string zh = cases.said(Language::zh);
    INFO(zh);
    CHECK(has(zh, "以“轻度”最差"));
    CHECK(has(zh, "与基准未见差异（95%界±0.75%）"));
}

TEST_CASE("stress lead: two cases that are the same are level, also in the titles of the cards") {
    Cases cases;
    for (const std::size_t one : {1U, 2U}) {
        cases.deplete(one, 0.20, 0.19, 0.01);
        cases.claim(one, 160.0, 106.4, 10.0);
    }
    const std::string zh = cases.said(Language::zh);
    INFO(zh);
    CHECK(zh.starts_with("压力情景中“轻度”“重度”最重，在误差内分不出先后；其中“轻度”：30个月内资金池耗尽概率：20.00%"));
    CHECK_FALSE(has(zh, "最差"));
    const std::string en = cases.said(Language::en);
    INFO(en);
    CHECK(
        en.starts_with("Of the stress cases “轻度” and “重度” are the worst, not to be told apart within their errors; "
                       "of “轻度”, probability of depletion within 30 months: 20.00%"));
    for (const auto& card : reports::stress_cards(cases.stress, cases.base.results, Language::zh)) {
        CHECK(has(card.label, "压力情景“轻度”（与“重度”在误差内分不出先后）"));
    }
    for (const auto& card : reports::stress_cards(cases.stress, cases.base.results, Language::en)) {
        CHECK(has(card.label, "Stress case “轻度” (not to be told from “重度”): "));
    }
}

TEST_CASE("stress lead: a case ahead by less than the errors is level, by more it is the worst") {
    Cases near;
    near.deplete(1, 0.205, 0.195, 0.01);
    near.deplete(2, 0.200, 0.190, 0.01);
    near.claim(1, 160.2, 106.6, 10.0);
    near.claim(2, 160.0, 106.4, 10.0);
    CHECK(has(near.said(Language::zh), "“轻度”“重度”最重，在误差内分不出先后"));
    Cases clear;
    clear.deplete(1, 0.230, 0.220, 0.01);
    clear.deplete(2, 0.200, 0.190, 0.01);
    CHECK(has(clear.said(Language::zh), "以“轻度”最差"));
}

TEST_CASE("stress lead: cases level in depletion are told apart by their claims") {
    Cases cases;
    cases.deplete(1, 0.205, 0.195, 0.01);
    cases.deplete(2, 0.200, 0.190, 0.01);
    cases.claim(1, 160.0, 106.4, 10.0);
    cases.claim(2, 260.0, 206.4, 10.0);
    CHECK(has(cases.said(Language::zh), "以“重度”最差"));
}

TEST_CASE("stress lead: the same paths tell cases apart where their intervals overlap") {
    Cases cases;
    cases.claim(1, 160.0, 106.4, 0.1);
    cases.claim(2, 161.0, 107.4, 0.1);
    CHECK(has(cases.said(Language::zh), "以“重度”最差"));
}

TEST_CASE("stress lead: a difference within its error, or a milder case, is not worse, and this is said") {
    Cases cases;
    cases.deplete(1, 0.012, 0.002, 0.002);
    cases.claim(2, 20.0, -33.0, 1.0);
    CHECK(has(cases.said(Language::zh), "2个压力情景的资金池耗尽概率与补偿支出均未见高于基准"));
    CHECK(has(cases.said(Language::en), "None of the 2 stress cases shows more"));
    const auto cards = reports::stress_cards(cases.stress, cases.base.results, Language::zh);
    REQUIRE(cards.size() == 1);
    CHECK(cards[0].figure == "不差于基准");
}

TEST_CASE(
    "stress report: six cards, those of the worst case first, those of the base named as such; the lead likewise") {
    Cases cases;
    cases.deplete(2, 0.20, 0.19, 0.01);
    for (const Language language : {Language::zh, Language::en}) {
        const auto document = reports::document_of({cases.base.results, &cases.stress}, language);
        REQUIRE(document.cards.size() == 6);
        CHECK(document.cards[0].id == "stress_pool_depleted");
        CHECK(document.cards[0].figure == "20.00%");
        CHECK(document.cards[1].id == "stress_claims_paid");
        CHECK(document.cards[2].id == "pool_depleted");
        CHECK(document.cards[2].label.starts_with(language == Language::zh ? "基准：" : "base: "));
        CHECK(has(document.lead, "“重度”"));
        CHECK(document.lead.find("重度") < document.lead.find(reports::lead_sentence(cases.base.results, language)));
    }
}

TEST_CASE("stress lead: where nothing is drawn the base's own outcome stands beside the case's, without errors") {
    Cases cases;
    cases.base.results.frame.drawn = false;
    for (std::size_t one : {0U, 1U, 2U}) {
        results::StressFigure& figure = cases.figure(one, "pool_depleted", "probability");
        const double happens = one == 2 ? 1.0 : 0.0;
        figure.figure = {happens, happens, happens};
        figure.events = static_cast<std::int64_t>(happens);
        figure.n = 1;
        figure.difference = {happens, 0.0};
    }
    const std::string zh = cases.said(Language::zh);
    INFO(zh);
    CHECK(has(zh, "资金池耗尽概率：是，基准：否"));
}

TEST_CASE("model card: names and hashes of the data files and of each stress case's overlay") {
    Cases cases;
    cases.stress.cases[1].file = {"overlay", "stress/1.json", std::string(64, 'd')};
    cases.stress.cases[2].file = {"overlay", "stress/2.json", std::string(64, 'e')};
    const auto zh = reports::markdown(reports::document_of({cases.base.results, &cases.stress}, Language::zh));
    CHECK(has(zh, "贷款明细 贷款.csv SHA-256 " + std::string(64, 'c')));
    CHECK(has(zh, "“重度” stress/2.json SHA-256 " + std::string(64, 'e')));
    CHECK(has(zh, "见manifest.json"));
    const auto en = reports::markdown(reports::document_of({cases.base.results}, Language::en));
    CHECK(has(en, "loan tape 贷款.csv SHA-256 " + std::string(64, 'c')));
    CHECK_FALSE(has(en, "stress/2.json"));
}
