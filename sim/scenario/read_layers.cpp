#include "scenario/read.hpp"

#include <algorithm>
#include <set>

namespace kdt::scenario {
namespace {

terms::Band read_band(const Block& band, int place) {
    terms::Band out;
    out.place = place;
    out.attach = Rate{band.rate("attach", 0.0)};
    if (const auto detach = band.maybe_rate("detach")) { out.detach = Rate{*detach}; }
    out.share = Rate{band.rate("share", 1.0)};
    return out;
}

/// In the order of the file's sectors.
std::vector<int> read_sectors_of(const Block& band, const std::vector<Sector>& sectors) {
    std::set<int> named;
    for (const Block& sector : band.block("sectors").entries()) {
        named.insert(place_in(sectors, sector.as_text().value_or("")));
    }
    return {named.begin(), named.end()};
}

/// The layer without sectors beside others is for those that none of them names; there may be none left for it.
void settle_the_rest(std::vector<terms::Layer>& layers, const std::vector<Sector>& sectors) {
    const auto rest =
        std::find_if(layers.begin(), layers.end(), [](const terms::Layer& layer) { return layer.sectors.empty(); });
    if (rest == layers.end() || layers.size() == 1) { return; }
    std::set<int> named;
    for (const terms::Layer& layer : layers) { named.insert(layer.sectors.begin(), layer.sectors.end()); }
    for (int sector = 0; sector < static_cast<int>(sectors.size()); ++sector) {
        if (!named.contains(sector)) { rest->sectors.push_back(sector); }
    }
    if (rest->sectors.empty()) { layers.erase(rest); }
}

} // namespace

std::vector<terms::Layer> read_layers(const Block& layer, const std::vector<Sector>& sectors) {
    std::vector<terms::Layer> layers;
    int place = 0;
    for (const Block& band : one_or_several(layer)) {
        const std::vector<int> of = read_sectors_of(band, sectors);
        auto found = std::find_if(layers.begin(), layers.end(), [&](const auto& other) { return other.sectors == of; });
        if (found == layers.end()) {
            const auto book =
                band.choice<terms::LayerBook>("book", {{"opening_of_year", terms::LayerBook::opening_of_year},
                                                       {"lending_of_year", terms::LayerBook::lending_of_year},
                                                       {"end_of_year", terms::LayerBook::end_of_year}});
            found = layers.insert(layers.end(), {{}, book, of});
        }
        found->bands.push_back(read_band(band, layer.is_array() ? place : -1));
        ++place;
    }
    settle_the_rest(layers, sectors);
    return layers;
}

} // namespace kdt::scenario
