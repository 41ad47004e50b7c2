#pragma once

#include "base/money.hpp"
#include "terms/party.hpp"

#include <optional>
#include <span>
#include <vector>

namespace kdt::terms {

/// What a share row or an add-on may ask about a loan, fixed when the loan is granted.
struct LoanFacts {
    Fen principal; ///< the amount granted
    int tier = 0;
    int sector = 0;
    int bank = 0;
    bool renewal = false;
    bool first_loan = false; ///< the firm's first from any bank; a renewal is none
    bool collateral = false;
    std::optional<Fen> revenue; ///< of the firm; where it is not known no bound holds
    int collateral_kind = -1;   ///< of collateral that has one; −1: none that a condition names
};

/// Conditions of a share row or an add-on; all that are given must hold.
struct Condition {
    std::optional<Fen> principal_at_most;
    std::optional<Fen> principal_above;
    std::optional<int> tier;
    std::optional<int> sector;
    std::optional<int> bank;
    std::optional<bool> renewal;
    std::optional<bool> first_loan;
    std::optional<bool> collateral;
    std::optional<Fen> revenue_at_most;
    std::optional<int> collateral_kind{}; ///< given, `collateral` is true as well

    bool holds(const LoanFacts& loan) const;
};

struct ShareRow {
    Condition when;
    Shares pays;
};

/// The first row whose conditions all hold; the last row has none, so there always is one.
std::size_t matching_row(std::span<const ShareRow> rows, const LoanFacts& loan);

/// The basis of a claim split over the parties by largest remainder; the parts sum to the basis.
ByParty split_basis(Fen basis, const Shares& shares);

} // namespace kdt::terms
