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
    }
    if (next != events.size()) { complain("a top-up that isn't in the scenario"); }
}

void Replay::refill() {
    const scenario::Refill& rule = *scenario_.pool.refill;
    const auto arrive = [&] {
        const Money amount = ordered_[month_];
        pool_ += amount;
        put_in_for_all(amount);
        scheme(Measure::top_ups) += amount;
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
    Money order = 0;
    const Wide level = static_cast<Wide>(std::llround(rule.below * 1e12)) * rule.target.count;
    if (static_cast<Wide>(pool_ + on_the_way) * 1'000'000'000'000 < level) {
        order = rule.target.count - pool_ - on_the_way;
        if (rule.yearly_limit) { order = std::min(order, rule.yearly_limit->count - in_year); }
    }
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

namespace {

/// Largest remainder over shares in whole hundredths, ties to the earlier funder.
std::vector<Money> by_share(Money amount, const std::vector<scenario::Funder>& funders) {
    std::vector<Money> parts;
    std::vector<Money> rest;
    Money left = amount;
    for (const auto& funder : funders) {
        const Wide product = static_cast<Wide>(amount) * std::llround(funder.share * 100.0);
        parts.push_back(static_cast<Money>(product / 100));
        rest.push_back(static_cast<Money>(product % 100));
        left -= parts.back();
    }
    for (; left > 0; --left) {
        const auto most = std::max_element(rest.begin(), rest.end());
        ++parts[static_cast<std::size_t>(most - rest.begin())];
        *most = -1;
    }
    return parts;
}

} // namespace

void Replay::share_among_funders() {
    const auto& funders = scenario_.pool.funders;
    if (funders.empty()) { return; }
    using tally::FunderLine;
    const auto line = [&](std::size_t funder, FunderLine which) -> Money& {
        return funders_[funder][static_cast<std::size_t>(which)];
    };
    const std::array<Money, 5> before = moved_;
    moved_ = {scenario_.pool.balance.count + scenario_.pool.annual_limit.count + scheme(Measure::top_ups) +
                  scheme(Measure::limit_renewed),
              scheme(Measure::interest_income) + scheme(Measure::fees), scheme(Measure::recoveries_to_pool),
              scheme(Measure::returned_to_treasury),
              scheme(Measure::claims_paid) + scheme(Measure::subsidies) + scheme(Measure::management_cost)};
    funders_.resize(funders.size());
    for (const FunderLine which :
         {FunderLine::contributed, FunderLine::earned, FunderLine::recovered, FunderLine::returned, FunderLine::paid}) {
        const bool turns = funders.front().order && (which == FunderLine::recovered || which == FunderLine::paid);
        const auto parts = by_share(moved_[static_cast<std::size_t>(which)], funders);
        for (std::size_t i = 0; i < funders.size() && !turns; ++i) { line(i, which) = parts[i]; }
    }
    const auto balance = [&](std::size_t i) {
        return line(i, FunderLine::contributed) + line(i, FunderLine::earned) + line(i, FunderLine::recovered) -
               line(i, FunderLine::returned) - line(i, FunderLine::paid);
    };
    if (funders.front().order) {
        std::map<int, std::size_t> turn;
        for (std::size_t i = 0; i < funders.size(); ++i) { turn[*funders[i].order] = i; }
        Money back = moved_[2] - before[2];
        for (auto last = turn.rbegin(); last != turn.rend(); ++last) {
            const std::size_t i = last->second;
            Money part = std::min(back, std::max<Money>(0, line(i, FunderLine::paid) - line(i, FunderLine::recovered)));
            if (last->first == turn.begin()->first) { part = back; }
            line(i, FunderLine::recovered) += part;
            back -= part;
        }
        Money due = moved_[4] - before[4];
        for (const auto& [order, i] : turn) {
            Money part = std::min(due, std::max<Money>(0, balance(i)));
            if (order == turn.rbegin()->first) { part = due; }
            line(i, FunderLine::paid) += part;
            due -= part;
        }
    }
    for (std::size_t i = 0; i < funders.size(); ++i) {
        line(i, FunderLine::balance) = balance(i);
        line(i, FunderLine::net_contribution) =
            line(i, FunderLine::paid) - line(i, FunderLine::earned) - line(i, FunderLine::recovered);
    }
    compare_funders();
}

void Replay::compare_funders() {
    const auto& horizons = model_.shape.horizons;
    for (std::size_t horizon = 0; horizon < horizons.size(); ++horizon) {
        if (horizons[horizon] != month_) { continue; }
        for (std::size_t i = 0; i < funders_.size() * tally::kFunderLines; ++i) {
            expect("account of a funder", funders_[i / tally::kFunderLines][i % tally::kFunderLines],
                   trace_.scores.funders[horizon * funders_.size() * tally::kFunderLines + i]);
        }
    }
}

} // namespace kdt::properties
