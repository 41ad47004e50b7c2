#include "engine/model.hpp"

#include "book/synthetic.hpp"
#include "engine/compile.hpp"
#include "engine/default_months.hpp"
#include "engine/innovations.hpp"
#include "engine/screen.hpp"
#include "scenario/demand.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace kdt::engine {
namespace {

using scenario::Scenario;

/// So many applications at most have their luck drawn ahead: 96 MB for each thread.
constexpr double kMostPlanned = 1e6;

std::vector<double> running_sum(const credit::Seasoning& seasoning, int ages) {
    std::vector<double> sums{0.0};
    for (int age = 1; age <= ages; ++age) { sums.push_back(sums.back() + seasoning.at(age)); }
    return sums;
}

std::optional<credit::Factors> factors_of(const Scenario& scenario, int periods) {
    if (scenario.credit.factors.empty()) { return std::nullopt; }
    credit::Factors::Settings settings;
    for (const auto& factor : scenario.credit.factors) {
        settings.ids.push_back(entity_of("factor:" + factor.id));
        settings.persistence.push_back(factor.persistence);
        settings.start.push_back(factor.start);
    }
    settings.correlations = scenario.credit.correlations;
    settings.path = scenario.stress.factor_path;
    settings.shift = scenario.stress.factor_shift;
    settings.periods = periods;
    return credit::Factors(std::move(settings));
}

std::vector<std::vector<double>> unit_weights(const Scenario& scenario) {
    std::vector<std::vector<double>> weights;
    for (const auto& sector : scenario.sectors) {
        std::vector<double> scaled;
        const double scale = credit::composite_scale(sector.factor_weights, scenario.credit.correlations);
        if (scale > 0.0) {
            for (double weight : sector.factor_weights) { scaled.push_back(weight / scale); }
        }
        weights.push_back(std::move(scaled));
    }
    return weights;
}

/// CreditRisk+: each sector's law of the intensity, from the raw weights.
std::vector<std::shared_ptr<const credit::GammaMixture>> intensities_of(const Scenario& scenario) {
    std::vector<std::shared_ptr<const credit::GammaMixture>> out;
    if (scenario.credit.dependence != scenario::Dependence::credit_risk_plus) { return out; }
    for (const auto& sector : scenario.sectors) {
        std::vector<credit::GammaMixture::Part> parts;
        for (std::size_t i = 0; i < sector.factor_weights.size(); ++i) {
            const double sd = scenario.credit.factors[i].gamma_sd.value_or(0.0);
            if (sector.factor_weights[i] > 0.0 && sd > 0.0) { parts.push_back({i, sector.factor_weights[i], sd * sd}); }
        }
        out.push_back(std::make_shared<const credit::GammaMixture>(std::move(parts), scenario.credit.correlations));
    }
    return out;
}

Groups groups_of(const Scenario& scenario) {
    return {static_cast<int>(scenario.banks.size()), static_cast<int>(scenario.products.size()),
            static_cast<int>(scenario.tiers.size()), static_cast<int>(scenario.sectors.size())};
}

void plan_applications(Model& model) {
    const double most =
        kMostPlanned / (static_cast<double>(model.months) * static_cast<double>(model.demand_rows.size()));
    for (std::size_t row = 0; row < model.demand_rows.size(); ++row) {
        for (int month = 0; month <= model.months; ++month) {
            model.applications.first.push_back(model.applications.entities.size());
            const double mean = model.demand->mean(row, month);
            const double usual = std::min(most, std::ceil(mean + 1.5 * std::sqrt(mean)));
            const EntityId batch = applications_of(model.demand_rows[row].entity, month);
            model.applications.batches.push_back(batch);
            for (int ordinal = 1; ordinal <= static_cast<int>(usual); ++ordinal) {
                const EntityId application = child_of(batch, static_cast<std::uint64_t>(ordinal));
                model.applications.entities.push_back(application);
                model.applications.renewals.push_back(renewal_of(application, 0));
            }
        }
    }
    model.applications.first.push_back(model.applications.entities.size());
}

template <class Member>
book::Weights weights_of(const std::vector<Member>& members) {
    std::vector<double> weights;
    for (const Member& member : members) { weights.push_back(member.weight); }
    return book::Weights(std::move(weights));
}

bool counts_for(const scenario::Target& target, int product, int month) {
    const bool in_window = month >= target.from_month && month <= target.to_month;
    const bool of_products = target.products.empty() || std::find(target.products.begin(), target.products.end(),
                                                                  product) != target.products.end();
    return in_window && of_products;
}

void add_targets(Model& model) {
    const auto& targets = model.scenario.targets;
    int longest_lag = 0;
    for (const auto& product : model.scenario.products) {
        longest_lag = std::max(longest_lag, product.draw_lag_months);
    }
    for (int month = 0; month <= model.months + longest_lag; ++month) {
        for (int product = 0; product < model.groups.products; ++product) {
            auto& counting = model.targets_of.emplace_back();
            for (std::size_t place = 0; place < targets.size(); ++place) {
                if (counts_for(targets[place], product, month)) { counting.push_back(place); }
            }
        }
    }
}

void add_lending(Model& model) {
    const Scenario& scenario = model.scenario;
    model.bank_weights = weights_of(scenario.banks);
    model.sector_draw_weights = weights_of(scenario.sectors);
    for (const auto& row : scenario.lending.demand) {
        const auto& product = scenario.products[static_cast<std::size_t>(row.product)];
        const auto& tier = scenario.tiers[static_cast<std::size_t>(row.tier)];
        model.demand_rows.push_back({entity_of("demand:" + product.id + "/" + tier.id),
                                     credit::SizeSampler(tier.loan_size.value_or(credit::SizeLaw{})),
                                     scenario::largest_line(scenario, row.product, row.tier)});
    }
    model.demand.emplace(scenario);
    plan_applications(model);
    const auto macro = static_cast<std::size_t>(scenario.macro_factor);
    model.macro = entity_of(model.factors ? "shock:" + scenario.credit.factors[macro].id : "shock:");
}

/// The luck of a top-up belongs to the month it was promised for, whatever delays the stress block adds; of several in
/// a month, to the first, second, …
void add_funding(Model& model) {
    std::map<int, std::uint64_t> of_month;
    for (const auto& top_up : model.scenario.pool.top_ups) {
        const int promised = model.scenario.as_of.plus(top_up.month - top_up.stress_delay).count;
        const EntityId month = child_of(entity_of("top_up"), static_cast<std::uint64_t>(promised));
        model.top_up_luck.push_back(child_of(month, of_month[promised]++));
    }
    for (const auto& bank : model.scenario.banks) { model.account_openings.push_back(bank.opening_balance); }
    for (const auto& funder : model.scenario.pool.funders) {
        model.funders.push_back({funder.share, funder.order, funder.part});
    }
    if (const auto& refill = model.scenario.pool.refill) {
        model.refill = {terms::Level::of(refill->below_of_loans.value_or(refill->below)), refill->target,
                        refill->lag_months, refill->yearly_limit};
        if (refill->target_of_loans) { model.refill->target_of_loans = Rate{*refill->target_of_loans}; }
        model.refill->below_of_loans = refill->below_of_loans.has_value();
    }
}

int longest_tenor(const Scenario& scenario) {
    int longest = 0;
    for (const auto& product : scenario.products) { longest = std::max(longest, product.tenor_months.longest()); }
    return longest;
}

int oldest_loan(const Model& model) {
    int oldest = 0;
    for (const auto& loan : model.tape) { oldest = std::max(oldest, loan.months_on_book); }
    return oldest;
}

} // namespace

