#pragma once

#include "base/money.hpp"
#include "base/month.hpp"
#include "base/problem.hpp"
#include "credit/seasoning.hpp"
#include "credit/size_law.hpp"
#include "terms/add_on.hpp"
#include "terms/breaker.hpp"
#include "terms/claim_terms.hpp"
#include "terms/funder_part.hpp"
#include "terms/guarantee_fee.hpp"
#include "terms/interest_subsidy.hpp"
#include "terms/layer.hpp"
#include "terms/management_fee.hpp"
#include "terms/party_terms.hpp"
#include "terms/recovery_split.hpp"
#include "terms/share_table.hpp"
#include "terms/transfers.hpp"
#include "terms/yearly_cap.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The validated input, complete after loading and never changed. Things with an id stand in file order and refer to
// one another by place in these lists. Money is in 分, rates are fractions, months count from 1 = as_of + 1.
namespace kdt::scenario {

enum class Unit { yuan, wan, yi }; ///< 元, 万元, 亿元
enum class OnShortfall { queue, bank_bears };
enum class LeverageBase { opening, balance, net_of_pipeline };

enum class PoolMode { cash_pool, budget_commitment, hybrid };

/// What a top-up is: new budget money, or grants to firms turned into the pool (贷转奖, 拨改投).
enum class TopUpKind { budget, loan_to_award, grant_to_investment };

struct TopUp {
    int month = 1; ///< in which it is due
    Fen amount;
    double probability = 1.0; ///< that it comes at all
    double late_probability = 0.0;
    int late_months = 0; ///< by which it is late then
    TopUpKind kind = TopUpKind::budget;
    std::optional<int> funder; ///< whose it is alone; absent: all funders'
    std::optional<int> bank;   ///< into whose account; absent: into all, in proportion to the opening balances
    int stress_delay = 0;      ///< months of stress.top_up_delay_months in `month`
    bool fails = false;        ///< stress.top_up_fails: it never comes
};

/// A standing order: below · target is the balance under which the difference to the target is ordered.
struct Refill {
    double below = 1.0;
    Fen target;                              ///< none where it is a share of what is outstanding
    int lag_months = 0;                      ///< from the order to its arrival, the delay of the stress block included
    std::optional<Fen> yearly_limit;         ///< most that arrives in a calendar year
    std::optional<double> target_of_loans{}; ///< the target as a share of what is outstanding
    std::optional<double> below_of_loans{};  ///< with it: the level, in place of `below`
};

enum class LeverageOn { outstanding, authorised };
enum class LeveragePer { scheme, bank };

struct Leverage {
    double multiple = 0.0;
    LeverageBase base = LeverageBase::opening;
    bool counts_bad = false;
    LeverageOn on = LeverageOn::outstanding;
    LeveragePer per = LeveragePer::scheme; ///< bank: each bank within the multiple of its own account
};

/// One of those who give the pool its money.
struct Funder {
    std::string id;
    double share = 0.0;                      ///< of what comes in, or of its part; all sum to 1
    std::optional<int> order;                ///< turn in which its money is used up; absent for all: by share
    std::optional<terms::FunderPart> part{}; ///< hybrid: cash or commitment; absent for all: both alike
};

struct Pool {
    PoolMode mode = PoolMode::cash_pool;
    Fen balance;      ///< cash at as_of; none under budget_commitment
    Fen annual_limit; ///< of the budget's commitment; none under cash_pool
    bool carry_over = false;
    Rate interest_rate;
    std::vector<TopUp> top_ups; ///< delays of the stress block already applied; months beyond the horizon kept
    terms::Transfers transfers = terms::Transfers::none; ///< between sub-accounts
    std::optional<Refill> refill;
    std::vector<Funder> funders;
    std::optional<terms::ManagementFee> management_fee;
    OnShortfall on_shortfall = OnShortfall::queue;
    std::optional<Leverage> leverage;
    std::optional<Fen> yearly_cap; ///< most granted on claims falling due in a calendar year
    terms::OnCap on_cap = terms::OnCap::bank_bears;
};

struct Bank {
    std::string id;
    double weight = 1.0;
    std::optional<Fen> yearly_plan;
    std::optional<Fen> max_outstanding;
    std::vector<terms::Layer> layers;   ///< a sector is in one of them at most
    terms::YearlyCap yearly_cap;        ///< no cap where neither member is given
    std::optional<Fen> opening_balance; ///< of its own account, a part of the pool's balance; absent: it has none
    std::optional<double> leverage_multiple{}; ///< of its own account, in place of the pool's; per: bank only

