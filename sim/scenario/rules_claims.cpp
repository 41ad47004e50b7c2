#include "scenario/rule_list.hpp"

namespace kdt::scenario {

namespace {

void check_layer(const RuleInput& in, const Block& layer) {
    if (!layer.is_object() || !in.sound(layer.pointer())) { return; }
    if (!layer.has("attach") && !layer.has("detach")) {
        in.mistake(layer.pointer(), {"没有写 attach 或 detach", "it has neither attach nor detach"},
                   {"至少写一个；不分层时删掉 layer", "give one of them; leave layer out for no layer"});
    } else if (layer.rate("attach", 0.0) >= layer.rate("detach", 2.0)) {
        in.mistake(layer.pointer("attach"),
                   {"起付线不低于封顶线，层内没有损失", "attaches where it detaches or above: nothing lies between"},
                   {"起付线应低于封顶线", "attach must be the smaller one"});
    }
}

} // namespace

void check_claim_caps(const RuleInput& in) {
    for (const auto& [id, bank] : in.root.block("banks").members()) {
        check_layer(in, bank.block("layer"));
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
