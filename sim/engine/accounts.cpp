#include "engine/accounts.hpp"

#include <algorithm>

namespace kdt::engine {

Accounts::Accounts(const Groups& groups, int months)
    : groups_(groups), months_(months), rows_(groups.count() * tally::kMeasures),
      instalment_step_(groups.count() * static_cast<std::size_t>(months + 1)), final_due_(instalment_step_.size()),
      instalment_(groups.count()), repaid_(groups.count()) {}

void Accounts::clear() {
    for (auto* money : {&rows_, &instalment_step_, &final_due_, &instalment_, &repaid_}) {
        std::fill(money->begin(), money->end(), Fen{});
    }
}

void Accounts::change_due(const Kind& kind, std::vector<Fen>& due, int month, Fen by) {
    if (month > months_ || by == Fen{}) { return; }
    const std::size_t row = static_cast<std::size_t>(month) * groups_.count();
    for (std::size_t group : groups_.of(kind)) { due[row + group] += by; }
}

void Accounts::add_schedule(const Kind& kind, const book::Schedule& schedule, int first_month) {
    const int last = first_month + schedule.months - 1;
    if (schedule.months > 1) {
        change_due(kind, instalment_step_, first_month, schedule.instalment);
        change_due(kind, instalment_step_, last, -schedule.instalment);
    }
    change_due(kind, final_due_, last, schedule.final_payment());
    post(kind, Measure::outstanding, schedule.principal);
}

Fen Accounts::drop_schedule(const Kind& kind, const book::Schedule& schedule, int first_month, int month) {
    const int last = first_month + schedule.months - 1;
    if (month < last) {
        change_due(kind, instalment_step_, month, -schedule.instalment);
        change_due(kind, instalment_step_, last, schedule.instalment);
    }
    change_due(kind, final_due_, last, -schedule.final_payment());
    const Fen balance = schedule.balance_after(month - first_month);
    post(kind, Measure::outstanding, -balance);
    return balance;
}

void Accounts::repay(int month) {
    const std::size_t row = static_cast<std::size_t>(month) * groups_.count();
    for (std::size_t group = 0; group < groups_.count(); ++group) {
        instalment_[group] += instalment_step_[row + group];
        const Fen due = instalment_[group] + final_due_[row + group];
        if (due == Fen{}) { continue; }
        rows_[at(group, Measure::outstanding)] -= due;
        repaid_[group] += due;
    }
}

} // namespace kdt::engine
