#include "tally/batched.hpp"

#include "tally/sums_bytes.hpp"

namespace kdt::tally {

Batched::Batched(const Shape& shape, std::size_t group_columns)
    : weighted_(shape.sampling == Sampling::weighted), months_((size(shape.months) + 1) * kMeasures),
      groups_(group_columns), squares_(weighted_ ? group_columns : 0), events_(shape),
      bands_(weighted_ ? (size(shape.months) + 1) * kMeasures : 0) {}

void Batched::add(std::int64_t path, const PathScores& scores) {
    const std::int64_t weight = weighted_ ? scores.weight : 1;
    weights_[batch_of(path)].add(weight);
    events_.add(path, weight, scores);
}

void Batched::begin(const Block& block, const Scores& scores) {
    const std::span<const std::int64_t> places = block.paths();
    rows_.clear();
    for (const std::int64_t place : places) { rows_.push_back(scores.first_path() + place); }
    row_weights_.assign(rows_.size(), 1);
    for (std::size_t row = 0; weighted_ && row < rows_.size(); ++row) {
        row_weights_[row] = scores.weights()[static_cast<std::size_t>(places[row])];
    }
}

void Batched::add_month(std::size_t cell, std::span<const std::int64_t> scores, bool banded) {
    months_.add_column(cell, rows_, row_weights_, scores);
    if (!weighted_ || !banded) { return; }
    if (!bands_[cell]) { bands_[cell] = std::make_unique<WeightedHistogram>(); }
    bands_[cell]->add(scores, row_weights_);
}

void Batched::add_group(std::size_t column, std::span<const std::int64_t> scores) {
    groups_.add_column(column, rows_, row_weights_, scores);
    if (weighted_) { squares_.add_squares(column, rows_, row_weights_, scores); }
}

void Batched::merge(const Batched& other) {
    tally::merge(weights_, other.weights_);
    months_.merge(other.months_);
    groups_.merge(other.groups_);
    squares_.merge(other.squares_);
    events_.merge(other.events_);
    for (std::size_t cell = 0; cell < bands_.size(); ++cell) {
        if (!other.bands_[cell]) { continue; }
        if (!bands_[cell]) { bands_[cell] = std::make_unique<WeightedHistogram>(); }
        bands_[cell]->merge(*other.bands_[cell]);
    }
}

void Batched::write(ByteWriter& out) const {
    tally::write(out, weights_);
    months_.write(out);
    groups_.write(out);
    squares_.write(out);
    events_.write(out);
    for (const auto& band : bands_) {
        out.put<std::uint8_t>(band ? 1 : 0);
        if (band) { band->write(out); }
    }
}

void Batched::read(ByteReader& in) {
    tally::read(in, weights_);
    months_.read(in);
    groups_.read(in);
    squares_.read(in);
    events_.read(in);
    for (auto& band : bands_) {
        if (in.get<std::uint8_t>() == 0) { continue; }
        band = std::make_unique<WeightedHistogram>();
        band->read(in);
    }
}

std::optional<std::int64_t> Batched::month_quantile(std::size_t cell, const Level& level) const {
    if (!bands_[cell]) { return 0; }
    Int128 whole = 0;
    for (const WideSum& sum : weights_) { whole += static_cast<Int128>(Uint128{sum.middle()} << 64 | sum.low()); }
    return bands_[cell]->quantile(level, whole);
}

std::size_t Batched::bytes() const {
    std::size_t sum = months_.bytes() + groups_.bytes() + squares_.bytes() + events_.bytes();
    for (const auto& band : bands_) { sum += band ? band->bytes() : 0; }
    return sum;
}

} // namespace kdt::tally
