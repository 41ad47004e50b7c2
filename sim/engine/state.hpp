#pragma once

#include "base/hash.hpp"
#include "book/amortisation.hpp"
#include "engine/accounts.hpp"
#include "engine/event.hpp"
#include "engine/model.hpp"
#include "engine/shared_draws.hpp"
#include "pool/claim.hpp"
#include "pool/fund.hpp"
#include "pool/funders.hpp"
#include "pool/refill.hpp"
#include "pool/sub_accounts.hpp"
#include "random/luck.hpp"
#include "tally/path_scores.hpp"

#include <cstdint>
#include <vector>

namespace kdt::engine {

/// No place in ApplicationPlan: not drawn ahead.
inline constexpr std::size_t kNotPlanned = ~std::size_t{0};

/// One contract on a path. A renewal is a new contract of the same borrower.
struct Loan {
    Loan() {} // not defaulted: a new one in a vector would be cleared before it is given its values

    EntityId entity;         ///< whose luck: recovery, rejection, renewal
    EntityId root;           ///< the first contract's entity; renewals are its children
    std::uint64_t order = 0; ///< entity order
    std::size_t borrower = 0;
    std::size_t risk_class = 0;
    std::uint32_t first_word = 0;      ///< of its borrower's threshold, where it makes one
    std::size_t planned = kNotPlanned; ///< an application's first contract: its place in Model::applications
    Kind kind;
    book::Schedule schedule;
    Fen granted; ///< as first lent: what a renewal lends again
    Fen undrawn; ///< what the line holds beyond it
    int share_row = 0;
    double pool_share = 0.0;    ///< add-ons included
    std::int64_t pool_part = 0; ///< the same in whole trillionths
    int first_month = 1;        ///< first exposure month
    int age_before = 0;         ///< exposure months before the first
    LoanName name;
    int previous_contract = -1; ///< the same borrower's, by place; −1: none
    bool on_books = true;

    /// The last month on the books: of maturity, of an extension's end or of an early repayment.
    int last_month() const { return first_month + schedule.life() - 1; }
    int matures_in() const { return first_month + schedule.months - 1; }
    int age_in(int month) const { return age_before + month - first_month + 1; }
};

/// A borrower on a path: one threshold, one default.
struct Borrower {
    Borrower() {} // as a loan

    EntityId entity;
    std::uint32_t first_word = 0; ///< leading 32 bits of its threshold draw
    double hazard = 0.0;          ///< accumulated over the contracts settled so far (single contracts only)
    int default_month = 0;        ///< settled so far; 0: none within the horizon
    bool by_month = false;        ///< settled month by month: several loans in the opening book, or an anchor
    bool settled = true;          ///< false: `hazard` lacks its first contract's, under which it surely survives
    bool touched = false;         ///< differs from what it was at as_of
    bool defaulted = false;
    Fen claims_granted;     ///< by the pool, on all its claims so far
    bool struck = false;    ///< its default is stated by the stress block
    int anchor = -1;        ///< place of the borrower it supplies
    int last_contract = -1; ///< chain of its contracts, latest first
    int subsidy_year = 0;   ///< calendar year of the last interest subsidy
    Fen subsidised;         ///< in that year
};

/// Calls visit(place) for the contracts of a borrower, the latest first.
template <class Visit>
void each_contract(const std::vector<Loan>& loans, const Borrower& borrower, Visit visit) {
    for (int contract = borrower.last_contract; contract >= 0;) {
        const auto place = static_cast<std::size_t>(contract);
        contract = loans[place].previous_contract;
        visit(place);
    }
}

/// A defaulted loan in workout.
struct DefaultedLoan {
    DefaultedLoan() {} // as a loan

    std::size_t loan = 0;
    int month = 0;
    int due_month = 0;
    Fen ead;
    Fen interest; ///< what a claim may add to it
    Fen gross_total;
    Fen gross_received;
    Fen net_received;
    Fen pending;                      ///< the pool's expected part while the claim is not due
    std::optional<terms::Cut> barred; ///< why it has no claim on anyone
    pool::Claim claim;

