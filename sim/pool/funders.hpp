#pragma once

#include "base/money.hpp"
#include "tally/funder_line.hpp"
#include "terms/funder_part.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kdt::pool {

/// What the pool's account has moved since as_of.
struct Movements {
    Fen contributed; ///< cash: opening money, top-ups, refills
    Fen limits;      ///< of the commitment: the first year's and those renewed, less what lapsed
    Fen interest;
    Fen fees;
    Fen recovered; ///< recoveries to the pool, the treasury's part included
    Fen returned;  ///< to the treasury
    Fen claims;
    Fen management;
    Fen subsidies;
    Fen called; ///< what of the payments the commitment has paid
};

/// Who gives the pool its money, and in which turn it is used up.
struct FunderTerms {
    double share = 0.0;                                   ///< of all that comes in, or of its part; the shares sum to 1
    std::optional<int> order;                             ///< absent for all of a part: its payments go by share too
    std::optional<terms::FunderPart> part = std::nullopt; ///< absent for all: they share cash and commitment alike
};

using tally::FunderLine;
using tally::kFunderLines;

/// The pool's account split over its funders: every line sums to the pool's. A worker reuses one.
///
/// By share: each line's cumulative amount is split by largest remainder, so that no rounding piles up; a balance,
/// being a difference of such lines, may stand a few 分 below zero. In order: a month's payments are taken from the
/// first funder until its money is used up, then from the next; recoveries make them whole in reverse; interest goes
/// by the money that stands. Where cash and commitment have funders of their own, what the commitment is called for
/// and what is returned for it is theirs: of a month's payments the last, subsidies before costs before claims.
/// net_contribution = paid − earned − recovered: what it has cost the funder.
class Funders {
public:
    void start(std::span<const FunderTerms> terms);

    /// A top-up of one funder alone, which the movements hold too.
    void contribute(std::size_t funder, Fen amount) { own_[funder] += amount; }

    /// The account at the end of a month, or at as_of: its receipts come before its payments.
    void settle(const Movements& now);

    Fen line(std::size_t funder, FunderLine line) const {
        return lines_[funder * kFunderLines + static_cast<std::size_t>(line)];
    }

private:
    /// Funders who share the same movements, and what has moved for them.
    struct Side {
        std::vector<std::size_t> members;
        std::vector<double> shares;
        std::vector<std::size_t> turn; ///< members in order; empty where all goes by share
        Movements moved;
    };

    Fen& at(std::size_t funder, FunderLine line) {
        return lines_[funder * kFunderLines + static_cast<std::size_t>(line)];
    }
    void add_member(Side& side, std::size_t funder, const FunderTerms& terms);
    void book(Side& side, const Movements& month);
    void split_by_share(const Side& side, FunderLine line, Fen amount);
    void split_contributions(const Side& side);
    void credit_by_balance(const Side& side, Fen interest);
    void take_back_in_reverse(const Side& side, Fen amount);
    void pay_in_order(const Side& side, FunderLine line, Fen amount);
    void derive(const Side& side);

    std::array<Side, 2> sides_; ///< cash and commitment; all in the first where nobody states a part
    bool apart_ = false;
    std::vector<Fen> own_;     ///< [funder]: top-ups of its own
    std::vector<Fen> weights_; ///< scratch
    std::vector<Fen> part_;    ///< scratch
    std::vector<Fen> lines_;   ///< [funder][line]
    Movements before_;
};

} // namespace kdt::pool
