#pragma once

#include "engine/fetch.hpp"
#include "engine/state.hpp"
#include "tally/measure.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kdt::engine {

/// Where an amount stands among those of a month: by Measure.
inline constexpr std::uint32_t kLines = tally::kMeasures;

/// What a default moves in all rows of its loan.
struct Movement {
    Fen amount;
    std::uint32_t after = 0; ///< months since the default
    std::uint32_t place = 0; ///< after · kLines + line

    bool is_of(Measure measure) const { return place == after * kLines + static_cast<std::uint32_t>(measure); }
};

/// What follows from the default of a loan of the opening book in a month, where that is the same on every path on
/// which the pool can pay, but for what no longer falls due of the book. It is found by the engine itself, on a path on
/// which nothing else happens and the pool never runs short, and remembered: for a loan repaid at its end once, since
/// it owes the same in every month, for others by month.
class Aftermaths {
public:
    /// Some of the movements remembered.
    struct Place {
        std::uint32_t first = 0;
        std::uint32_t count = 0; ///< 0: not known
    };

    /// So many movements are remembered from path to path, 128 MB.
    static constexpr std::size_t kMost = std::size_t{8} << 20;
    /// How many aftermaths a model's defaults may have.
    static double places_for(const Model& model);

    Aftermaths(const Model& model, const Opening& opening, std::size_t most = kMost);

    /// To be called before a path: where too much has come together, all is forgotten and begins anew.
    void start_path();
    /// What follows from a default. What has to be found out is played through in `state`, whose contracts, accounts
    /// and pool are to be started anew afterwards.
    Place of(const Model& model, PathState& state, std::size_t loan, int month);
    /// By month, some of them perhaps beyond the horizon. Valid until the next call of `of`.
    std::span<const Movement> movements(const Place& place) const {
        return std::span(moves_).subspan(place.first, place.count);
    }
    /// What `of` and then `movements` will need.
    void fetch_place(std::size_t loan, int month) const { fetch(places_[place_of(loan, month)]); }
    void fetch_movements(std::size_t loan, int month) const {
        const Place& place = places_[place_of(loan, month)];
        for (std::uint32_t i = 0; i < place.count; i += 3) { fetch(moves_[place.first + i]); } // some four to a line
    }
    /// Months from a default to the last of what follows, at most.
    int longest() const { return longest_; }
    /// What any default has moved so far, ascending.
    const std::vector<Measure>& measures() const { return measures_; }

    /// What these come to hold for a model.
    static double bytes_for(const Model& model);

private:
    /// Where what is known of a loan stands in places_.
    struct Places {
        std::uint32_t first = 0;
        bool by_month = false; ///< one for each month
    };
    std::size_t place_of(std::size_t loan, int month) const {
        const Places& places = places_of_[loan];
        return places.first + (places.by_month ? static_cast<std::size_t>(month) - 1 : 0);
    }
    void find(const Model& model, PathState& state, std::size_t loan, int month);
    /// What the month has moved in the scheme's row since the last one noted.
    void note_month(const Accounts& accounts, int after);
    void note(Fen moved, int after, std::size_t line);

    int longest_;
    std::size_t most_; ///< movements
    std::vector<Measure> measures_;
    std::vector<Places> places_of_; ///< [loan]
    std::vector<Place> places_;     ///< [loan], or [loan][month − 1]
    std::vector<Movement> moves_;   ///< of all that are known
    std::vector<Fen> noted_;        ///< scratch: [measure]
    tally::PathScores scores_;      ///< scratch
};

} // namespace kdt::engine
