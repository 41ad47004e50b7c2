#pragma once

#include "base/money.hpp"

#include <optional>

namespace kdt::terms {

/// Of which book the levels of a layer are rates. The lending of a year is known at its end only: the claims of the
/// year then fall due together, in the January after it.
enum class LayerBook { opening_of_year, lending_of_year };

/// A bank's layer (起付与封顶): only losses of the calendar year between the two levels are shared.
struct Layer {
    Rate attach;
    std::optional<Rate> detach; ///< absent: no upper end
    LayerBook book = LayerBook::opening_of_year;
};

/// What of a loss lies in the layer, given the losses before it: clamp(before + loss, A, D) − clamp(before, A, D).
constexpr Fen in_layer(Fen before, Fen loss, Fen attach, const std::optional<Fen>& detach) {
    const auto clamp = [&](Fen amount) {
        const Fen above = larger(amount, attach);
        return detach ? smaller(above, larger(*detach, attach)) : above;
    };
    return clamp(before + loss) - clamp(before);
}

} // namespace kdt::terms
