#pragma once

#include "engine/trace.hpp"
#include "results/table.hpp"

namespace kdt::study {

/// One path's account by month: opening, every flow that the path has, closing (under hybrid cash and limit left
/// apart); what stands beside it: grants, the budget's part, fees and payments of other parties; claims waiting,
/// lending, outstanding, bad balance. Money in 元, to the 分.
results::Table ledger_table(const engine::Model& model, const engine::Trace& trace);

/// The funders' accounts by month, a row each; opening and flows give the closing balance. Money in 元, to the 分. The
/// model's horizons must be all months from 0.
results::Table funder_ledger_table(const engine::Model& model, const engine::Trace& trace);

/// Everything that happened on the path, in order, with the rule behind each refusal, cut and payment.
results::Table event_table(const engine::Model& model, const engine::Trace& trace);

} // namespace kdt::study
