#include "scenario/read.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

TopUp read_top_up(const Block& entry, int delay, const std::vector<Bank>& banks, const std::vector<Funder>& funders) {
    TopUp out;
    out.month = entry.month("month", 1) + delay;
    out.amount = entry.money("amount");
    out.probability = entry.rate("probability", 1.0);
    out.late_probability = entry.block("late").rate("probability", 0.0);
    out.late_months = entry.block("late").whole("months", 0);
    out.kind = entry.choice<TopUpKind>("kind", {{"budget", TopUpKind::budget},
                                                {"loan_to_award", TopUpKind::loan_to_award},
                                                {"grant_to_investment", TopUpKind::grant_to_investment}});
    if (entry.has("bank")) { out.bank = place_in(banks, entry.text("bank")); }
    if (entry.has("funder")) { out.funder = place_in(funders, entry.text("funder")); }
    out.stress_delay = delay;
    return out;
}

/// Top-ups of a month that stress.top_up_fails names (before any delay) never come.
std::vector<TopUp> read_top_ups(const Block& top_ups, const Block& stress, int delay, const std::vector<Bank>& banks,
                                const std::vector<Funder>& funders) {
    const auto failures = stress.block("top_up_fails").entries();
    std::vector<TopUp> out;
    for (const Block& entry : top_ups.entries()) {
        TopUp top_up = read_top_up(entry, delay, banks, funders);
        top_up.fails = std::any_of(failures.begin(), failures.end(), [&](const Block& failure) {
            return failure.month("month", 0) == top_up.month - delay;
        });
        out.push_back(top_up);
    }
    return out;
}

std::optional<Refill> read_refill(const Block& refill, int delay) {
    if (!refill.there()) { return std::nullopt; }
    Refill out;
    out.below = refill.rate("below", 1.0);
    out.target = refill.money("target");
    out.lag_months = refill.whole("lag_months", 0) + delay;
    out.yearly_limit = refill.maybe_money("yearly_limit");
    out.target_of_loans = refill.maybe_rate("target_share_of_outstanding");
    out.below_of_loans = refill.maybe_rate("below_share_of_outstanding");
    return out;
}

std::optional<Leverage> read_leverage(const Block& leverage) {
    if (!leverage.there()) { return std::nullopt; }
    Leverage out;
    out.multiple = leverage.rate("multiple", 1.0);
    out.base = leverage.choice<LeverageBase>("base", {{"opening", LeverageBase::opening},
                                                      {"balance", LeverageBase::balance},
                                                      {"net_of_pipeline", LeverageBase::net_of_pipeline}});
    out.counts_bad = leverage.flag("counts_bad", false);
    out.on = leverage.choice<LeverageOn>(
        "on", {{"outstanding", LeverageOn::outstanding}, {"authorised", LeverageOn::authorised}});
    out.per = leverage.choice<LeveragePer>("per", {{"scheme", LeveragePer::scheme}, {"bank", LeveragePer::bank}});
    return out;
}

std::vector<Funder> read_funders(const Block& funders) {
    using terms::FunderPart;
    std::vector<Funder> out;
    for (const auto& [id, funder] : funders.members()) {
        Funder read{id, funder.rate("share", 0.0), std::nullopt};
        if (funder.has("order")) { read.order = funder.whole("order", 1); }
        if (funder.has("part")) {
            read.part =
                funder.choice<FunderPart>("part", {{"cash", FunderPart::cash}, {"commitment", FunderPart::commitment}});
        }
        out.push_back(std::move(read));
    }
    return out;
}

std::optional<terms::ManagementFee> read_management_fee(const Block& fee) {
    using terms::CostBase;
    if (!fee.there()) { return std::nullopt; }
    return terms::ManagementFee{Rate{fee.rate("rate", 0.0)},
                                fee.choice<CostBase>("of", {{"balance", CostBase::balance},
                                                            {"outstanding", CostBase::outstanding},
                                                            {"claims_paid", CostBase::claims_paid}})};
}

} // namespace

std::optional<terms::GuaranteeFee> read_guarantee_fee(const Block& fee) {
    using terms::FeePaid;
    using terms::FeeTo;
    if (!fee.there()) { return std::nullopt; }
    return terms::GuaranteeFee{
        Rate{fee.rate("rate", 0.0)},
        fee.choice<FeePaid>("paid", {{"yearly", FeePaid::yearly}, {"at_grant", FeePaid::at_grant}}),
        fee.choice<FeeTo>("to", {{"pool", FeeTo::pool}, {"guarantor", FeeTo::guarantor}, {"insurer", FeeTo::insurer}}),
        Rate{fee.rate("subsidised_by_pool", 0.0)}};
}

std::optional<terms::InterestSubsidy> read_interest_subsidy(const Block& subsidy) {
    using terms::SubsidyPayer;
    if (!subsidy.there()) { return std::nullopt; }
    terms::InterestSubsidy out{
        subsidy.rate("share", 0.0), subsidy.maybe_money("cap_per_firm"),
        subsidy.choice<SubsidyPayer>("paid_by", {{"pool", SubsidyPayer::pool}, {"budget", SubsidyPayer::budget}})};
    if (const auto lpr = subsidy.maybe_rate("lpr")) { out.lpr = Rate{*lpr}; }
    return out;
}

terms::OnCap read_on_cap(const Block& block) {
    return block.choice<terms::OnCap>(
        "on_cap", {{"bank_bears", terms::OnCap::bank_bears}, {"next_year", terms::OnCap::next_year}});
}

Pool read_pool(const Block& pool, const Block& stress, const std::vector<Bank>& banks) {
    Pool out;
    const int delay = stress.whole("top_up_delay_months", 0);
    out.mode = pool.choice<PoolMode>("mode", {{"cash_pool", PoolMode::cash_pool},
                                              {"budget_commitment", PoolMode::budget_commitment},
                                              {"hybrid", PoolMode::hybrid}});
    // What the mode has no use for is refused or noticed by the rules; here it counts for nothing.
    if (out.mode != PoolMode::budget_commitment) { out.balance = pool.money("balance"); }
    if (out.mode != PoolMode::cash_pool) {
        out.annual_limit = pool.money("annual_limit");
        out.carry_over = pool.flag("carry_over", false);
    }
    out.interest_rate = Rate{pool.rate("interest_rate", 0.0)};
    out.funders = read_funders(pool.block("funders"));
    out.top_ups = read_top_ups(pool.block("top_ups"), stress, delay, banks, out.funders);
    using terms::Transfers;
    out.transfers = pool.block("sub_accounts")
                        .choice<Transfers>("transfers", {{"none", Transfers::none},
                                                         {"from_common", Transfers::from_common},
                                                         {"from_all", Transfers::from_all}});
    out.refill = read_refill(pool.block("refill"), delay);
    out.management_fee = read_management_fee(pool.block("management_fee"));
    out.on_shortfall = pool.choice<OnShortfall>(
        "on_shortfall", {{"queue", OnShortfall::queue}, {"bank_bears", OnShortfall::bank_bears}});
    out.leverage = read_leverage(pool.block("leverage"));
    out.yearly_cap = pool.maybe_money("yearly_cap");
    out.on_cap = read_on_cap(pool);
    return out;
}

} // namespace kdt::scenario
