#include "tally/digest.hpp"
#include "tally/sums_bytes.hpp"

#include <cassert>

// Digests put together, and as bytes.
namespace kdt::tally {
namespace {

void add_all(std::span<std::int64_t> counts, std::span<const std::int64_t> others) {
    for (std::size_t i = 0; i < counts.size(); ++i) { counts[i] += others[i]; }
}

void read_counts(ByteReader& in, std::span<std::int64_t> counts) {
    in.expect(counts.size(), "another number of counts");
    in.get_all(counts);
}

void write_counts(ByteWriter& out, std::span<const std::int64_t> counts) {
    out.put<std::uint64_t>(counts.size()).put_all(counts);
}

} // namespace

void Digest::merge(const Digest& other) {
    assert(other.laws_.size() == laws_.size());
    paths_ += other.paths_;
    high_paths_ += other.high_paths_;
    add_all(months_, other.months_);
    add_all(alarms_, other.alarms_);
    for (std::size_t target = 0; target < outcomes_.size(); ++target) {
        add_all(outcomes_[target], other.outcomes_[target]);
    }
    for (std::size_t i = 0; i < ratios_.size(); ++i) { ratios_[i].merge(other.ratios_[i]); }
    npv_.merge(other.npv_);
    worst_.insert(worst_.end(), other.worst_.begin(), other.worst_.end());
    keep_worst();
    for (std::size_t i = 0; i < laws_.size(); ++i) {
        laws_[i].moments.merge(other.laws_[i].moments);
        laws_[i].high.merge(other.laws_[i].high);
        laws_[i].histogram.merge(other.laws_[i].histogram);
    }
}

void Digest::write(ByteWriter& out) const {
    out.put(paths_).put(high_paths_);
    write_counts(out, months_);
    write_counts(out, alarms_);
    for (const Outcomes& outcomes : outcomes_) { write_counts(out, outcomes); }
    write_cells(out, ratios_);
    tally::write(out, npv_);
    out.put<std::uint64_t>(worst_.size());
    for (const Worst& worst : worst_) { out.put(worst.score).put(worst.path); }
    out.put<std::uint64_t>(laws_.size());
    for (const BinnedScores& law : laws_) {
        tally::write(out, law.moments);
        tally::write(out, law.high);
        law.histogram.write(out);
    }
}

void Digest::read(ByteReader& in) {
    assert(paths_ == 0);
    paths_ = in.get<std::int64_t>();
    high_paths_ = in.get<std::int64_t>();
    read_counts(in, months_);
    read_counts(in, alarms_);
    for (Outcomes& outcomes : outcomes_) { read_counts(in, outcomes); }
    read_cells(in, ratios_);
    tally::read(in, npv_);
    const auto worst = in.get<std::uint64_t>();
    if (worst > in.left() / sizeof(Worst)) { throw BadBytes("more paths in the tail than there are bytes"); }
    worst_.resize(worst);
    for (Worst& path : worst_) {
        path.score = in.get<std::int64_t>();
        path.path = in.get<std::int64_t>();
    }
    in.expect(laws_.size(), "another number of laws");
    for (BinnedScores& law : laws_) {
        tally::read(in, law.moments);
        tally::read(in, law.high);
        law.histogram.read(in);
    }
}

double Digest::bytes_for(const Shape& shape) {
    constexpr double kPagesBytes = 20'480;
    return static_cast<double>(Digest(shape, Laws::binned).parts()) * (sizeof(BinnedScores) + kPagesBytes);
}

} // namespace kdt::tally
