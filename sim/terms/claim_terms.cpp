#include "terms/claim_terms.hpp"

#include "terms/party.hpp"

#include <cmath>

namespace kdt::terms {

Fen ClaimTerms::accrued_interest(Fen balance, Rate rate) const {
    if (basis == Basis::principal) { return Fen{}; }
    // The rate is a decimal of twelve places before it is multiplied, so that the product is exact.
    const auto trillionths = static_cast<double>(std::llround(rate.value * static_cast<double>(kTrillion)));
    return round_part(balance, Rate{trillionths * overdue_months / static_cast<double>(kTrillion)}, 12);
}

Fen ClaimTerms::fallen_due(Fen granted, int months) const {
    double share = 0.0;
    for (const Instalment& instalment : instalments) {
        if (instalment.month <= months) { share = instalment.cumulative_share; }
    }
    return share >= 1.0 ? granted : round_part(granted, Rate{share});
}

} // namespace kdt::terms
