#include "tally/sums_bytes.hpp"

namespace kdt::tally {

void write(ByteWriter& out, const WideSum& sum) { out.put(sum.high()).put(sum.middle()).put(sum.low()); }

void read(ByteReader& in, WideSum& sum) {
    const auto high = in.get<std::int64_t>();
    const auto middle = in.get<std::uint64_t>();
    sum = WideSum::of(high, middle, in.get<std::uint64_t>());
}

void write(ByteWriter& out, const Moments& moments) {
    out.put(moments.missing);
    write(out, moments.sum);
    write(out, moments.squares);
}

void read(ByteReader& in, Moments& moments) {
    moments.missing = in.get<std::int64_t>();
    read(in, moments.sum);
    read(in, moments.squares);
}

void write(ByteWriter& out, const HighMoments& moments) {
    write(out, moments.scaled);
    write(out, moments.cubes);
    write(out, moments.fourths);
}

void read(ByteReader& in, HighMoments& moments) {
    read(in, moments.scaled);
    read(in, moments.cubes);
    read(in, moments.fourths);
}

} // namespace kdt::tally
