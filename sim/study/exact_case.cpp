#include "study/exact_case.hpp"

#include "exact/gamma_factors.hpp"
#include "exact/logit.hpp"
#include "exact/portfolio_loss.hpp"
#include "study/cuts_in_force.hpp"
#include "terms/add_on.hpp"

#include <algorithm>
#include <map>

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
    const bool undisturbed =
        scenario.stress.defaults.empty() && std::none_of(model.borrowers.begin(), model.borrowers.end(),
                                                         [](const auto& borrower) { return borrower.anchor >= 0; });
    return one_period && plain_recovery && undisturbed && scenario.credit.dependence != scenario::Dependence::given &&
           seasoning_is_flat(scenario) && factors_as_drawn(scenario) && book_stands_still(model);
}

/// What the pool pays on a loan is its share of the loss, whatever happens to others.
bool claims_are_plain(const Scenario& scenario) {
    const bool plain_terms = std::all_of(scenario.products.begin(), scenario.products.end(), [](const auto& product) {
        return product.claim.rejection_probability == 0.0 && product.claim.basis == terms::Basis::principal &&
               product.claim.instalments.back().month == 0;
    });
    return plain_terms && cuts_in_force(scenario).empty() && scenario.guarantor.first_loss == Fen{} &&
           scenario.insurer.first_loss == Fen{};
}

/// Neither fees nor costs nor subsidies.
bool nothing_charged(const Scenario& scenario) {
    return !scenario.pool.management_fee &&
           std::none_of(scenario.products.begin(), scenario.products.end(),
                        [](const auto& product) { return product.guarantee_fee || product.interest_subsidy; });
}

/// A claim may take all that the pool has.
bool one_account(const Scenario& scenario) {
    return !scenario::has_sub_accounts(scenario) || scenario.pool.transfers == terms::Transfers::from_all;
}

/// Claims are settled in the month of default and nothing else moves the pool's account.
bool pool_is_plain(const Model& model) {
    const Scenario& scenario = model.scenario;
    const bool at_once = std::all_of(scenario.products.begin(), scenario.products.end(), [&](const auto& product) {
        return product.claim.due_month(0, scenario.recovery.last_month()) == 0;
    });
    const bool holds = std::any_of(scenario.breakers.begin(), scenario.breakers.end(),
                                   [](const auto& breaker) { return breaker.rule.halts_claims; });
    // Within its first calendar year a commitment's limit is money like any other.
    const bool one_limit =
        scenario.pool.mode == scenario::PoolMode::cash_pool || model.months <= model.first_year_months();
    return at_once && !holds && one_limit && one_account(scenario) && claims_are_plain(scenario) &&
           nothing_charged(scenario) && scenario.recovery.last_month() == 0 && scenario.pool.top_ups.empty() &&
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
    const auto& rows = model.scenario.products[static_cast<std::size_t>(loan.product)].shares;
    const terms::Shares& row = rows[static_cast<std::size_t>(opening.share_row)].pays;
    const terms::Shares shares = terms::with_pool_share(row, opening.pool_share);
    return terms::split_basis(not_below_zero(loss), shares)[terms::Party::pool];
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

/// Loans of the book as the exact room's: their directions are of length 0 where the sector hangs on no factor.
std::optional<std::vector<exact::Borrower>> threshold_borrowers(const Model& model, Lost lost) {
    const auto sector_directions = directions(model.scenario);
    if (!sector_directions) { return std::nullopt; }
    const bool independent = model.scenario.credit.dependence == scenario::Dependence::independent;
    const bool by_slope = model.scenario.credit.dependence == scenario::Dependence::logit;
    std::vector<exact::Loan> loans;
    for (const engine::OpeningLoan& opening : model.opening) {
        const engine::RiskClass& risk = model.classes[opening.risk_class];
        const auto sector = static_cast<std::size_t>(risk.sector);
        const bool loads = !independent && !model.sector_weights[sector].empty();
        exact::DefaultRisk known{risk.period_pd, loads && !by_slope ? risk.asset_correlation : 0.0,
                                 (*sector_directions)[sector]};
        if (by_slope && !loads) { known.direction = {0.0, 0.0}; }
        loans.push_back({opening.borrower, loss_of(model, opening, lost).count, known});
    }
    return exact::by_borrower(loans);
}

std::optional<exact::LossDistribution> logit_law(const Model& model, Lost lost, const exact::PortfolioLimits& limits) {
    const auto borrowers = threshold_borrowers(model, lost);
    if (!borrowers) { return std::nullopt; }
    std::vector<exact::LogitBorrower> known;
    for (const exact::Borrower& borrower : *borrowers) {
        known.push_back({borrower.loss, borrower.risk.pd, borrower.risk.direction});
    }
    return exact::logit_loss(known, model.scenario.credit.logit_slope, limits);
}

/// The factors that sectors of CreditRisk+ load on; nothing if they are more than two.
std::optional<std::vector<std::size_t>> gamma_places(const Scenario& scenario) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < scenario.credit.factors.size(); ++i) {
        const bool loaded = std::any_of(scenario.sectors.begin(), scenario.sectors.end(),
                                        [&](const auto& sector) { return sector.factor_weights[i] > 0.0; });
        if (loaded) { places.push_back(i); }
    }
    return places.size() > 2 ? std::nullopt : std::optional(places);
}

