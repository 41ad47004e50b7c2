#include "engine/compile.hpp"

#include "book/synthetic.hpp"
#include "terms/share_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace kdt::engine {
namespace {

using scenario::Scenario;

/// The cap of a stressed annual PD (model page, section 3).
constexpr double kMostStressedPd = 0.99;

credit::DefaultModel default_model(const Scenario& scenario, double period_pd, double asset_correlation,
                                   bool loads_on_factors) {
    // Without a factor to load on there is nothing common to share a correlation through.
    const double rho = loads_on_factors ? asset_correlation : 0.0;
    switch (scenario.credit.dependence) {
    case scenario::Dependence::gaussian: return credit::Gaussian(period_pd, rho);
    case scenario::Dependence::student_t: return credit::StudentT(period_pd, rho, scenario.credit.degrees_of_freedom);
    case scenario::Dependence::given: return credit::Given{};
    case scenario::Dependence::independent: break;
    }
    return credit::Independent(period_pd);
}

/// A multiplied correlation stays below 1, where the conditional PD has no limit.
constexpr double kMostMultipliedCorrelation = 0.9999;

double stressed_correlation(const scenario::Stress& stress, double plain) {
    if (stress.asset_correlation) { return *stress.asset_correlation; }
    if (stress.correlation_multiplier == 1.0) { return plain; }
    return std::min(plain * stress.correlation_multiplier, kMostMultipliedCorrelation);
}

/// Hands out one class for each distinct (PD, correlation, sector).
class Classes {
public:
    explicit Classes(Model& model) : model_(model) {
        for (std::size_t i = 0; i < model.classes.size(); ++i) {
            const RiskClass& known = model.classes[i];
            places_[{known.annual_pd, known.asset_correlation, known.sector}] = i;
        }
    }

    std::size_t place_for(double annual_pd, std::optional<double> own_correlation, int tier, int sector) {
        const Scenario& scenario = model_.scenario;
        const auto tier_place = static_cast<std::size_t>(tier);
        const auto sector_place = static_cast<std::size_t>(sector);
        const double factor =
            tier_place < scenario.stress.pd_multiplier.size() ? scenario.stress.pd_multiplier[tier_place] : 1.0;
        const double pd = stressed_pd(annual_pd, factor);
        const double plain = own_correlation.value_or(scenario.sectors[sector_place].asset_correlation);
        const double rho = stressed_correlation(scenario.stress, plain);
        const auto [place, is_new] = places_.try_emplace({pd, rho, sector}, model_.classes.size());
        if (is_new) { model_.classes.push_back(make(pd, rho, sector)); }
        return place->second;
    }

private:
    RiskClass make(double pd, double rho, int sector) const {
        RiskClass made;
        made.annual_pd = pd;
        made.asset_correlation = rho;
        made.sector = sector;
        made.period_pd = credit::period_pd(pd, model_.period_months);
        made.monthly_hazard = credit::monthly_hazard(pd);
        const bool loads = !model_.sector_weights[static_cast<std::size_t>(sector)].empty();
        made.model = default_model(model_.scenario, made.period_pd, rho, loads);
        return made;
    }

    Model& model_;
    std::map<std::tuple<double, double, int>, std::size_t> places_;
};

terms::LoanFacts facts_of(const scenario::TapeLoan& loan) {
    return {loan.original_principal, loan.tier,       loan.sector,     loan.bank,
            loan.renewals_used > 0,  loan.first_loan, loan.collateral, loan.revenue};
}

/// Months and recoveries stated by a `given` scenario, by loan id.
std::map<std::string, scenario::GivenDefault> given_by_loan(const Scenario& scenario) {
    std::map<std::string, scenario::GivenDefault> by_loan;
    for (const auto& row : scenario.credit.given) { by_loan.emplace(row.loan_id, row); }
    return by_loan;
}

} // namespace

double stressed_pd(double annual_pd, double multiplier) {
    return multiplier == 1.0 ? annual_pd : std::min(annual_pd * multiplier, kMostStressedPd);
}

void add_opening_book(Model& model) {
    const Scenario& scenario = model.scenario;
    model.tape = scenario.portfolio.synthetic ? book::synthetic_book(scenario) : scenario.portfolio.tape;
    std::sort(model.tape.begin(), model.tape.end(), [](const auto& a, const auto& b) { return a.loan_id < b.loan_id; });

    Classes classes(model);
    model.opening_by_group.assign(model.groups.count(), Fen{});
    const auto given = given_by_loan(scenario);
    std::map<std::string, std::size_t> borrowers;
    for (std::size_t row = 0; row < model.tape.size(); ++row) {
        const scenario::TapeLoan& loan = model.tape[row];
        const auto [borrower, is_new] = borrowers.try_emplace(loan.borrower_id, model.borrowers.size());
        if (is_new) { model.borrowers.push_back({entity_of("borrower:" + loan.borrower_id), 0}); }
        ++model.borrowers[borrower->second].loans;

        OpeningLoan opening;
        opening.tape_row = row;
        opening.entity = entity_of("loan:" + loan.loan_id);
        opening.borrower = borrower->second;
        const double tier_pd = scenario.tiers[static_cast<std::size_t>(loan.tier)].pd;
        opening.risk_class =
            classes.place_for(loan.pd.value_or(tier_pd), loan.asset_correlation, loan.tier, loan.sector);
        const scenario::Product& product = scenario.products[static_cast<std::size_t>(loan.product)];
        const std::size_t share_row = terms::matching_row(product.shares, facts_of(loan));
        opening.share_row = static_cast<int>(share_row);
        opening.pool_share =
            terms::pool_share(product.shares[share_row].pays, product.add_ons, product.share_ceiling, facts_of(loan));
        if (const auto stated = given.find(loan.loan_id); stated != given.end()) {
            opening.given_default_month = stated->second.month;
            opening.given_recovery = stated->second.recovery;
        }
        model.opening.push_back(opening);
        for (std::size_t group : model.groups.of({loan.product, loan.bank, loan.tier, loan.sector})) {
            model.opening_by_group[group] += loan.principal;
        }
    }
}

void add_classes_of_new_loans(Model& model) {
    Classes classes(model);
    for (int tier = 0; tier < model.groups.tiers; ++tier) {
        for (int sector = 0; sector < model.groups.sectors; ++sector) {
            model.class_of_new.push_back(
                classes.place_for(model.scenario.tiers[static_cast<std::size_t>(tier)].pd, std::nullopt, tier, sector));
        }
    }
}

} // namespace kdt::engine
