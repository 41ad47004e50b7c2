#include "generator_parts.hpp"

#include "credit/factors.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::properties {
namespace {

using scenario::Scenario;

std::string numbered(const char* prefix, int i) { return prefix + std::to_string(i); }

credit::SizeLaw random_size(Dice& dice) {
    using credit::SizeDistribution;
    credit::SizeLaw law;
    law.distribution = dice.pick({SizeDistribution::lognormal, SizeDistribution::gamma, SizeDistribution::constant,
                                  SizeDistribution::empirical});
    law.mean = dice.real(50.0, 600.0) * 1e6;
    if (law.distribution == SizeDistribution::lognormal || law.distribution == SizeDistribution::gamma) {
        law.sd = law.mean * dice.pick({0.0, 0.2, 0.7, 1.5});
    }
    if (law.distribution == SizeDistribution::empirical) {
        for (int i = dice.between(1, 5); i > 0; --i) { law.values.push_back(std::round(dice.real(10.0, 900.0) * 1e6)); }
        std::sort(law.values.begin(), law.values.end());
    }
    if (dice.chance(0.3)) { law.floor = dice.real(10.0, 100.0) * 1e6; }
    return law;
}

/// Unit rows of random loadings give a valid R; fewer loadings than factors give a singular one.
credit::Matrix random_correlations(Dice& dice, std::size_t n) {
    const std::size_t common = static_cast<std::size_t>(dice.between(1, static_cast<int>(n) + 1));
    credit::Matrix loadings(n, std::vector<double>(common));
    for (auto& row : loadings) {
        double norm = 0.0;
        for (double& value : row) {
            value = dice.real(-1.0, 1.0);
            norm += value * value;
        }
        for (double& value : row) { value /= std::sqrt(norm); }
    }
    credit::Matrix r(n, std::vector<double>(n, 1.0));
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0.0;
            for (std::size_t k = 0; k < common; ++k) { sum += loadings[i][k] * loadings[j][k]; }
            if (i != j) { r[i][j] = sum; }
        }
    }
    return r;
}

bool step_is_valid(const scenario::Credit& credit) {
    credit::Matrix q = credit.correlations;
    for (std::size_t i = 0; i < q.size(); ++i) {
        for (std::size_t j = 0; j < q.size(); ++j) {
            q[i][j] *= 1.0 - credit.factors[i].persistence * credit.factors[j].persistence;
        }
    }
    return credit::cholesky(q).has_value() && credit::cholesky(credit.correlations).has_value();
}

credit::Seasoning random_seasoning(Dice& dice) {
    credit::Seasoning seasoning;
    if (dice.chance(0.4)) { seasoning = credit::Seasoning::second_year_peak(); }
    if (dice.chance(0.3)) {
        seasoning.by_month.clear();
        for (int i = dice.between(1, 30); i > 0; --i) { seasoning.by_month.push_back(dice.pick({0.0, 0.3, 1.0, 2.5})); }
    }
    return dice.chance(0.3) ? seasoning.with_first_year_mean() : seasoning;
}

scenario::TapeLoan random_loan(Dice& dice, const Scenario& s, int number) {
    scenario::TapeLoan loan;
    loan.loan_id = numbered("L", number * 7 % 40); // not in order of id
    loan.borrower_id = dice.chance(0.4) ? numbered("firm ", dice.below(6)) : loan.loan_id;
    loan.product = dice.below(static_cast<int>(s.products.size()));
    loan.bank = dice.below(static_cast<int>(s.banks.size()));
    loan.tier = dice.below(static_cast<int>(s.tiers.size()));
    loan.sector = dice.below(static_cast<int>(s.sectors.size()));
    const auto& product = s.products[static_cast<std::size_t>(loan.product)];
    const auto& tenors = product.tenor_months.months;
    const int tenor = tenors[static_cast<std::size_t>(dice.below(static_cast<int>(tenors.size())))];
    loan.remaining_months = dice.between(1, tenor);
    loan.months_on_book = tenor - loan.remaining_months;
    loan.principal = odd_amount(dice, 5.0, 600.0);
    loan.original_principal = loan.principal + (dice.chance(0.5) ? Fen{} : odd_amount(dice, 0.0, 300.0));
    if (dice.chance(0.2)) { loan.pd = dice.pick({0.0, 0.03, 0.4}); }
    if (dice.chance(0.2)) { loan.asset_correlation = dice.real(0.0, 0.5); }
    if (dice.chance(0.2)) { loan.recovery = dice.real(0.0, 1.0); }
    if (dice.chance(0.2)) { loan.rate = dice.real(0.0, 0.1); }
    loan.renewals_used = dice.below(3);
    return loan;
}

} // namespace

