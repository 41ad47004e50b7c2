#include "generator_parts.hpp"

#include "scenario/demand.hpp"

#include <algorithm>

namespace kdt::properties {
namespace {

void add_report(Dice& dice, scenario::Scenario& s) {
    if (dice.chance(0.5) && s.horizon_months > 2) {
        s.report.horizons.push_back(dice.between(1, s.horizon_months - 1));
    }
    s.report.horizons.push_back(s.horizon_months);
    s.report.discount_rate = Rate{dice.pick({0.0, 0.03, 0.1})};
}

} // namespace

scenario::Scenario random_scenario(std::uint64_t seed, const Wishes& wishes) {
    Dice dice(seed);
    scenario::Scenario s;
    s.name = "random " + std::to_string(seed);
    s.as_of = CalendarMonth::of(2020 + dice.below(4), dice.between(1, 12));
    s.horizon_months = dice.pick({1, 5, 12, 18, 24, 30, 36, 48});
    add_parties(dice, s);
    s.firms = scenario::firms_by_month(s.tiers, s.horizon_months);
    add_credit(dice, s);
    add_products(dice, wishes, s);
    add_recovery(dice, s);
    if (wishes.lending && dice.chance(0.85)) { add_lending(dice, s); }
    add_portfolio(dice, wishes, s);
    add_pool(dice, s);
    if (wishes.breakers) { add_breakers(dice, s); }
    add_targets(dice, s);
    if (wishes.stress && dice.chance(0.4)) { add_stress(dice, s); }
    add_report(dice, s);
    s.seed = dice.word();
    s.paths = 100;
    Dice terms_dice(seed ^ 0x7465726d73ULL); // of its own, so that further rules leave the scenarios otherwise alone
    add_claim_rules(terms_dice, wishes, s);
    Dice accounts_dice(seed ^ 0x6163636f756e7473ULL);
    if (accounts_dice.chance(0.5)) { add_accounts(accounts_dice, s); }
    Dice funding_dice(seed ^ 0x66756e64696e67ULL);
    vary_funding(funding_dice, s);
    Dice lines_dice(seed ^ 0x6c696e6573ULL);
    add_lines(lines_dice, s);
    Dice breakers_dice(seed ^ 0x627265616b657273ULL);
    narrow_breakers(breakers_dice, s);
    return s;
}

void add_pool(Dice& dice, scenario::Scenario& s) {
    const double book = 40.0 * 300.0;
    s.pool.balance = dice.chance(0.1) ? Fen{} : odd_amount(dice, 0.0, book * dice.pick({0.005, 0.03, 0.1, 0.5}));
    s.pool.interest_rate = Rate{dice.chance(0.3) ? 0.0 : dice.real(0.0, 0.06)};
    for (int i = dice.below(4); i > 0; --i) {
        s.pool.top_ups.push_back({dice.between(1, s.horizon_months + 6), odd_amount(dice, 0.0, 300.0)});
    }
    add_funding(dice, s);
    if (dice.chance(0.4)) { add_funders(dice, s); }
    if (dice.chance(0.6)) { add_charges(dice, s); }
    s.pool.on_shortfall = dice.chance(0.5) ? scenario::OnShortfall::queue : scenario::OnShortfall::bank_bears;
    if (dice.chance(0.6)) {
        using scenario::LeverageBase;
        s.pool.leverage = scenario::Leverage{
            dice.pick({1.0, 8.0, 15.3, 60.0}),
            dice.pick({LeverageBase::opening, LeverageBase::balance, LeverageBase::net_of_pipeline}), dice.chance(0.5)};
    }
}

/// Chances and kinds of top-ups, refills, commitments: what most pools do without.
void add_funding(Dice& dice, scenario::Scenario& s) {
    using scenario::PoolMode;
    using scenario::TopUpKind;
    scenario::Pool& pool = s.pool;
    for (auto& top_up : pool.top_ups) {
        top_up.kind = dice.pick({TopUpKind::budget, TopUpKind::loan_to_award, TopUpKind::grant_to_investment});
        if (dice.chance(0.3)) { top_up.probability = dice.pick({0.0, 0.5, 0.9}); }
        if (dice.chance(0.4)) {
            top_up.late_probability = dice.pick({0.3, 1.0});
            top_up.late_months = dice.between(1, 14);
        }
    }
    pool.mode = dice.pick({PoolMode::cash_pool, PoolMode::cash_pool, PoolMode::budget_commitment, PoolMode::hybrid});
    if (pool.mode != PoolMode::cash_pool) {
        pool.annual_limit = dice.chance(0.1) ? Fen{} : odd_amount(dice, 0.0, dice.pick({100.0, 2000.0}));
        pool.carry_over = dice.chance(0.5);
    }
    if (pool.mode == PoolMode::budget_commitment) {
        pool.balance = Fen{};
        pool.interest_rate = Rate{};
        pool.top_ups.clear();
    } else if (dice.chance(0.4)) {
        pool.refill =
            scenario::Refill{dice.pick({0.2, 0.731, 1.0}), odd_amount(dice, 1.0, 900.0), dice.pick({0, 1, 4, 13}), {}};
        if (dice.chance(0.5)) { pool.refill->yearly_limit = odd_amount(dice, 0.0, 600.0); }
    }
}

void add_funders(Dice& dice, scenario::Scenario& s) {
    scenario::Pool& pool = s.pool;
    const bool ordered = pool.mode == scenario::PoolMode::cash_pool && dice.chance(0.5);
    const int count = dice.between(1, 4);
    int left = 100;
    for (int i = 1; i <= count; ++i) {
        const int share = i == count ? left : dice.below(left + 1);
        left -= share;
        pool.funders.push_back({"出资方" + std::to_string(i), share / 100.0, {}});
        if (ordered) { pool.funders.back().order = count + 1 - i; }
    }
}

void add_charges(Dice& dice, scenario::Scenario& s) {
    using terms::CostBase;
    if (dice.chance(0.3)) {
        auto of = dice.pick({CostBase::balance, CostBase::outstanding, CostBase::claims_paid});
        if (s.pool.mode == scenario::PoolMode::budget_commitment && of == CostBase::balance) {
            of = CostBase::outstanding;
        }
        s.pool.management_fee = terms::ManagementFee{Rate{dice.pick({0.0, 0.003, 0.05, 0.4})}, of};
    }
    for (auto& product : s.products) {
        if (dice.chance(0.3)) {
            product.guarantee_fee = terms::GuaranteeFee{
                Rate{dice.pick({0.0, 0.005, 0.0123})}, dice.pick({terms::FeePaid::yearly, terms::FeePaid::at_grant}),
                dice.pick({terms::FeeTo::pool, terms::FeeTo::guarantor}), Rate{dice.pick({0.0, 0.5, 1.0})}};
        }
        if (dice.chance(0.3)) {
            product.interest_subsidy = terms::InterestSubsidy{
                dice.pick({0.25, 0.5, 1.0}), {}, dice.pick({terms::SubsidyPayer::pool, terms::SubsidyPayer::budget})};
            if (dice.chance(0.5)) { product.interest_subsidy->cap_per_firm = odd_amount(dice, 0.0, 8.0); }
        }
    }
}

/// Cash pools only. Some banks have an account, some perhaps none; at times all the money is theirs.
void add_accounts(Dice& dice, scenario::Scenario& s) {
    using terms::Transfers;
    if (s.pool.mode != scenario::PoolMode::cash_pool) { return; }
    const bool all = dice.chance(0.5);
    Fen left = s.pool.balance;
    for (auto& bank : s.banks) {
        if (!all && dice.chance(0.3)) { continue; }
        const Fen part = dice.chance(0.2) ? left : Fen{left.count * dice.below(60) / 100};
        bank.opening_balance = part;
        left -= part;
    }
    s.pool.transfers = dice.pick({Transfers::none, Transfers::from_common, Transfers::from_all});
    if (all && s.pool.leverage && dice.chance(0.5)) { s.pool.leverage->per = scenario::LeveragePer::bank; }
    if (s.pool.leverage && s.pool.leverage->per == scenario::LeveragePer::bank && dice.chance(0.5)) {
        for (auto& bank : s.banks) {
            if (dice.chance(0.5)) { bank.leverage_multiple = dice.pick({1.0, 3.0, 8.0}); }
        }
    }
    for (auto& top_up : s.pool.top_ups) {
        const int bank = dice.below(static_cast<int>(s.banks.size()));
        if (s.banks[static_cast<std::size_t>(bank)].opening_balance && dice.chance(0.5)) { top_up.bank = bank; }
    }
}

/// Lines that are drawn in part or later, and what is measured by them.
void add_lines(Dice& dice, scenario::Scenario& s) {
    using scenario::LeverageOn;
    for (auto& product : s.products) {
        product.utilisation = dice.pick({1.0, 1.0, 0.6});
        product.draw_lag_months = dice.pick({0, 0, 0, 2, 7});
    }
    for (auto& loan : s.portfolio.tape) {
        if (dice.chance(0.2)) { loan.undrawn = odd_amount(dice, 0.0, 300.0); }
    }
    if (s.pool.leverage) { s.pool.leverage->on = dice.pick({LeverageOn::outstanding, LeverageOn::authorised}); }
    if (dice.chance(0.3)) { s.lending.borrower_cap = odd_amount(dice, 150.0, 900.0); }
    for (auto& tier : s.tiers) {
        if (dice.chance(0.2)) { tier.borrower_cap = odd_amount(dice, 100.0, 600.0); }
    }
    for (auto& product : s.products) {
        if (dice.chance(0.2)) { product.renewal_cap = odd_amount(dice, 50.0, 500.0); }
    }
}

void add_lending(Dice& dice, scenario::Scenario& s) {
    for (int product = 0; product < static_cast<int>(s.products.size()); ++product) {
        for (int tier = 0; tier < static_cast<int>(s.tiers.size()); ++tier) {
            if (!dice.chance(0.6)) { continue; }
            s.lending.demand.push_back({product, tier, dice.pick({0.0, 0.2, 0.7, 2.5}), {}});
            if (dice.chance(0.3)) { s.lending.demand.back().applications_per_firm_year = dice.pick({0.0, 0.1, 1.0}); }
        }
    }
    s.lending.growth_per_year = dice.pick({-0.3, 0.0, 0.25});
    if (dice.chance(0.5)) {
        for (double& weight : s.lending.seasonality) { weight = dice.pick({0.0, 0.5, 1.0, 1.7}); }
    }
    s.lending.counts = dice.chance(0.5) ? scenario::Counts::poisson : scenario::Counts::smoothed;
    s.lending.demand_volatility = dice.pick({0.0, 0.2, 0.8});
    s.lending.macro_loading = dice.pick({-1.0, 0.0, 0.4, 1.0});
}

void add_breakers(Dice& dice, scenario::Scenario& s) {
    using terms::Metric;
    using terms::Resume;
    using terms::Scope;
    for (int i = dice.below(5); i > 0; --i) {
        terms::BreakerRule rule;
        rule.scope = dice.pick({Scope::scheme, Scope::bank, Scope::product, Scope::sector});
        rule.metric = static_cast<Metric>(dice.below(6));
        const double stop = dice.pick({0.0, 0.002, 0.02, 0.08, 0.3});
        if (dice.chance(0.8)) { rule.stop_above = stop; }
        if (dice.chance(0.6) || !rule.stop_above) { rule.warn_above = stop * dice.pick({0.3, 1.0}); }
        rule.resume_below = rule.warn_above ? *rule.warn_above : *rule.stop_above;
        if (dice.chance(0.3)) { rule.resume_below *= 0.7; }
        rule.halts_lending = dice.chance(0.7);
        rule.halts_claims = dice.chance(0.5);
        rule.review_months = dice.pick({1, 3, 6, 12});
        rule.resume = dice.pick({Resume::below, Resume::below, Resume::after_months, Resume::year_end, Resume::never});
        rule.resume_after_months = dice.pick({1, 3, 7});
        s.breakers.push_back({"熔断" + std::to_string(i), rule});
    }
}

void narrow_breakers(Dice& dice, scenario::Scenario& s) {
    for (scenario::Breaker& breaker : s.breakers) {
        terms::BreakerRule& rule = breaker.rule;
        if (terms::counts_claims(rule.metric)) {
            rule.payer = dice.pick({terms::Payer::pool, terms::Payer::guarantor, terms::Payer::all});
        }
        if (rule.scope == terms::Scope::product || dice.chance(0.5)) { continue; }
        for (int product = 0; product < static_cast<int>(s.products.size()); ++product) {
            if (dice.chance(0.6)) { rule.products.push_back(product); }
        }
    }
}

void add_targets(Dice& dice, scenario::Scenario& s) {
    using scenario::TargetMeasure;
    for (int i = dice.below(4); i > 0; --i) {
        scenario::Target target;
        target.id = "目标" + std::to_string(i);
        target.measure = dice.pick({TargetMeasure::disbursed, TargetMeasure::cumulative, TargetMeasure::outstanding});
        target.to_month = dice.between(1, s.horizon_months);
        target.from_month = target.measure == TargetMeasure::disbursed ? dice.between(1, target.to_month) : 1;
        if (target.measure == TargetMeasure::cumulative) { target.already_lent = odd_amount(dice, 0.0, 5000.0); }
        target.amount = odd_amount(dice, 1.0, 20000.0);
        for (int product = 0; product < static_cast<int>(s.products.size()); ++product) {
            if (dice.chance(0.3)) { target.products.push_back(product); }
        }
        s.targets.push_back(target);
    }
}

namespace {

void add_shocks(Dice& dice, scenario::Scenario& s) {
    using Whom = scenario::DefaultShock::Whom;
    for (int i = dice.below(4); i > 0; --i) {
        scenario::DefaultShock shock;
        shock.month = dice.between(1, s.horizon_months);
        shock.whom = dice.pick({Whom::loan, Whom::borrower, Whom::sector, Whom::largest});
        const auto& tape = s.portfolio.tape;
        const bool named = shock.whom == Whom::loan || shock.whom == Whom::borrower;
        if (named && tape.empty()) { shock.whom = Whom::largest; }
        if (named && !tape.empty()) {
            const auto& loan = tape[static_cast<std::size_t>(dice.below(static_cast<int>(tape.size())))];
            shock.id = shock.whom == Whom::loan ? loan.loan_id : loan.borrower_id;
        }
        shock.sector = dice.below(static_cast<int>(s.sectors.size()));
        shock.count = dice.between(1, 4);
        s.stress.defaults.push_back(shock);
    }
    for (int i = dice.below(3); i > 0; --i) {
        const int from = dice.between(1, s.horizon_months);
        s.stress.bank_stops.push_back({dice.below(static_cast<int>(s.banks.size())), from, from + dice.below(12)});
    }
    for (auto& top_up : s.pool.top_ups) { top_up.fails = dice.chance(0.3); }
}

} // namespace

void add_stress(Dice& dice, scenario::Scenario& s) {
    s.stress.active = true;
    for (std::size_t i = 0; i < s.tiers.size(); ++i) {
        s.stress.pd_multiplier.push_back(dice.pick({0.0, 1.0, 3.0, 50.0}));
    }
    for (std::size_t i = 0; i < s.credit.factors.size(); ++i) {
        std::vector<double> shift;
        for (int period = dice.below(4); period > 0; --period) { shift.push_back(dice.real(-3.0, 1.0)); }
        std::vector<double> path;
        for (int period = dice.below(3); period > 0; --period) { path.push_back(dice.real(-3.0, 3.0)); }
        s.stress.factor_shift.push_back(shift);
        s.stress.factor_path.push_back(path);
    }
    if (dice.chance(0.3)) { s.stress.asset_correlation = dice.real(0.0, 0.7); }
    s.stress.correlation_multiplier = dice.pick({0.0, 1.0, 1.6});
    s.stress.recovery_multiplier = dice.pick({0.0, 0.5, 1.0, 2.0});
    s.stress.demand_multiplier = dice.pick({0.0, 0.5, 1.0, 2.0});
    add_shocks(dice, s);
}

bool has_factors(const scenario::Scenario& scenario) {
    const scenario::Dependence dependence = scenario.credit.dependence;
    return !scenario.credit.factors.empty() && dependence != scenario::Dependence::independent &&
           dependence != scenario::Dependence::given;
}

} // namespace kdt::properties
