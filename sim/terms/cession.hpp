#pragma once

#include "base/money.hpp"

#include <cstddef>
#include <span>

namespace kdt::terms {

/// Agreements have two or three; so many fit without allocating.
inline constexpr std::size_t kMostReguarantors = 8;

/// Splits a guarantor's payment with its re-guarantors. Shares are of the claim's basis, as re-guarantee agreements
/// state them (the fund 40 %, the province 20 % of a loan for which the guarantor's row says 80 %), so each takes
/// share ÷ `guarantor_share` of the payment; largest remainder. `parts` gets one amount for each share and, last, what
/// the guarantor keeps. guarantor_share > 0 and not below the shares' sum.
void cede(Fen payment, std::span<const double> shares, double guarantor_share, std::span<Fen> parts);

} // namespace kdt::terms
