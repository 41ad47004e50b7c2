#include "engine/fate.hpp"
#include "engine/funding.hpp"
#include "engine/innovations.hpp"
#include "engine/lane_bits.hpp"
#include "engine/opening.hpp"
#include "engine/state.hpp"
#include "engine/tell.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using random::Purpose;

/// CreditRisk+: the Γ of every factor in a period, into the factors' scratch.
std::span<const double> gammas_in(const Model& model, PathState& state, std::size_t period) {
    const auto& factors = model.scenario.credit.factors;
    const std::span<double> gammas = std::span(state.factor_scratch).first(factors.size());
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const double sd = factors[i].gamma_sd.value_or(0.0);
        gammas[i] = sd > 0.0 ? credit::gamma_factor(state.factors[period * factors.size() + i], sd * sd) : 1.0;
    }
    return gammas;
}

void draw_factors(const Model& model, PathState& state, tally::PathScores& scores) {
    if (model.factors) {
        scores.weight = draw_innovations(model, state);
        model.factors->realise(state.innovations, state.factors, state.factor_scratch);
    }
    const std::size_t count = model.factors ? model.factors->count() : 0;
    const auto periods = static_cast<std::size_t>(model.periods);
    const bool heavy = model.scenario.credit.dependence == scenario::Dependence::student_t;
    for (std::size_t period = 0; period < periods; ++period) {
        double chi = 1.0;
        if (heavy) {
            const double u = state.luck.uniform(Purpose::chi_square, child_of(entity_of("chi_square"), period));
            chi = credit::chi_scale(model.scenario.credit.degrees_of_freedom, u);
        }
        const bool gamma = !model.intensities.empty();
        const std::span<const double> gammas = gamma ? gammas_in(model, state, period) : std::span<const double>{};
        for (std::size_t sector = 0; sector < model.sector_weights.size(); ++sector) {
            const auto& weights = model.sector_weights[sector];
            double composite = 0.0;
            for (std::size_t i = 0; i < weights.size(); ++i) {
                composite += weights[i] * state.factors[period * count + i];
            }
            const double intensity = gamma ? model.intensities[sector]->at(gammas) : 1.0;
            state.economy[sector * periods + period] = {composite, chi, intensity};
        }
    }
}

double macro_in(const Model& model, const PathState& state, std::size_t period) {
    if (!model.factors) { return 0.0; }
    return state.factors[period * model.factors->count() + static_cast<std::size_t>(model.scenario.macro_factor)];
}

void draw_shocks(const Model& model, PathState& state) {
    const scenario::Lending& lending = model.scenario.lending;
    for (std::size_t period = 0; period < state.shock.size(); ++period) {
        if (lending.demand_volatility == 0.0) {
            state.shock[period] = 1.0;
            continue;
        }
        const double own = state.luck.normal(Purpose::demand_shock, child_of(model.macro, period));
        state.shock[period] =
            book::demand_shock(lending.demand_volatility, lending.macro_loading, macro_in(model, state, period), own);
    }
}

void tell_opening_book(PathState& state) {
    if (state.listener == nullptr) { return; }
    for (const Loan& loan : state.loans) {
        Event event{.month = 0,
                    .kind = EventKind::on_books,
                    .amount = loan.schedule.principal,
                    .of = loan.granted,
                    .loan = loan.name,
                    .where = loan.kind};
        event.luck = told_threshold(state.luck, state.borrowers[loan.borrower].entity);
        deliver(state, event);
    }
}

/// Puts back what the path before has asked for.
void forget(std::vector<double>& multipliers, std::vector<std::size_t>& asked) {
    for (const std::size_t place : asked) { multipliers[place] = kNotAsked; }
    asked.clear();
}

/// First month of the first period with a negative macro factor; 0: there is none.
int macro_below_zero(const Model& model, const PathState& state) {
    for (std::size_t period = 0; model.factors && period < state.shock.size(); ++period) {
        if (macro_in(model, state, period) < 0.0) { return static_cast<int>(period) * model.period_months + 1; }
    }
    return 0;
}

} // namespace

