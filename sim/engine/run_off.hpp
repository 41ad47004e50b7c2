#pragma once

#include "engine/aftermath.hpp"
#include "engine/state.hpp"

#include <cstdint>
#include <vector>

// A book that is only run off: nothing is lent, and no term makes what follows from one default hang on another, but
// for the pool's money. As long as that lasts, a path is the sum of what its defaults move.
namespace kdt::engine {

/// Whether the model is such a book.
bool is_run_off(const Model& model);

/// Whether its paths are many enough for what has to be found out first.
bool is_worth_it(const Model& model);

/// What a worker needs for the paths of such a book.
class RunOff {
public:
    /// `most` movements of defaults are remembered from path to path.
    RunOff(const Model& model, const Opening& opening, std::size_t most = Aftermaths::kMost);

    /// Simulates a path into `scores`, to the same scores as run_path. False: the pool runs short on it, and the path
    /// is to be run in full; state and scores are as any path leaves them.
    bool run(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores);

    static double bytes_for(const Model& model);

private:
    /// A loan of the book.
    struct Standing {
        std::uint32_t kind = 0; ///< place in kinds_
        int last_month = 0;
        bool owes_the_same = false; ///< until it pays all in its last month
        Fen principal;
    };
    struct Default {
        std::size_t loan = 0;
        int month = 0;
        Aftermaths::Place aftermath;
    };
    /// Who defaults on the path when.
    void find_defaults(const Model& model, PathState& state);
    void note_all_loans(const Opening& opening, std::size_t borrower, int month);
    /// Adds up what the defaults move, month by month.
    void add_defaults(const Model& model, PathState& state);
    void add_movements(const Default& defaulted, int months);
    void add_dues(const Opening& opening, const Default& defaulted, int months);
    void take_off(std::size_t kind, int month, const Accounts::Due& due, int months);
    /// What those after the one at a place need.
    void fetch_defaults(std::size_t place) const;
    /// Books what the defaults move in a month in the rows of their loans.
    void book(Accounts& accounts, int month);
    /// Pays the month's claims, which are booked as if all were; false: the path is to be run in full.
    bool pay_claims(PathState& state, tally::PathScores& scores, Fen owed, int month);
    /// Gives the banks what the pool has not paid, from the first claim on for which there was too little.
    void leave_to_banks(Accounts& accounts, Fen money, int month);
    Fen claimed(const Default& defaulted, int month) const;
    /// What they move in a month has been booked, or never will be.
    void forget(int month);
    /// Notes that a kind moves in a month; returns where that stands in dues_.
    std::size_t note_moved(std::size_t kind, int month);
    /// Where a month of a kind stands in dues_ and is_touched_.
    std::size_t month_of(std::size_t kind, int month) const { return kind * months_ + static_cast<std::size_t>(month); }

    std::size_t months_;      ///< H + 1
    std::vector<Kind> kinds_; ///< those in the book
    std::vector<Standing> loans_;
    std::vector<Accounts::Due> dues_;                 ///< [kind][month]: what no longer falls due
    std::vector<Fen> flows_;                          ///< [kind][month][line]: what the path's defaults move
    std::vector<std::uint8_t> is_touched_;            ///< [kind][month]; where it is 0, so are the two above
    std::vector<std::vector<std::uint32_t>> touched_; ///< [month]: kinds
    std::vector<Default> defaults_;                   ///< of the path
    bool may_run_short_;                              ///< what a claim loses for want of money moves nothing later
    Aftermaths aftermaths_;
};

} // namespace kdt::engine
