#pragma once

#include "base/byte_stream.hpp"
#include "tally/moments.hpp"

#include <array>
#include <cstdint>
#include <vector>

// Exact sums as bytes: what was written is read back bit for bit.
namespace kdt::tally {

inline void write(ByteWriter& out, std::int64_t count) { out.put(count); }
inline void read(ByteReader& in, std::int64_t& count) { count = in.get<std::int64_t>(); }

void write(ByteWriter& out, const WideSum& sum);
void read(ByteReader& in, WideSum& sum);
void write(ByteWriter& out, const Moments& moments);
void read(ByteReader& in, Moments& moments);
void write(ByteWriter& out, const HighMoments& moments);
void read(ByteReader& in, HighMoments& moments);

template <std::size_t N>
void write(ByteWriter& out, const std::array<WideSum, N>& sums) {
    for (const WideSum& sum : sums) { write(out, sum); }
}
template <std::size_t N>
void read(ByteReader& in, std::array<WideSum, N>& sums) {
    for (WideSum& sum : sums) { read(in, sum); }
}

/// Many cells of which most are often untouched: runs of such cells are only counted.
template <class Cell>
void write_cells(ByteWriter& out, const std::vector<Cell>& cells) {
    out.put<std::uint64_t>(cells.size());
    for (std::size_t at = 0; at < cells.size();) {
        std::size_t to = at;
        while (to < cells.size() && cells[to] == Cell{}) { ++to; }
        out.put<std::uint64_t>(to - at);
        if (to < cells.size()) { write(out, cells[to]); }
        at = to + 1;
    }
}

/// Into as many cells, untouched as yet.
template <class Cell>
void read_cells(ByteReader& in, std::vector<Cell>& cells) {
    in.expect(cells.size(), "another number of sums");
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const auto skipped = in.get<std::uint64_t>();
        if (skipped > cells.size() - at) { throw BadBytes("more sums than there are"); }
        at += skipped;
        if (at < cells.size()) { read(in, cells[at]); }
    }
}

} // namespace kdt::tally
