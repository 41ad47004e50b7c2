#include "tally/measure.hpp"

namespace kdt::tally {
namespace {

constexpr MeasureInfo flow(std::string_view name, bool is_loss = false, bool by_group = false) {
    return {name, ScoreUnit::fen, ScoreKind::flow, is_loss, by_group};
}

/// A flow that is shown only where the scenario has the rule that moves it.
constexpr MeasureInfo by_rule(std::string_view name) {
    return {name, ScoreUnit::fen, ScoreKind::flow, false, false, true};
}

constexpr MeasureInfo level(std::string_view name, ScoreUnit unit, bool by_group = false) {
    return {name, unit, ScoreKind::level, false, by_group};
}

constexpr bool kLoss = true;
constexpr bool kByGroup = true;
constexpr bool kByRule = true;
constexpr bool kByBank = true;

} // namespace

const std::array<MeasureInfo, kMeasures> kMeasureInfo = {{
    flow("defaulted_principal", kLoss, kByGroup),
    flow("credit_loss", kLoss, kByGroup),
    flow("loss_to_date", kLoss, kByGroup),
    // A ratio of two cumulative sums: it stands at month end like a level, and a year's is the one at its end.
    level("default_rate", ScoreUnit::ratio, kByGroup),
    flow("claims_filed", kLoss, kByGroup),
    flow("claims_paid", kLoss, kByGroup),
    flow("claims_cut", false, kByGroup),
    flow("claims_rejected", false, kByGroup),
    flow("claims_to_bank", false, kByGroup),
    flow("claims_cancelled", false, kByGroup),
    flow("recoveries", false, kByGroup),
    flow("recoveries_to_pool", false, kByGroup),
    flow("pool_net_loss", kLoss, kByGroup),
    flow("bank_net_loss", kLoss, kByGroup),
    flow("guarantor_net_loss", kLoss, kByGroup),
    flow("insurer_net_loss", kLoss, kByGroup),
    flow("reguarantee_net_loss", kLoss, kByGroup),
    flow("disbursed", false, kByGroup),
    flow("extended", false, kByGroup),
    flow("repaid_early", false, kByGroup),
    flow("top_ups"),
    by_rule("refills"),
    flow("interest_income"),
    flow("fees"),
    flow("subsidies"),
    by_rule("interest_subsidies"),
    by_rule("fee_subsidies"),
    flow("management_cost"),
    flow("budget_called"),
    by_rule("grants"),
    by_rule("limit_renewed"),
    by_rule("returned_to_treasury"),
    by_rule("guarantor_fees"),
    by_rule("insurer_fees"),
    by_rule("budget_subsidies"),
    {"loans_granted", ScoreUnit::count, ScoreKind::flow, false, kByGroup},
    level("pool_balance", ScoreUnit::fen),
    level("outstanding", ScoreUnit::fen, kByGroup),
    level("authorised", ScoreUnit::fen, kByGroup),
    level("leverage_used", ScoreUnit::times),
    level("capacity_left", ScoreUnit::fen),
    level("bad_balance", ScoreUnit::fen, kByGroup),
    level("claims_waiting", ScoreUnit::fen, kByGroup),
    {"claims_deferred", ScoreUnit::fen, ScoreKind::level, false, kByGroup, kByRule},
    level("claims_pending", ScoreUnit::fen, kByGroup),
    {"account_balance", ScoreUnit::fen, ScoreKind::level, false, kByGroup, kByRule, kByBank},
    {"common_account", ScoreUnit::fen, ScoreKind::level, false, false, kByRule},
}};

} // namespace kdt::tally