void add_parties(Dice& dice, Scenario& s) {
    for (int i = dice.between(1, 4); i > 0; --i) {
        scenario::Bank bank{numbered("银行", i), dice.real(0.1, 1.0), {}, {}};
        if (dice.chance(0.3)) { bank.yearly_plan = odd_amount(dice, 0.0, 6000.0); }
        if (dice.chance(0.3)) { bank.max_outstanding = odd_amount(dice, 0.0, 8000.0); }
        if (i > 1 && dice.chance(0.1)) { bank.weight = 0.0; }
        s.banks.push_back(bank);
    }
    for (int i = dice.between(1, 3); i > 0; --i) {
        s.tiers.push_back({numbered("层级", i), dice.pick({0.0, 0.03, 0.1, 0.4}), random_size(dice), {}, {}});
        scenario::Tier& tier = s.tiers.back();
        if (dice.chance(0.5)) { tier.firms = dice.between(0, 40); }
        tier.flows.entry_per_year = dice.pick({0.0, 0.35, 2.0});
        tier.flows.entrants_per_year = dice.pick({0.0, 7.5});
        tier.flows.exit_per_year = dice.pick({0.0, 0.2});
    }
    for (std::size_t i = 0; i + 1 < s.tiers.size(); ++i) {
        if (!dice.chance(0.5)) { continue; }
        s.tiers[i].flows.promote_to = static_cast<int>(i) + 1;
        s.tiers[i].flows.promotion_per_year = dice.real(0.0, 0.5);
    }
    for (int i = dice.between(1, 3); i > 0; --i) {
        s.sectors.push_back({numbered("行业", i), dice.real(0.1, 1.0), dice.pick({0.0, 0.1, 0.4}), {}});
        using scenario::CorrelationRule;
        if (dice.chance(0.3)) {
            s.sectors.back().correlation_rule = dice.pick({CorrelationRule::basel_sme, CorrelationRule::basel_retail});
        }
    }
    for (auto& tier : s.tiers) { tier.turnover = odd_amount(dice, 100.0, 60'000.0); }
    s.credit.yuan_per_euro = 7.8;
}

void add_credit(Dice& dice, Scenario& s) {
    using scenario::Dependence;
    scenario::Credit& credit = s.credit;
    credit.dependence = dice.pick({Dependence::gaussian, Dependence::gaussian, Dependence::student_t,
                                   Dependence::independent, Dependence::logit, Dependence::credit_risk_plus});
    if (credit.dependence == Dependence::logit) { credit.logit_slope = dice.pick({0.0, 0.6, 2.5}); }
    credit.degrees_of_freedom = credit.dependence == Dependence::student_t ? dice.real(2.1, 12.0) : 0.0;
    credit.factor_period_months = dice.pick({1, 3, 6, 12, 12, 24});
    const auto count = static_cast<std::size_t>(dice.below(4));
    credit.correlations = random_correlations(dice, count);
    const double shared = dice.real(0.0, 0.95);
    for (std::size_t i = 0; i < count; ++i) {
        scenario::Factor factor{
            numbered("因子", static_cast<int>(i)), dice.chance(0.5) ? shared : dice.real(0, 0.9), {}};
        if (dice.chance(0.2)) { factor.start = dice.real(-2.0, 2.0); }
        if (credit.dependence == Dependence::credit_risk_plus) { factor.gamma_sd = dice.real(0.2, 2.0); }
        credit.factors.push_back(factor);
    }
    // Where φ differ, a nearly singular R leaves no valid Q; one φ for all always does.
    if (!step_is_valid(credit)) {
        for (auto& factor : credit.factors) { factor.persistence = shared; }
    }
    for (auto& sector : s.sectors) {
        for (std::size_t i = 0; i < count; ++i) {
            sector.factor_weights.push_back(dice.chance(0.3) ? 0.0 : dice.real(0.1, 1.0));
        }
        // CreditRisk+ takes the weights as they are: at most 1 in sum.
        if (credit.dependence != Dependence::credit_risk_plus) { continue; }
        for (double& weight : sector.factor_weights) { weight /= static_cast<double>(count); }
    }
    s.macro_factor = count > 0 ? dice.below(static_cast<int>(count)) : 0;
    credit.seasoning = random_seasoning(dice);
}

void add_recovery(Dice& dice, Scenario& s) {
    scenario::Recovery& recovery = s.recovery;
    recovery.mean = dice.real(0.02, 0.98);
    if (dice.chance(0.5)) {
        recovery.distribution = scenario::RecoveryDistribution::beta;
        recovery.sd = std::sqrt(recovery.mean * (1.0 - recovery.mean)) * dice.real(0.05, 0.9);
    } else if (dice.chance(0.2)) {
        recovery.mean = dice.pick({0.0, 1.0});
    }
    recovery.cycle_link = dice.chance(0.5) ? scenario::CycleLink::none : scenario::CycleLink::frye_jacobs;
    recovery.cost_rate = Rate{dice.pick({0.0, 0.08, 1.0})};
    recovery.workout.clear();
    double share = 0.0;
    int month = dice.pick({0, 0, 3, 12});
    for (int points = dice.between(1, 4); points > 0; --points) {
        share = points == 1 ? 1.0 : share + (1.0 - share) * dice.real(0.1, 0.9);
        recovery.workout.push_back({month, share});
        month += dice.between(1, 10);
    }
}

namespace {

/// Suppliers: a borrower's anchor comes before it in the tape, so that there is no circle.
void add_anchors(Dice& dice, Scenario& s) {
    std::vector<std::string> before;
    for (auto& loan : s.portfolio.tape) {
        if (std::find(before.begin(), before.end(), loan.borrower_id) != before.end()) { continue; }
        if (!before.empty() && dice.chance(0.5)) {
            loan.anchor = before[static_cast<std::size_t>(dice.below(static_cast<int>(before.size())))];
        }
        before.push_back(loan.borrower_id);
    }
    s.credit.contagion = scenario::Contagion{dice.pick({1.0, 4.0, 60.0}), dice.pick({1, 6, 40})};
}

} // namespace

void add_portfolio(Dice& dice, const Wishes& wishes, Scenario& s) {
    if (!wishes.tape_only && dice.chance(0.3)) {
        scenario::SyntheticBook synthetic{odd_amount(dice, 500.0, 8000.0), std::vector<double>(s.products.size(), 0.0)};
        synthetic.mix.front() = dice.chance(0.5) ? 1.0 : 0.25;
        synthetic.mix.back() += 1.0 - synthetic.mix.front();
        s.portfolio.synthetic = synthetic;
        return;
    }
    const int loans = dice.pick({0, 1, 12, 35});
    for (int i = 0; i < loans; ++i) { s.portfolio.tape.push_back(random_loan(dice, s, i)); }
    if (dice.chance(0.3)) { add_anchors(dice, s); }
}

} // namespace kdt::properties
