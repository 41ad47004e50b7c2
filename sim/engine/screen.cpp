#include "engine/screen.hpp"

#include "engine/fate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::engine {
namespace {

/// With more classes than this, bounds are read from a table instead of worked out for every path.
constexpr std::size_t kFewClasses = 64;

/// The table's cells of the composite factor: so many to a standard deviation, from −6 to 6.
constexpr int kCellsEach = 16;
constexpr double kLowest = -6.0;
constexpr std::size_t kCells = 12 * kCellsEach;

/// Floats are rounded up, so that a bound stays one.
float rounded_up(double value) {
    return std::nextafter(static_cast<float>(value), std::numeric_limits<float>::infinity());
}

/// Whether the multiplier of the hazard falls as the composite factor rises, and depends on nothing else.
bool falls_with_composite(const Model& model) {
    const auto dependence = model.scenario.credit.dependence;
    return dependence == scenario::Dependence::gaussian || dependence == scenario::Dependence::logit;
}

/// The greatest multiplier in each cell, at its lower edge.
std::vector<float> bound_table(const Model& model) {
    std::vector<float> table;
    table.reserve(kCells * model.classes.size());
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        const credit::Economy economy{kLowest + static_cast<double>(cell) / kCellsEach, 1.0, 1.0};
        for (const RiskClass& risk : model.classes) {
            const double hazard = risk.hazard_share * credit::conditional_hazard(risk.model, economy);
            table.push_back(rounded_up(hazard * (1.0 + 1e-9)));
        }
    }
    return table;
}

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

/// The table's row for a composite factor; nothing below its first cell.
const float* row_of(const Model& model, double composite) {
    const double cells = (composite - kLowest) * kCellsEach;
    if (!(cells >= 0.0)) { return nullptr; }
    const auto cell = static_cast<std::size_t>(std::min(cells, static_cast<double>(kCells - 1)));
    return model.screening.table.data() + cell * model.classes.size();
}

void read_bounds(const Model& model, PathState& state, std::size_t period, std::span<float> bounds) {
    const auto periods = static_cast<std::size_t>(model.periods);
    for (const ClassRun& run : model.screening.runs) {
        const float* row = row_of(model, state.economy[run.sector * periods + period].composite);
        const std::span<float> of_run = bounds.subspan(run.first, run.count);
        if (row == nullptr) {
            std::ranges::fill(of_run, std::numeric_limits<float>::max());
        } else {
            std::copy_n(row + run.first, run.count, of_run.begin());
        }
    }
}

/// Classes of one sector that follow one another.
std::vector<ClassRun> runs_of(const Model& model) {
    std::vector<ClassRun> runs;
    for (std::size_t place = 0; place < model.classes.size(); ++place) {
        const auto sector = static_cast<std::size_t>(model.classes[place].sector);
        if (runs.empty() || runs.back().sector != sector) { runs.push_back({sector, place, 0}); }
        ++runs.back().count;
    }
    return runs;
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
    if (falls_with_composite(model) && model.classes.size() > kFewClasses) {
        screening.table = bound_table(model);
        screening.runs = runs_of(model);
    }
}

void find_candidates(const Model& model, PathState& state) {
    const std::size_t classes = model.classes.size();
    state.candidates.clear();
    for (std::size_t period = 0; period < static_cast<std::size_t>(model.periods); ++period) {
        const std::span<float> bounds = std::span(state.hazard_bounds).subspan(period * classes, classes);
        if (!model.screening.table.empty()) {
            read_bounds(model, state, period, bounds);
            continue;
        }
        for (std::size_t place = 0; place < classes; ++place) {
            bounds[place] = rounded_up(hazard_per_season(model, state, place, static_cast<int>(period)));
        }
    }
    screen(model.screening.columns, state.shared.opening_thresholds(), state.hazard_bounds, classes, state.candidates);
}

} // namespace kdt::engine
