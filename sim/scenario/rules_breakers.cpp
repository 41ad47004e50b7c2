#include "scenario/rule_list.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

/// A word of `resume` and the one key that goes with it.
void check_resume(const RuleInput& in, const Block& breaker) {
    const std::string resume = breaker.text("resume", "below");
    const bool after = resume == "after_months";
    if (after && !breaker.has("resume_after_months")) {
        in.mistake(breaker.pointer("resume_after_months"),
                   {"没有写明几个月后恢复", "nothing says after how many months it resumes"},
                   {"例如 \"resume_after_months\": 6", "such as \"resume_after_months\": 6"});
    }
    if (!after && breaker.has("resume_after_months")) {
        in.mistake(breaker.pointer("resume_after_months"),
                   {"只有 resume 为 after_months 时使用", "used with resume \"after_months\" only"},
                   {"删掉它，或写 \"resume\": \"after_months\"", "take it out, or give \"resume\": \"after_months\""});
    }
    if (resume != "below" && breaker.has("resume_below")) {
        in.mistake(breaker.pointer("resume_below"), {"只有 resume 为 below 时使用", "used with resume \"below\" only"},
                   {"删掉它，或写 \"resume\": \"below\"", "take it out, or give \"resume\": \"below\""});
    }
    if (resume != "below" && !breaker.has("stop_above")) {
        in.mistake(breaker.pointer("resume"), {"没有熔断线，无可恢复", "without stop_above there is no stop to end"},
                   {"加上 stop_above，或删掉它", "give stop_above, or take it out"});
    }
    if (resume == "year_end" && breaker.whole("review_months", 1) == 12) {
        in.mistake(breaker.pointer("resume"),
                   {"只在十二月审查、年末恢复的熔断永远不起作用",
                    "reviewed in December only and lifted for January, it never stops anything"},
                   {"缩短 review_months，或改用 after_months", "shorten review_months, or use after_months"});
    }
}

/// Whether a party can have anything to pay on a product's claims.
bool bears(const Scenario& scenario, const Product& product, terms::Payer payer) {
    using terms::Party;
    const auto pays = [&](Party party) {
        return std::any_of(product.shares.begin(), product.shares.end(),
                           [&](const terms::ShareRow& row) { return row.pays[party] > 0.0; });
    };
    const bool pool = pays(Party::pool) || !product.add_ons.empty();
    const bool guarantor = pays(Party::guarantor) || scenario.guarantor.first_loss > Fen{};
    switch (payer) {
    case terms::Payer::pool: return pool;
    case terms::Payer::guarantor: return guarantor;
    case terms::Payer::all: break;
    }
    const bool insurer = pays(Party::insurer) || scenario.insurer.first_loss > Fen{};
    return pool || guarantor || insurer || pays(Party::reguarantee);
}

/// Where products stand alone, each of them; else all that the breaker looks at together.
void notice_payer_without_share(const RuleInput& in, const terms::BreakerRule& rule, const Block& breaker) {
    const auto& products = in.scenario.products;
    std::string idle;
    bool paid = false;
    for (int place = 0; place < static_cast<int>(products.size()); ++place) {
        if (!terms::watches(rule, place)) { continue; }
        const Product& product = products[static_cast<std::size_t>(place)];
        const bool shares = bears(in.scenario, product, rule.payer);
        paid = paid || shares;
        if (!shares) { idle += (idle.empty() ? "" : ", ") + product.id; }
    }
    if (idle.empty() || (paid && rule.scope != terms::Scope::product)) { return; }
    const std::string payer(terms::name_of(rule.payer));
    in.notice(breaker.pointer(breaker.has("of") ? "of" : "metric"),
              {payer + " 在这些产品中没有分担，指标总是 0：" + idle,
               payer + " has no share in these products, so the metric is always 0: " + idle});
}

/// A metric on claims counts payments that can be made; the others count none.
void check_payer(const RuleInput& in, const std::string& id, const Block& breaker) {
    const auto& all = in.scenario.breakers;
    const auto read = std::find_if(all.begin(), all.end(), [&](const Breaker& one) { return one.id == id; });
    if (read == all.end() || !in.sound("/products")) { return; }
    const terms::BreakerRule& rule = read->rule;
    if (!terms::counts_claims(rule.metric)) {
        if (!breaker.has("of")) { return; }
        in.mistake(breaker.pointer("of"), {"只有补偿类指标 claims_… 使用", "used by the metrics on claims only"},
                   {"删去 of，或换指标", "remove it, or choose another metric"});
        return;
    }
    notice_payer_without_share(in, rule, breaker);
}

void check_products_of(const RuleInput& in, const Block& breaker) {
    if (!breaker.has("products") || breaker.text("scope") != "product") { return; }
    in.mistake(breaker.pointer("products"),
               {"按产品审查时每个产品本来就分开", "with scope \"product\" each product stands alone already"},
               {"改用 scheme、bank 或 sector", "use scope scheme, bank or sector"});
}

} // namespace

void check_breakers(const RuleInput& in) {
    for (const auto& [id, breaker] : in.root.block("breakers").members()) {
        if (!in.sound(breaker.pointer())) { continue; }
        const auto warn = breaker.maybe_rate("warn_above");
        const auto stop = breaker.maybe_rate("stop_above");
        const auto resume = breaker.maybe_rate("resume_below");
        if (!warn && !stop) {
            in.mistake(breaker.pointer(), {"既没有预警线也没有熔断线", "it has neither warn_above nor stop_above"},
                       {"至少写一个", "give one of them"});
        }
        if (warn && stop && *warn > *stop) {
            in.mistake(breaker.pointer("warn_above"),
                       {"预警线 " + number_text(*warn) + " 高于熔断线 " + number_text(*stop),
                        "warns above " + number_text(*warn) + ", later than it stops (" + number_text(*stop) + ")"},
                       {"预警线应不高于熔断线", "warn_above must not be above stop_above"});
        }
        if (resume && stop && *resume > *stop) {
            in.mistake(breaker.pointer("resume_below"),
                       {"恢复线高于熔断线，熔断后会立刻恢复", "it resumes above the level at which it stops"},
                       {"恢复线应不高于熔断线", "resume_below must not be above stop_above"});
        }
        check_resume(in, breaker);
        check_payer(in, id, breaker);
        check_products_of(in, breaker);
        if (stop && breaker.block("halts").entries().empty()) {
            in.mistake(breaker.pointer("halts"), {"熔断时没有写明暂停什么", "it does not say what a stop halts"},
                       {"例如 [\"lending\"]", "such as [\"lending\"]"});
        }
    }
}

} // namespace kdt::scenario
