#include "scenario/rule_list.hpp"

// Terms of the pool's funding that can never act within the run: worth saying, for they look as if they did.
namespace kdt::scenario {
namespace {

void notice_idle_top_ups(const RuleInput& in, const Block& entries) {
    const int months = in.scenario.horizon_months;
    const auto top_ups = entries.entries();
    for (std::size_t place = 0; place < top_ups.size(); ++place) {
        const TopUp& top_up = in.scenario.pool.top_ups[place];
        const int due = top_up.month - top_up.stress_delay;
        if (top_up.probability == 0.0) {
            in.idle(top_ups[place].pointer("probability"), {"为 0，不会到账", "is 0: it never comes"},
                    {"写明到位概率，或删掉这笔", "give its probability, or take the top-up out"});
        } else if (due > months) {
            in.idle(top_ups[place].pointer("month"),
                    {"晚于测算期末，不会到账", "lies beyond the horizon: it never comes"},
                    {"延长 horizon_months，或删掉它", "lengthen horizon_months, or take it out"});
        } else if (top_up.late_probability > 0.0 && due + top_up.late_months > months) {
            in.idle(
                top_ups[place].block("late").pointer("months"),
                {"迟到后晚于测算期末，迟到即不到账", "late, it lies beyond the horizon: to be late is never to come"},
                {"延长 horizon_months，或缩短迟到月数", "lengthen horizon_months, or shorten the delay"});
        }
    }
}

void notice_idle_refill(const RuleInput& in, const Block& refill) {
    if (!refill.there()) { return; }
    if (refill.whole("lag_months", 0) >= in.scenario.horizon_months) {
        in.idle(refill.pointer("lag_months"),
                {"不短于测算期，补足资金不会到账", "is no shorter than the horizon: no refill ever comes"},
                {"缩短 lag_months，或删掉 refill", "shorten lag_months, or take refill out"});
    }
    if (refill.has("yearly_limit") && refill.money("yearly_limit") == Fen{}) {
        in.idle(refill.pointer("yearly_limit"), {"年度上限为 0，永不补足", "is 0: nothing is ever filled up"},
                {"写明上限，或删掉 refill", "give a limit, or take refill out"});
    }
}

} // namespace

void notice_idle_funding(const RuleInput& in) {
    const Block pool = in.root.block("pool");
    notice_idle_top_ups(in, pool.block("top_ups"));
    notice_idle_refill(in, pool.block("refill"));
    if (in.scenario.pool.mode != PoolMode::cash_pool && in.scenario.pool.annual_limit == Fen{}) {
        in.idle(pool.pointer("annual_limit"), {"承诺额度为 0，预算不付任何补偿", "is 0: the budget pays nothing"},
                {"写明额度，或改用 cash_pool", "give a limit, or use cash_pool"});
    }
}

} // namespace kdt::scenario
