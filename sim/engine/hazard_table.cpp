#include "engine/hazard_table.hpp"

#include "credit/normal_hazard.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace kdt::engine {
namespace {

/// With more classes than this, hazards are read from a table instead of worked out for every path.
constexpr std::size_t kFewClasses = 64;

/// The table's cells of the composite factor: so many to a standard deviation, from −5 to 4. Below, where few come,
/// everyone is a candidate; what lies above is looked at as if it were in the last.
constexpr int kCellsEach = 16;
constexpr double kLowest = -5.0;
constexpr std::size_t kCells = 9 * kCellsEach;

/// Whether the multiplier of the hazard falls as the composite factor rises, and depends on nothing else.
bool falls_with_composite(const Model& model) {
    const auto dependence = model.scenario.credit.dependence;
    return dependence == scenario::Dependence::gaussian || dependence == scenario::Dependence::logit;
}

/// μ·λ of a class, or a little more, as a multiplier that hangs on the composite factor alone.
double hazard_above(const RiskClass& risk, double composite) {
    constexpr double kAbove = 1.0 + 1e-5;
    const auto* const gaussian = std::get_if<credit::Gaussian>(&risk.model);
    const double hazard = gaussian != nullptr ? credit::coarse_normal_hazard(gaussian->argument(composite))
                                              : credit::conditional_hazard(risk.model, {composite, 1.0, 1.0});
    return risk.hazard_share * hazard * kAbove;
}

/// By column of the table.
std::vector<std::size_t> classes_of(const Model& model) {
    std::vector<std::size_t> classes;
    if (model.screening.table.by_borrower) {
        for (const std::int32_t risk_class : model.screening.columns.risk_class) {
            classes.push_back(static_cast<std::size_t>(risk_class));
        }
    } else {
        for (std::size_t place = 0; place < model.classes.size(); ++place) { classes.push_back(place); }
    }
    return classes;
}

std::vector<ColumnRun> runs_of(const Model& model, const std::vector<std::size_t>& classes) {
    std::vector<ColumnRun> runs;
    for (std::size_t column = 0; column < classes.size(); ++column) {
        const auto sector = static_cast<std::size_t>(model.classes[classes[column]].sector);
        if (runs.empty() || runs.back().sector != sector) { runs.push_back({sector, column, 0}); }
        ++runs.back().count;
    }
    return runs;
}

/// Beyond any hazard, and finite: 0 times it is 0.
constexpr HalfFloat kNoBound = 0x7F7F;

/// The table's row for a composite factor: of the edge below it. Nothing below the first.
const HalfFloat* row_of(const HazardTable& table, double composite) {
    const double cells = (composite - kLowest) * kCellsEach;
    if (!(cells >= 0.0)) { return nullptr; }
    const auto cell = static_cast<std::size_t>(std::min(cells, static_cast<double>(kCells - 1)));
    return table.cells.data() + cell * table.width;
}

/// The bounds of a period: a row of the table, or put together in `room` from those of several sectors.
const HalfFloat* bounds_in(const Model& model, const PathState& state, std::size_t period, std::span<HalfFloat> room) {
    const HazardTable& table = model.screening.table;
    for (const ColumnRun& run : table.runs) {
        const double composite = state.economy[run.sector * static_cast<std::size_t>(model.periods) + period].composite;
        const HalfFloat* const edge = row_of(table, composite);
        const std::span<HalfFloat> of_run = room.subspan(run.first, run.count);
        if (edge == nullptr) {
            std::ranges::fill(of_run, kNoBound);
        } else if (run.count == table.width) {
            return edge;
        } else {
            std::copy_n(edge + run.first, run.count, of_run.begin());
        }
    }
    return room.data();
}

} // namespace

float rounded_up(double value) {
    return std::nextafter(static_cast<float>(value), std::numeric_limits<float>::infinity());
}

void add_hazard_table(Model& model) {
    if (!falls_with_composite(model) || model.classes.size() <= kFewClasses) { return; }
    HazardTable& table = model.screening.table;
    table.by_borrower = 2 * model.classes.size() > model.borrowers.size();
    const std::vector<std::size_t> classes = classes_of(model);
    table.width = classes.size();
    table.runs = runs_of(model, classes);
    table.cells.reserve(kCells * table.width);
    for (std::size_t edge = 0; edge < kCells; ++edge) {
        const double composite = kLowest + static_cast<double>(edge) / kCellsEach;
        for (const std::size_t place : classes) {
            table.cells.push_back(upper_half_above(rounded_up(hazard_above(model.classes[place], composite))));
        }
    }
}

std::span<const HalfFloat* const> read_own_bounds(const Model& model, PathState& state) {
    const std::size_t width = model.screening.table.width;
    for (std::size_t period = 0; period < static_cast<std::size_t>(model.periods); ++period) {
        state.own_bounds[period] =
            bounds_in(model, state, period, std::span(state.own_bounds_scratch).subspan(period * width, width));
    }
    return state.own_bounds;
}

std::span<const float* const> read_bounds(const Model& model, PathState& state) {
    const std::size_t width = model.screening.table.width;
    const std::span<HalfFloat> room = std::span(state.own_bounds_scratch).first(width);
    for (std::size_t period = 0; period < static_cast<std::size_t>(model.periods); ++period) {
        const HalfFloat* const halves = bounds_in(model, state, period, room);
        float* const bounds = state.bounds_scratch.data() + period * width;
        std::transform(halves, halves + width, bounds, as_float);
        state.hazard_bounds[period] = bounds;
    }
    return state.hazard_bounds;
}

} // namespace kdt::engine