PathState::PathState(const Model& model)
    : opening(Accounts(model.groups, model.months)), accounts(model.groups, model.months) {
    const auto months = static_cast<std::size_t>(model.months) + 1;
    const auto periods = static_cast<std::size_t>(model.periods);
    const std::size_t factor_count = model.factors ? model.factors->count() : 0;
    factors.resize(periods * factor_count);
    factor_scratch.resize(factor_count);
    innovations.resize(model.factors ? model.factors->innovations() : 0);
    sobol = sobol_of(model);
    economy.resize(model.sector_weights.size() * periods);
    multiplier.resize(model.classes.size() * periods, kNotAsked);
    most_multiplier.resize(model.classes.size(), kNotAsked);
    hazard_bounds.resize(periods);
    own_bounds.resize(periods);
    const HazardTable& table = model.screening.table;
    bounds_scratch.resize(table.by_borrower ? 0 : model.classes.size() * periods);
    own_bounds_scratch.resize(table.by_borrower ? table.width * periods : table.width);
    composites.resize(economy.size());
    candidate_room.resize(model.borrowers.size() + kMostLanes);
    shock.resize(periods);
    first_default.resize(months + 1);
    defaulting.resize(months);
    maturing.resize(months);
    fee_dates.resize(months);
    subsidy_dates.resize(months);
    drawing.resize(months);
    eligible.resize(model.bank_weights.size());
    for (auto* figures : {&year.lent, &year.defaulted, &year.repaid}) { figures->resize(model.groups.rows()); }
    year.paid.resize(model.members.size());
    claims_year.prior_balance.resize(model.scenario.banks.size());
    claims_year.layer_book.resize(model.layers.size());
    claims_year.granted_by_bank.resize(model.scenario.banks.size());
    claims_year.granted_by_product.resize(model.scenario.products.size());
    claims_year.basis_by_layer.resize(model.layers.size());
    reguarantors.resize(model.scenario.reguarantors.size());
    ceded.resize(reguarantors.size() + 1);
    cessions.resize(reguarantors.size());
    year.account.resize(model.scenario.banks.size());
    account_after_claims.resize(model.scenario.banks.size());
    ceilings.resize(std::max<std::size_t>(1, model.scenario.banks.size()));
    bank_room.resize(model.scenario.banks.size());
    lending_halts.resize(model.scenario.products.size() * model.scenario.sectors.size());
    bank_halts.resize(model.scenario.products.size() * model.scenario.banks.size());
    members.resize(model.members.size());
    target_value.resize(model.scenario.targets.size());
    target_refused.resize(model.scenario.targets.size() * tally::kRefusals);
    remember_opening(model, *this);
}

double PathState::bytes_for(const Model& model) {
    const auto loans = static_cast<double>(model.opening.size());
    const auto classes = static_cast<double>(model.classes.size()) * model.periods;
    const auto own_bounds = static_cast<double>(model.screening.table.width) * model.periods;
    double granted = 0.0;
    for (std::size_t row = 0; row < model.demand_rows.size(); ++row) {
        for (int month = 1; month <= model.months; ++month) { granted += model.demand->mean(row, month); }
    }
    const double contracts = 2.0 * loans + 2.0 * granted; // the opening book as it was and as it is; renewals
    return contracts * (sizeof(Loan) + sizeof(Borrower)) +
           classes * (sizeof(double) + sizeof(std::size_t) + sizeof(float)) + own_bounds * sizeof(HalfFloat) +
           SharedDraws::bytes_for(model) +
           2.0 * static_cast<double>(model.groups.rows()) * (model.months + 2.0) * 2.0 * sizeof(Fen);
}

void start_economy(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores) {
    state.luck = model.scenario.credit.dependence == scenario::Dependence::given
                     ? random::Luck::at_median()
                     : random::Luck(model.scenario.seed, path);
    if (!state.luck.is_median()) { state.shared.turn_to(model, path); }
    scores.clear();
    draw_factors(model, state, scores);
    forget(state.multiplier, state.asked);
    forget(state.most_multiplier, state.asked_most);
    draw_shocks(model, state);
    scores.macro_below_zero_month = macro_below_zero(model, state);
}

void start_scheme(const Model& model, PathState& state, tally::PathScores& scores) {
    for (auto* money : {&state.year.lent, &state.year.paid, &state.year.defaulted, &state.year.repaid,
                        &state.target_value, &state.target_refused}) {
        std::fill(money->begin(), money->end(), Fen{});
    }
    std::fill(state.members.begin(), state.members.end(), MemberState{});
    state.stops_in_force.clear();
    state.guarantor = state.insurer = state.reguarantee = terms::PartyAccount{};
    std::fill(state.reguarantors.begin(), state.reguarantors.end(), terms::PartyAccount{});
    state.worst_shortfall = state.claims_charged_for = Fen{};
    open_pool(model, state);
    scores.granted_principal = state.opening.granted_principal;
    scores.pool_share_of_it = state.opening.pool_share_of_it;
}

void start_path(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores) {
    restore_opening(state);
    for (auto& bucket : state.defaulting) { bucket.clear(); }
    for (auto& bucket : state.drawing) { bucket.clear(); }
    start_economy(model, path, state, scores);
    start_scheme(model, state, scores);
    draw_opening(model, state);
    tell_opening_book(state);
}

} // namespace kdt::engine
