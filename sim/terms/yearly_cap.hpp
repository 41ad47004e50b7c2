#pragma once

#include "base/money.hpp"

#include <optional>

namespace kdt::terms {

/// What becomes of the part of a claim beyond a yearly cap: the bank bears it, or it waits until January.
enum class OnCap { bank_bears, next_year };

/// Most that the pool grants one bank on claims falling due in a calendar year.
struct YearlyCap {
    std::optional<Fen> amount;
    std::optional<Rate> rate_of_prior_balance;
    OnCap on_cap = OnCap::bank_bears;

    bool stated() const { return amount || rate_of_prior_balance; }

    /// Whether the rate gives the smaller limit, or the only one.
    bool rate_binds(Fen prior_balance) const {
        return rate_of_prior_balance && (!amount || round_part(prior_balance, *rate_of_prior_balance) < *amount);
    }

    /// The smaller of the two where both are given; the rate is of the bank's loans outstanding at the end of the
    /// previous calendar year.
    Fen limit(Fen prior_balance) const {
        const Fen by_rate = rate_of_prior_balance ? round_part(prior_balance, *rate_of_prior_balance) : Fen{};
        if (amount && rate_of_prior_balance) { return smaller(*amount, by_rate); }
        return amount ? *amount : by_rate;
    }
};

} // namespace kdt::terms
