#include "tally/log_histogram.hpp"

#include "tally/column_lanes.hpp"
#include "tally/log_bins.hpp"
#include "tally/measure.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace kdt::tally {

LogHistogram::LogHistogram() { directory_.fill(kNone); }

std::span<std::uint32_t> LogHistogram::page_for_writing(std::size_t slot) {
    if (directory_[slot] == kNone) {
        directory_[slot] = static_cast<std::int32_t>(counts_.size()) - static_cast<std::int32_t>(slot * kBinsPerPage);
        counts_.resize(counts_.size() + kBinsPerPage);
    }
    return {&counts_[place(slot * kBinsPerPage)], kBinsPerPage};
}

void LogHistogram::add(std::int64_t score) { add(std::span(&score, 1)); }

void LogHistogram::add(std::span<const std::int64_t> scores) {
    std::array<std::uint16_t, 1024> bins;
    for (std::size_t from = 0; from < scores.size(); from += bins.size()) {
        const auto some = scores.subspan(from, std::min(bins.size(), scores.size() - from));
        bins_of(some, bins);
        add_bins(std::span(bins).first(some.size()));
    }
}

void LogHistogram::add_bins(std::span<const std::uint16_t> bins) {
    for (const std::size_t bin : bins) {
        const std::size_t slot = bin / kBinsPerPage;
        if (directory_[slot] != kNone) {
            ++counts_[place(bin)];
        } else if (bin == kZeroBin) {
            ++zeros_;
        } else if (bin != kMissingBin) {
            ++page_for_writing(slot)[bin % kBinsPerPage];
        }
    }
}

void LogHistogram::merge(const LogHistogram& other) {
    zeros_ += other.zeros_;
    if (counts_.empty()) {
        directory_ = other.directory_;
        counts_ = other.counts_;
        return;
    }
    for (std::size_t slot = 0; slot < directory_.size(); ++slot) {
        const Page from = other.page(slot);
        if (from.empty()) { continue; }
        const auto to = page_for_writing(slot);
        std::transform(from.begin(), from.end(), to.begin(), to.begin(), std::plus());
    }
}

std::int64_t LogHistogram::count() const { return zeros_ + total(counts_); }

std::int64_t LogHistogram::total(Page page) {
    return static_cast<std::int64_t>(std::accumulate(page.begin(), page.end(), std::uint64_t{0}));
}

std::optional<std::int64_t> LogHistogram::at_rank(std::int64_t rank) const {
    std::int64_t seen = 0;
    // Page by page: only that of the rank is looked at bin by bin.
    const auto before = [&](Page counts) {
        const std::int64_t all = total(counts);
        if (seen + all >= rank && !counts.empty()) { return false; }
        seen += all;
        return true;
    };
    for (std::size_t slot = kPagesPerSign; slot-- > 0;) {
        const Page counts = page(kPagesPerSign + slot);
        if (before(counts)) { continue; }
        for (std::size_t i = kBinsPerPage; i-- > 0;) {
            seen += counts[i];
            if (seen >= rank) { return -representative(slot * kBinsPerPage + i); }
        }
    }
    seen += zeros_;
    if (seen >= rank) { return 0; }
    for (std::size_t slot = 0; slot < kPagesPerSign; ++slot) {
        const Page counts = page(slot);
        if (before(counts)) { continue; }
        for (std::size_t i = 0; i < kBinsPerPage; ++i) {
            seen += counts[i];
            if (seen >= rank) { return representative(slot * kBinsPerPage + i); }
        }
    }
    return std::nullopt;
}

void LogHistogram::visit(const std::function<void(std::int64_t, std::int64_t)>& visit) const {
    const auto bins_of = [&](std::size_t slot, std::size_t bin, std::int64_t sign) {
        const Page counts = page(slot);
        if (counts.empty() || counts[bin % kBinsPerPage] == 0) { return; }
        visit(sign * representative(bin), counts[bin % kBinsPerPage]);
    };
    for (std::size_t bin = kPagesPerSign * kBinsPerPage; bin-- > 0;) {
        bins_of(kPagesPerSign + bin / kBinsPerPage, bin, -1);
    }
    if (zeros_ > 0) { visit(0, zeros_); }
    for (std::size_t bin = 0; bin < kPagesPerSign * kBinsPerPage; ++bin) { bins_of(bin / kBinsPerPage, bin, 1); }
}

void LogHistogram::write(ByteWriter& out) const {
    out.put(zeros_).put<std::uint64_t>(counts_.size() / kBinsPerPage);
    for (std::size_t slot = 0; slot < directory_.size(); ++slot) {
        const Page counts = page(slot);
        if (counts.empty()) { continue; }
        const auto counted = [](std::uint32_t bin) { return bin != 0; };
        const auto first = std::find_if(counts.begin(), counts.end(), counted);
        const auto last = std::find_if(counts.rbegin(), std::make_reverse_iterator(first), counted).base();
        out.put(static_cast<std::uint16_t>(slot)).put(static_cast<std::uint16_t>(first - counts.begin()));
        out.put(static_cast<std::uint16_t>(last - first)).put_all(Page(first, last));
    }
}

void LogHistogram::read(ByteReader& in) {
    zeros_ = in.get<std::int64_t>();
    for (auto left = in.get<std::uint64_t>(); left > 0; --left) {
        const auto slot = in.get<std::uint16_t>();
        const auto first = in.get<std::uint16_t>();
        const auto bins = in.get<std::uint16_t>();
        if (slot >= directory_.size() || directory_[slot] != kNone || first + bins > static_cast<int>(kBinsPerPage)) {
            throw BadBytes("a histogram has bins that cannot be");
        }
        in.get_all(page_for_writing(slot).subspan(first, bins));
    }
}

} // namespace kdt::tally
