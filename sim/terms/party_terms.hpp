#pragma once

#include "base/money.hpp"

#include <optional>

namespace kdt::terms {

/// What binds a guarantor, insurer or re-guarantor beside its share.
struct PartyTerms {
    std::optional<Fen> limit;        ///< most it pays since as_of
    std::optional<Fen> yearly_limit; ///< most it pays on claims falling due in a calendar year
    Fen first_loss;                  ///< aggregate amount that it bears before anyone shares
};

/// What a party has paid, before any recovery.
struct PartyAccount {
    Fen paid;
    Fen paid_this_year;
    Fen first_loss;

    /// As much of `wanted` as its limits leave room for.
    Fen within_limits(const PartyTerms& terms, Fen wanted) const {
        if (terms.limit) { wanted = smaller(wanted, *terms.limit - paid); }
        if (terms.yearly_limit) { wanted = smaller(wanted, *terms.yearly_limit - paid_this_year); }
        return not_below_zero(wanted);
    }
    /// Whether the yearly limit leaves less room than the other.
    bool yearly_limit_binds(const PartyTerms& terms) const {
        return terms.yearly_limit && (!terms.limit || *terms.yearly_limit - paid_this_year < *terms.limit - paid);
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
