#pragma once

#include <cstdint>
#include <span>

namespace kdt::random {

/// exp(log_mean + log_sd · Φ⁻¹(u)) for the uniform number u that each word makes (coarse_uniform_of), as many at a time
/// as the machine's registers hold; to 2·10^-15 of itself times its logarithm where that is more than 1, and the same
/// bits on every machine. All spans are of one length; exponents are held within ±700.
///
/// Φ⁻¹ by Wichura's PPND16 (Applied Statistics 37, 1988, algorithm AS 241).
void lognormals(std::span<const std::uint32_t> words, std::span<const double> log_mean, std::span<const double> log_sd,
                std::span<double> out);

} // namespace kdt::random
