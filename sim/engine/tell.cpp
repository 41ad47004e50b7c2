#include "engine/tell.hpp"

namespace kdt::engine {
namespace {

/// The cohort of lending in a month.
std::size_t cohort_of(const Model& model, int month) { return model.cohort_of[static_cast<std::size_t>(month)]; }

} // namespace

void score_granted(const Loan& loan, tally::PathScores& scores) {
    const auto product = static_cast<std::size_t>(loan.kind.product);
    scores.granted_principal[product] += loan.granted.count;
    scores.pool_share_of_it[product] += static_cast<tally::Int128>(loan.granted.count) * loan.pool_part;
}

void score_vintage(const Model& model, const Loan& loan, Fen ead, int month, tally::PathScores& scores) {
    if (loan.first_month == 1) { return; } // granted at as_of or before
    const std::size_t cohort = cohort_of(model, loan.first_month - 1);
    const auto age = static_cast<std::size_t>(month - loan.first_month + 1);
    scores.cohort_defaulted[cohort * static_cast<std::size_t>(model.months) + age - 1] += ead.count;
}

void score_cohort_lent(const Model& model, const Loan& loan, tally::PathScores& scores) {
    scores.cohort_lent[cohort_of(model, loan.first_month - 1)] += loan.granted.count;
}

} // namespace kdt::engine
