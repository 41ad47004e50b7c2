#include "engine/compile.hpp"
#include "engine/loan_terms.hpp"

#include "book/synthetic.hpp"
#include "scenario/stressed.hpp"
#include "terms/share_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace kdt::engine {
namespace {

using scenario::Scenario;

credit::DefaultModel default_model(const Model& model, double period_pd, double asset_correlation, int sector) {
    const auto place = static_cast<std::size_t>(sector);
    const scenario::Credit& credit = model.scenario.credit;
    // Without a factor to load on there is nothing common to share a correlation through.
    const bool loads = !model.sector_weights[place].empty();
    const double rho = loads ? asset_correlation : 0.0;
    switch (credit.dependence) {
    case scenario::Dependence::gaussian: return credit::Gaussian(period_pd, rho);
    case scenario::Dependence::student_t: return credit::StudentT(period_pd, rho, credit.degrees_of_freedom);
    case scenario::Dependence::credit_risk_plus: return credit::CreditRiskPlus(period_pd, model.intensities[place]);
    case scenario::Dependence::logit: return credit::Logit(period_pd, loads ? credit.logit_slope : 0.0);
    case scenario::Dependence::given: return credit::Given{};
    case scenario::Dependence::independent: break;
    }
    return credit::Independent(period_pd);
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

    std::size_t place_for(double annual_pd, std::optional<double> own_correlation, std::optional<double> own_recovery,
                          int tier, int sector) {
        const Scenario& scenario = model_.scenario;
        const double pd = scenario::stressed_pd(annual_pd, scenario::pd_multiplier(scenario.stress, tier));
        const double plain = own_correlation.value_or(scenario::asset_correlation(scenario, tier, sector, pd));
        const double rho = scenario::stressed_correlation(scenario.stress, plain);
        const auto [place, is_new] = places_.try_emplace({pd, rho, sector}, model_.classes.size());
        if (is_new) { model_.classes.push_back(make(pd, rho, sector)); }
        if (scenario.recovery.cycle_link == scenario::CycleLink::frye_jacobs) {
            const double recovery = scenario::stressed_recovery(own_recovery.value_or(scenario.recovery.mean),
                                                                scenario.stress.recovery_multiplier);
            credit::prepare_lgd(model_.classes[place->second].model, 1.0 - recovery);
        }
        return place->second;
    }

private:
    RiskClass make(double pd, double rho, int sector) const {
        RiskClass made;
        made.annual_pd = pd;
        made.asset_correlation = rho;
        made.sector = sector;
        made.period_pd = credit::period_pd(pd, model_.period_months);
        made.hazard_share = credit::hazard_share(pd, model_.period_months);
        made.model = default_model(model_, made.period_pd, rho, sector);
        return made;
    }

    Model& model_;
    std::map<std::tuple<double, double, int>, std::size_t> places_;
};

/// Months and recoveries stated by a `given` scenario, by loan id.
std::map<std::string, scenario::GivenDefault> given_by_loan(const Scenario& scenario) {
    std::map<std::string, scenario::GivenDefault> by_loan;
    for (const auto& row : scenario.credit.given) { by_loan.emplace(row.loan_id, row); }
    return by_loan;
}

/// Shocks of the stress block with the borrowers they name; a loan stands for its borrower.
void add_shocks(Model& model, const std::map<std::string, std::size_t>& borrowers) {
    using Whom = scenario::DefaultShock::Whom;
    for (const scenario::DefaultShock& stated : model.scenario.stress.defaults) {
        Shock shock{stated.month, stated.whom, 0, stated.sector, stated.count};
        if (stated.whom == Whom::borrower) { shock.borrower = borrowers.at(stated.id); }
        if (stated.whom == Whom::loan) {
            const auto loan = std::find_if(model.tape.begin(), model.tape.end(),
                                           [&](const auto& row) { return row.loan_id == stated.id; });
            shock.borrower = borrowers.at(loan->borrower_id);
        }
        model.shocks.push_back(shock);
    }
}

/// Who supplies whom, where an anchor's default matters.
void add_anchors(Model& model, const std::map<std::string, std::size_t>& borrowers) {
    if (!model.scenario.credit.contagion) { return; }
    for (const scenario::TapeLoan& loan : model.tape) {
        if (loan.anchor.empty()) { continue; }
        const std::size_t supplier = borrowers.at(loan.borrower_id);
        const std::size_t anchor = borrowers.at(loan.anchor);
        if (model.borrowers[supplier].anchor >= 0) { continue; } // named on another of its loans
        model.borrowers[supplier].anchor = static_cast<int>(anchor);
        model.borrowers[anchor].suppliers.push_back(supplier);
    }
}

} // namespace

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
        if (is_new) { model.borrowers.push_back({entity_of("borrower:" + loan.borrower_id), 0, -1, {}}); }
        ++model.borrowers[borrower->second].loans;

        OpeningLoan opening;
        opening.tape_row = row;
        opening.entity = entity_of("loan:" + loan.loan_id);
        opening.borrower = borrower->second;
        const double tier_pd = scenario.tiers[static_cast<std::size_t>(loan.tier)].pd;
        opening.risk_class =
            classes.place_for(loan.pd.value_or(tier_pd), loan.asset_correlation, loan.recovery, loan.tier, loan.sector);
        const scenario::Product& product = scenario.products[static_cast<std::size_t>(loan.product)];
        const terms::LoanFacts facts = opening_facts(loan);
        const std::size_t share_row = terms::matching_row(product.shares, facts);
        opening.share_row = static_cast<int>(share_row);
        opening.pool_share =
            terms::pool_share(product.shares[share_row].pays, product.add_ons, product.share_ceiling, facts);
        opening.recovery = loan.recovery.value_or(scenario.recovery.mean);
        opening.rate = Rate{loan.rate.value_or(product.rate.value)};
        opening.covered = loan.covered;
        if (const auto stated = given.find(loan.loan_id); stated != given.end()) {
            opening.given_default_month = stated->second.month;
            opening.given_recovery = stated->second.recovery;
        }
        model.opening.push_back(opening);
        for (std::size_t group : model.groups.of({loan.product, loan.bank, loan.tier, loan.sector})) {
            model.opening_by_group[group] += loan.principal;
        }
    }
    add_shocks(model, borrowers);
    add_anchors(model, borrowers);
}

void add_classes_of_new_loans(Model& model) {
    Classes classes(model);
    for (int tier = 0; tier < model.groups.tiers; ++tier) {
        for (int sector = 0; sector < model.groups.sectors; ++sector) {
            model.class_of_new.push_back(
                classes.place_for(model.scenario.tiers[static_cast<std::size_t>(tier)].pd, {}, {}, tier, sector));
        }
    }
}

} // namespace kdt::engine
