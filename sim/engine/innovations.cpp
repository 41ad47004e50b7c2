#include "engine/innovations.hpp"

#include "random/normal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kdt::engine {
namespace {

/// Adds the shift on half of the paths.
std::int64_t tilt(const Model& model, PathState& state) {
    const std::vector<double>& shift = model.tilt;
    if (state.luck.word(random::Purpose::tilted_half, entity_of("tilt")) >> 31 != 0) {
        for (std::size_t i = 0; i < shift.size(); ++i) { state.innovations[i] += shift[i]; }
    }
    const double inner = std::inner_product(shift.begin(), shift.end(), state.innovations.begin(), 0.0);
    const double square = std::inner_product(shift.begin(), shift.end(), shift.begin(), 0.0);
    const double ratio = tally::kLargestRatio / (1.0 + std::exp(inner - square / 2.0));
    // At least one unit: the paths of a run have some weight, however far they are moved.
    return std::max<std::int64_t>(1, std::llround(ratio * static_cast<double>(tally::kUnitWeight)));
}

void take_from_sobol(const Model& model, PathState& state) {
    const std::uint64_t path = state.luck.path();
    state.sobol->turn_to(path / tally::kBatches);
    for (std::size_t i = 0; i < model.sobol_places.size(); ++i) {
        const double u = state.sobol->uniform(i, model.scenario.seed, path % tally::kBatches, state.luck);
        state.innovations[model.sobol_places[i]] = random::normal_quantile(u);
    }
}

} // namespace

std::int64_t draw_innovations(const Model& model, PathState& state) {
    model.factors->draw(state.luck, state.innovations);
    if (state.sobol) { take_from_sobol(model, state); }
    return model.tilt.empty() ? tally::kUnitWeight : tilt(model, state);
}

std::vector<std::size_t> sobol_places(const credit::Factors& factors) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < factors.innovations() && places.size() < kMostCoordinates; ++place) {
        if (factors.moves(place)) { places.push_back(place); }
    }
    return places;
}

std::optional<random::ScrambledSobol> sobol_of(const Model& model) {
    if (model.sobol_places.empty()) { return std::nullopt; }
    std::vector<EntityId> coordinates;
    for (const std::size_t place : model.sobol_places) {
        coordinates.push_back(model.factors->entity_of_innovation(place));
    }
    return random::ScrambledSobol(std::move(coordinates));
}

} // namespace kdt::engine
