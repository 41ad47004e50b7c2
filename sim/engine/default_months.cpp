#include "engine/default_months.hpp"

#include "credit/normal_hazard.hpp"
#include "engine/fate.hpp"

#include <algorithm>
#include <bit>
#include <variant>

namespace kdt::engine {
namespace {

std::int32_t bits_of(double value) { return std::bit_cast<std::int32_t>(static_cast<float>(value)); }

ExposedRow row_of(const Model& model, const OpeningLoan& loan) {
    const RiskClass& risk = model.classes[loan.risk_class];
    const scenario::TapeLoan& tape = model.tape[loan.tape_row];
    ExposedRow row;
    const auto set = [&](ExposedRow::Field field, std::int32_t value) { row.fields[field] = value; };
    if (const auto* gaussian = std::get_if<credit::Gaussian>(&risk.model)) {
        set(ExposedRow::intercept, bits_of(gaussian->intercept()));
        set(ExposedRow::slope, bits_of(gaussian->slope()));
    }
    set(ExposedRow::share, bits_of(risk.hazard_share));
    set(ExposedRow::economy, tape.sector * model.periods);
    set(ExposedRow::risk_class, static_cast<std::int32_t>(loan.risk_class));
    set(ExposedRow::age_before, tape.months_on_book);
    set(ExposedRow::end, std::min(tape.remaining_months, model.months));
    return row;
}

/// Whether its borrower's default hangs on this contract alone, which is the same on every path.
bool is_plain(const Model& model, const OpeningLoan& loan) {
    return !is_settled_by_month(model.borrowers[loan.borrower]) &&
           !model.product_terms[static_cast<std::size_t>(model.tape[loan.tape_row].product)].draws_life;
}

/// Screening works the hazards of few classes out; of many, those of a Gaussian risk are told by series.
Exposed::Hazards hazards_of(const Model& model) {
    if (!SeasoningSums::hold(model.seasoning_sum)) { return Exposed::Hazards::exact; }
    if (model.screening.table.empty()) { return Exposed::Hazards::by_class; }
    const bool gaussian = model.scenario.credit.dependence == scenario::Dependence::gaussian;
    return gaussian ? Exposed::Hazards::by_series : Exposed::Hazards::exact;
}

} // namespace

void add_exposed(Model& model) {
    Exposed& exposed = model.exposed;
    exposed.rows.resize(model.borrowers.size());
    bool any = false;
    for (std::size_t place = 0; place < model.opening.size(); ++place) {
        const OpeningLoan& loan = model.opening[place];
        const bool plain = is_plain(model, loan);
        exposed.rows[loan.borrower] = row_of(model, loan);
        exposed.rows[loan.borrower].fields[ExposedRow::loan] = plain ? static_cast<std::int32_t>(place) : -1;
        any = any || plain;
    }
    exposed.seasoning = SeasoningSums(model.seasoning_sum);
    exposed.hazards = any ? hazards_of(model) : Exposed::Hazards::exact;
}

std::span<const std::int32_t> months_of_candidates(const Model& model, PathState& state) {
    const Exposed& exposed = model.exposed;
    state.months_of_candidates.assign(state.candidates.size(), kUndecided);
    if (exposed.hazards == Exposed::Hazards::exact) { return state.months_of_candidates; }
    std::ranges::transform(state.economy, state.composites.begin(),
                           [](const credit::Economy& economy) { return static_cast<float>(economy.composite); });
    ExposedBook book{.rows = exposed.rows,
                     .words = state.shared.opening_thresholds().data(),
                     .seasoning = exposed.seasoning,
                     .period_months = model.period_months,
                     .periods = model.periods,
                     .known_hazards = {},
                     .composites = state.composites.data(),
                     .hazard_series = credit::coarse_hazard_series().data()};
    if (exposed.hazards == Exposed::Hazards::by_class) { book.known_hazards = state.hazard_bounds; }
    find_months(book, state.candidates, state.months_of_candidates);
    return state.months_of_candidates;
}

} // namespace kdt::engine
