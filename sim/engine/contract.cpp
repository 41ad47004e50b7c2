#include "engine/contract.hpp"

#include "book/weights.hpp"
#include "engine/compile.hpp"
#include "engine/loan_terms.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::engine {
namespace {

using random::Purpose;
using scenario::Repayment;

std::pair<std::int64_t, int> annuity_key(Rate yearly, int months) {
    return {std::llround(yearly.value * 1e12), months};
}

void add_annuity(Model& model, Rate yearly, int months) {
    const auto key = annuity_key(yearly, months);
    if (!model.annuities.contains(key)) { model.annuities.emplace(key, book::Annuity(yearly, months)); }
}

/// P(not repaid early within k months) = (1−e)^{k/12} by k, in whole 2^-32 as uniforms are drawn.
std::vector<double> survival_of(double early_repayment, int months) {
    if (early_repayment == 0.0) { return {}; }
    std::vector<double> out;
    for (int k = 0; k <= months; ++k) {
        out.push_back(std::round(std::pow(1.0 - early_repayment, k / 12.0) * 0x1p32) * 0x1p-32);
    }
    return out;
}

/// The first month, of those that may see an early repayment, whose survival is not above the loan's threshold; beyond
/// the horizon if none is.
int early_month(const std::vector<double>& survival, double threshold) {
    const auto first = std::partition_point(survival.begin() + 1, survival.end(),
                                            [&](double survives) { return threshold < survives; });
    return static_cast<int>(first - survival.begin());
}

/// The tenor of a renewal of an opening loan: the product's, or of several the loan's own.
int renewed_for(const scenario::Product& product, const scenario::TapeLoan& loan) {
    return product.tenor_months.several() ? loan.months_on_book + loan.remaining_months
                                          : product.tenor_months.months.front();
}

} // namespace

void add_product_terms(Model& model) {
    for (const scenario::Product& product : model.scenario.products) {
        ProductTerms common;
        common.sole_tenor = product.tenor_months.several() ? 0 : product.tenor_months.months.front();
        common.draws_life = product.extension_probability > 0.0 || product.early_repayment > 0.0;
        common.is_charged = product.interest_subsidy || product.guarantee_fee;
        common.has_sole_row = product.shares.size() == 1 && product.add_ons.empty();
        common.is_pools_alone = std::ranges::all_of(product.shares, [](const terms::ShareRow& row) {
            return row.pays[terms::Party::guarantor] == 0.0 && row.pays[terms::Party::insurer] == 0.0 &&
                   row.pays[terms::Party::reguarantee] == 0.0;
        });
        common.pool_share = product.shares.front().pays[terms::Party::pool];
        common.pool_part = terms::in_trillionths(common.pool_share);
        model.product_terms.push_back(common);
    }
}

void add_contract_tables(Model& model) {
    const scenario::Scenario& scenario = model.scenario;
    for (const auto& product : scenario.products) {
        model.early_survival.push_back(survival_of(product.early_repayment, model.months));
        if (product.repayment != Repayment::equal_instalment) { continue; }
        for (const int tenor : product.tenor_months.months) { add_annuity(model, product.rate, tenor); }
    }
    for (const auto& loan : model.tape) {
        const auto& product = scenario.products[static_cast<std::size_t>(loan.product)];
        if (product.repayment != Repayment::equal_instalment) { continue; }
        const Rate rate{loan.rate.value_or(product.rate.value)};
        add_annuity(model, rate, loan.remaining_months);
        if (product.renewal_max_times > 0) { add_annuity(model, rate, renewed_for(product, loan)); }
    }
}

book::Schedule schedule_of(const Model& model, const Loan& loan, Fen principal, int months) {
    switch (product_of(model, loan).repayment) {
    case Repayment::bullet: break;
    case Repayment::equal_principal: return book::Schedule::equal_principal(principal, months);
    case Repayment::equal_instalment:
        return book::Schedule::equal_instalment(principal, months,
                                                model.annuities.at(annuity_key(rate_of(model, loan), months)));
    }
    return book::Schedule::bullet(principal, months);
}

int tenor_of(const Model& model, const random::Luck& luck, const Loan& loan) {
    const scenario::Tenors& tenors = product_of(model, loan).tenor_months;
    if (loan.name.opening >= 0) { return renewed_for(product_of(model, loan), tape_row(model, loan)); }
    if (!tenors.several()) { return tenors.months.front(); }
    return tenors.months[book::place_of(luck.coarse_uniform(Purpose::tenor, loan.root), tenors.weights)];
}

void draw_life(const Model& model, const random::Luck& luck, Loan& loan) {
    const scenario::Product& product = product_of(model, loan);
    book::Schedule& schedule = loan.schedule;
    if (product.extension_probability > 0.0 &&
        luck.coarse_uniform(Purpose::extension, loan.entity) < product.extension_probability) {
        schedule.extension = product.extension_months;
    }
    const auto& survival = model.early_survival[static_cast<std::size_t>(loan.kind.product)];
    if (survival.empty()) { return; }
    // What is repaid in the month of maturity or at an extension's end isn't early: those months see none.
    const int early = early_month(survival, luck.coarse_uniform(Purpose::early_repayment, loan.entity));
    const int before_maturity = schedule.months - 1;
    const int before_extension_ends = std::max(0, schedule.extension - 1);
    if (early <= before_maturity) {
        schedule.repaid_early_in = early;
    } else if (early <= before_maturity + before_extension_ends) {
        schedule.repaid_early_in = early + 1;
    }
}

} // namespace kdt::engine
