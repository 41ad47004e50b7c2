#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace kdt::tally {

/// What is scored on every path in every month. Flows are cumulative since as_of; levels are what stands at month end.
enum class Measure : std::size_t {
    defaulted_principal,
    credit_loss,
    loss_to_date,
    default_rate,
    claims_filed,
    claims_paid,
    claims_cut,
    claims_rejected,
    claims_to_bank,
    claims_cancelled,
    recoveries,
    recoveries_to_pool,
    pool_net_loss,
    bank_net_loss,
    guarantor_net_loss,
    insurer_net_loss,
    reguarantee_net_loss,
    disbursed,
    extended,
    repaid_early,
    top_ups, ///< dated ones
    refills, ///< ordered by the refill rule
    interest_income,
    fees,
    subsidies, ///< interest_subsidies + fee_subsidies
    interest_subsidies,
    fee_subsidies,
    management_cost,
    budget_called,
    grants,
    limit_renewed,
    returned_to_treasury,
    guarantor_fees,
    insurer_fees,
    budget_subsidies,
    loans_granted,
    pool_balance,
    outstanding,
    authorised,
    leverage_used,
    capacity_left,
    bad_balance,
    claims_waiting,
    claims_deferred, ///< of it: waits for January under a cap
    claims_pending,
    account_balance, ///< of a bank's own account; of the scheme: of all banks' accounts
    common_account,  ///< the rest of the pool
};

inline constexpr std::size_t kMeasures = 47;

/// In what a score is counted; scores are integers so that sums over paths are exact and free of order.
enum class ScoreUnit {
    fen,   ///< money, whole 分
    count, ///< pieces
    ratio, ///< 10^-12
    times, ///< 10^-9, for multiples such as leverage
};

enum class ScoreKind { flow, level };

struct MeasureInfo {
    std::string_view name; ///< as in summary.json
    ScoreUnit unit = ScoreUnit::fen;
    ScoreKind kind = ScoreKind::flow;
    bool is_loss = false;  ///< losses carry ES and UL
    bool by_group = false; ///< also kept for each bank, product, tier and sector
    bool by_rule = false;  ///< shown only where the scenario has the rule that moves it
    bool by_bank = false;  ///< of the groups kept for banks alone; elsewhere 0
};

/// In the order of `Measure`.
extern const std::array<MeasureInfo, kMeasures> kMeasureInfo;

inline const MeasureInfo& info(Measure measure) { return kMeasureInfo[static_cast<std::size_t>(measure)]; }

/// A score that does not exist on this path (leverage at balance 0, capacity without a ceiling); sorts above all
/// others.
inline constexpr std::int64_t kNoScore = std::numeric_limits<std::int64_t>::max();

} // namespace kdt::tally