Model compile(Scenario scenario) {
    Model model;
    model.scenario = std::move(scenario);
    model.months = model.scenario.horizon_months;
    model.period_months = model.scenario.credit.factor_period_months;
    model.periods = (model.months + model.period_months - 1) / model.period_months;
    model.groups = groups_of(model.scenario);
    model.factors = factors_of(model.scenario, model.periods);
    if (model.scenario.method == scenario::Method::sobol && model.factors) {
        model.sobol_places = sobol_places(*model.factors);
    }
    model.sector_weights = unit_weights(model.scenario);
    model.intensities = intensities_of(model.scenario);
    if (model.scenario.recovery.distribution == scenario::RecoveryDistribution::beta) {
        model.recovery =
            credit::BetaRecovery(credit::beta_precision(model.scenario.recovery.mean, model.scenario.recovery.sd));
    }
    add_product_terms(model);
    add_opening_book(model);
    for (const auto& borrower : model.borrowers) { model.borrower_columns.push_back(borrower.entity); }
    add_classes_of_new_loans(model);
    model.seasoning_sum = running_sum(model.scenario.credit.seasoning,
                                      oldest_loan(model) + model.months + longest_tenor(model.scenario) + 1);
    add_screening(model);
    add_funding(model);
    add_lending(model);
    add_contract_tables(model);
    add_exposed(model);
    add_targets(model);
    add_cohorts(model);
    add_layers(model);
    model.members = breaker_members(model.scenario, model.groups);
    model.shape = shape_of(model);
    return model;
}

} // namespace kdt::engine
