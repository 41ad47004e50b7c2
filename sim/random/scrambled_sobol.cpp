#include "random/scrambled_sobol.hpp"

#include "random/normal.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>

namespace kdt::random {

struct ScrambledSobol::Sequence {
    explicit Sequence(std::size_t dimensions) : words(dimensions) {}

    boost::random::sobol words;
};

namespace {

/// Digits that one word scrambles: it has a bit for every node of a tree of so many levels.
constexpr unsigned kLevels = 5;
constexpr unsigned kDigits = 32;

/// The digits with the bits of the nodes on their way down the tree.
std::uint32_t scrambled(std::uint32_t digits, const Luck& luck, EntityId coordinate) {
    std::uint32_t flips = 0;
    for (unsigned from = 0; from < kDigits; from += kLevels) {
        // A leading 1 tells prefixes of different length apart.
        const std::uint64_t prefix = (std::uint64_t{1} << from) | (from == 0 ? 0 : digits >> (kDigits - from));
        const std::uint32_t word = luck.word(Purpose::sobol_scrambling, child_of(coordinate, prefix));
        unsigned node = 1;
        for (unsigned level = from; level < std::min(from + kLevels, kDigits); ++level) {
            const unsigned place = kDigits - 1 - level;
            flips |= ((word >> node) & 1U) << place;
            node = 2 * node + ((digits >> place) & 1U);
        }
    }
    return digits ^ flips;
}

} // namespace

ScrambledSobol::ScrambledSobol(std::vector<EntityId> coordinates)
    : coordinates_(std::move(coordinates)), sequence_(std::make_unique<Sequence>(coordinates_.size())),
      point_(coordinates_.size()) {}

ScrambledSobol::ScrambledSobol(ScrambledSobol&&) noexcept = default;
ScrambledSobol& ScrambledSobol::operator=(ScrambledSobol&&) noexcept = default;
ScrambledSobol::~ScrambledSobol() = default;

void ScrambledSobol::turn_to(std::uint64_t index) {
    if (turned_ && index == index_) { return; }
    turned_ = true;
    index_ = index;
    if (index == 0) { // Boost leaves the origin out, without which the first 2^m points are no net
        std::fill(point_.begin(), point_.end(), 0U);
        return;
    }
    sequence_->words.seed(index - 1);
    for (std::uint32_t& digits : point_) { digits = static_cast<std::uint32_t>(sequence_->words() >> 32); }
}

double ScrambledSobol::uniform(std::size_t coordinate, std::uint64_t seed, std::uint64_t scrambling,
                               const Luck& luck) const {
    const EntityId entity = coordinates_[coordinate];
    const std::uint32_t high = scrambled(point_[coordinate], Luck(seed, scrambling), entity);
    return uniform_of(high, luck.word(Purpose::sobol_digits, entity));
}

} // namespace kdt::random
