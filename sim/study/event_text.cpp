#include "study/event_text.hpp"

namespace kdt::study {

using engine::EventKind;

namespace {

/// Where money is left in the pool, it is the account that has none.
Text shortfall_rule(const engine::Event& event, const Text& usual) {
    if (event.pool_balance == Fen{}) { return usual; }
    return {usual.zh + "（分户 banks.opening_balance）", usual.en + " (account: banks.opening_balance)"};
}

/// The rules that bind others than the pool.
Text rule_text(engine::Rule rule) {
    using engine::Rule;
    switch (rule) {
    case Rule::covered: return cut_rule(terms::Cut::covered);
    case Rule::lock_in: return cut_rule(terms::Cut::lock_in);
    case Rule::rejection: return {"拒赔概率 rejection_probability", "rejection_probability"};
    case Rule::layer: return cut_rule(terms::Cut::layer);
    case Rule::public_ceiling: return cut_rule(terms::Cut::public_ceiling);
    case Rule::amount:
    case Rule::rate_of_prior_balance:
    case Rule::product_yearly_cap:
    case Rule::pool_yearly_cap: return {"年度补偿上限 on_cap: next_year", "on_cap: next_year"};
    case Rule::share_ceiling: return {"分担比例上限 share_ceiling", "share_ceiling"};
    case Rule::bank_share: return {"银行比例不足 shares.pays.bank", "shares.pays.bank"};
    case Rule::borrower_cap: return {"单户总上限 lending.borrower_cap", "lending.borrower_cap"};
    case Rule::renewal_cap: return {"续贷上限 renewal.cap", "renewal.cap"};
    case Rule::none:
    case Rule::limit:
    case Rule::yearly_limit:
    case Rule::yearly_limit_rate: break;
    }
    return {};
}

} // namespace

Text event_name(EventKind kind) {
    switch (kind) {
    case EventKind::on_books: return {"期初在贷", "on the books"};
    case EventKind::interest: return {"专户利息", "interest"};
    case EventKind::top_up: return {"注入", "top-up"};
    case EventKind::grant: return {"奖补资金转入", "grant turned into the pool"};
    case EventKind::top_up_missed: return {"注入未到位", "top-up does not come"};
    case EventKind::top_up_late: return {"注入迟到", "top-up is late"};
    case EventKind::refill_ordered: return {"申请补足", "refill ordered"};
    case EventKind::refill_limited: return {"补足超年度上限", "refill limited"};
    case EventKind::refill: return {"补足到账", "refill"};
    case EventKind::limit_renewed: return {"年度额度更新", "yearly limit renewed"};
    case EventKind::budget_called: return {"预算支付", "called from the budget"};
    case EventKind::returned_to_treasury: return {"上缴财政", "returned to the treasury"};
    case EventKind::top_up_failed: return {"注入落空", "top-up failed"};
    case EventKind::management_cost: return {"管理费", "management fee"};
    case EventKind::management_cut: return {"资金不足，管理费少付", "management fee cut for want of money"};
    case EventKind::subsidy: return {"贴息", "interest subsidy"};
    case EventKind::subsidy_capped: return {"贴息超单户上限", "interest subsidy capped"};
    case EventKind::subsidy_cut: return {"资金不足，贴息少付", "interest subsidy cut for want of money"};
    case EventKind::budget_subsidy: return {"预算贴息", "interest subsidy from the budget"};
    case EventKind::fee_subsidy: return {"担保费补贴", "guarantee fee subsidised"};
    case EventKind::fee_subsidy_cut: return {"资金不足，担保费少补", "fee subsidy cut for want of money"};
    case EventKind::guarantee_fee: return {"担保费收入", "guarantee fee"};
    case EventKind::guarantor_fee: return {"担保机构收费", "fee to the guarantor"};
    case EventKind::insurer_fee: return {"保险机构收费", "premium to the insurer"};
    case EventKind::recovery_bank: return {"追偿归银行", "recovery to the bank"};
    case EventKind::recovery_pool: return {"追偿返还资金池", "recovery to the pool"};
    case EventKind::recovery_guarantor: return {"追偿归担保", "recovery to the guarantor"};
    case EventKind::recovery_insurer: return {"追偿归保险", "recovery to the insurer"};
    case EventKind::recovery_reguarantee: return {"追偿归再担保", "recovery to the re-guarantor"};
    case EventKind::recovery_cost: return {"追偿费用", "cost of recovery"};
    case EventKind::claim_cancelled: return {"追偿冲抵待补偿", "claim cancelled by recovery"};
    case EventKind::default_stated: return {"指定违约", "default stated"};
    case EventKind::default_event: return {"违约", "default"};
    case EventKind::contagion: return {"核心企业违约传染", "contagion from the anchor"};
    case EventKind::claim_filed: return {"申请补偿", "claim filed"};
    case EventKind::add_on: return {"加分", "add-on"};
    case EventKind::add_on_cut: return {"加分核减", "add-on cut"};
    case EventKind::first_loss: return {"首损", "first loss"};
    case EventKind::part_cut: return {"核减其他方分担", "part of another party cut"};
    case EventKind::claim_rejected: return {"拒赔", "claim rejected"};
    case EventKind::claim_cut: return {"核减补偿", "claim cut"};
    case EventKind::claim_deferred: return {"超年度上限，待次年", "beyond the year's cap, waits"};
    case EventKind::guarantor_paid: return {"担保代偿", "guarantor paid"};
    case EventKind::insurer_paid: return {"保险赔付", "insurer paid"};
    case EventKind::reguarantee_paid: return {"再担保代偿", "re-guarantor paid"};
    case EventKind::guarantor_limited: return {"超担保限额，银行承担", "beyond the guarantor's limit"};
    case EventKind::insurer_limited: return {"超保险限额，银行承担", "beyond the insurer's limit"};
    case EventKind::reguarantee_limited: return {"超再担保限额，银行承担", "beyond the re-guarantee's limit"};
    case EventKind::reguarantor_limited: return {"超再担保限额，担保承担", "beyond the re-guarantor's limit"};
    case EventKind::account_transfer: return {"分户间划转", "paid by other accounts"};
    case EventKind::claim_held: return {"熔断缓付", "claim held by a breaker"};
    case EventKind::claim_paid: return {"补偿支付", "claim paid"};
    case EventKind::claim_waits: return {"资金不足，待补偿", "claim waits for money"};
    case EventKind::claim_to_bank: return {"资金不足，银行承担", "shortfall borne by the bank"};
    case EventKind::matured: return {"到期收回", "matured"};
    case EventKind::extended: return {"展期", "extended"};
    case EventKind::repaid_early: return {"提前还款", "repaid early"};
    case EventKind::renewed: return {"续贷", "renewed"};
    case EventKind::renewal_not_wanted: return {"不续贷", "not renewed"};
    case EventKind::renewal_capped: return {"续贷压减", "renewal cut"};
    case EventKind::granted: return {"放款", "granted"};
    case EventKind::line_granted: return {"授信", "line granted"};
    case EventKind::drawn: return {"提款", "drawn"};
    case EventKind::refused_breaker:
    case EventKind::refused_bank_plan:
    case EventKind::refused_bank_stop:
    case EventKind::refused_capacity: return {"未放款", "refused"};
    case EventKind::renewal_refused_breaker:
    case EventKind::renewal_refused_bank_plan:
    case EventKind::renewal_refused_bank_stop:
    case EventKind::renewal_refused_capacity: return {"未续贷", "renewal refused"};
    case EventKind::warned: return {"预警", "warning"};
    case EventKind::stopped: return {"熔断", "stopped"};
    case EventKind::resumed: return {"恢复", "resumed"};
    }
    return {};
}

Text cut_rule(terms::Cut rule) {
    switch (rule) {
    case terms::Cut::covered: return {"未备案 covered", "covered"};
    case terms::Cut::lock_in: return {"等待期内违约 lock_in_months", "lock_in_months"};
    case terms::Cut::layer: return {"分层之外 banks.layer", "banks.layer"};
    case terms::Cut::public_ceiling: return {"公共资金合计上限 public_ceiling", "public_ceiling"};
    case terms::Cut::cap_per_claim: return {"单笔补偿上限 cap_per_claim", "cap_per_claim"};
    case terms::Cut::cap_per_borrower: return {"单户补偿上限 cap_per_borrower", "cap_per_borrower"};
    case terms::Cut::bank_yearly_cap: return {"银行年度补偿上限 banks.yearly_cap", "banks.yearly_cap"};
    case terms::Cut::product_yearly_cap: return {"产品年度补偿上限 products.yearly_cap", "products.yearly_cap"};
    case terms::Cut::pool_yearly_cap: return {"年度补偿上限 pool.yearly_cap", "pool.yearly_cap"};
    }
    return {};
}

Text event_rule(const engine::Event& event) {
    switch (event.kind) {
    case EventKind::claim_cut: return cut_rule(event.cut);
    case EventKind::claim_filed: return {"分担表 shares", "shares"};
    case EventKind::add_on: return {"加分项 add_ons", "add_ons"};
    case EventKind::add_on_cut: return rule_text(event.rule);
    case EventKind::first_loss: return {"首损 parties.first_loss", "parties.first_loss"};
    case EventKind::part_cut: return rule_text(event.rule);
    case EventKind::reguarantee_limited: return {"再担保限额 parties.reguarantee", "parties.reguarantee"};
    case EventKind::reguarantor_limited: return {"再担保限额 reguarantors", "reguarantors"};
    case EventKind::guarantor_limited: return {"担保限额 parties.guarantor", "parties.guarantor"};
    case EventKind::insurer_limited: return {"保险限额 parties.insurer", "parties.insurer"};
    case EventKind::claim_deferred: return rule_text(event.rule);
    case EventKind::top_up_failed: return {"压力：补充落空 stress.top_up_fails", "stress.top_up_fails"};
    case EventKind::default_stated: return {"压力：指定违约 stress.defaults", "stress.defaults"};
    case EventKind::contagion: return {"供应链传染 credit.contagion", "credit.contagion"};
    case EventKind::refused_bank_stop:
    case EventKind::renewal_refused_bank_stop: return {"压力：银行停贷 stress.bank_stops", "stress.bank_stops"};
    case EventKind::claim_rejected: return {"拒赔概率 rejection_probability", "rejection_probability"};
    case EventKind::claim_held:
    case EventKind::refused_breaker:
    case EventKind::renewal_refused_breaker: return {"熔断 breaker", "breaker"};
    case EventKind::top_up_missed: return {"到位概率 top_ups.probability", "top_ups.probability"};
    case EventKind::top_up_late: return {"迟到 top_ups.late", "top_ups.late"};
    case EventKind::refill_ordered:
    case EventKind::refill: return {"自动补足 pool.refill", "pool.refill"};
    case EventKind::refill_limited: return {"年度上限 pool.refill.yearly_limit", "pool.refill.yearly_limit"};
    case EventKind::limit_renewed: return {"年度承诺额度 pool.annual_limit", "pool.annual_limit"};
    case EventKind::management_cost:
    case EventKind::management_cut: return {"管理费 pool.management_fee", "pool.management_fee"};
    case EventKind::subsidy_capped: return {"单户上限 interest_subsidy.cap_per_firm", "interest_subsidy.cap_per_firm"};
    case EventKind::subsidy:
    case EventKind::subsidy_cut:
    case EventKind::budget_subsidy: return {"贴息 interest_subsidy", "interest_subsidy"};
    case EventKind::fee_subsidy:
    case EventKind::fee_subsidy_cut:
        return {"担保费补贴 guarantee_fee.subsidised_by_pool", "guarantee_fee.subsidised_by_pool"};
    case EventKind::guarantee_fee:
    case EventKind::guarantor_fee:
    case EventKind::insurer_fee: return {"担保费 guarantee_fee", "guarantee_fee"};
    case EventKind::account_transfer: return {"分户划转 sub_accounts.transfers", "sub_accounts.transfers"};
    case EventKind::claim_waits:
        return shortfall_rule(event, {"资金不足排队 on_shortfall: queue", "on_shortfall: queue"});
    case EventKind::claim_to_bank:
        return shortfall_rule(event, {"资金不足银行承担 on_shortfall: bank_bears", "on_shortfall: bank_bears"});
    case EventKind::refused_bank_plan:
    case EventKind::renewal_refused_bank_plan: return {"银行计划 bank_plan", "bank_plan"};
    case EventKind::refused_capacity:
    case EventKind::renewal_refused_capacity: return {"放大倍数 capacity", "capacity"};
    case EventKind::renewal_capped: return rule_text(event.rule);
    case EventKind::line_granted: return {"用信时滞 draw_lag_months", "draw_lag_months"};
    case EventKind::extended: return {"展期 extension", "extension"};
    case EventKind::repaid_early: return {"提前还款 early_repayment", "early_repayment"};
    case EventKind::renewal_not_wanted: return {"续贷概率或次数 renewal", "renewal"};
    case EventKind::warned: return {"预警线 warn_above", "warn_above"};
    case EventKind::stopped: return {"熔断线 stop_above", "stop_above"};
    case EventKind::resumed: return {"恢复 resume", "resume"};
    default: return {};
    }
}

} // namespace kdt::study
