#pragma once

#include "engine/state.hpp"

// Guarantor, insurer and re-guarantors: they pay at the due month, whatever the pool has.
namespace kdt::engine {

/// What of a shared loss the first-loss parties bear before anyone shares, in 分: the guarantor, then the insurer, each
/// where the row of the claim gives it a share.
terms::ByParty first_losses(const Model& model, const PathState& state, const terms::Shares& row, Fen shared);

/// Holds guarantor, insurer and re-guarantee to their limits and hands on the re-guarantors' parts, in `parts`; what is
/// beyond a limit falls to the bank, of what is ceded to the guarantor. `first` of it are first losses. Books and tells
/// what each pays.
void settle_other_parties(const Model& model, PathState& state, const Loan& loan, const terms::ByParty& first,
                          Fen basis, terms::ByParty& parts, int month);

} // namespace kdt::engine
