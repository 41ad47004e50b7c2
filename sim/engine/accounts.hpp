#pragma once

#include "base/money.hpp"
#include "book/amortisation.hpp"
#include "engine/groups.hpp"
#include "tally/measure.hpp"
#include "terms/breaker.hpp"

#include <concepts>
#include <span>
#include <vector>

namespace kdt::engine {

using tally::Measure;

/// An amount to be booked in a measure.
struct Posting {
    Measure measure;
    Fen amount;
};

/// The money of one path: a row of measures for the scheme, for each bank, product, tier and sector and each slice, and
/// what is due from performing loans in each month to come. Cumulative flows and standing levels alike.
class Accounts {
public:
    Accounts(const Groups& groups, int months);

    /// Back to the amounts of accounts with the same rows and months.
    void restore(const Accounts& then);

    Fen of(std::size_t group, Measure measure) const { return rows_[at(group, measure)]; }
    /// All measures of a row, in their order.
    std::span<const Fen> row(std::size_t group) const {
        return std::span(rows_).subspan(group * tally::kMeasures, tally::kMeasures);
    }
    Fen scheme(Measure measure) const { return of(Groups::scheme(), measure); }

    /// Books an amount for a loan in its rows.
    void post(const Kind& kind, Measure measure, Fen amount) {
        if (amount != Fen{}) { post(kind, Posting{measure, amount}); }
    }
    /// Several amounts in one walk over its rows.
    template <std::same_as<Posting>... Postings>
    [[gnu::always_inline]] void post(const Kind& kind, const Postings&... postings) {
        groups_.each_row(kind, [&](std::size_t row) {
            Fen* const figures = rows_.data() + row * tally::kMeasures;
            ((figures[static_cast<std::size_t>(postings.measure)] += postings.amount), ...);
        });
    }
    /// Some measures of a loan or of several of its kind; `amounts` of all measures.
    void post_all(const Kind& kind, std::span<const Measure> measures, std::span<const Fen> amounts) {
        groups_.each_row(kind, [&](std::size_t row) {
            Fen* const figures = rows_.data() + row * tally::kMeasures;
            for (const Measure measure : measures) {
                figures[static_cast<std::size_t>(measure)] += amounts[static_cast<std::size_t>(measure)];
            }
        });
    }
    /// Books what belongs to no loan.
    void post_scheme(Measure measure, Fen amount) { rows_[at(Groups::scheme(), measure)] += amount; }
    void set(std::size_t group, Measure measure, Fen amount) { rows_[at(group, measure)] = amount; }

    /// Puts a schedule on the books whose month 1 is `first_month`: what falls due of it. That the principal is
    /// outstanding is for the caller to post.
    void add_schedule(const Kind& kind, const book::Schedule& schedule, int first_month) {
        change_payments(kind, schedule, first_month, 1, 1);
    }
    /// Takes what is left of it off the books before `month`'s instalment; returns the balance taken off.
    Fen drop_schedule(const Kind& kind, const book::Schedule& schedule, int first_month, int month);
    /// What falls due in a month of performing loans of a row: the change of the running regular instalment, and last
    /// payments with all of annuities. To be changed before the month's `repay`.
    struct Due {
        Fen step;
        Fen payments;
    };
    /// Calls visit(month, what falls due then) for the payments of a schedule from its month `k` on.
    template <class Visit>
    [[gnu::always_inline]] static void each_due(const book::Schedule& schedule, int first_month, int k, Visit visit) {
        const int regular = schedule.instalments();
        if (schedule.annuity != nullptr) {
            for (int payment = k; payment <= regular; ++payment) {
                visit(first_month + payment - 1, Due{Fen{}, schedule.payment(payment)});
            }
        } else if (k <= regular && schedule.instalment != Fen{}) {
            visit(first_month + k - 1, Due{schedule.instalment, Fen{}});
            visit(first_month + regular, Due{-schedule.instalment, Fen{}});
        }
        visit(first_month + schedule.life() - 1, Due{Fen{}, schedule.final_payment()});
    }
    void add_due(const Kind& kind, int month, const Due& by);
    /// Step 6: this month's instalments and final payments.
    void repay(int month);

    /// Lines beyond what is drawn of them: of contracts on the books, and of those that wait for their drawing.
    void add_undrawn(const Kind& kind, Fen amount) { add_to(undrawn_, kind, amount); }
    Fen undrawn(std::size_t group) const { return undrawn_[group]; }
    /// Drawings granted and not made yet, a part of the lines above.
    void add_awaited(const Kind& kind, Fen amount) { add_to(awaited_, kind, amount); }
    Fen awaited(std::size_t group) const { return awaited_[group]; }

    Fen repaid_so_far(std::size_t group) const { return repaid_[group]; }

    /// What guarantor, insurer and re-guarantee pay on a claim; the guarantor's before any of it is taken over.
    void add_paid(const Kind& kind, Fen by_guarantor, Fen by_others) {
        add_to(paid_by_guarantor_, kind, by_guarantor);
        add_to(paid_by_others_, kind, by_others);
    }
    Fen paid_so_far(std::size_t group, terms::Payer payer) const;

private:
    std::size_t at(std::size_t group, Measure measure) const {
        return group * tally::kMeasures + static_cast<std::size_t>(measure);
    }
    void add_to(std::vector<Fen>& by_group, const Kind& kind, Fen amount) {
        if (amount == Fen{}) { return; }
        groups_.each_row(kind, [&](std::size_t row) { by_group[row] += amount; });
    }
    void change_due(const Kind& kind, std::vector<Fen>& due, int month, Fen by);
    /// Puts the payments from month `k` of the schedule on (sign 1) or takes them off (−1).
    void change_payments(const Kind& kind, const book::Schedule& schedule, int first_month, int k, int sign);

    Groups groups_;
    int months_;
    std::vector<Fen> rows_;              ///< [group][measure]
    std::vector<Fen> instalment_step_;   ///< [month][group]: change of the running regular instalment
    std::vector<Fen> payment_due_;       ///< [month][group]: last payments, and all payments of annuities
    std::vector<Fen> instalment_;        ///< [group]: regular instalment in force
    std::vector<Fen> undrawn_;           ///< [group]
    std::vector<Fen> awaited_;           ///< [group]
    std::vector<Fen> repaid_;            ///< [group]: repaid since as_of: instalments, last payments, early repayments
    std::vector<Fen> paid_by_guarantor_; ///< [group]
    std::vector<Fen> paid_by_others_;    ///< [group]: insurer and the rows' own re-guarantee
};

} // namespace kdt::engine
