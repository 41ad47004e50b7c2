#include "scenario/rule_list.hpp"

// Terms of the pool's funding that can never act within the run: worth saying, for they look as if they did.
namespace kdt::scenario {
namespace {

void notice_top_ups_beyond(const RuleInput& in, const Block& entries) {
    const int months = in.scenario.horizon_months;
    const auto top_ups = entries.entries();
    for (std::size_t place = 0; place < top_ups.size(); ++place) {
        const TopUp& top_up = in.scenario.pool.top_ups[place];
        const int due = top_up.month - top_up.stress_delay;
        if (due > months) {
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
    notice_top_ups_beyond(in, pool.block("top_ups"));
    notice_idle_refill(in, pool.block("refill"));
    if (in.scenario.pool.mode != PoolMode::cash_pool && in.scenario.pool.annual_limit == Fen{}) {
        in.idle(pool.pointer("annual_limit"), {"承诺额度为 0，预算不付任何补偿", "is 0: the budget pays nothing"},
                {"写明额度，或改用 cash_pool", "give a limit, or use cash_pool"});
    }
    if (in.scenario.pool.yearly_cap == Fen{}) {
        const bool waits = in.scenario.pool.on_cap == terms::OnCap::next_year;
        in.idle(pool.pointer("yearly_cap"),
                {waits ? "上限为 0，每笔补偿年年顺延，永不支付" : "上限为 0，资金池不付任何补偿",
                 waits ? "is 0: every claim waits for January after January and is never paid"
                       : "is 0: the pool pays no claim"},
                {"写明上限；不限时删掉 yearly_cap", "give a cap; leave yearly_cap out for none"});
    }
}

} // namespace kdt::scenario
