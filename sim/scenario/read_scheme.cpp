#include "scenario/read.hpp"

#include "terms/cession.hpp"

#include <algorithm>
#include <array>

namespace kdt::scenario {
namespace {

template <class Member>
std::optional<int> place_of(const Block& when, const std::string& key, const std::vector<Member>& members) {
    return when.has(key) ? std::optional(place_in(members, when.text(key))) : std::nullopt;
}

terms::Condition read_condition(const Block& when, const Scenario& known) {
    terms::Condition out;
    out.principal_at_most = when.maybe_money("principal_at_most");
    out.principal_above = when.maybe_money("principal_above");
    out.tier = place_of(when, "tier", known.tiers);
    out.sector = place_of(when, "sector", known.sectors);
    out.bank = place_of(when, "bank", known.banks);
    const auto flag = [&](const std::string& key) {
        return when.has(key) ? std::optional(when.flag(key, false)) : std::nullopt;
    };
    out.renewal = flag("renewal");
    out.first_loan = flag("first_loan");
    out.collateral = flag("collateral");
    if (const auto name = when.block("collateral").as_text()) {
        const auto& kinds = known.collateral_kinds;
        out.collateral = true;
        out.collateral_kind = static_cast<int>(std::find(kinds.begin(), kinds.end(), *name) - kinds.begin());
    }
    out.revenue_at_most = when.maybe_money("revenue_at_most");
    return out;
}

/// The bank bears what the other parties leave.
terms::Shares read_shares(const Block& pays) {
    terms::Shares out;
    double others = 0.0;
    for (std::size_t party = 0; party + 1 < terms::kParties; ++party) {
        out.fraction[party] = pays.rate(std::string(terms::kPartyNames[party]), 0.0);
        others += out.fraction[party];
    }
    out[terms::Party::bank] = std::max(0.0, pays.maybe_rate("bank").value_or(1.0 - others));
    return out;
}

terms::ClaimTerms read_claim(const Block& claim) {
    terms::ClaimTerms out;
    out.basis = claim.choice<terms::Basis>("basis", {{"principal", terms::Basis::principal},
                                                     {"principal_and_interest", terms::Basis::principal_and_interest}});
    out.pay_on = claim.choice<terms::PayOn>("pay_on",
                                            {{"overdue", terms::PayOn::overdue}, {"net_loss", terms::PayOn::net_loss}});
    out.overdue_months = claim.whole("overdue_months", 3);
    out.review_months = claim.whole("review_months", 1);
    out.rejection_probability = claim.rate("rejection_probability", 0.0);
    out.lock_in_months = claim.whole("lock_in_months", 0);
    out.cap_per_claim = claim.maybe_money("cap_per_claim");
    out.cap_per_borrower = claim.maybe_money("cap_per_borrower");
    double sum = 0.0;
    std::vector<terms::Instalment> instalments;
    for (const Block& instalment : claim.block("instalments").entries()) {
        sum += instalment.rate("share", 0.0);
        instalments.push_back({instalment.whole("month", 0), sum});
    }
    if (!instalments.empty()) {
        instalments.back().cumulative_share = 1.0;
        out.instalments = std::move(instalments);
    }
    return out;
}

terms::YearlyCap read_yearly_cap(const Block& cap) {
    terms::YearlyCap out;
    out.amount = cap.maybe_money("amount");
    if (const auto rate = cap.maybe_rate("rate_of_prior_balance")) { out.rate_of_prior_balance = Rate{*rate}; }
    out.on_cap = read_on_cap(cap);
    return out;
}

Tenors read_tenors(const Block& product) {
    const Block tenors = product.block("tenor_months");
    Tenors out(product.whole("tenor_months", 12));
    if (!tenors.is_array() || tenors.entries().empty()) { return out; }
    out.months.clear();
    out.weights.clear();
    for (const Block& tenor : tenors.entries()) {
        out.months.push_back(std::max(1, tenor.whole("months", 1)));
        out.weights.push_back(tenor.rate("weight", 1.0));
    }
    return out;
}

Product read_product(const std::string& id, const Block& product, const Scenario& known) {
    Product out;
    out.id = id;
    out.starts_month = product.month("starts_month", 1);
    out.tenor_months = read_tenors(product);
    out.repayment = product.choice<Repayment>("repayment", {{"bullet", Repayment::bullet},
                                                            {"equal_principal", Repayment::equal_principal},
                                                            {"equal_instalment", Repayment::equal_instalment}});
    out.rate = Rate{product.rate("rate", 0.0)};
    if (const auto cap = product.maybe_rate("rate_cap")) { out.rate_cap = Rate{*cap}; }
    out.borrower_cap = product.maybe_money("borrower_cap");
    out.utilisation = product.rate("utilisation", 1.0);
    out.draw_lag_months = product.whole("draw_lag_months", 0);
    out.early_repayment = product.rate("early_repayment", 0.0);
    out.extension_probability = product.block("extension").rate("probability", 0.0);
    out.extension_months = product.block("extension").whole("months", 0);
    out.renewal_probability = product.block("renewal").rate("probability", 0.0);
    out.renewal_max_times = product.block("renewal").whole("max_times", 0);
    out.renewal_cap = product.block("renewal").maybe_money("cap");
    for (const Block& row : product.block("shares").entries()) {
        out.shares.push_back({read_condition(row.block("when"), known), read_shares(row.block("pays"))});
    }
    if (out.shares.empty()) { out.shares.emplace_back(); }
    for (const Block& entry : product.block("add_ons").entries()) {
        out.add_ons.push_back({read_condition(entry.block("when"), known), entry.rate("points", 0.0)});
    }
    out.share_ceiling = product.maybe_rate("share_ceiling");
    if (const auto ceiling = product.maybe_rate("public_ceiling")) { out.public_ceiling = Rate{*ceiling}; }
    out.covered = product.rate("covered", 1.0);
    out.claim = read_claim(product.block("claim"));
    out.yearly_cap = product.block("yearly_cap").maybe_money("amount");
    out.on_cap = read_on_cap(product.block("yearly_cap"));
    out.recovery_split =
        product.choice<terms::RecoverySplit>("recovery_split", {{"pro_rata", terms::RecoverySplit::pro_rata},
                                                                {"bank_first", terms::RecoverySplit::bank_first}});
    out.guarantee_fee = read_guarantee_fee(product.block("guarantee_fee"));
    out.interest_subsidy = read_interest_subsidy(product.block("interest_subsidy"));
    return out;
}

} // namespace

std::vector<Bank> read_banks(const Block& banks, const std::vector<Sector>& sectors) {
    std::vector<Bank> out;
    for (const auto& [id, bank] : banks.members()) {
        out.push_back({id, bank.rate("weight", 1.0), bank.maybe_money("yearly_plan"),
                       bank.maybe_money("max_outstanding"), read_layers(bank.block("layer"), sectors),
                       read_yearly_cap(bank.block("yearly_cap")), bank.maybe_money("opening_balance"),
                       bank.maybe_rate("leverage_multiple")});
    }
    if (out.empty()) { out.emplace_back(); }
    return out;
}

terms::PartyTerms read_party(const Block& party) {
    terms::PartyTerms out{party.maybe_money("limit"), party.maybe_money("yearly_limit"), party.money("first_loss")};
    if (const auto rate = party.maybe_rate("yearly_limit_rate")) { out.yearly_limit_rate = Rate{*rate}; }
    return out;
}

Fen times_pool(Fen balance, double times) {
    const double product = static_cast<double>(balance.count) * times;
    return product <= static_cast<double>(kLargestAmount.count) ? round_part(balance, Rate{times}) : Fen{};
}

std::vector<Reguarantor> read_reguarantors(const Block& reguarantors, const std::vector<Tier>& tiers) {
    std::vector<Reguarantor> out;
    for (const auto& [id, entry] : reguarantors.members()) {
        if (out.size() == terms::kMostReguarantors) { break; }
        Reguarantor read{id, {}, read_party(entry)};
        const Block share = entry.block("share");
        for (const Tier& tier : tiers) {
            read.share.push_back(share.is_object() ? share.rate(tier.id, 0.0) : share.as_rate().value_or(0.0));
        }
        out.push_back(std::move(read));
    }
    return out;
}

std::vector<Product> read_products(const Block& products, const Scenario& known) {
    std::vector<Product> out;
    for (const auto& [id, product] : products.members()) { out.push_back(read_product(id, product, known)); }
    return out;
}

std::vector<Breaker> read_breakers(const Block& breakers, const std::vector<Product>& products) {
    using terms::Metric;
    using terms::Payer;
    using terms::Resume;
    using terms::Scope;
    std::vector<Breaker> out;
    for (const auto& [id, breaker] : breakers.members()) {
        terms::BreakerRule rule;
        rule.scope = breaker.choice<Scope>(
            "scope",
            {{"scheme", Scope::scheme}, {"bank", Scope::bank}, {"product", Scope::product}, {"sector", Scope::sector}});
        rule.metric = breaker.choice<Metric>(
            "metric", {{"bad_balance_over_balance", Metric::bad_balance_over_balance},
                       {"bad_over_lending_in_year", Metric::bad_over_lending_in_year},
                       {"claims_over_lending_in_year", Metric::claims_over_lending_in_year},
                       {"claims_over_matured_in_year", Metric::claims_over_matured_in_year},
                       {"cumulative_claims_over_cumulative_lending", Metric::cumulative_claims_over_cumulative_lending},
                       {"claims_over_pool", Metric::claims_over_pool}});
        rule.payer =
            breaker.choice<Payer>("of", {{"pool", Payer::pool}, {"guarantor", Payer::guarantor}, {"all", Payer::all}});
        for (const Block& product : breaker.block("products").entries()) {
            rule.products.push_back(place_in(products, product.as_text().value_or("")));
        }
        rule.warn_above = breaker.maybe_rate("warn_above");
        rule.stop_above = breaker.maybe_rate("stop_above");
        for (const Block& halted : breaker.block("halts").entries()) {
            rule.halts_lending = rule.halts_lending || halted.as_text() == "lending";
            rule.halts_claims = rule.halts_claims || halted.as_text() == "claims";
        }
        rule.review_months = breaker.whole("review_months", 1);
        rule.resume = breaker.choice<Resume>("resume", {{"below", Resume::below},
                                                        {"after_months", Resume::after_months},
                                                        {"year_end", Resume::year_end},
                                                        {"never", Resume::never}});
        rule.resume_after_months = breaker.whole("resume_after_months", 0);
        const double usual = rule.warn_above.value_or(rule.stop_above.value_or(0.0));
        rule.resume_below = breaker.rate("resume_below", usual);
        out.push_back({id, rule});
    }
    return out;
}

std::vector<Target> read_targets(const Block& targets, const std::vector<Product>& products, const Pool& pool) {
    std::vector<Target> out;
    for (const auto& [id, target] : targets.members()) {
        Target read;
        read.id = id;
        read.measure = target.choice<TargetMeasure>("measure", {{"disbursed", TargetMeasure::disbursed},
                                                                {"cumulative", TargetMeasure::cumulative},
                                                                {"outstanding", TargetMeasure::outstanding}});
        const bool window = read.measure == TargetMeasure::disbursed;
        read.from_month = window ? target.month("from_month", 1) : 1;
        read.to_month = target.month(window ? "to_month" : "at_month", 1);
        read.already_lent = target.money("already_lent");
        const auto times = target.maybe_rate("times_pool");
        read.amount = times ? times_pool(pool.balance, *times) : target.money("amount");
        for (const Block& product : target.block("products").entries()) {
            read.products.push_back(place_in(products, product.as_text().value_or("")));
        }
        out.push_back(std::move(read));
    }
    return out;
}

} // namespace kdt::scenario
