#include "study/exact_case.hpp"

#include "exact/portfolio_loss.hpp"
#include "terms/share_table.hpp"

#include <algorithm>

namespace kdt::study {
namespace {

using engine::Model;
using scenario::Scenario;

/// About two seconds for each of the three laws: who waits for a run does not wait longer for its check.
constexpr double kMostOperations = 2e9;

template <class Numbers>
bool all_zero(const Numbers& by_factor) {
    for (const auto& periods : by_factor) {
        if (std::any_of(periods.begin(), periods.end(), [](double x) { return x != 0.0; })) { return false; }
    }
    return true;
}

bool factors_as_drawn(const Scenario& scenario) {
    const bool path_free = std::all_of(scenario.stress.factor_path.begin(), scenario.stress.factor_path.end(),
                                       [](const auto& path) { return path.empty(); });
    const bool start_free = std::all_of(scenario.credit.factors.begin(), scenario.credit.factors.end(),
                                        [](const auto& f) { return !f.start || f.persistence == 0.0; });
    return path_free && start_free && all_zero(scenario.stress.factor_shift);
}

bool seasoning_is_flat(const Scenario& scenario) {
    const auto& curve = scenario.credit.seasoning.by_month;
    return std::all_of(curve.begin(), curve.end(), [](double s) { return s == 1.0; });
}

bool book_stands_still(const Model& model) {
    const Scenario& scenario = model.scenario;
    const bool nothing_lent =
        std::all_of(scenario.lending.demand.begin(), scenario.lending.demand.end(),
                    [](const auto& row) { return row.loans_per_month == 0.0 && !row.applications_per_firm_year; });
    const bool outlives = std::all_of(model.tape.begin(), model.tape.end(), [&](const auto& loan) {
        const auto& product = scenario.products[static_cast<std::size_t>(loan.product)];
        return loan.remaining_months >= model.months && product.repayment == scenario::Repayment::bullet &&
               product.early_repayment == 0.0;
    });
    return nothing_lent && outlives && !model.tape.empty();
}

bool within_reach(const Model& model) {
    const Scenario& scenario = model.scenario;
    const bool one_period = model.months == model.period_months;
    const bool plain_recovery = scenario.recovery.distribution == scenario::RecoveryDistribution::constant &&
                                scenario.recovery.cycle_link == scenario::CycleLink::none;
    return one_period && plain_recovery && scenario.credit.dependence != scenario::Dependence::given &&
           seasoning_is_flat(scenario) && factors_as_drawn(scenario) && book_stands_still(model);
}

/// Claims are settled in the month of default and nothing else moves the pool's account.
bool pool_is_plain(const Model& model) {
    const Scenario& scenario = model.scenario;
    const bool at_once = std::all_of(scenario.products.begin(), scenario.products.end(), [&](const auto& product) {
        return product.claim.due_month(0, scenario.recovery.last_month()) == 0 &&
               product.claim.rejection_probability == 0.0;
    });
    const bool holds = std::any_of(scenario.breakers.begin(), scenario.breakers.end(),
                                   [](const auto& breaker) { return breaker.rule.halts_claims; });
    // Within its first calendar year a commitment's limit is money like any other.
    const bool one_limit =
        scenario.pool.mode == scenario::PoolMode::cash_pool || model.months <= model.first_year_months();
    return at_once && !holds && one_limit && scenario.recovery.last_month() == 0 && scenario.pool.top_ups.empty() &&
           !scenario.pool.refill && scenario.pool.interest_rate.value == 0.0;
}

Fen loss_of(const Model& model, const engine::OpeningLoan& opening, Lost lost) {
    const scenario::TapeLoan& loan = model.tape[opening.tape_row];
    if (lost == Lost::principal) { return loan.principal; }
    const scenario::Recovery& recovery = model.scenario.recovery;
    const double mean = loan.recovery.value_or(recovery.mean) * model.scenario.stress.recovery_multiplier;
    const Fen total = round_part(loan.principal, Rate{std::min(mean, 1.0)});
    Fen received;
    Fen before;
    for (const auto& point : recovery.workout) {
        const Fen by_now = round_part(total, Rate{point.cumulative_share});
        const Fen gross = by_now - before;
        received += gross - round_part(gross, recovery.cost_rate);
        before = by_now;
    }
    const Fen loss = loan.principal - received;
    if (lost == Lost::net_of_recoveries) { return loss; }
    const auto& shares = model.scenario.products[static_cast<std::size_t>(loan.product)].shares;
    return terms::split_basis(not_below_zero(loss),
                              shares[static_cast<std::size_t>(opening.share_row)].pays)[terms::Party::pool];
}

std::optional<double> degrees_of_freedom(const Scenario& scenario) {
    if (scenario.credit.dependence != scenario::Dependence::student_t) { return std::nullopt; }
    return scenario.credit.degrees_of_freedom;
}

/// Directions of the sectors' composites; nothing if they span more than two dimensions.
std::optional<std::vector<std::array<double, 2>>> directions(const Scenario& scenario) {
    std::vector<std::vector<double>> weights;
    for (const auto& sector : scenario.sectors) {
        weights.push_back(sector.factor_weights);
        weights.back().resize(scenario.credit.factors.size(), 0.0);
    }
    return exact::composite_directions(weights, scenario.credit.correlations);
}

} // namespace

bool exact_laws_reach(const Model& model) { return within_reach(model) && directions(model.scenario).has_value(); }

std::optional<exact::LossDistribution> exact_law(const Model& model, Lost lost,
                                                 const std::function<bool()>& cancelled) {
    const Scenario& scenario = model.scenario;
    if (!within_reach(model) || (lost == Lost::claims_on_pool && !pool_is_plain(model))) { return std::nullopt; }
    const auto sector_directions = directions(scenario);
    if (!sector_directions) { return std::nullopt; }
    const bool independent = scenario.credit.dependence == scenario::Dependence::independent;
    std::vector<exact::Loan> loans;
    for (const engine::OpeningLoan& opening : model.opening) {
        const engine::RiskClass& risk = model.classes[opening.risk_class];
        const auto sector = static_cast<std::size_t>(risk.sector);
        const bool loads = !independent && !model.sector_weights[sector].empty();
        loans.push_back({opening.borrower,
                         loss_of(model, opening, lost).count,
                         {risk.period_pd, loads ? risk.asset_correlation : 0.0, (*sector_directions)[sector]}});
    }
    const auto borrowers = exact::by_borrower(loans);
    if (!borrowers) { return std::nullopt; }
    exact::PortfolioLimits limits;
    limits.most_operations = kMostOperations;
    limits.cancelled = cancelled;
    return exact::portfolio_loss(*borrowers, degrees_of_freedom(scenario), limits);
}

} // namespace kdt::study
