#pragma once

#include "base/money.hpp"
#include "tally/funder_line.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kdt::pool {

/// What the pool's account has moved since as_of.
struct Movements {
    Fen contributed; ///< opening money, top-ups, limits renewed
    Fen earned;      ///< interest and fees
    Fen recovered;   ///< recoveries to the pool, the treasury's part included
    Fen returned;    ///< to the treasury
    Fen paid;        ///< claims, subsidies, management cost
};

/// Who gives the pool its money, and in which turn it is used up.
struct FunderTerms {
    double share = 0.0;       ///< of all that comes in; the shares sum to 1
    std::optional<int> order; ///< absent for all: payments go by share too
};

using tally::FunderLine;
using tally::kFunderLines;

/// The pool's account split over its funders: every line sums to the pool's. A worker reuses one.
///
/// By share: each movement's cumulative amount is split by largest remainder, so that no rounding piles up; a balance,
/// being a difference of such lines, may stand a few 分 below zero. In order: a month's payments are taken from the
/// first funder until its money is used up, then from the next; recoveries make them whole in reverse.
/// net_contribution = paid − earned − recovered: what it has cost the funder.
class Funders {
public:
    void start(std::span<const FunderTerms> terms);

    /// The account at the end of a month: its receipts come before its payments.
    void settle(const Movements& now);

    Fen line(std::size_t funder, FunderLine line) const {
        return lines_[funder * kFunderLines + static_cast<std::size_t>(line)];
    }

private:
    Fen& at(std::size_t funder, FunderLine line) {
        return lines_[funder * kFunderLines + static_cast<std::size_t>(line)];
    }
    void split_by_share(FunderLine line, Fen amount);
    void take_back_in_reverse(Fen amount);
    void pay_in_order(Fen amount);
    void derive();

    std::vector<double> shares_;
    std::vector<std::size_t> turn_; ///< funders in order; empty where all goes by share
    std::vector<Fen> part_;         ///< scratch
    std::vector<Fen> lines_;        ///< [funder][line]
    Movements before_;
};

} // namespace kdt::pool
