#pragma once

#include "base/money.hpp"

#include <optional>
#include <vector>

namespace kdt::terms {

/// When the pool pays: in advance on an overdue loan, or on the net loss after the workout.
enum class PayOn { overdue, net_loss };

/// What a claim is made on. EAD is the balance in either case: accrued interest adds to the claim, never to a loss.
enum class Basis { principal, principal_and_interest };

/// A part of the pool's payment, so many months after the due month.
struct Instalment {
    int month = 0;
    double cumulative_share = 1.0; ///< of this and the instalments before
};

/// How a claim on one product comes about.
struct ClaimTerms {
    Basis basis = Basis::principal;
    PayOn pay_on = PayOn::overdue;
    int overdue_months = 3;
    int review_months = 1;
    double rejection_probability = 0.0;
    int lock_in_months = 0;              ///< a default so many months after the grant, or sooner, is not covered
    std::optional<Fen> cap_per_claim;    ///< most the pool grants on one claim
    std::optional<Fen> cap_per_borrower; ///< on all claims of one borrower since as_of
    std::vector<Instalment> instalments{Instalment{}}; ///< ascending months, last share 1

    /// Whether a default in the n-th month after the grant of its contract comes too soon.
    constexpr bool locked_in(int months_since_grant) const { return months_since_grant <= lock_in_months; }

    /// What a claim on a balance of this yearly rate has accrued when it can be made: round(balance·rate/12·overdue).
    Fen accrued_interest(Fen balance, Rate rate) const;

    /// What of a granted amount has fallen due by so many months after the due month.
    Fen fallen_due(Fen granted, int months) const;

    /// Month in which the claim of a loan that defaulted in `default_month` falls due.
    constexpr int due_month(int default_month, int last_workout_month) const {
        const int lag = overdue_months + review_months;
        const bool waits_for_workout = pay_on == PayOn::net_loss && last_workout_month > lag;
        return default_month + (waits_for_workout ? last_workout_month : lag);
    }
};

} // namespace kdt::terms
