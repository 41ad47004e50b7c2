#include "engine/applications.hpp"

#include "random/lognormal.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using random::Purpose;

/// The place of a demand row's month in the plan.
std::size_t cell_of(const Model& model, std::size_t row, int month) {
    return row * (static_cast<std::size_t>(model.months) + 1) + static_cast<std::size_t>(month);
}

void collect_of_row(const Model& model, PathState& state, std::size_t row, std::int64_t count, int month) {
    const ApplicationPlan& plan = model.applications;
    const std::size_t cell = cell_of(model, row, month);
    const std::size_t first = plan.first[cell];
    const std::size_t planned = state.luck.is_median() ? 0 : plan.first[cell + 1] - first;
    const EntityId batch = applications_of(model.demand_rows[row].entity, month);
    for (std::int64_t ordinal = 1; ordinal <= count; ++ordinal) {
        const auto before = static_cast<std::size_t>(ordinal - 1);
        state.applications.push_back({child_of(batch, static_cast<std::uint64_t>(ordinal)), ordinal,
                                      static_cast<int>(row), before < planned ? first + before : kNotPlanned});
    }
}

double demand_uniform(const Model& model, const PathState& state, std::size_t row, int month) {
    if (state.luck.is_median()) { return state.luck.coarse_uniform(Purpose::demand_count, EntityId{}); }
    return random::coarse_uniform_of(state.shared.demand_count(cell_of(model, row, month)));
}

void draw_sizes(const Model& model, PathState& state) {
    Sizes& sizes = state.sizes;
    sizes.clear();
    for (const Application& application : state.applications) {
        const credit::SizeSampler& law = model.demand_rows[static_cast<std::size_t>(application.row)].size;
        sizes.word.push_back(word_of(state, ApplicationDraw::size, application));
        sizes.log_mean.push_back(law.log_mean());
        sizes.log_sd.push_back(law.log_sd());
    }
    sizes.lognormal.resize(sizes.word.size());
    random::lognormals(sizes.word, sizes.log_mean, sizes.log_sd, sizes.lognormal);
}

} // namespace

void collect_applications(const Model& model, PathState& state, int month) {
    const bool smoothed = model.scenario.lending.counts == scenario::Counts::smoothed;
    const double shock = state.shock[static_cast<std::size_t>(model.period_of(month))];
    state.applications.clear();
    for (std::size_t row = 0; row < model.demand_rows.size(); ++row) {
        const double mean = model.demand->mean(row, month) * shock;
        if (mean <= 0.0) { continue; }
        const double u = demand_uniform(model, state, row, month);
        collect_of_row(model, state, row, smoothed ? book::smoothed_at(mean, u) : book::poisson_at(mean, u), month);
    }
    draw_sizes(model, state);
    state.turns.clear();
    for (std::size_t place = 0; place < state.applications.size(); ++place) {
        const std::uint64_t order = word_of(state, ApplicationDraw::order, state.applications[place]);
        state.turns.push_back(order << 32 | place);
    }
    std::sort(state.turns.begin(), state.turns.end());
}

Fen drawing_of(const scenario::Product& product, Fen line) {
    return product.utilisation == 1.0 ? line : larger(Fen{1}, round_part(line, Rate{product.utilisation}));
}

Amount amount_of(const Model& model, const PathState& state, std::size_t place) {
    const auto row = static_cast<std::size_t>(state.applications[place].row);
    const DemandRow& ready = model.demand_rows[row];
    const double most = ready.largest_line;
    const double size = ready.size.is_lognormal()
                            ? ready.size.within(state.sizes.lognormal[place], most)
                            : ready.size.at(random::coarse_uniform_of(state.sizes.word[place]), most);
    const Fen line = larger(Fen{1}, smaller(to_fen(std::min(size, 1e15)), kLargestAmount));
    const auto product = static_cast<std::size_t>(model.scenario.lending.demand[row].product);
    return {drawing_of(model.scenario.products[product], line), line};
}

} // namespace kdt::engine
