#pragma once

#include "base/money.hpp"
#include "engine/groups.hpp"
#include "engine/rule.hpp"
#include "terms/cut.hpp"
#include "terms/party.hpp"

#include <cstdint>
#include <optional>

namespace kdt::engine {

/// Which contract: a loan of the opening book, or (first month, demand row, ordinal); the n-th renewal of it.
struct LoanName {
    int opening = -1; ///< place in Model::opening, −1 for a new loan
    int first_month = 0;
    int row = 0;
    std::int64_t ordinal = 0;
    int renewals = 0;
};

enum class EventKind {
    on_books, ///< opening book at as_of
    interest,
    top_up,
    grant, ///< a top-up that is a grant turned into the pool
    top_up_missed,
    top_up_late,    ///< told when it was due; comes as top_up or grant
    refill_ordered, ///< amount = what is ordered, of = the cash it was ordered on
    refill_limited, ///< what the yearly limit takes off an order, of = what was missing
    refill,         ///< what was ordered comes
    limit_renewed,  ///< 1 January of a commitment: amount = new limit less what lapsed, of = the year's limit
    budget_called,  ///< what the commitment paid this month
    returned_to_treasury,
    top_up_failed,   ///< the stress block keeps it away
    management_cost, ///< of = the month's fee
    management_cut,  ///< what of it found no money
    subsidy,         ///< of interest, paid by the pool; of = what was due
    subsidy_capped,  ///< what the cap per firm takes off
    subsidy_cut,     ///< what found no money
    budget_subsidy,  ///< of interest, paid by the budget
    fee_subsidy,     ///< the part of a guarantee fee that the pool pays; of = the fee
    fee_subsidy_cut, ///< what of it found no money: the firm pays it
    guarantee_fee,   ///< to the pool; of = the balance it is for
    guarantor_fee,   ///< to the guarantor
    insurer_fee,     ///< a premium, to the insurer
    recovery_bank,   ///< net receipt by the party named in the kind
    recovery_pool,
    recovery_guarantor,
    recovery_insurer,
    recovery_reguarantee,
    recovery_cost,
    claim_cancelled,
    default_stated, ///< the stress block lets the loan's borrower default: amount = outstanding
    default_event,  ///< amount = EAD
    contagion,      ///< its borrower's anchor has defaulted: amount = outstanding
    claim_filed,    ///< amount = the pool's part of the basis
    add_on,         ///< points of an add-on, of the basis; of = basis
    add_on_cut,     ///< what of them a rule takes off again
    first_loss,     ///< what a party bears before anyone shares; of = basis
    part_cut,       ///< a rule took this from another party's part; of = the part without it
    claim_rejected,
    claim_cut,      ///< a rule took this from the pool's part; `of` = the part filed
    claim_deferred, ///< beyond the yearly cap of scheme or product: waits for January
    guarantor_paid,
    insurer_paid,
    reguarantee_paid,
    guarantor_limited, ///< beyond its limits: falls to the bank
    insurer_limited,
    reguarantee_limited, ///< the row's own
    reguarantor_limited, ///< of a named one: stays with the guarantor
    account_transfer,    ///< what one other account than the bank's own pays of `of`
    claim_held,          ///< a breaker on claims holds it this month
    claim_paid,
    claim_waits,   ///< the pool has too little money: amount still waiting
    claim_to_bank, ///< the pool has too little money: falls to the bank
    matured,
    extended,     ///< at maturity: amount = what is put off
    repaid_early, ///< beyond the month's instalment
    renewed,
    renewal_not_wanted,
    renewal_capped, ///< amount = what a cap takes off a renewal
    granted,        ///< of = the line, where less than it is drawn
    line_granted,   ///< to be drawn later: amount = the drawing, of = the line
    drawn,
    refused_breaker,
    refused_bank_plan,
    refused_bank_stop, ///< the stress block keeps the banks from lending
    refused_capacity,
    renewal_refused_breaker,
    renewal_refused_bank_plan,
    renewal_refused_bank_stop,
    renewal_refused_capacity,
    warned, ///< of a breaker: amount = numerator, amount_of = denominator
    stopped,
    resumed,
};

/// One line of a path's story, for the auditor's trace.
struct Event {
    int month = 0;
    EventKind kind = EventKind::interest;
    Fen amount;
    Fen of; ///< default: balance lent; claim: basis; breaker: denominator; granted: the line, where not all is drawn
    LoanName loan;
    Kind where;           ///< bank −1 where none was chosen
    int member = -1;      ///< breakers: place in Model::members
    double luck = 0.0;    ///< granted, refused, on_books: the borrower's threshold E; default: recovery rate
    terms::Cut cut{};     ///< claim_cut: the rule
    Rule rule{};          ///< which rule it was, where kind and cut leave it open
    terms::Party party{}; ///< first_loss, part_cut and beyond limits: whose part
    int row = -1;         ///< place in the product's shares; add_on: in its add_ons; cut by a layer: `Band::place`
    int payer = -1;       ///< re-guarantee: place in scenario.reguarantors, −1 for the row's own share
    std::optional<int> giver{}; ///< account_transfer: the bank whose account pays, −1 for the common one
    int halted_by = -1;         ///< claim_held, refused by a breaker: which one, place in Model::members
    Fen pool_balance;           ///< after the event
};

/// Receives events in order; the engine has none while simulating, one while tracing.
class Listener {
public:
    Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    virtual ~Listener() = default;
    virtual void on(const Event& event) = 0;
};

} // namespace kdt::engine
