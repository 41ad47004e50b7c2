#pragma once

#include "base/money.hpp"

#include <optional>

namespace kdt::terms {

/// What binds a guarantor, insurer or re-guarantor beside its share.
struct PartyTerms {
    std::optional<Fen> limit;                ///< most it pays since as_of
    std::optional<Fen> yearly_limit;         ///< most it pays on claims falling due in a calendar year
    Fen first_loss;                          ///< aggregate amount that it bears before anyone shares
    std::optional<Rate> yearly_limit_rate{}; ///< the same as a rate of what it answers for at the year's start
};

/// What a party has paid, before any recovery.
struct PartyAccount {
    Fen paid;
    Fen paid_this_year;
    Fen first_loss;
    Fen answered_for; ///< its part of the loans outstanding at the end of the previous calendar year

    /// Whether the rate gives the smaller yearly limit, or the only one.
    bool rate_binds(const PartyTerms& terms) const {
        return terms.yearly_limit_rate &&
               (!terms.yearly_limit || round_part(answered_for, *terms.yearly_limit_rate) < *terms.yearly_limit);
    }
    /// The smaller of amount and rate, where it has one of them.
    std::optional<Fen> limit_of_year(const PartyTerms& terms) const {
        return rate_binds(terms) ? std::optional(round_part(answered_for, *terms.yearly_limit_rate))
                                 : terms.yearly_limit;
    }
    /// As much of `wanted` as its limits leave room for.
    Fen within_limits(const PartyTerms& terms, Fen wanted) const {
        if (terms.limit) { wanted = smaller(wanted, *terms.limit - paid); }
        if (const auto of_year = limit_of_year(terms)) { wanted = smaller(wanted, *of_year - paid_this_year); }
        return not_below_zero(wanted);
    }
    /// Whether the yearly limit leaves less room than the other.
    bool yearly_limit_binds(const PartyTerms& terms) const {
        const auto of_year = limit_of_year(terms);
        return of_year && (!terms.limit || *of_year - paid_this_year < *terms.limit - paid);
    }
    /// What it bears of a loss before anyone shares, within its limits.
    Fen first_of(const PartyTerms& terms, Fen loss) const {
        return within_limits(terms, smaller(loss, terms.first_loss - first_loss));
    }
    void pay(Fen amount) {
        paid += amount;
        paid_this_year += amount;
    }
};

} // namespace kdt::terms
