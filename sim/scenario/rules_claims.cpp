#include "scenario/rule_list.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

/// What the re-guarantors take over for a loan of the tier.
double ceded(const Scenario& scenario, std::size_t tier) {
    double sum = 0.0;
    for (const Reguarantor& reguarantor : scenario.reguarantors) { sum += reguarantor.share[tier]; }
    return sum;
}

/// The most that is ceded under a row, over the tiers it applies to.
double most_ceded(const Scenario& scenario, const terms::ShareRow& row) {
    double most = 0.0;
    for (std::size_t tier = 0; tier < scenario.tiers.size(); ++tier) {
        if (!row.when.tier || *row.when.tier == static_cast<int>(tier)) {
            most = std::max(most, ceded(scenario, tier));
        }
    }
    return most;
}

} // namespace

void check_reguarantors(const RuleInput& in) {
    if (!in.root.has("reguarantors") || !in.sound("/reguarantors") || !in.sound("/products")) { return; }
    bool any_guarantor = false;
    for (const Product& product : in.scenario.products) {
        for (const terms::ShareRow& row : product.shares) {
            const double guarantor = row.pays[terms::Party::guarantor];
            const double most = most_ceded(in.scenario, row);
            any_guarantor = any_guarantor || guarantor > 0.0;
            if (guarantor <= 0.0 || most <= guarantor + kShareTolerance) { continue; }
            in.mistake("/reguarantors",
                       {"合计分出 " + sum_text(most) + "，超过 " + product.id + " 担保比例 " + number_text(guarantor),
                        "take over " + sum_text(most) + " in all, more than the guarantor's " + number_text(guarantor) +
                            " of " + product.id},
                       {"分险比例按补偿基数写，合计不超过担保比例",
                        "shares are of the claim's basis; let them sum to at most the guarantor's"});
            return;
        }
        const bool above =
            product.public_ceiling && std::any_of(product.shares.begin(), product.shares.end(), [&](const auto& row) {
                return row.pays[terms::Party::guarantor] > 0.0 &&
                       row.pays[terms::Party::reguarantee] + most_ceded(in.scenario, row) >
                           product.public_ceiling->value + kShareTolerance;
            });
        if (above) {
            in.mistake(child(child("/products", product.id), "public_ceiling"),
                       {"低于再担保合计比例", "is below what the re-guarantors bear"},
                       {"上限应不低于再担保比例", "let the ceiling be at least their share"});
        }
    }
    if (!any_guarantor) {
        in.notice("/reguarantors",
                  {"没有担保比例，再担保无可分担", "not used: no row has a guarantor to take over from"});
    }
}

void check_claim_caps(const RuleInput& in) {
    for (const auto& [id, bank] : in.root.block("banks").members()) {
        const Block cap = bank.block("yearly_cap");
        if (!cap.is_object() || !in.sound(cap.pointer()) || cap.has("amount") || cap.has("rate_of_prior_balance")) {
            continue;
        }
        in.mistake(cap.pointer(),
                   {"没有写 amount 或 rate_of_prior_balance", "it has neither amount nor rate_of_prior_balance"},
                   {"至少写一个；不限时删掉 yearly_cap", "give one of them; leave yearly_cap out for no cap"});
    }
    const Block pool = in.root.block("pool");
    if (pool.has("on_cap") && !pool.has("yearly_cap")) {
        in.mistake(pool.pointer("on_cap"), {"没有 yearly_cap，无上限可言", "there is no yearly_cap for it to act on"},
                   {"加上 yearly_cap，或删掉 on_cap", "add yearly_cap, or take on_cap out"});
    }
}

} // namespace kdt::scenario
