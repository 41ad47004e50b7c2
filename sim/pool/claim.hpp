#pragma once

#include "base/money.hpp"
#include "pool/fund.hpp"
#include "terms/party.hpp"
#include "terms/recovery_split.hpp"

#include <optional>

namespace kdt::pool {

enum class ClaimState { not_due, filed };

/// What happens to a claim the pool cannot pay in full: it waits, or the bank bears the rest.
enum class Shortfall { queue, bank_bears };

/// The claim of one bank on one defaulted loan.
///
/// Until it falls due nothing is granted and recoveries are the bank's. From then on `granted` holds each party's part
/// after all cuts, `basis` = Σ granted (the bank's part included), and waiting = what the pool still owes.
struct Claim {
    ClaimState state = ClaimState::not_due;
    Fen basis;
    terms::ByParty granted;
    Fen accepted;             ///< the pool's part as granted at the due month
    Fen paid;                 ///< by the pool so far
    Fen waiting;              ///< what the pool still owes, the last of it:
    Fen deferred;             ///< … must wait for next year's cap
    Fen closed;               ///< … is of instalments that have not fallen due
    terms::ByParty recovered; ///< what receipts since the due month have made good of each granted part
    Fen cancelled;            ///< of the pool's: never paid, so that the bank kept the cash
    Fen queued;               ///< of what is payable: has its place in the order of payment

    /// What may be paid now if there is money and no breaker.
    Fen payable() const { return waiting - larger(deferred, closed); }
};

/// Fixes basis and granted parts (which sum to it) at the due month. Of the pool's part `deferred` waits for January
/// and `closed` for instalments to come.
void file_claim(Claim& claim, Fen basis, const terms::ByParty& granted, Fen deferred = Fen{}, Fen closed = Fen{});

struct PoolPayment {
    Fen paid;
    Fen missing; ///< the need that found no money: now waiting, or the bank's
};

/// Pays what is payable, or `wanted` of it, as far as the pool's money goes and what of it is `at_hand` for this claim.
/// Under `bank_bears` the rest of it falls to the bank, and what was paid and is still owed becomes the granted part.
PoolPayment pay_claim(Claim& claim, Fund& pool, Shortfall on_shortfall, Fen at_hand = kLargestAmount,
                      Fen wanted = kLargestAmount);

struct RecoveryShare {
    terms::ByParty received; ///< net cash by party; the pool's is paid into the pool, the bank's is the remainder
    Fen cancelled;           ///< of the pool's part: cancels what it still owed, the latest first; the bank keeps it
};

/// Splits one net receipt by granted ÷ basis (largest remainder), under `bank_first` once the bank's own part is whole.
/// Before the due month all is the bank's. With a ceiling on public money (a fraction) pool and re-guarantee get at
/// least what keeps their part, less what has come back to them, within it (Anhui's rule).
RecoveryShare split_recovery(Claim& claim, Fen net, terms::RecoverySplit how = terms::RecoverySplit::pro_rata,
                             const std::optional<Rate>& public_ceiling = std::nullopt);

} // namespace kdt::pool
