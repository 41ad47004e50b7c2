#include "scenario/rule_list.hpp"

#include <algorithm>

// Caps and chances at an end of their range: what they leave nothing of looks as if it were there.
namespace kdt::scenario {
namespace {

/// A yearly cap of 0, and for whom the pool then pays nothing.
void notice_zero_cap(const RuleInput& in, const std::string& pointer, terms::OnCap on_cap, const Text& whom) {
    const bool waits = on_cap == terms::OnCap::next_year;
    in.idle(pointer,
            {waits ? "上限为 0，每笔补偿年年顺延，永不支付" : "上限为 0，资金池不付" + whom.zh,
             waits ? "is 0: every claim waits for January after January and is never paid"
                   : "is 0: the pool pays no claim" + whom.en},
            {"写明上限；不限时删掉 yearly_cap", "give a cap; leave yearly_cap out for none"});
}

void notice_zero_caps(const RuleInput& in) {
    if (in.scenario.pool.yearly_cap == Fen{}) {
        notice_zero_cap(in, "/pool/yearly_cap", in.scenario.pool.on_cap, {"任何补偿", ""});
    }
    for (const Bank& bank : in.scenario.banks) {
        const terms::YearlyCap& cap = bank.yearly_cap;
        const bool by_rate = cap.rate_of_prior_balance && cap.rate_of_prior_balance->value == 0.0;
        if (cap.amount != Fen{} && !by_rate) { continue; }
        const std::string block = child(child("/banks", bank.id), "yearly_cap");
        notice_zero_cap(in, child(block, by_rate ? "rate_of_prior_balance" : "amount"), cap.on_cap,
                        {"该行的补偿", " of the bank"});
    }
    for (const Product& product : in.scenario.products) {
        if (product.yearly_cap != Fen{}) { continue; }
        notice_zero_cap(in, child(child(child("/products", product.id), "yearly_cap"), "amount"), product.on_cap,
                        {"该产品的补偿", " of the product"});
    }
}

/// Whether the tape says of a loan of the product that it is filed, whatever the product's chance.
bool filed_on_tape(const Scenario& scenario, std::size_t place) {
    const auto& tape = scenario.portfolio.tape;
    return std::any_of(tape.begin(), tape.end(), [&](const TapeLoan& loan) {
        return loan.product == static_cast<int>(place) && loan.covered == true;
    });
}

void notice_zero_claims(const RuleInput& in, std::size_t place) {
    const Product& product = in.scenario.products[place];
    const std::string block = child("/products", product.id);
    const std::string claim = child(block, "claim");
    if (product.covered == 0.0 && !filed_on_tape(in.scenario, place)) {
        in.idle(child(block, "covered"),
                {"为 0，没有一笔贷款备案，各方都不补偿", "is 0: no loan is filed, nobody pays"},
                {"写明备案率，或删掉它", "give the share of loans filed, or take it out"});
    }
    if (product.claim.rejection_probability == 1.0) {
        in.idle(child(claim, "rejection_probability"), {"为 1，每笔申请都被拒付", "is 1: every claim is rejected"},
                {"写明拒付概率，或删掉它", "give the chance of a rejection, or take it out"});
    }
    const auto notice_cap = [&](const char* key, const std::optional<Fen>& cap) {
        if (cap != Fen{}) { return; }
        in.idle(child(claim, key), {"上限为 0，资金池不付该产品的补偿", "is 0: the pool pays no claim of the product"},
                {"写明上限，或删掉它", "give a cap, or take it out"});
    };
    notice_cap("cap_per_claim", product.claim.cap_per_claim);
    notice_cap("cap_per_borrower", product.claim.cap_per_borrower);
}

} // namespace

void notice_idle_zeros(const RuleInput& in) {
    notice_zero_caps(in);
    for (std::size_t place = 0; place < in.scenario.products.size(); ++place) { notice_zero_claims(in, place); }
}

} // namespace kdt::scenario
