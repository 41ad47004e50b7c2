#pragma once

#include "engine/trace.hpp"
#include "results/table.hpp"

namespace kdt::study {

/// One path's account by month: opening, top-ups, interest, claims paid, recoveries, closing; claims waiting, lending,
/// outstanding, bad balance. Money in 元, to the 分.
results::Table ledger_table(const engine::Model& model, const engine::Trace& trace);

/// Everything that happened on the path, in order, with the rule behind each refusal, cut and payment.
results::Table event_table(const engine::Model& model, const engine::Trace& trace);

} // namespace kdt::study
