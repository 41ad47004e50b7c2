#include "scenario/rule_list.hpp"

#include "scenario/values.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::scenario {
namespace {

void need_money(const RuleInput& in, const Block& pool, const char* key, const Text& title) {
    if (pool.has(key)) { return; }
    const std::string name(key);
    in.mistake(pool.pointer(key),
               {"缺少必填项 \"" + name + "\"（" + title.zh + "）", "\"" + name + "\" (" + title.en + ") is missing"},
               {"加上它：一个金额", "add it: an amount"});
}

/// A commitment holds no money: what would pay into a balance has none to go to.
void refuse_money_in(const RuleInput& in, const Block& pool) {
    const Text why{"预算承诺没有余额", "a budget commitment has no balance"};
    const Text fix{"删掉它，或改用 hybrid", "take it out, or use hybrid"};
    if (in.sound("/pool/balance") && pool.money("balance") > Fen{}) { in.mistake(pool.pointer("balance"), why, fix); }
    if (in.sound("/pool/interest_rate") && pool.rate("interest_rate", 0.0) > 0.0) {
        in.mistake(pool.pointer("interest_rate"), why, fix);
    }
    if (in.sound("/pool/top_ups") && !pool.block("top_ups").entries().empty()) {
        in.mistake(pool.pointer("top_ups"), why, fix);
    }
    if (pool.has("refill")) { in.mistake(pool.pointer("refill"), why, fix); }
}

void notice_median(const RuleInput& in, const Block& top_up) {
    if (in.scenario.credit.dependence != Dependence::given) { return; }
    for (const Block& chance : {top_up.block("probability"), top_up.block("late").block("probability")}) {
        if (chance.there()) {
            in.notice(chance.pointer(), {"违约已给定时不抽取随机数：概率大于 0.5 即发生",
                                         "with stated defaults nothing is drawn: it happens if it is above 0.5"});
        }
    }
}

/// The book at as_of; new lending is bounded by its own rule.
double refill_target_at_most(const Scenario& scenario, const Refill& refill) {
    if (!refill.target_of_loans) { return static_cast<double>(refill.target.count); }
    double book =
        scenario.portfolio.synthetic ? static_cast<double>(scenario.portfolio.synthetic->outstanding.count) : 0.0;
    for (const TapeLoan& loan : scenario.portfolio.tape) { book += static_cast<double>(loan.principal.count); }
    return *refill.target_of_loans * book;
}

} // namespace

void check_pool_mode(const RuleInput& in) {
    const Block pool = in.root.block("pool");
    if (!pool.is_object() || !in.sound("/pool/mode")) { return; }
    const PoolMode mode = in.scenario.pool.mode;
    if (mode == PoolMode::budget_commitment) {
        refuse_money_in(in, pool);
    } else if (in.sound("/pool/balance")) {
        need_money(in, pool, "balance", {"资金池余额", "Pool balance"});
    }
    if (mode != PoolMode::cash_pool) {
        if (in.sound("/pool/annual_limit")) { need_money(in, pool, "annual_limit", {"年度承诺额度", "Annual limit"}); }
        return;
    }
    for (const char* key : {"annual_limit", "carry_over"}) {
        if (pool.has(key)) {
            in.notice(pool.pointer(key),
                      {"现金池没有预算承诺，未使用", "not used: a cash pool has no budget commitment"});
        }
    }
}

void check_management_fee(const RuleInput& in) {
    const Block fee = in.root.block("pool").block("management_fee");
    if (!fee.there() || !in.sound(fee.pointer()) || !in.sound("/pool/mode")) { return; }
    if (in.scenario.pool.mode == PoolMode::budget_commitment && fee.text("of", "balance") == "balance") {
        in.mistake(fee.pointer("of"), {"预算承诺没有余额", "a budget commitment has no balance"},
                   {"改用 outstanding 或 claims_paid", "use outstanding or claims_paid"});
    }
}

void check_top_ups(const RuleInput& in) {
    for (const Block& top_up : in.root.block("pool").block("top_ups").entries()) { notice_median(in, top_up); }
}

void check_sums_of_pool(const RuleInput& in) {
    if (!in.sound("/pool")) { return; }
    const Pool& pool = in.scenario.pool;
    const int years = in.scenario.horizon_months / 12 + 2;
    auto sum = static_cast<double>(pool.balance.count);
    for (const TopUp& top_up : pool.top_ups) { sum += static_cast<double>(top_up.amount.count); }
    if (pool.refill) {
        // A month's claims can take all that was filled up: at worst the target is ordered anew every month.
        const double at_worst = refill_target_at_most(in.scenario, *pool.refill) * in.scenario.horizon_months;
        const auto& limit = pool.refill->yearly_limit;
        sum += limit ? std::min(at_worst, static_cast<double>(limit->count) * years) : at_worst;
    }
    sum *= std::pow(1.0 + pool.interest_rate.value / 12.0, in.scenario.horizon_months);
    sum += static_cast<double>(pool.annual_limit.count) * years;
    if (sum > static_cast<double>(kLargestAmount.count)) {
        in.mistake("/pool",
                   {"资金池连同补充、额度与利息会超过 10 万亿元",
                    "with top-ups, limits and interest the pool would pass 10 trillion yuan"},
                   {"检查单位和利率", "check units and rates"});
    }
}

} // namespace kdt::scenario