    /// What a claim is made on, were it due now.
    Fen basis() const { return not_below_zero(ead + interest - net_received); }
};

/// What of a claim became payable in one month, by the month: a claim paid by instalments has several.
struct Payable {
    std::size_t claim = 0; ///< place in `defaults`
    Fen amount;
};

/// Figures of the accounts at the start of the calendar year, by group.
struct YearStart {
    std::vector<Fen> lent;
    std::vector<Fen> defaulted;
    std::vector<Fen> repaid;
    Fen pool_balance;
    std::vector<Fen> account; ///< by bank: its own account
    std::vector<Fen> paid;    ///< by breaker member: claims paid by its payer
};

/// What yearly caps on claims look at.
struct ClaimsYear {
    std::vector<Fen> prior_balance;   ///< by bank: outstanding at the end of the previous calendar year
    std::vector<Fen> layer_book;      ///< by layer: what its levels are rates of
    std::vector<Fen> granted_by_bank; ///< on claims falling due this calendar year, or under a cap that lets them wait
                                      ///< on those that have found room in it
    std::vector<Fen> granted_by_product;
    std::vector<Fen> basis_by_layer; ///< of claims admitted this calendar year
    Fen granted;                     ///< the same for the scheme, deferred ones in the year that has room for them
};

struct MemberState {
    bool stopped = false;
    int stopped_in = 0; ///< month of the review that made the stop in force
    int first_stop = 0;
    int first_warn = 0;
};

/// An application of the month, before it is decided.
struct Application {
    EntityId entity;
    std::int64_t ordinal = 0;
    int row = 0;
    std::size_t planned = kNotPlanned; ///< place in Model::applications
};

/// The sizes of a month's applications, drawn together: what they are drawn from, and the size where the law is
/// lognormal. By place among the applications.
struct Sizes {
    std::vector<std::uint32_t> word;
    std::vector<double> log_mean;
    std::vector<double> log_sd;
    std::vector<double> lognormal;

    void clear() {
        word.clear();
        log_mean.clear();
        log_sd.clear();
    }
};

/// A borrower by what it owes, for the n largest.
struct Owing {
    Fen balance;
    std::uint64_t order = 0; ///< of its first contract on the books
    std::size_t borrower = 0;
};

/// The opening book as all paths begin with it.
struct Opening {
    explicit Opening(const Accounts& empty) : accounts(empty) {}

    std::vector<Loan> loans;         ///< as agreed: nothing drawn
    std::vector<Borrower> borrowers; ///< nothing settled
    std::vector<std::size_t>
        drawn; ///< places of loans whose life is drawn: nothing of them falls due yet, no bucket holds them
    Accounts accounts;
    std::vector<std::vector<std::size_t>> maturing; ///< buckets as in PathState, but for those that end quietly
    std::vector<std::vector<std::size_t>> quiet;    ///< loans whose end changes nothing but their own flag
    std::vector<std::vector<std::size_t>> fee_dates;
    std::vector<std::vector<std::size_t>> subsidy_dates;
    std::vector<std::int64_t> granted_principal; ///< scores by product
    std::vector<tally::Int128> pool_share_of_it;
};

/// What one path owns. A worker reuses it; vectors keep their memory from path to path.
struct PathState {
    explicit PathState(const Model& model);

    /// About what a state of this model comes to hold.
    static double bytes_for(const Model& model);

    random::Luck luck{0, 0};
    SharedDraws shared;                          ///< of the same path
    std::vector<double> innovations;             ///< of the factors, as credit::Factors has them
    std::optional<random::ScrambledSobol> sobol; ///< this worker's own, where the model draws from it
    std::vector<double> factors;                 ///< [period][factor]
    std::vector<double> factor_scratch;
    std::vector<credit::Economy> economy;      ///< [sector][period]
    std::vector<double> multiplier;            ///< [class][period]: μ·λ; negative: not asked for yet
    std::vector<double> most_multiplier;       ///< [class]: the greatest of them; negative: not asked for yet
    std::vector<std::size_t> asked;            ///< places in `multiplier` that this path has asked for
    std::vector<std::size_t> asked_most;       ///< and in `most_multiplier`
    std::vector<const float*> hazard_bounds;   ///< [period]: by class, not below μ·λ
    std::vector<float> bounds_scratch;         ///< where those are
    std::vector<const HalfFloat*> own_bounds;  ///< [period]: the same by borrower, where the HazardTable is
    std::vector<HalfFloat> own_bounds_scratch; ///< where those are that no row of the table has
    std::vector<double> shock;                 ///< [period]

