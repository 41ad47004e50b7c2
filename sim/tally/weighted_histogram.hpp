#pragma once

#include "base/byte_stream.hpp"
#include "tally/level.hpp"
#include "tally/wide_sum.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace kdt::tally {

/// Weights of whole scores in the bins of LogHistogram. A bin counts in units of 2^-30 of a likelihood ratio, so that
/// 2^32 paths fit its 64 bits: fine enough for the bands of a series, which lie between 5 and 95 %.
class WeightedHistogram {
public:
    /// Row i has the weight weights[i] (units of kUnitWeight); missing scores rank above all others.
    void add(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights);
    void merge(const WeightedHistogram& other);
    void write(ByteWriter& out) const;
    /// Into an empty one.
    void read(ByteReader& in);

    /// The least score up to which at least `level` of `whole` lies, the weight of all paths in units of kUnitWeight;
    /// what was never added scored 0. Empty where that score is missing.
    std::optional<std::int64_t> quantile(const Level& level, Int128 whole) const;

    std::size_t bytes() const;

private:
    static constexpr std::size_t kBinsPerPage = 256;
    static constexpr std::size_t kPages = 128; ///< of each sign: 64 octaves of 2 pages
    using Page = std::array<std::uint64_t, kBinsPerPage>;

    Page& page_for_writing(std::size_t slot) {
        if (!pages_[slot]) { pages_[slot] = std::make_unique<Page>(); }
        return *pages_[slot];
    }

    std::array<std::unique_ptr<Page>, 2 * kPages> pages_; ///< positive scores first
    std::uint64_t missing_ = 0;
};

} // namespace kdt::tally
