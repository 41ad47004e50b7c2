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
    const auto any_row = [&](auto wanted) {
        return std::any_of(product.shares.begin(), product.shares.end(), [&](const auto& row) {
            const auto& pays = row.pays;
            return wanted(pays);
        });
    };
    const bool pool =
        !product.add_ons.empty() || any_row([](const terms::Shares& pays) { return pays[terms::Party::pool] > 0.0; });
    const bool guarantor = scenario.guarantor.first_loss > Fen{} ||
                           any_row([](const terms::Shares& pays) { return pays[terms::Party::guarantor] > 0.0; });
    switch (payer) {
    case terms::Payer::pool: return pool;
    case terms::Payer::guarantor: return guarantor;
    case terms::Payer::all: break;
    }
    const bool others = scenario.insurer.first_loss > Fen{} || any_row([](const terms::Shares& pays) {
                            return pays[terms::Party::insurer] > 0.0 || pays[terms::Party::reguarantee] > 0.0;
                        });
    return pool || guarantor || others;
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
    const auto& products = in.scenario.products;
    bool paid = false;
    for (int product = 0; product < static_cast<int>(products.size()); ++product) {
        const bool watched = terms::watches(rule, product);
        paid = paid || (watched && bears(in.scenario, products[static_cast<std::size_t>(product)], rule.payer));
    }
    if (paid) { return; }
    in.notice(breaker.pointer(breaker.has("of") ? "of" : "metric"),
              {"范围内的产品没有 " + std::string(terms::name_of(rule.payer)) + " 的分担，指标总是 0",
               std::string(terms::name_of(rule.payer)) + " has no share in its products, so the metric is always 0"});
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
