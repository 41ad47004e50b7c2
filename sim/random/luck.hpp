#pragma once

#include "base/hash.hpp"

#include <cstdint>
#include <limits>

namespace kdt::random {

/// What a draw is for. The numbers are part of the draw address: append, never renumber.
enum class Purpose : std::uint32_t {
    factor_start = 1,
    factor = 2,
    chi_square = 3,
    default_threshold = 4,
    recovery = 5,
    rejection = 6,
    demand_shock = 7,
    demand_count = 8,
    application_order = 9,
    application_size = 10,
    application_sector = 11,
    application_bank = 12,
    renewal = 13,
    top_up_comes = 14,
    top_up_late = 15,
    first_loan = 16,
    collateral = 17,
    revenue = 18,
    coverage = 19,
    early_repayment = 20,
    extension = 21,
    tenor = 22,
    tilted_half = 23,
    sobol_scrambling = 24,
    sobol_digits = 25,
};

/// The largest path number a draw address holds (its quarter fills one counter word).
inline constexpr std::uint64_t kMostPaths = std::uint64_t{1} << 34;

/// The luck of one path: every draw is a function of (seed, path, purpose, entity), in whatever order it is asked for.
///
/// Generator: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011) keyed by the seed. Counter words: path ÷ 4, the low and
/// high half of the entity, and purpose · 2^24 + block. Lane path mod 4 of block b is the b-th word of the draw, so one
/// block serves four consecutive paths.
class Luck {
public:
    Luck(std::uint64_t seed, std::uint64_t path) : seed_(seed), path_(path) {}

    /// Luck in which every draw stands at its median: `given` scenarios draw nothing.
    static Luck at_median() {
        Luck luck(0, 0);
        luck.median_ = true;
        return luck;
    }
    bool is_median() const { return median_; }
    std::uint64_t path() const { return path_; }

    /// 32 random bits: word `block` of the draw.
    std::uint32_t word(Purpose purpose, EntityId entity, std::uint32_t block = 0) const;

    /// Uniform on (0,1) from 52 bits (words 0 and 1), never 0 or 1.
    double uniform(Purpose purpose, EntityId entity) const;

    /// Uniform on (0,1) from word 0 alone, in steps of 2^−32: for choices, counts and sizes.
    double coarse_uniform(Purpose purpose, EntityId entity) const;

    /// Standard normal by Boost.Random's distribution on the draw's stream; 0 at the median.
    double normal(Purpose purpose, EntityId entity) const;

private:
    std::uint64_t seed_;
    std::uint64_t path_;
    bool median_ = false;
};

/// A source of bits for Boost.Random's distributions, from the words of one draw.
class Stream {
public:
    using result_type = std::uint32_t;
    Stream(const Luck& luck, Purpose purpose, EntityId entity) : luck_(luck), purpose_(purpose), entity_(entity) {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() { return luck_.word(purpose_, entity_, block_++); }

private:
    const Luck& luck_;
    Purpose purpose_;
    EntityId entity_;
    std::uint32_t block_ = 0;
};

} // namespace kdt::random
