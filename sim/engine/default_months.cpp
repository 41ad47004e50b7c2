#include "engine/default_months.hpp"

#include "credit/normal_hazard.hpp"
#include "engine/fate.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <variant>

namespace kdt::engine {
namespace {

/// No register holds more floats.
constexpr std::size_t kMostLanes = 64;

std::int32_t bits_of(double value) { return std::bit_cast<std::int32_t>(static_cast<float>(value)); }

ExposedRow row_of(const Model& model, const Exposure& exposure) {
    const RiskClass& risk = model.classes[exposure.risk_class];
    ExposedRow row;
    const auto set = [&](ExposedRow::Field field, std::int32_t value) { row.fields[field] = value; };
    if (const auto* gaussian = std::get_if<credit::Gaussian>(&risk.model)) {
        set(ExposedRow::intercept, bits_of(gaussian->intercept()));
        set(ExposedRow::slope, bits_of(gaussian->slope()));
    }
    set(ExposedRow::share, bits_of(risk.hazard_share));
    set(ExposedRow::economy, static_cast<std::int32_t>(exposure.sector) * model.periods);
    set(ExposedRow::risk_class, static_cast<std::int32_t>(exposure.risk_class));
    set(ExposedRow::age_before, exposure.age_before);
    set(ExposedRow::end, std::min(exposure.last_month, model.months));
    return row;
}

/// Whether its default hangs on one contract that is the same on every path.
bool is_plain(const Model& model, const Opening& opening, std::size_t borrower) {
    const Loan& loan = opening.loans[static_cast<std::size_t>(opening.borrowers[borrower].last_contract)];
    return !is_settled_by_month(model.borrowers[borrower]) && loan.first_month == 1 &&
           !model.product_terms[static_cast<std::size_t>(loan.kind.product)].draws_life;
}

/// Whether no season is so small that floats would tell it badly.
bool has_sound_seasons(const credit::Seasoning& seasoning) {
    return std::ranges::all_of(seasoning.by_month,
                               [](double season) { return season == 0.0 || season >= kLeastSeason; });
}

} // namespace

DefaultMonths::DefaultMonths(const Model& model, const Opening& opening)
    : tells_hazards_(model.screening.table.empty()),
      has_series_(model.scenario.credit.dependence == scenario::Dependence::gaussian) {
    for (const double sum : model.seasoning_sum) {
        const double sixteenths = std::round(sum * 16.0) / 16.0;
        sixteenths_.push_back(static_cast<float>(sixteenths));
        rest_.push_back(static_cast<float>(sum - sixteenths));
    }
    for (auto* floats : {&sixteenths_, &rest_}) { floats->resize(floats->size() + kMostLanes); }
    const bool floats_tell = has_sound_seasons(model.scenario.credit.seasoning);
    tells_hazards_ = tells_hazards_ && floats_tell;
    has_series_ = has_series_ && floats_tell;
    for (std::size_t place = 0; place < opening.borrowers.size(); ++place) {
        const int loan = opening.borrowers[place].last_contract;
        const Exposure exposure = exposure_of(opening.loans[static_cast<std::size_t>(loan)]);
        rows_.push_back(row_of(model, exposure));
        rows_.back().fields[ExposedRow::loan] = is_plain(model, opening, place) ? loan : -1;
    }
    composites_.resize(model.sector_weights.size() * static_cast<std::size_t>(model.periods));
}

std::span<const std::int32_t> DefaultMonths::find(const Model& model, const PathState& state) {
    months_.assign(state.candidates.size(), kUndecided);
    if (!tells_hazards_ && !has_series_) { return months_; }
    std::ranges::transform(state.economy, composites_.begin(),
                           [](const credit::Economy& economy) { return static_cast<float>(economy.composite); });
    ExposedBook book{rows_,
                     state.shared.opening_thresholds().data(),
                     {sixteenths_.data(), rest_.data()},
                     model.period_months,
                     model.periods,
                     {},
                     composites_.data(),
                     credit::coarse_hazard_series().data()};
    if (tells_hazards_) { book.known_hazards = state.hazard_bounds; }
    find_months(book, state.candidates, months_);
    return months_;
}

double DefaultMonths::bytes_for(const Model& model) {
    return static_cast<double>(model.borrowers.size()) * (sizeof(ExposedRow) + sizeof(std::int32_t));
}

} // namespace kdt::engine
