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

const Band& deciding_band(const Layer& layer, Fen book, Fen before, Fen loss) {
    std::vector<const Band*> upwards;
    for (const Band& band : layer.bands) { upwards.push_back(&band); }
    std::sort(upwards.begin(), upwards.end(),
              [](const Band* a, const Band* b) { return a->attach.value < b->attach.value; });
    Fen from = before;
    for (const Band* band : upwards) {
        const Fen end = band->detach ? smaller(before + loss, round_part(book, *band->detach)) : before + loss;
        if (from < round_part(book, band->attach) || (from < end && band->share.value < 1.0)) { return *band; }
        from = larger(from, end);
    }
    return *upwards.back();
}

} // namespace kdt::terms