    /// The place of the layer for loans of a sector; nothing where they are shared in full.
    std::optional<std::size_t> layer_for(int sector) const;
};

/// Who takes over a part of what the guarantor pays.
struct Reguarantor {
    std::string id;
    std::vector<double> share; ///< of the basis, by tier
    terms::PartyTerms terms;
};

/// For how long a product's loans run: one tenor, or several by weight.
struct Tenors {
    std::vector<int> months{12};
    std::vector<double> weights{1.0};

    Tenors() = default;
    Tenors(int only) : months{only} {} ///< a number stands for a list of one
    bool several() const { return months.size() > 1; }
    int longest() const { return *std::max_element(months.begin(), months.end()); }
};

enum class Repayment { bullet, equal_principal, equal_instalment };

struct Product {
    std::string id;
    int starts_month = 1;
    Tenors tenor_months;
    Repayment repayment = Repayment::bullet;
    Rate rate;
    std::optional<Rate> rate_cap; ///< that no loan's rate may pass
    std::optional<Fen> borrower_cap;
    double utilisation = 1.0;           ///< part of an authorised line that is drawn
    int draw_lag_months = 0;            ///< from the grant of a line to its drawing
    double early_repayment = 0.0;       ///< probability within a year of repaying the whole loan early
    double extension_probability = 0.0; ///< of putting the last payment off, once, at maturity
    int extension_months = 0;
    double renewal_probability = 0.0;
    int renewal_max_times = 0;
    std::optional<Fen> renewal_cap;      ///< most of the line of a renewal
    std::vector<terms::ShareRow> shares; ///< never empty; the last row has no condition
    std::vector<terms::AddOn> add_ons;
    std::optional<double> share_ceiling; ///< of the pool's share with add-ons
    std::optional<Rate> public_ceiling;  ///< of pool and re-guarantee together, of the real loss
    double covered = 1.0;                ///< chance that a loan is filed in time
    terms::ClaimTerms claim;
    std::optional<Fen> yearly_cap; ///< most granted on its claims falling due in a calendar year
    terms::OnCap on_cap = terms::OnCap::bank_bears;
    terms::RecoverySplit recovery_split = terms::RecoverySplit::pro_rata;
    std::optional<terms::GuaranteeFee> guarantee_fee;
    std::optional<terms::InterestSubsidy> interest_subsidy;

    /// Whether who pays hangs on the firm's revenue.
    bool asks_revenue() const;
    /// Whether a contract that has been renewed so many times may be once more.
    bool may_be_renewed(int renewals) const { return renewal_probability > 0.0 && renewals < renewal_max_times; }
};

/// How the number of a tier's firms changes; rates a year.
struct FirmFlows {
    double entry_per_year = 0.0;    ///< new firms, as a part of those there
    double entrants_per_year = 0.0; ///< new firms, in number
    double exit_per_year = 0.0;
    std::optional<int> promote_to; ///< tier
    double promotion_per_year = 0.0;
};

/// One kind of collateral in the draw that decides whether there is any.
struct CollateralKind {
    int kind = 0;       ///< place in Scenario::collateral_kinds
    double up_to = 0.0; ///< the draws below it, and not below the kind before, are this kind
};

struct Tier {
    std::string id;
    double pd = 0.0; ///< annual, before any stress
    std::optional<credit::SizeLaw> loan_size;
    std::optional<int> firms; ///< at as_of
    FirmFlows flows{};
    double first_loan = 0.0; ///< chance that an application is the firm's first loan
    double collateral = 0.0; ///< chance that it has collateral
    std::optional<credit::SizeLaw> revenue;
    std::optional<Fen> turnover = std::nullopt;     ///< of a firm in a year
    std::optional<Fen> borrower_cap = std::nullopt; ///< most of a new line to one of its firms
    std::vector<CollateralKind> collateral_kinds{}; ///< ascending to `collateral`; empty where kinds are not told apart

