#pragma once

#include "base/money.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace kdt::terms {

/// Of which book the levels of a layer are rates. The lending of a year and the balance at its end are known then only:
/// the claims of the year fall due together, in the January after it.
enum class LayerBook { opening_of_year, lending_of_year, end_of_year };

/// Losses between two levels, and what of them is shared.
struct Band {
    Rate attach;
    std::optional<Rate> detach; ///< absent: no upper end
    Rate share{1.0};
    int place = -1; ///< in the bank's list of bands as it is written; −1 where it is the only one, without a list
};

inline constexpr std::size_t kMostBands = 16; ///< of one layer; the rules of a scenario hold it

/// A bank's layer (起付与封顶): only losses of the calendar year within its bands are shared. The bands don't overlap.
struct Layer {
    std::vector<Band> bands;
    LayerBook book = LayerBook::opening_of_year;
    std::vector<int> sectors; ///< whose loans it is for; empty: all
};

/// What is shared of a year's losses of this amount: Σ share · (their part within the band), rounded once. The levels
/// are of `book`.
Fen shared_of(const Layer& layer, Fen book, Fen losses);

/// The band that decides first, from the lowest loss up, that something of a loss is not shared: by its attach, its
/// share or, the uppermost, its detach. Only where not all of the loss is shared.
const Band& deciding_band(const Layer& layer, Fen book, Fen before, Fen loss);

/// What of a loss is shared, given the losses before it in the year. The parts of a year's losses sum to what is shared
/// of their sum.
inline Fen in_layer(const Layer& layer, Fen book, Fen before, Fen loss) {
    return shared_of(layer, book, before + loss) - shared_of(layer, book, before);
}

} // namespace kdt::terms
