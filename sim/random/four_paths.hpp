#pragma once

#include "random/luck.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kdt::random {

/// Consecutive paths that share a block of random bits: path / 4 is in the draw's address, path mod 4 picks the word.
inline constexpr std::size_t kPathsTogether = 4;

/// Entities by column, as a vector register takes them up.
struct EntityColumns {
    std::vector<std::uint32_t> low;
    std::vector<std::uint32_t> high;

    void push_back(EntityId entity) {
        low.push_back(static_cast<std::uint32_t>(entity.bits));
        high.push_back(static_cast<std::uint32_t>(entity.bits >> 32));
    }
    std::size_t size() const { return low.size(); }
};

/// Word 0 of one purpose for many entities on four paths: [path mod 4][entity].
using FourPaths = std::array<std::vector<std::uint32_t>, kPathsTogether>;

/// Fills `out` with `Luck(seed, path).word(purpose, entity)` for the four paths among which `path` is, as many entities
/// at a time as the machine's registers hold; the same words on every machine.
void draw_four_paths(std::uint64_t seed, std::uint64_t path, Purpose purpose, const EntityColumns& entities,
                     FourPaths& out);

} // namespace kdt::random