    /// What kind of collateral a draw stands for; −1: none, or none with a name.
    int kind_of_collateral(double u) const;
};

enum class CorrelationRule { stated, basel_sme, basel_retail };

struct Sector {
    std::string id;
    double weight = 1.0;
    double asset_correlation = 0.0;     ///< before stress.asset_correlation
    std::vector<double> factor_weights; ///< one for each factor of `credit.factors`, 0 where not named
    CorrelationRule correlation_rule = CorrelationRule::stated; ///< `asset_correlation` counts where stated
};

enum class Dependence { gaussian, student_t, credit_risk_plus, logit, independent, given };

struct Factor {
    std::string id;
    double persistence = 0.0;
    std::optional<double> start;
    std::optional<double> gamma_sd = std::nullopt; ///< of Γ in CreditRisk+
};

/// An anchor's default multiplies its suppliers' hazard in the months that follow.
struct Contagion {
    double multiplier = 1.0;
    int months = 0;
};

struct GivenDefault {
    std::string loan_id;
    int month = 1;
    std::optional<double> recovery;
};

struct Credit {
    Dependence dependence = Dependence::gaussian;
    double degrees_of_freedom = 0.0;
    double logit_slope = 0.0;
    std::optional<double> yuan_per_euro; ///< for Basel's turnover in euro
    std::optional<Contagion> contagion;
    int factor_period_months = 12;
    std::vector<Factor> factors;
    std::vector<std::vector<double>> correlations; ///< R, factors × factors, unit diagonal
    credit::Seasoning seasoning;                   ///< pd_means already applied
    std::vector<GivenDefault> given;               ///< `given` only
};

enum class RecoveryDistribution { constant, beta };
enum class CycleLink { none, frye_jacobs };

struct WorkoutPoint {
    int month = 0; ///< months since default
    double cumulative_share = 1.0;
};

struct Recovery {
    RecoveryDistribution distribution = RecoveryDistribution::constant;
    double mean = 0.0; ///< before recovery_multiplier
    double sd = 0.0;
    CycleLink cycle_link = CycleLink::none;
    Rate cost_rate;
    std::vector<WorkoutPoint> workout{WorkoutPoint{}}; ///< ascending months, last share 1
    int last_month() const { return workout.back().month; }
};

/// One row of a loan tape (or of the synthetic book), defaults filled in.
struct TapeLoan {
    std::string loan_id;
    std::string borrower_id; ///< never empty
    std::string anchor;      ///< borrower id of the firm it supplies; empty: none
    int product = 0;
    int bank = 0;
    int tier = 0;
    int sector = 0;
    Fen principal; ///< outstanding
    Fen original_principal;
    Fen undrawn; ///< what the line holds beyond the original principal
    int months_on_book = 0;
    int remaining_months = 0;
    std::optional<double> pd;
    std::optional<double> asset_correlation;
    std::optional<double> recovery;
    std::optional<double> rate;
    int renewals_used = 0;
    bool first_loan = false;
    bool collateral = false;
    std::optional<Fen> revenue;
    std::optional<bool> covered; ///< absent: drawn
    int collateral_kind = -1;    ///< place in Scenario::collateral_kinds; −1: none of them
};

struct SyntheticBook {
    Fen outstanding;
    std::vector<double> mix; ///< share of each product, sums to 1
};

struct Portfolio {
    std::vector<TapeLoan> tape; ///< in file order; empty without `portfolio.file`
    std::optional<SyntheticBook> synthetic;
};

struct DemandRow {
    int product = 0;
    int tier = 0;
    double loans_per_month = 0.0; ///< where stated by amount: ÷ mean capped size; by firms: at as_of
    std::optional<double> applications_per_firm_year{};
};

/// How paths are drawn: as the model has them; half of them with shifted factors, each with its likelihood ratio; the
/// factors from a scrambled Sobol sequence.
enum class Method { plain, tilt, sobol };

enum class Counts { poisson, smoothed };

struct Lending {
    std::vector<DemandRow> demand; ///< file order
    double growth_per_year = 0.0;
    std::array<double, 12> seasonality{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}; ///< January first
    Counts counts = Counts::poisson;
    double demand_volatility = 0.0;
    double macro_loading = 0.0;
    std::optional<Fen> borrower_cap; ///< of one borrower's lines over all products
};

struct Breaker {
    std::string id;
    terms::BreakerRule rule;
};

enum class TargetMeasure { disbursed, cumulative, outstanding };

struct Target {
    std::string id;
    TargetMeasure measure = TargetMeasure::disbursed;
    int from_month = 1; ///< disbursed: first month of the window; cumulative: 1
    int to_month = 1;   ///< last month of the window, or the date of the reading
    Fen already_lent;
    Fen amount;
    std::vector<int> products; ///< empty: all
};

/// Who defaults in a month because the stress block says so.
struct DefaultShock {
    enum class Whom { loan, borrower, sector, largest };
    int month = 1;
    Whom whom = Whom::largest;
    std::string id; ///< of the loan or borrower
    int sector = 0;
    int count = 0; ///< of the largest
};

/// A bank that lends nothing in these months.
struct BankStop {
    int bank = 0;
    int from_month = 1;
    int to_month = 1;
};

struct Stress {
    std::vector<double> pd_multiplier;             ///< one for each tier
    std::vector<std::vector<double>> factor_shift; ///< [factor][period − 1]; short lists mean 0 after
    std::vector<std::vector<double>> factor_path;  ///< [factor][period − 1]; short lists end the path
    std::optional<double> asset_correlation;       ///< replaces every correlation
    double correlation_multiplier = 1.0;
    double recovery_multiplier = 1.0;
    double demand_multiplier = 1.0;
    std::vector<DefaultShock> defaults; ///< file order
    std::vector<BankStop> bank_stops;
    bool active = false; ///< any entry of the block differs from its default
};

struct Report {
    std::vector<int> horizons; ///< ascending months within the horizon, last month included
    std::vector<double> levels{0.95, 0.99, 0.995, 0.999};
    Language language = Language::zh;
    Rate discount_rate{0.03};
};

struct Source {
    std::string pointer;
    std::string text;
};

struct Scenario {
    std::string name;
    std::string description;
    CalendarMonth as_of;
    int horizon_months = 0;
    Unit unit = Unit::wan;
    Pool pool;
    std::vector<Bank> banks;
    terms::PartyTerms guarantor;
    terms::PartyTerms insurer;
    terms::PartyTerms reguarantee; ///< of the rows' own re-guarantee; it knows no first loss
    std::vector<Reguarantor> reguarantors;
    std::vector<Product> products;
    std::vector<std::string> collateral_kinds; ///< that tiers or conditions name
    std::vector<Tier> tiers;
    std::vector<Sector> sectors;
    Credit credit;
    Recovery recovery;
    Portfolio portfolio;
    Lending lending;
    std::vector<std::vector<double>> firms; ///< expected, [tier][month 0..H]; 0 where a tier states none
    int macro_factor = 0;                   ///< place in credit.factors; meaningless without factors
    std::vector<Breaker> breakers;
    std::vector<Target> targets;
    Stress stress;
    Report report;
    std::int64_t paths = 100'000;    ///< with a precision: at most
    std::optional<double> precision; ///< relative standard error of the probability of depletion at the horizon
    std::uint64_t seed = 1;
    Method method = Method::plain;
    std::vector<Source> sources;
    std::vector<std::string> unsourced; ///< pointers of parameters given without a source
};

/// Ids of things that have one, in file order.
template <class Member>
std::vector<std::string> ids_of(const std::vector<Member>& members) {
    std::vector<std::string> ids;
    for (const auto& member : members) { ids.push_back(member.id); }
    return ids;
}

/// Whether the pool's cash is kept by account: some bank has its own.
inline bool has_sub_accounts(const Scenario& scenario) {
    return std::any_of(scenario.banks.begin(), scenario.banks.end(),
                       [](const Bank& bank) { return bank.opening_balance.has_value(); });
}

/// 分 in one unit: 元 100, 万元 1,000,000, 亿元 10,000,000,000.
constexpr std::int64_t fen_per(Unit unit) {
    return unit == Unit::yuan ? 100 : (unit == Unit::wan ? 1'000'000 : 10'000'000'000);
}

} // namespace kdt::scenario
