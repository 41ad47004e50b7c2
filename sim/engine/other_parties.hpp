#pragma once

#include "engine/state.hpp"

// Guarantor, insurer and re-guarantors: they pay at the due month, whatever the pool has.
namespace kdt::engine {

/// What of a shared loss the first-loss parties bear before anyone shares: the guarantor, then the insurer.
terms::ByParty first_losses(const Model& model, PathState& state, Fen shared);

/// Holds guarantor and insurer to their limits and hands on the re-guarantors' parts, in `parts`; what is beyond a
/// limit of theirs falls to the bank. Books and tells what each pays.
void settle_other_parties(const Model& model, PathState& state, const Loan& loan, terms::ByParty& parts, int month);

} // namespace kdt::engine