    pool::Fund pool;
    pool::RefillOrders refills;
    pool::Funders funders;
    pool::SubAccounts sub_accounts; ///< of the cash in `pool`
    Fen claims_charged_for; ///< claims paid up to last month, by which the management fee of claims has been charged
    Opening opening;
    std::vector<std::size_t> touched; ///< borrowers of the opening book that the path has changed, or their loans
    std::vector<std::uint32_t> candidate_room;
    std::span<const std::uint32_t> candidates;      ///< in there: borrowers of the opening book that may default
    std::vector<std::int32_t> months_of_candidates; ///< scratch: in which they do
    std::vector<float> composites;                  ///< scratch: [sector][period]
    Accounts accounts;
    std::vector<Loan> loans;                             ///< the opening book's first
    std::vector<Borrower> borrowers;                     ///< the opening book's first
    std::vector<DefaultedLoan> defaults;                 ///< by default month, entity order within
    std::vector<std::size_t> first_default;              ///< [month]: where that month's defaults begin in `defaults`
    std::vector<std::size_t> waiting;                    ///< places in `defaults`: filed, unpaid, in order of filing
    std::vector<Payable> payable;                        ///< in order of payment
    std::vector<std::vector<std::size_t>> defaulting;    ///< [month]: borrowers
    std::vector<std::vector<std::size_t>> maturing;      ///< [month]: loans that mature, end early or are extended
    std::vector<std::vector<Loan>> drawing;              ///< [month]: granted and to be drawn then
    std::vector<std::vector<std::size_t>> fee_dates;     ///< [month]: loans whose guarantee fee falls due
    std::vector<std::vector<std::size_t>> subsidy_dates; ///< [month]: loans whose interest is subsidised
    std::vector<std::size_t> this_month;                 ///< scratch: loans or claims of the month
    std::vector<Application> applications;               ///< scratch: by row and ordinal
    Sizes sizes;                                         ///< scratch: of the applications
    std::vector<std::uint64_t> turns;                    ///< scratch: draw of the order, then place in `applications`
    std::vector<Owing> owing;                            ///< scratch
    std::vector<double> eligible;                        ///< scratch: bank weights, 0 where not eligible

    YearStart year;
    ClaimsYear claims_year;
    terms::PartyAccount guarantor;
    terms::PartyAccount insurer;
    terms::PartyAccount reguarantee; ///< the rows' own
    std::vector<terms::PartyAccount> reguarantors;
    std::vector<Fen> ceded;                ///< scratch: by re-guarantor, and what the guarantor keeps
    std::vector<double> cessions;          ///< scratch: shares by re-guarantor
    Fen opening_base;                      ///< what the pool could be counted with at as_of
    Fen base_after_claims;                 ///< the same after the month's claims
    std::vector<Fen> account_after_claims; ///< by bank: its own account then
    std::vector<Fen> ceilings;             ///< of pool.leverage, since the last claims: of the scheme, or by bank
    std::vector<Fen> bank_room;            ///< by bank: what its plan and its limit leave for the rest of the month
    Fen worst_shortfall;
    std::vector<MemberState> members;
    std::vector<std::size_t> stops_in_force; ///< places in `members` of those stopped, ascending
    std::vector<int> lending_halts;          ///< [product · sectors + sector]: which of them stops it, −1 none
    std::vector<int> bank_halts;             ///< [product · banks + bank]: which of the banks' own, −1 none
    std::vector<Fen> target_value;
    std::vector<Fen> target_refused; ///< [target][kRefusals]

    Listener* listener = nullptr;
};

/// The luck of a path, its factors and what hangs on them alone; the scores are cleared.
void start_economy(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores);

/// Pool, caps, breakers and targets as they stand at as_of.
void start_scheme(const Model& model, PathState& state, tally::PathScores& scores);

/// Brings the state to as_of of one path: economy, scheme, opening book and who of it defaults when.
void start_path(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores);

} // namespace kdt::engine
