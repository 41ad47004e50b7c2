#include "scenario/rule_list.hpp"

#include <algorithm>
#include <set>

// Terms of claims, fees and parties that can never act: worth saying, for they look as if they did.
namespace kdt::scenario {
namespace {

using terms::Party;

/// Whether a row of some product, or of one only, has the party pay.
bool pays_somewhere(const Scenario& scenario, Party party) {
    return std::any_of(scenario.products.begin(), scenario.products.end(), [&](const Product& product) {
        return std::any_of(product.shares.begin(), product.shares.end(),
                           [&](const terms::ShareRow& row) { return row.pays[party] > 0.0; });
    });
}

void notice_idle_party(const RuleInput& in, const char* name, Party party, const terms::PartyTerms& terms) {
    const Block block = in.root.block("parties").block(name);
    if (!block.there()) { return; }
    if (!pays_somewhere(in.scenario, party)) {
        in.idle(block.pointer(), {"没有一行分担比例用到它", "not used: no share row has it pay"},
                {"在 shares 中写它的比例，或删掉它", "give it a share in a row, or take it out"});
    }
    if (terms.limit && terms.first_loss > *terms.limit) {
        in.idle(block.pointer("first_loss"),
                {"高于总限额，超出部分用不到", "is above its limit: what is beyond is never borne"},
                {"first_loss 应不高于 limit", "let first_loss be at most limit"});
    }
}

void notice_idle_bands(const RuleInput& in, const std::vector<Block>& bands) {
    std::set<std::string> named;
    for (const Block& band : bands) {
        for (const Block& sector : band.block("sectors").entries()) { named.insert(sector.as_text().value_or("")); }
        if (!lends(in.scenario) && band.text("book") == "lending_of_year") {
            in.idle(band.pointer("book"),
                    {"没有新增放款也没有续贷，分层的基数始终为 0",
                     "there is no lending and no renewal: the layer is of nothing"},
                    {"改用 opening_of_year，或写明 lending", "use opening_of_year, or give lending"});
        }
    }
    for (const Block& band : bands) {
        if (band.has("sectors") || named.size() < in.scenario.sectors.size()) { continue; }
        in.idle(band.pointer(), {"其他各档已写全所有行业", "the other bands name every sector: none is left for it"},
                {"写明 sectors，或删掉这一档", "give sectors, or take the band out"});
    }
}

/// Whether loans of the product bear interest, by its own rate or by the tape's.
bool bears_interest(const Scenario& scenario, std::size_t place) {
    if (scenario.products[place].rate.value > 0.0) { return true; }
    const auto& tape = scenario.portfolio.tape;
    return std::any_of(tape.begin(), tape.end(), [&](const TapeLoan& loan) {
        return loan.product == static_cast<int>(place) && loan.rate.value_or(0.0) > 0.0;
    });
}

void notice_idle_claim(const RuleInput& in, const Product& product, const Block& claim, bool interest) {
    const int longest =
        product.tenor_months.longest() + (product.extension_probability > 0.0 ? product.extension_months : 0);
    if (product.claim.lock_in_months >= longest) {
        in.idle(claim.pointer("lock_in_months"),
                {"不短于贷款期限，没有一笔违约得到补偿", "is no shorter than the loan: no default is ever covered"},
                {"缩短 lock_in_months", "shorten lock_in_months"});
    }
    if (product.claim.basis == terms::Basis::principal_and_interest &&
        (!interest || product.claim.overdue_months == 0)) {
        in.idle(claim.pointer("basis"),
                {interest ? "overdue_months 为 0，没有应计利息" : "没有利率，没有应计利息",
                 interest ? "overdue_months is 0: no interest accrues" : "there is no rate: no interest accrues"},
                {"写明 rate 与 overdue_months，或改用 principal", "give rate and overdue_months, or use principal"});
    }
    const int first_due = product.claim.due_month(1, in.scenario.recovery.last_month());
    const auto instalments = claim.block("instalments").entries();
    for (std::size_t place = 0; place < instalments.size(); ++place) {
        if (first_due + product.claim.instalments[place].month <= in.scenario.horizon_months) { continue; }
        in.idle(instalments[place].pointer("month"),
                {"晚于测算期末，这一期不会支付", "lies beyond the horizon for every claim: it is never paid"},
                {"延长 horizon_months，或提前这一期", "lengthen horizon_months, or bring it forward"});
    }
}

void notice_idle_subsidy(const RuleInput& in, const Product& product, const Block& block, bool interest) {
    if (product.interest_subsidy && !product.interest_subsidy->lpr && !interest) {
        in.idle(block.pointer("interest_subsidy"), {"没有利率，无息可贴", "there is no rate: no interest to subsidise"},
                {"写明 rate，或删掉 interest_subsidy", "give rate, or take interest_subsidy out"});
    }
}

} // namespace

void notice_idle_terms(const RuleInput& in) {
    notice_idle_party(in, "guarantor", Party::guarantor, in.scenario.guarantor);
    notice_idle_party(in, "insurer", Party::insurer, in.scenario.insurer);
    notice_idle_party(in, "reguarantee", Party::reguarantee, in.scenario.reguarantee);
    for (const auto& [id, bank] : in.root.block("banks").members()) {
        notice_idle_bands(in, one_or_several(bank.block("layer")));
    }
    for (std::size_t place = 0; place < in.scenario.products.size(); ++place) {
        const Product& product = in.scenario.products[place];
        const Block block = in.root.block("products").block(product.id);
        const bool interest = bears_interest(in.scenario, place);
        notice_idle_claim(in, product, block.block("claim"), interest);
        notice_idle_subsidy(in, product, block, interest);
    }
}

} // namespace kdt::scenario
