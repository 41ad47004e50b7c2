#include "engine/screen.hpp"

#include "engine/fate.hpp"
#include "engine/hazard_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::engine {
namespace {

/// Exposure months of a contract in a factor period, counted by seasoning, if it lives as long as it can.
double most_seasons(const Model& model, const scenario::TapeLoan& row, int period) {
    const auto& product = model.scenario.products[static_cast<std::size_t>(row.product)];
    const int extension = product.extension_probability > 0.0 ? product.extension_months : 0;
    const int first = period * model.period_months;
    const int last = std::min({first + model.period_months, model.months, row.remaining_months + extension});
    if (last <= first) { return 0.0; }
    const auto age = [&](int month) { return static_cast<std::size_t>(row.months_on_book + month); };
    return model.seasoning_sum[age(last)] - model.seasoning_sum[age(first)];
}

/// Bounds of few classes: their hazards, which the path will ask for again.
std::span<const float* const> work_out_bounds(const Model& model, PathState& state) {
    const std::size_t classes = model.classes.size();
    for (std::size_t period = 0; period < static_cast<std::size_t>(model.periods); ++period) {
        float* const bounds = state.bounds_scratch.data() + period * classes;
        for (std::size_t place = 0; place < classes; ++place) {
            bounds[place] = rounded_up(hazard_per_season(model, state, place, static_cast<int>(period)));
        }
        state.hazard_bounds[period] = bounds;
    }
    return state.hazard_bounds;
}

} // namespace

void add_screening(Model& model) {
    Screening& screening = model.screening;
    const std::size_t count = model.borrowers.size();
    screening.columns.risk_class.resize(count);
    screening.columns.always.resize(count);
    screening.columns.seasons.resize(count * static_cast<std::size_t>(model.periods));
    for (const OpeningLoan& loan : model.opening) {
        const bool by_month = is_settled_by_month(model.borrowers[loan.borrower]);
        screening.columns.risk_class[loan.borrower] = static_cast<std::int32_t>(loan.risk_class);
        screening.columns.always[loan.borrower] = by_month ? 2.0F : 0.0F;
        for (int period = 0; period < model.periods; ++period) {
            screening.columns.seasons[static_cast<std::size_t>(period) * count + loan.borrower] =
                rounded_up(most_seasons(model, model.tape[loan.tape_row], period));
        }
    }
    add_hazard_table(model);
}

void find_candidates(const Model& model, PathState& state) {
    const ScreenedColumns& columns = model.screening.columns;
    const HazardTable& table = model.screening.table;
    const std::span<const std::uint32_t> words = state.shared.opening_thresholds();
    state.candidates =
        table.by_borrower
            ? screen(columns, words, read_own_bounds(model, state), state.candidate_room)
            : screen(columns, words, table.empty() ? work_out_bounds(model, state) : read_bounds(model, state),
                     state.candidate_room);
}

} // namespace kdt::engine