std::optional<exact::LossDistribution> gamma_law(const Model& model, Lost lost, const exact::PortfolioLimits& limits) {
    const Scenario& scenario = model.scenario;
    const auto places = gamma_places(scenario);
    if (!places) { return std::nullopt; }
    exact::GammaFactors factors;
    for (std::size_t k = 0; k < places->size(); ++k) {
        factors.sd[k] = scenario.credit.factors[(*places)[k]].gamma_sd.value_or(1.0);
    }
    if (places->size() == 2) { factors.correlation = scenario.credit.correlations[(*places)[0]][(*places)[1]]; }
    std::map<std::size_t, std::pair<int, exact::GammaBorrower>> by_borrower;
    for (const engine::OpeningLoan& opening : model.opening) {
        const engine::RiskClass& risk = model.classes[opening.risk_class];
        auto& [sector, borrower] =
            by_borrower.try_emplace(opening.borrower, risk.sector, exact::GammaBorrower{}).first->second;
        if (sector != risk.sector) { return std::nullopt; } // which loan is the riskier changes with the factors
        borrower.loss += loss_of(model, opening, lost).count;
        borrower.pd = std::max(borrower.pd, risk.period_pd);
        borrower.weights = {};
        for (std::size_t k = 0; k < places->size(); ++k) {
            borrower.weights[k] = scenario.sectors[static_cast<std::size_t>(sector)].factor_weights[(*places)[k]];
        }
    }
    std::vector<exact::GammaBorrower> borrowers;
    for (const auto& [place, entry] : by_borrower) { borrowers.push_back(entry.second); }
    return exact::gamma_factor_loss(borrowers, factors, limits);
}

} // namespace

bool exact_laws_reach(const Model& model) {
    const bool gamma = model.scenario.credit.dependence == scenario::Dependence::credit_risk_plus;
    return within_reach(model) &&
           (gamma ? gamma_places(model.scenario).has_value() : directions(model.scenario).has_value());
}

std::optional<exact::LossDistribution> exact_law(const Model& model, Lost lost,
                                                 const std::function<bool()>& cancelled) {
    if (!within_reach(model) || (lost == Lost::claims_on_pool && !pool_is_plain(model))) { return std::nullopt; }
    exact::PortfolioLimits limits;
    limits.most_operations = kMostOperations;
    limits.cancelled = cancelled;
    switch (model.scenario.credit.dependence) {
    case scenario::Dependence::logit: return logit_law(model, lost, limits);
    case scenario::Dependence::credit_risk_plus: return gamma_law(model, lost, limits);
    default: break;
    }
    const auto borrowers = threshold_borrowers(model, lost);
    if (!borrowers) { return std::nullopt; }
    return exact::portfolio_loss(*borrowers, degrees_of_freedom(model.scenario), limits);
}

} // namespace kdt::study
