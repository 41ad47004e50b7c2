#include "results/breaker_words.hpp"

#include "results/table_text.hpp"

#include <algorithm>
#include <cassert>

namespace kdt::results {
namespace {

const Text& of_each(BreakerScope scope) {
    static const Text scheme{};
    static const Text bank{"该行", "of the bank"};
    static const Text product{"该产品", "of the product"};
    static const Text sector{"该行业", "of the sector"};
    switch (scope) {
    case BreakerScope::bank: return bank;
    case BreakerScope::product: return product;
    case BreakerScope::sector: return sector;
    case BreakerScope::scheme: break;
    }
    return scheme;
}

/// Whose loans are looked at, as a beginning of the definition; empty where it is all of them.
Text whose_loans(const BreakerFrame& breaker) {
    Text products;
    for (const std::string& product : breaker.products) {
        products.zh += "“" + product + "”";
        products.en += (products.en.empty() ? "" : ", ") + product;
    }
    const Text& member = of_each(breaker.scope);
    if (products.zh.empty()) { return member.zh.empty() ? Text{} : Text{member.zh + "：", member.en + ": "}; }
    const Text only{member.zh + products.zh + "：",
                    (member.en.empty() ? "" : member.en + ", ") + products.en + " only: "};
    return only;
}

const Text& payments_of(const BreakerFrame& breaker) {
    static const Text pool{"资金池补偿支出", "claims paid by the pool"};
    static const Text guarantor{"担保机构代偿（含再担保分担的部分）",
                                "claims paid by the guarantor (what re-guarantors take over of them included)"};
    static const Text all{"资金池、担保、保险与再担保赔付合计",
                          "claims paid by pool, guarantor, insurer and re-guarantee together"};
    return breaker.payer == "guarantor" ? guarantor : (breaker.payer == "all" ? all : pool);
}

Text pool_of(const BreakerFrame& breaker) {
    const bool whole = breaker.scope != BreakerScope::scheme || !breaker.products.empty();
    Text pool{whole ? "整个资金池年初余额" : "资金池年初余额",
              whole ? "the whole pool's balance at its start" : "the pool's balance at its start"};
    if (breaker.of_account) {
        pool = {"该行分户年初余额（没有分户的按整个资金池）",
                "the balance of the bank's own account (without one, the whole pool's) at its start"};
    }
    if (!breaker.of_commitment) { return pool; }
    return {pool.zh + "（预算承诺按当年额度计）", pool.en + " (a commitment counts with the year's limit)"};
}

/// The two sums, where they are of all loans.
Text sums_of(const BreakerFrame& breaker) {
    const Text& paid = payments_of(breaker);
    const Text this_year{"本日历年" + paid.zh + " ÷ ", "the calendar year's " + paid.en + " ÷ "};
    if (breaker.metric == "claims_over_lending_in_year") {
        return {this_year.zh + "本日历年放款金额", this_year.en + "its lending"};
    }
    if (breaker.metric == "claims_over_matured_in_year") {
        return {this_year.zh + "本日历年收回的本金（分期、到期与提前还款）",
                this_year.en + "principal repaid in it (instalments, maturities, early repayments)"};
    }
    if (breaker.metric == "cumulative_claims_over_cumulative_lending") {
        return {"起算以来" + paid.zh + " ÷ 起算以来放款金额", paid.en + " ÷ lending, both since the start"};
    }
    if (breaker.metric == "claims_over_pool") {
        const Text pool = pool_of(breaker);
        return {this_year.zh + pool.zh, this_year.en + pool.en};
    }
    return metric_name(breaker.metric).definition;
}

} // namespace

const std::vector<MetricName>& metric_names() {
    static const std::vector<MetricName> names = {
        {"bad_balance_over_balance",
         {"不良率", "NPL ratio"},
         {"不良贷款余额 ÷（正常贷款余额＋不良贷款余额）", "bad balance ÷ (performing + bad balance)"}},
        {"bad_over_lending_in_year",
         {"当年违约占当年放款", "Defaults over lending, this year"},
         {"本日历年违约本金 ÷ 本日历年放款金额", "the calendar year's defaulted principal ÷ its lending"}},
        {"claims_over_lending_in_year",
         {"当年补偿占当年放款", "Claims over lending, this year"},
         {"本日历年补偿支出 ÷ 本日历年放款金额", "the calendar year's claims paid ÷ its lending"}},
        {"claims_over_matured_in_year",
         {"代偿率", "Claims over matured, this year"},
         {"本日历年补偿支出 ÷ 本日历年收回的本金（分期、到期与提前还款）",
          "the calendar year's claims paid ÷ principal repaid in it (instalments, maturities, early repayments)"}},
        {"cumulative_claims_over_cumulative_lending",
         {"累计补偿占累计放款", "Claims over lending, since the start"},
         {"起算以来补偿支出 ÷ 起算以来放款金额", "claims paid ÷ lending, both since the start"}},
        {"claims_over_pool",
         {"当年补偿占资金池", "Claims over pool, this year"},
         {"本日历年补偿支出 ÷ 资金池年初余额", "the calendar year's claims paid ÷ the pool's balance at its start"}},
    };
    return names;
}

const MetricName& metric_name(std::string_view metric) {
    const auto& names = metric_names();
    const auto place =
        std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.metric == metric; });
    assert(place != names.end());
    return *place;
}

Text definition_of(const BreakerFrame& breaker) {
    const Text whose = whose_loans(breaker);
    const Text sums = sums_of(breaker);
    return {whose.zh + sums.zh, whose.en + sums.en};
}

Text metric_in_words(const BreakerFrame& breaker) {
    const Text& name = metric_name(breaker.metric).name;
    const Text definition = definition_of(breaker);
    return {name.zh + "＝" + definition.zh, name.en + " = " + definition.en};
}

Text halts_in_words(const BreakerFrame& breaker) {
    if (breaker.halts_lending && breaker.halts_claims) { return {"放款与补偿", "lending and claims"}; }
    if (breaker.halts_lending) { return {"放款", "lending"}; }
    return breaker.halts_claims ? Text{"补偿", "claims"} : Text{"不暂停", "nothing"};
}

Text resume_in_words(const BreakerFrame& breaker) {
    if (!breaker.stop_above) { return {"—", "—"}; }
    if (breaker.resume == "after_months") {
        const std::string months = std::to_string(breaker.resume_after_months);
        return {"满" + months + "个月", "after " + months + " months"};
    }
    if (breaker.resume == "year_end") { return {"年末", "at year end"}; }
    if (breaker.resume == "never") { return {"不恢复", "never"}; }
    const std::string level = percent_text(breaker.resume_below);
    return {"低于" + level, "below " + level};
}

} // namespace kdt::results
