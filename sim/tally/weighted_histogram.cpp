#include "tally/weighted_histogram.hpp"

#include "tally/log_bins.hpp"
#include "tally/measure.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::tally {
namespace {

constexpr int kCoarser = 10; ///< bits of a weight that a bin drops
constexpr Int128 kStep = Int128{1} << kCoarser;

std::uint64_t coarse(std::int64_t weight) {
    return (static_cast<std::uint64_t>(weight) + (std::uint64_t{1} << (kCoarser - 1))) >> kCoarser;
}

} // namespace

void WeightedHistogram::add(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights) {
    for (std::size_t row = 0; row < scores.size(); ++row) {
        const std::int64_t score = scores[row];
        if (score == 0) { continue; }
        if (score == kNoScore) {
            missing_ += coarse(weights[row]);
            continue;
        }
        const std::uint64_t bin = bin_of(std::abs(static_cast<double>(score)));
        const std::size_t slot = static_cast<std::size_t>(bin / kBinsPerPage) + (score < 0 ? kPages : 0);
        page_for_writing(slot)[bin % kBinsPerPage] += coarse(weights[row]);
    }
}

void WeightedHistogram::merge(const WeightedHistogram& other) {
    missing_ += other.missing_;
    for (std::size_t slot = 0; slot < pages_.size(); ++slot) {
        if (!other.pages_[slot]) { continue; }
        Page& to = page_for_writing(slot);
        for (std::size_t i = 0; i < kBinsPerPage; ++i) { to[i] += (*other.pages_[slot])[i]; }
    }
}

std::optional<std::int64_t> WeightedHistogram::quantile(const Level& level, Int128 whole) const {
    Int128 zeros = whole - kStep * static_cast<Int128>(missing_);
    for (const auto& page : pages_) {
        if (!page) { continue; }
        for (const std::uint64_t weight : *page) { zeros -= kStep * static_cast<Int128>(weight); }
    }
    Int128 seen = 0;
    for (std::size_t bin = kPages * kBinsPerPage; bin-- > 0;) {
        const auto& page = pages_[kPages + bin / kBinsPerPage];
        if (!page) {
            bin -= bin % kBinsPerPage; // the whole page is empty
            continue;
        }
        seen += kStep * static_cast<Int128>((*page)[bin % kBinsPerPage]);
        if ((*page)[bin % kBinsPerPage] > 0 && level.reached(seen, whole)) { return -representative(bin); }
    }
    seen += std::max(Int128{0}, zeros); // rounding may leave a little less than nothing
    if (level.reached(seen, whole)) { return 0; }
    for (std::size_t slot = 0; slot < kPages; ++slot) {
        for (std::size_t i = 0; pages_[slot] && i < kBinsPerPage; ++i) {
            seen += kStep * static_cast<Int128>((*pages_[slot])[i]);
            if ((*pages_[slot])[i] > 0 && level.reached(seen, whole)) {
                return representative(slot * kBinsPerPage + i);
            }
        }
    }
    return std::nullopt;
}

std::size_t WeightedHistogram::bytes() const {
    const auto pages = std::count_if(pages_.begin(), pages_.end(), [](const auto& page) { return page != nullptr; });
    return sizeof(*this) + static_cast<std::size_t>(pages) * sizeof(Page);
}

void WeightedHistogram::write(ByteWriter& out) const {
    out.put(missing_);
    for (const auto& page : pages_) {
        out.put<std::uint8_t>(page ? 1 : 0);
        if (page) { out.put_all(std::span<const std::uint64_t>(*page)); }
    }
}

void WeightedHistogram::read(ByteReader& in) {
    missing_ = in.get<std::uint64_t>();
    for (std::size_t slot = 0; slot < pages_.size(); ++slot) {
        if (in.get<std::uint8_t>() != 0) { in.get_all(std::span<std::uint64_t>(page_for_writing(slot))); }
    }
}

} // namespace kdt::tally
