#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// The repayment schedule of a contract of this product over so many months.
book::Schedule schedule_of(const scenario::Product& product, Fen principal, int months);

/// Step 7: renewals in entity order, then applications in an order drawn per application.
void lend(const Model& model, PathState& state, tally::PathScores& scores, int month);

/// What may still be lent under the leverage ceiling now; nothing where the scenario has no ceiling.
std::optional<Fen> capacity_left(const Model& model, const PathState& state);

} // namespace kdt::engine
