#pragma once

#include "base/money.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace kdt::terms {

/// The rules that take from what the pool would pay on a claim, in the order in which they apply. What a rule takes
/// falls to the bank.
enum class Cut : std::size_t {
    covered,
    lock_in,
    layer,
    public_ceiling,
    cap_per_claim,
    cap_per_borrower,
    bank_yearly_cap,
    product_yearly_cap,
    pool_yearly_cap
};

inline constexpr std::size_t kCuts = 9;
/// As in summary.json: the key of the scenario that states the rule, by `Cut`.
inline constexpr std::array<std::string_view, kCuts> kCutKeys = {
    "covered",         "lock_in_months",     "layer",          "public_ceiling", "cap_per_claim", "cap_per_borrower",
    "bank_yearly_cap", "product_yearly_cap", "pool_yearly_cap"};

/// The last of them are yearly caps, which may put off to January instead of cutting.
inline constexpr std::size_t kCaps = 3;
constexpr bool is_cap(Cut rule) { return static_cast<std::size_t>(rule) + kCaps >= kCuts; }

/// Where what rules take is counted by rule: cuts, then what each cap puts off.
inline constexpr std::size_t kCutsAndCaps = kCuts + kCaps;
constexpr std::size_t place_put_off(Cut cap) { return static_cast<std::size_t>(cap) + kCaps; }

/// The pool's part of a claim on its way through the rules.
struct PoolPart {
    Fen left; ///< what the pool still would pay
    std::array<Fen, kCuts> cut{};
    int band = -1; ///< of the layer that cuts: place of the band that decides (`Band::place`)

    /// The rule leaves at most `room` (a negative one counts as nothing); without a room it takes nothing.
    void keep_at_most(const std::optional<Fen>& room, Cut rule) {
        if (!room) { return; }
        const Fen kept = smaller(left, not_below_zero(*room));
        cut[static_cast<std::size_t>(rule)] += left - kept;
        left = kept;
    }
    Fen cut_by(Cut rule) const { return cut[static_cast<std::size_t>(rule)]; }
};

} // namespace kdt::terms
