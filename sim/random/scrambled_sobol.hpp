#pragma once

#include "random/luck.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace kdt::random {

/// Independent scramblings of one Sobol sequence (Boost.Random, direction numbers of Joe & Kuo 2008): Owen's nested
/// uniform scrambling (Owen 1995). A digit of a coordinate is flipped by a random bit that belongs to the digits before
/// it; every point is uniform by itself, and the first 2^m points of a scrambling are a net with probability 1.
///
/// The first 32 digits are scrambled; digits beyond are independent for every point, as they are in Owen's scrambling
/// once 32 digits have told the points apart.
class ScrambledSobol {
public:
    /// One coordinate for each entity, whose luck it draws; at least one.
    explicit ScrambledSobol(std::vector<EntityId> coordinates);
    ScrambledSobol(ScrambledSobol&&) noexcept;
    ScrambledSobol& operator=(ScrambledSobol&&) noexcept;
    ~ScrambledSobol();

    std::size_t dimensions() const { return coordinates_.size(); }
    /// Turns to point `index` (from 0) of the sequence.
    void turn_to(std::uint64_t index);
    /// A coordinate of the point in a scrambling, on (0,1); `luck` is of the path that has this point to itself.
    double uniform(std::size_t coordinate, std::uint64_t seed, std::uint64_t scrambling, const Luck& luck) const;

private:
    struct Sequence; ///< Boost's header brings a library of wide integers, which the rooms above need not read

    std::vector<EntityId> coordinates_;
    std::unique_ptr<Sequence> sequence_;
    std::vector<std::uint32_t> point_; ///< leading 32 digits
    bool turned_ = false;
    std::uint64_t index_ = 0;
};

} // namespace kdt::random
