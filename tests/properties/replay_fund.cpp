#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::properties {

/// 1 January, but for the run's first month, which has its whole limit from as_of.
void Replay::renew_limit() {
    if (month_ == 1 || scenario_.pool.mode == scenario::PoolMode::cash_pool) { return; }
    const Money kept = scenario_.pool.carry_over ? limit_ : 0;
    year_limit_ = scenario_.pool.annual_limit.count + kept;
    scheme(Measure::limit_renewed) += year_limit_ - limit_;
    limit_ = year_limit_;
}

void Replay::fund() {
    const Money interest = part_of(pool_, scenario_.pool.interest_rate.value, 12);
    pool_ += interest;
    move_all(interest);
    scheme(Measure::interest_income) += interest;
    receive_top_ups();
    if (scenario_.pool.refill) { refill(); }
}

/// Whether a top-up comes, and whether in time, is luck: the trace tells. The rest is the scenario's.
void Replay::receive_top_ups() {
    const auto events = told({EventKind::top_up, EventKind::grant, EventKind::top_up_missed, EventKind::top_up_late});
    std::size_t next = 0;
    for (std::size_t place = 0; place < scenario_.pool.top_ups.size(); ++place) {
        const scenario::TopUp& top_up = scenario_.pool.top_ups[place];
        const bool due = top_up.month == month_;
        const bool comes_late = late_.contains(place) && late_[place] == month_;
        if ((!due && !comes_late) || top_up.amount == Fen{} || top_up.fails) { continue; }
        if (next == events.size()) { return complain("a top-up that isn't told"); }
        const Told& event = events[next++];
        expect("amount of a top-up", top_up.amount.count, event.amount);
        const bool missed = event.kind == EventKind::top_up_missed;
        const bool late = event.kind == EventKind::top_up_late;
        if (due && (missed ? top_up.probability == 1.0 : top_up.probability == 0.0)) {
            complain("a top-up against its probability");
        }
        if (due && !missed && (late ? top_up.late_probability == 0.0 : top_up.late_probability == 1.0)) {
            complain("a top-up late or in time against its probability");
        }
        if (comes_late && (missed || late)) { complain("a late top-up that doesn't come"); }
        if (late) { late_[place] = month_ + top_up.late_months; }
        if (missed || late) { continue; }
        const bool grant = top_up.kind != scenario::TopUpKind::budget;
        if (grant != (event.kind == EventKind::grant)) { complain("a grant told as a top-up, or the reverse"); }
        pool_ += top_up.amount.count;
        if (top_up.bank) {
            put_in(*top_up.bank, top_up.amount.count);
        } else {
            put_in_for_all(top_up.amount.count);
        }
        scheme(Measure::top_ups) += top_up.amount.count;
        if (grant) { scheme(Measure::grants) += top_up.amount.count; }
        if (top_up.funder) { own_top_ups_[static_cast<std::size_t>(*top_up.funder)] += top_up.amount.count; }
    }
    if (next != events.size()) { complain("a top-up that isn't in the scenario"); }
}

void Replay::refill() {
    const scenario::Refill& rule = *scenario_.pool.refill;
    const auto arrive = [&] {
        const Money amount = ordered_[month_];
        pool_ += amount;
        put_in_for_all(amount);
        scheme(Measure::refills) += amount;
        return amount;
    };
    Money arrived = arrive();
    Money on_the_way = 0;
    Money in_year = 0;
    const int arrival = month_ + rule.lag_months;
    const int year = scenario_.as_of.plus(arrival).year();
    for (const auto& [month, amount] : ordered_) {
        if (month > month_) { on_the_way += amount; }
        if (scenario_.as_of.plus(month).year() == year) { in_year += amount; }
    }
    const Money loans = scheme(Measure::outstanding);
    const Money target = rule.target_of_loans ? part_of(loans, *rule.target_of_loans) : rule.target.count;
    const Wide level = static_cast<Wide>(std::llround(rule.below_of_loans.value_or(rule.below) * 1e12)) *
                       (rule.below_of_loans ? loans : target);
    const bool low = static_cast<Wide>(pool_ + on_the_way) * 1'000'000'000'000 < level;
    const Money missing = low ? target - pool_ - on_the_way : 0;
    const Money order = rule.yearly_limit ? std::min(missing, rule.yearly_limit->count - in_year) : missing;
    const bool at_once = rule.lag_months == 0;
    if (at_once) { ordered_[month_] = 0; }
    ordered_[arrival] += order;
    if (at_once) { arrived = arrive(); }
    const auto sum_of = [&](EventKind kind) {
        Money sum = 0;
        for (const Told& event : told({kind})) { sum += event.amount; }
        return sum;
    };
    expect("refill ordered", order, sum_of(EventKind::refill_ordered));
    expect("refill limited", missing - order, sum_of(EventKind::refill_limited));
    expect("refill", arrived, sum_of(EventKind::refill));
}

/// Recoveries: the treasury first gets back what it was called for; all of it where there is no cash to return to.
void Replay::take_back(Money amount) {
    Money to_treasury = 0;
    if (scenario_.pool.mode == scenario::PoolMode::budget_commitment) { to_treasury = amount; }
    if (scenario_.pool.mode == scenario::PoolMode::hybrid) {
        to_treasury = std::min(amount, scheme(Measure::budget_called) - scheme(Measure::returned_to_treasury));
    }
    scheme(Measure::returned_to_treasury) += to_treasury;
    pool_ += amount - to_treasury;
}

Money Replay::pay_out(Money wanted) {
    const Money cash = std::min(wanted, pool_);
    const Money called = std::min(wanted - cash, limit_);
    pool_ -= cash;
    limit_ -= called;
    scheme(Measure::budget_called) += called;
    return cash + called;
}

/// What the month's events say of the budget is what its payments and receipts amount to.
void Replay::check_budget() {
    for (const auto& [kind, measure] : {std::pair(EventKind::budget_called, Measure::budget_called),
                                        std::pair(EventKind::returned_to_treasury, Measure::returned_to_treasury)}) {
        for (const Told& event : told({kind})) { budget_told_[kind] += event.amount; }
        expect(tally::info(measure).name, scheme(measure), budget_told_[kind]);
    }
}

} // namespace kdt::properties
