#include "study/clause.hpp"

namespace kdt::study {
namespace {

using engine::Event;
using engine::EventKind;
using engine::Model;
using engine::Rule;

std::string in_product(const Model& model, const Event& event, const std::string& key) {
    return "/products/" + model.scenario.products[static_cast<std::size_t>(event.where.product)].id + "/" + key;
}

std::string in_bank(const Model& model, const Event& event, const std::string& key) {
    return "/banks/" + model.scenario.banks[static_cast<std::size_t>(event.where.bank)].id + "/" + key;
}

/// A loan of the tape may state itself that it was not filed in time.
std::string coverage(const Model& model, const Event& event) {
    if (event.loan.opening >= 0) {
        const auto& opening = model.opening[static_cast<std::size_t>(event.loan.opening)];
        const scenario::TapeLoan& row = model.tape[opening.tape_row];
        if (row.covered && event.loan.renewals == row.renewals_used) { return "/portfolio/file"; }
    }
    return in_product(model, event, "covered");
}

/// Of several bands the one that decides.
std::string layer_band(const Model& model, const Event& event) {
    return in_bank(model, event, event.row < 0 ? "layer" : "layer/" + std::to_string(event.row));
}

std::string bank_cap_key(Rule rule) {
    return rule == Rule::amount ? "yearly_cap/amount" : "yearly_cap/rate_of_prior_balance";
}

std::string of_cut(const Model& model, const Event& event) {
    using terms::Cut;
    switch (event.cut) {
    case Cut::covered: return coverage(model, event);
    case Cut::lock_in: return in_product(model, event, "claim/lock_in_months");
    case Cut::layer: return layer_band(model, event);
    case Cut::public_ceiling: return in_product(model, event, "public_ceiling");
    case Cut::cap_per_claim: return in_product(model, event, "claim/cap_per_claim");
    case Cut::cap_per_borrower: return in_product(model, event, "claim/cap_per_borrower");
    case Cut::bank_yearly_cap: return in_bank(model, event, bank_cap_key(event.rule));
    case Cut::product_yearly_cap: return in_product(model, event, "yearly_cap/amount");
    case Cut::pool_yearly_cap: return "/pool/yearly_cap";
    }
    return {};
}

std::string of_rule(const Model& model, const Event& event) {
    switch (event.rule) {
    case Rule::covered: return coverage(model, event);
    case Rule::lock_in: return in_product(model, event, "claim/lock_in_months");
    case Rule::rejection: return in_product(model, event, "claim/rejection_probability");
    case Rule::layer: return layer_band(model, event);
    case Rule::public_ceiling: return in_product(model, event, "public_ceiling");
    case Rule::amount:
    case Rule::rate_of_prior_balance: return in_bank(model, event, bank_cap_key(event.rule));
    case Rule::product_yearly_cap: return in_product(model, event, "yearly_cap/amount");
    case Rule::pool_yearly_cap: return "/pool/yearly_cap";
    case Rule::share_ceiling: return in_product(model, event, "share_ceiling");
    case Rule::bank_share: return in_product(model, event, "shares/" + std::to_string(event.row) + "/pays");
    case Rule::borrower_cap: return "/lending/borrower_cap";
    case Rule::renewal_cap: return in_product(model, event, "renewal/cap");
    case Rule::none:
    case Rule::limit:
    case Rule::yearly_limit:
    case Rule::yearly_limit_rate: break;
    }
    return {};
}

std::string of_breaker(const Model& model, const Event& event) {
    const auto& member = model.members[static_cast<std::size_t>(event.halted_by)];
    return "/breakers/" + model.scenario.breakers[member.breaker].id;
}

std::string of_limit(const Model& model, const Event& event) {
    const std::string key = event.rule == Rule::yearly_limit_rate ? "/yearly_limit_rate"
                            : event.rule == Rule::yearly_limit    ? "/yearly_limit"
                                                                  : "/limit";
    if (event.payer >= 0) {
        return "/reguarantors/" + model.scenario.reguarantors[static_cast<std::size_t>(event.payer)].id + key;
    }
    return "/parties/" + std::string(terms::kPartyNames[static_cast<std::size_t>(event.party)]) + key;
}

} // namespace

std::string clause_of(const Model& model, const Event& event) {
    switch (event.kind) {
    case EventKind::claim_filed: return in_product(model, event, "shares/" + std::to_string(event.row));
    case EventKind::add_on: return in_product(model, event, "add_ons/" + std::to_string(event.row));
    case EventKind::renewal_capped:
    case EventKind::claim_deferred:
    case EventKind::add_on_cut:
    case EventKind::part_cut: return of_rule(model, event);
    case EventKind::first_loss:
        return "/parties/" + std::string(terms::kPartyNames[static_cast<std::size_t>(event.party)]) + "/first_loss";
    case EventKind::account_transfer: return "/pool/sub_accounts/transfers";
    case EventKind::claim_rejected: return in_product(model, event, "claim/rejection_probability");
    case EventKind::claim_cut: return of_cut(model, event);
    case EventKind::claim_held: return of_breaker(model, event);
    case EventKind::claim_waits:
    case EventKind::claim_to_bank: return "/pool/on_shortfall";
    case EventKind::guarantor_limited:
    case EventKind::insurer_limited:
    case EventKind::reguarantee_limited:
    case EventKind::reguarantor_limited: return of_limit(model, event);
    default: return {};
    }
}

} // namespace kdt::study
