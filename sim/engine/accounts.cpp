#include "engine/accounts.hpp"

#include <algorithm>

namespace kdt::engine {

Accounts::Accounts(const Groups& groups, int months)
    : groups_(groups), months_(months), rows_(groups.rows() * tally::kMeasures),
      instalment_step_(groups.rows() * static_cast<std::size_t>(months + 1)), payment_due_(instalment_step_.size()),
      instalment_(groups.rows()), undrawn_(groups.rows()), awaited_(groups.rows()), repaid_(groups.rows()),
      paid_by_guarantor_(groups.rows()), paid_by_others_(groups.rows()) {}

void Accounts::restore(const Accounts& then) {
    for (auto money : {&Accounts::rows_, &Accounts::instalment_step_, &Accounts::payment_due_, &Accounts::instalment_,
                       &Accounts::undrawn_, &Accounts::awaited_, &Accounts::repaid_, &Accounts::paid_by_guarantor_,
                       &Accounts::paid_by_others_}) {
        std::copy((then.*money).begin(), (then.*money).end(), (this->*money).begin());
    }
}

inline void Accounts::change_due(const Kind& kind, std::vector<Fen>& due, int month, Fen by) {
    if (month > months_ || by == Fen{}) { return; }
    Fen* const row = due.data() + static_cast<std::size_t>(month) * groups_.rows();
    groups_.each_row(kind, [&](std::size_t group) { row[group] += by; });
}

void Accounts::add_due(const Kind& kind, int month, const Due& by) {
    change_due(kind, instalment_step_, month, by.step);
    change_due(kind, payment_due_, month, by.payments);
}

void Accounts::change_payments(const Kind& kind, const book::Schedule& schedule, int first_month, int k, int sign) {
    const auto signed_fen = [&](Fen amount) { return sign > 0 ? amount : -amount; };
    each_due(schedule, first_month, k, [&](int month, const Due& due) {
        change_due(kind, instalment_step_, month, signed_fen(due.step));
        change_due(kind, payment_due_, month, signed_fen(due.payments));
    });
}

Fen Accounts::drop_schedule(const Kind& kind, const book::Schedule& schedule, int first_month, int month) {
    const int k = month - first_month + 1;
    change_payments(kind, schedule, first_month, k, -1);
    const Fen balance = schedule.balance_after(k - 1);
    post(kind, Measure::outstanding, -balance);
    return balance;
}

Fen Accounts::paid_so_far(std::size_t group, terms::Payer payer) const {
    switch (payer) {
    case terms::Payer::pool: return of(group, Measure::claims_paid);
    case terms::Payer::guarantor: return paid_by_guarantor_[group];
    case terms::Payer::all: return of(group, Measure::claims_paid) + paid_by_guarantor_[group] + paid_by_others_[group];
    }
    return {};
}

void Accounts::repay(int month) {
    const std::size_t row = static_cast<std::size_t>(month) * groups_.rows();
    for (std::size_t group = 0; group < groups_.rows(); ++group) {
        instalment_[group] += instalment_step_[row + group];
        const Fen due = instalment_[group] + payment_due_[row + group];
        if (due == Fen{}) { continue; }
        rows_[at(group, Measure::outstanding)] -= due;
        repaid_[group] += due;
    }
}

} // namespace kdt::engine
