#include "tally/sums_bytes.hpp"
#include "tally/tally.hpp"

#include <cassert>

namespace kdt::tally {

void write(ByteWriter& out, const RatioSums& sums) {
    write(out, sums.numerator);
    write(out, sums.denominator);
    write(out, sums.products);
}

void read(ByteReader& in, RatioSums& sums) {
    read(in, sums.numerator);
    read(in, sums.denominator);
    read(in, sums.products);
}

void write(ByteWriter& out, const Events::Counted& sums) {
    write(out, sums.count);
    write(out, sums.amount);
}

void read(ByteReader& in, Events::Counted& sums) {
    read(in, sums.count);
    read(in, sums.amount);
}

void write(ByteWriter& out, const Events::AgeStep& step) {
    write(out, step.sum);
    write(out, step.squares);
    write(out, step.products);
}

void read(ByteReader& in, Events::AgeStep& step) {
    read(in, step.sum);
    read(in, step.squares);
    read(in, step.products);
}

void Events::write(ByteWriter& out) const {
    write_cells(out, refused_);
    write_cells(out, cut_);
    write_cells(out, pool_share_);
    write_cells(out, funders_);
    write_cells(out, account_lines_);
    write_cells(out, lent_);
    write_cells(out, age_steps_);
    write_cells(out, stopped_);
}

void Events::read(ByteReader& in) {
    read_cells(in, refused_);
    read_cells(in, cut_);
    read_cells(in, pool_share_);
    read_cells(in, funders_);
    read_cells(in, account_lines_);
    read_cells(in, lent_);
    read_cells(in, age_steps_);
    read_cells(in, stopped_);
}

void write(ByteWriter& out, const Tally::GroupCell& cell) {
    write(out, cell.moments);
    write(out, cell.high);
}

void read(ByteReader& in, Tally::GroupCell& cell) {
    read(in, cell.moments);
    read(in, cell.high);
}

void Tally::write(ByteWriter& out) const {
    assert(finished());
    out.put(paths_).put(high_paths_);
    write_cells(out, months_);
    write_cells(out, groups_);
    out.put<std::uint64_t>(bands_.size());
    for (const auto& band : bands_) {
        out.put<std::uint8_t>(band ? 1 : 0);
        if (band) { band->write(out); }
    }
    events_.write(out);
    if (batched_) { batched_->write(out); }
}

void Tally::read(ByteReader& in) {
    assert(paths_ == 0);
    paths_ = in.get<std::int64_t>();
    high_paths_ = in.get<std::int64_t>();
    read_cells(in, months_);
    read_cells(in, groups_);
    in.expect(bands_.size(), "another number of months");
    for (auto& band : bands_) {
        if (in.get<std::uint8_t>() == 0) { continue; }
        band = std::make_unique<LogHistogram>();
        band->read(in);
    }
    events_.read(in);
    if (batched_) { batched_->read(in); }
    moved_series_.all(); // which ones have, is not told
    moved_groups_.all();
    lay_out_series();
    lay_out_groups();
}

} // namespace kdt::tally
