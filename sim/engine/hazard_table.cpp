#include "engine/hazard_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::engine {
namespace {

/// With more classes than this, hazards are read from a table instead of worked out for every path.
constexpr std::size_t kFewClasses = 64;

/// The table's cells of the composite factor: so many to a standard deviation, from −6 to 6.
constexpr int kCellsEach = 32;
constexpr double kLowest = -6.0;
constexpr std::size_t kEdges = 12 * kCellsEach + 1;

/// Hazards beyond this may have been bounded (credit::conditional_hazard), and their curve with them.
constexpr float kMostByTable = 20.0F;

/// What floats and the stretching of an edge can add to or take from a bound.
constexpr double kSlack = 1e-6;

/// Whether the multiplier of the hazard falls as the composite factor rises, as a convex curve, and depends on nothing
/// else: −ln Φ(−x) and ln(1 + eˣ) are convex, and x falls linearly.
bool falls_with_composite(const Model& model) {
    const auto dependence = model.scenario.credit.dependence;
    return dependence == scenario::Dependence::gaussian || dependence == scenario::Dependence::logit;
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

/// Where a composite factor stands among the edges.
struct Position {
    std::size_t cell = 0;
    double within = 0.0; ///< from its lower edge, in cells
};

/// Nothing below the first edge; above the last cell its end.
std::optional<Position> position_of(double composite) {
    const double cells = (composite - kLowest) * kCellsEach;
    if (!(cells >= 0.0)) { return std::nullopt; }
    const double last = static_cast<double>(kEdges - 1);
    const auto cell = static_cast<std::size_t>(std::min(cells, last - 1.0));
    return Position{cell, std::min(cells, last) - static_cast<double>(cell)};
}

double composite_in(const Model& model, const PathState& state, std::size_t sector, std::size_t period) {
    return state.economy[sector * static_cast<std::size_t>(model.periods) + period].composite;
}

void read_period(const Model& model, PathState& state, std::size_t period) {
    const HazardTable& table = model.screening.table;
    const std::span<float> bounds = std::span(state.bounds_scratch).subspan(period * table.width, table.width);
    const float*& row = state.hazard_bounds[period];
    row = bounds.data();
    for (const ColumnRun& run : table.runs) {
        const auto position = position_of(composite_in(model, state, run.sector, period));
        if (!position) {
            std::ranges::fill(bounds.subspan(run.first, run.count), std::numeric_limits<float>::max());
            continue;
        }
        const float* const edge = table.cells.data() + position->cell * table.width;
        if (run.count == table.width) {
            row = edge;
        } else {
            std::copy_n(edge + run.first, run.count, bounds.begin() + static_cast<std::ptrdiff_t>(run.first));
        }
    }
}

struct Bounds {
    double least = 0.0;
    double most = 0.0;
};

/// Of a convex curve between two edges: below the chord, above what the chords on both sides go on to.
std::optional<Bounds> bounds_in(const Model& model, const PathState& state, std::size_t column, std::size_t sector,
                                std::size_t period) {
    const HazardTable& table = model.screening.table;
    const auto position = position_of(composite_in(model, state, sector, period));
    if (!position || position->cell == 0 || position->cell + 2 >= kEdges) { return std::nullopt; }
    const float* const edge = table.cells.data() + position->cell * table.width + column;
    const double before = *(edge - table.width);
    const double low = *edge;
    const double high = *(edge + table.width);
    const double after = *(edge + 2 * table.width);
    if (before > static_cast<double>(kMostByTable)) { return std::nullopt; }
    const double within = position->within;
    const double from_left = low + within * (low - before);
    const double from_right = high + (1.0 - within) * (high - after);
    return Bounds{std::max({from_left, from_right, high}) * (1.0 - kSlack),
                  (low + within * (high - low)) * (1.0 + kSlack)};
}

/// A borrower's hazard as it grows from month to month, between bounds.
class Growing {
public:
    Growing(const Model& model, const Exposure& loan, const Threshold& threshold)
        : sums_(model.seasoning_sum), loan_(loan), least_needed_(threshold.value + threshold.margin),
          most_needed_(threshold.value - threshold.margin) {}

    /// Through the months of a period; the month in which it surely reaches the threshold and did not before, 0: it
    /// surely does not; nothing where the bounds do not tell.
    std::optional<int> through(int first, int last, const Bounds& per_season) {
        const double seasons = seasons_in(first, last);
        if (sum_.most + per_season.most * seasons < most_needed_) {
            sum_ = {sum_.least + per_season.least * seasons, sum_.most + per_season.most * seasons};
            return 0;
        }
        int month = first;
        while (month <= last && sum_.least + per_season.least * seasons_in(first, month) < least_needed_) { ++month; }
        if (month > last) { return std::nullopt; }
        const bool first_time = sum_.most + per_season.most * seasons_in(first, month - 1) < most_needed_;
        return first_time ? std::optional(month) : std::nullopt;
    }

private:
    double seasons_in(int first, int last) const {
        return sums_[static_cast<std::size_t>(loan_.age_in(last))] -
               sums_[static_cast<std::size_t>(loan_.age_in(first) - 1)];
    }

    const std::vector<double>& sums_;
    const Exposure& loan_;
    double least_needed_;
    double most_needed_;
    Bounds sum_;
};

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
    table.cells.reserve(kEdges * table.width);
    for (std::size_t edge = 0; edge < kEdges; ++edge) {
        const credit::Economy economy{kLowest + static_cast<double>(edge) / kCellsEach, 1.0, 1.0};
        for (const std::size_t place : classes) {
            const RiskClass& risk = model.classes[place];
            const double hazard = risk.hazard_share * credit::conditional_hazard(risk.model, economy);
            table.cells.push_back(rounded_up(hazard * (1.0 + 1e-9)));
        }
    }
}

void read_bounds(const Model& model, PathState& state) {
    for (std::size_t period = 0; period < static_cast<std::size_t>(model.periods); ++period) {
        read_period(model, state, period);
    }
}

std::optional<int> month_by_table(const Model& model, const PathState& state, std::size_t borrower,
                                  const Exposure& loan) {
    const HazardTable& table = model.screening.table;
    if (table.empty()) { return std::nullopt; }
    const std::size_t column = table.column_of(borrower, loan.risk_class);
    Growing hazard(model, loan, threshold_about(state.shared.opening_threshold(borrower)));
    const int end = std::min(loan.last_month, model.months);
    for (int month = loan.first_month; month <= end;) {
        const int period = model.period_of(month);
        const int last = std::min(end, (period + 1) * model.period_months);
        const auto bounds = bounds_in(model, state, column, loan.sector, static_cast<std::size_t>(period));
        const auto found = bounds ? hazard.through(month, last, *bounds) : std::nullopt;
        if (!found || *found > 0) { return found; }
        month = last + 1;
    }
    return 0;
}

} // namespace kdt::engine
