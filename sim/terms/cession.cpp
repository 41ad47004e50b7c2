#include "terms/cession.hpp"

#include "terms/party.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kdt::terms {
namespace {

Fen whole(double share) { return Fen{std::llround(share * static_cast<double>(kTrillion))}; }

} // namespace

void cede(Fen payment, std::span<const double> shares, double guarantor_share, std::span<Fen> parts) {
    std::array<Fen, kMostReguarantors + 1> weights{};
    Fen kept = whole(guarantor_share);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        weights[i] = whole(shares[i]);
        kept -= weights[i];
    }
    weights[shares.size()] = not_below_zero(kept);
    split(payment, std::span<const Fen>(weights).first(shares.size() + 1), parts);
}

} // namespace kdt::terms
