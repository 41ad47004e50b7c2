#pragma once

#include "base/hash.hpp"
#include "book/annuity.hpp"
#include "book/demand.hpp"
#include "book/weights.hpp"
#include "credit/default_model.hpp"
#include "credit/factors.hpp"
#include "credit/recovery.hpp"
#include "credit/size_law.hpp"
#include "engine/groups.hpp"
#include "engine/month_lanes.hpp"
#include "engine/screen_lanes.hpp"
#include "pool/claim.hpp"
#include "pool/funders.hpp"
#include "pool/refill.hpp"
#include "random/four_paths.hpp"
#include "random/scrambled_sobol.hpp"
#include "scenario/scenario.hpp"
#include "tally/path_scores.hpp"
#include "terms/breaker.hpp"

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace kdt::engine {

/// Loans that default alike: same annual PD, asset correlation and sector. What a path asks for stands in the first of
/// its cache lines.
struct alignas(64) RiskClass {
    credit::DefaultModel model{credit::Independent{0.0}};
    double hazard_share = 0.0;      ///< what of a period's conditional hazard one unit of seasoning adds
    double annual_pd = 0.0;         ///< after the stress block
    double asset_correlation = 0.0; ///< after the stress block
    double period_pd = 0.0;         ///< P = 1−(1−p)^{M/12}
    int sector = 0;
};

/// A loan on the books at as_of.
struct OpeningLoan {
    std::size_t tape_row = 0; ///< place in `Model::tape`
    EntityId entity;
    std::size_t borrower = 0; ///< place in `Model::borrowers`
    std::size_t risk_class = 0;
    int share_row = 0;
    double pool_share = 0.0;     ///< add-ons included
    int given_default_month = 0; ///< `given` dependence only, else 0
    std::optional<double> given_recovery;
    double recovery = 0.0;       ///< mean of its recovery rate, before the stress block
    Rate rate;                   ///< yearly interest
    std::optional<bool> covered; ///< absent: drawn
};

struct OpeningBorrower {
    EntityId entity;
    int loans = 0;
    int anchor = -1;                    ///< place of the borrower it supplies; −1: none, or no contagion
    std::vector<std::size_t> suppliers; ///< places of those it is the anchor of
};

/// A default stated by the stress block.
struct Shock {
    int month = 1;
    scenario::DefaultShock::Whom whom = scenario::DefaultShock::Whom::largest;
    std::size_t borrower = 0; ///< of the loan or borrower named, in `Model::borrowers`
    int sector = 0;
    int count = 0;
};

/// A bank's layer with the row of the accounts that holds its loans.
struct BankLayer {
    terms::Layer terms;
    std::size_t row = 0;
};

/// One breaker on one member of its scope.
struct BreakerMember {
    std::size_t breaker = 0; ///< place in scenario.breakers
    int member = 0;          ///< bank, product or sector; 0 for the scheme
    std::size_t group = 0;   ///< row of the accounts it looks at
    std::optional<terms::Level> warn;
    std::optional<terms::Level> stop;
    terms::Level resume;
};

/// A demand row made ready to draw applications from.
struct DemandRow {
    EntityId entity;
    credit::SizeSampler size;
    double largest_line = 0.0; ///< in 分: what the caps let a firm have
};

/// Whose luck a demand row's applications of a month draw.
inline EntityId applications_of(EntityId demand_row, int month) {
    return child_of(demand_row, static_cast<std::uint64_t>(month));
}

/// The applications whose luck is drawn before it is known whether they come: of each demand row and month as many as
/// usually do. Those beyond are drawn one by one.
struct ApplicationPlan {
    random::EntityColumns entities;
    std::vector<std::size_t> first; ///< [row · (months + 1) + month], place of the first one; one more at the end
    random::EntityColumns batches;  ///< the same places: whose luck says how many come
    random::EntityColumns renewals; ///< whose luck says whether the first contract of an application is renewed
};

/// Whose luck says whether a contract is renewed: the renewal's own, named by the first contract.
inline EntityId renewal_of(EntityId root, int renewals_before) {
    return child_of(root, static_cast<std::uint64_t>(renewals_before) + 1);
}

/// What all contracts of a product have in common, worked out once.
struct ProductTerms {
    int sole_tenor = 0;          ///< of new loans; 0: there are several
    bool draws_life = false;     ///< some are extended or repaid early
    bool is_charged = false;     ///< fees or subsidies fall due
    bool has_sole_row = false;   ///< one share row and no add-on: nothing is asked of the loan
    bool is_pools_alone = false; ///< in no row has anyone but pool and bank a share
    double pool_share = 0.0;     ///< of the first row
    std::int64_t pool_part = 0;  ///< the same in whole trillionths
};

/// Columns of a hazard table that are of one sector and follow one another.
struct ColumnRun {
    std::size_t sector = 0;
    std::size_t first = 0;
    std::size_t count = 0;
};

/// Bounds of μ·λ by composite factor; empty where few classes ask for it, or it hangs on more.
struct HazardTable {
    std::vector<HalfFloat> cells; ///< [cell][column]: at its lower edge, where it is greatest
    std::size_t width = 0;        ///< columns
    bool by_borrower = false;     ///< a column for each borrower of the opening book, not for each class
    std::vector<ColumnRun> runs;  ///< of the columns

    bool empty() const { return cells.empty(); }
};

/// By what the opening book's borrowers are screened for defaults.
struct Screening {
    ScreenedColumns columns; ///< by place in Model::borrowers
    HazardTable table;
};

/// What tells when the opening book's borrowers default, where registers do.
struct Exposed {
    enum class Hazards { by_class, by_series, exact };

    std::vector<ExposedRow> rows; ///< by place in Model::borrowers
    SeasoningSums seasoning;
    Hazards hazards = Hazards::exact; ///< by what; exact: registers don't
};

/// A scenario made ready to simulate; never changes afterwards and is shared by all threads.
struct Model {
    scenario::Scenario scenario;
    int months = 0;         ///< H
    int period_months = 12; ///< M
    int periods = 0;        ///< factor periods within the horizon
    Groups groups;

    std::vector<RiskClass> classes;
    std::vector<std::size_t> class_of_new;           ///< [tier · sectors + sector]
    std::vector<double> seasoning_sum;               ///< Σ s(1..a) by a, from a = 0
    std::vector<std::vector<double>> sector_weights; ///< w/√(wᵀRw) by sector; empty where nothing loads
    std::vector<std::shared_ptr<const credit::GammaMixture>> intensities; ///< by sector; credit_risk_plus only
    std::optional<credit::Factors> factors;
    std::vector<double> tilt;              ///< θ by innovation of the factors; empty: no path is tilted
    std::vector<std::size_t> sobol_places; ///< innovations by coordinate of the Sobol sequence; empty: none is
    EntityId macro;                        ///< whose luck the demand shock draws
    std::variant<credit::ConstantRecovery, credit::BetaRecovery> recovery;

    std::vector<scenario::TapeLoan> tape; ///< the opening book by loan id, synthetic or from the tape
    std::vector<OpeningLoan> opening;     ///< entity order
    std::vector<OpeningBorrower> borrowers;
    random::EntityColumns borrower_columns; ///< their entities
    Screening screening;
    Exposed exposed;
    std::vector<Shock> shocks;         ///< file order
    std::vector<Fen> opening_by_group; ///< outstanding at as_of by row of the accounts

    std::vector<EntityId> top_up_luck; ///< by place in scenario.pool.top_ups
    std::optional<pool::RefillRule> refill;
    std::vector<pool::FunderTerms> funders;
    std::vector<std::optional<Fen>> account_openings; ///< by bank; nothing where it has no account of its own

    book::Weights bank_weights;
    book::Weights sector_draw_weights;
    std::vector<DemandRow> demand_rows;
    std::vector<ProductTerms> product_terms; ///< by product
    std::vector<std::size_t> cohort_of;      ///< [month]: the cohort of what is lent then
    std::optional<book::DemandPlan> demand;
    ApplicationPlan applications;

    /// Equal instalments by yearly rate in trillionths and months.
    std::map<std::pair<std::int64_t, int>, book::Annuity> annuities;
    std::vector<std::vector<double>> early_survival; ///< [product][months]; empty where none repays early

    std::vector<BankLayer> layers;                    ///< of all banks
    std::vector<std::optional<std::size_t>> layer_of; ///< [bank · sectors + sector]: place in `layers`
    std::vector<BreakerMember> members;
    /// [month · products + product]: places of the targets that count what is drawn then; months beyond the horizon
    /// too, as far as a drawing may lag.
    std::vector<std::vector<std::size_t>> targets_of;
    tally::Shape shape;

    /// Months of the run in its first calendar year, were it long enough.
    int first_year_months() const { return 13 - calendar_month(1); }
    int calendar_month(int month) const { return scenario.as_of.plus(month).month(); }
    int period_of(int month) const { return (month - 1) / period_months; }
    /// The place of a loan's layer; nothing where it is shared in full.
    const std::optional<std::size_t>& layer_for(const Kind& kind) const {
        return layer_of[static_cast<std::size_t>(kind.bank * groups.sectors + kind.sector)];
    }
    const std::vector<std::size_t>& targets_for(int product, int month) const {
        return targets_of[static_cast<std::size_t>(month * groups.products + product)];
    }
    /// By place in `members`.
    const scenario::Breaker& breaker_of(int member) const {
        return scenario.breakers[members[static_cast<std::size_t>(member)].breaker];
    }
};

/// Compiles a validated scenario.
Model compile(scenario::Scenario scenario);

} // namespace kdt::engine
