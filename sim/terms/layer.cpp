#include "terms/layer.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace kdt::terms {

Fen shared_of(const Layer& layer, Fen book, Fen losses) {
    assert(layer.bands.size() <= kMostBands);
    std::array<WeightedFen, kMostBands> parts;
    std::transform(layer.bands.begin(), layer.bands.end(), parts.begin(), [&](const Band& band) {
        const Fen attach = round_part(book, band.attach);
        const Fen top = band.detach ? smaller(losses, round_part(book, *band.detach)) : losses;
        return WeightedFen{not_below_zero(top - attach), band.share};
    });
    return round_sum(std::span(parts).first(layer.bands.size()));
}

} // namespace kdt::terms
