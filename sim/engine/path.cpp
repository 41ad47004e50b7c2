#include "engine/path.hpp"

#include "engine/breakers.hpp"
#include "engine/charges.hpp"
#include "engine/claims.hpp"
#include "engine/cuts.hpp"
#include "engine/funding.hpp"
#include "engine/lending.hpp"
#include "engine/record.hpp"
#include "engine/shocks.hpp"

namespace kdt::engine {

void run_path(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores, Listener* listener) {
    state.listener = listener;
    start_path(model, path, state, scores);
    start_claims_year(model, state, 1);
    record_month(model, state, scores, 0);
    for (int month = 1; month <= model.months; ++month) {
        // The order is the contract's (model page, section 2): what comes earlier changes what comes later.
        if (model.calendar_month(month) == 1) {
            renew_commitment(model, state, month);
            start_claims_year(model, state, month);
            start_year(model, state);
        }
        fund(model, state, month);
        receive_recoveries(model, state, month);
        strike(model, state, month);
        default_loans(model, state, scores, month);
        spread_contagion(model, state, month);
        settle_claims(model, state, scores, month);
        state.accounts.repay(month);
        lend(model, state, scores, month);
        settle_charges(model, state, month);
        review_breakers(model, state, scores, month);
        settle_funding(model, state, month);
        record_month(model, state, scores, month);
    }
    record_path(model, state, scores);
}

} // namespace kdt::engine
