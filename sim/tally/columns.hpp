#pragma once

#include "base/byte_stream.hpp"
#include "tally/zeroed.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <span>

namespace kdt::tally {

/// So many columns of so many rows, all 0 at first; pages that hold nothing else cost no memory. Rows are added at the
/// end and keep their room once they have it.
template <class T>
class Columns {
public:
    Columns() = default;
    Columns(std::size_t count, std::size_t rows)
        : count_(count), rows_(rows), capacity_(rows), values_(count * capacity_) {}

    std::size_t count() const { return count_; }
    std::span<const T> operator[](std::size_t number) const { return values_.part(number * capacity_, rows_); }
    std::span<T> for_writing(std::size_t number) { return values_.part(number * capacity_, rows_); }

    /// Rows that go must never have been written.
    void resize(std::size_t rows) {
        if (rows > capacity_) {
            Columns wider(count_, rows);
            for (std::size_t number = 0; number < count_; ++number) {
                copy((*this)[number], wider.for_writing(number));
            }
            *this = std::move(wider);
        }
        rows_ = rows;
    }

    void append(const Columns& next) {
        assert(next.count_ == count_);
        const std::size_t from = rows_;
        resize(rows_ + next.rows_);
        for (std::size_t number = 0; number < count_; ++number) {
            copy(next[number], for_writing(number).subspan(from));
        }
    }

    /// A column of zeros is a single byte.
    void write(ByteWriter& out) const {
        out.put<std::uint64_t>(count_);
        for (std::size_t number = 0; number < count_; ++number) {
            const std::span<const T> column = (*this)[number];
            out.put<std::uint8_t>(any(column) ? 1 : 0);
            if (any(column)) { out.put_all(column); }
        }
    }

    /// Into untouched rows.
    void read(ByteReader& in) {
        in.expect(count_, "another number of columns");
        for (std::size_t number = 0; number < count_; ++number) {
            if (in.get<std::uint8_t>() != 0) { in.get_all(for_writing(number)); }
        }
    }

private:
    static constexpr std::size_t kPage = 512; ///< values of a memory page, or a part of one

    static bool any(std::span<const T> values) {
        return std::any_of(values.begin(), values.end(), [](T value) { return value != 0; });
    }
    /// Page by page, so that those without content stay untouched.
    static void copy(std::span<const T> from, std::span<T> to) {
        for (std::size_t at = 0; at < from.size(); at += kPage) {
            const auto page = from.subspan(at, std::min(kPage, from.size() - at));
            if (any(page)) { std::copy(page.begin(), page.end(), to.subspan(at).begin()); }
        }
    }

    std::size_t count_ = 0;
    std::size_t rows_ = 0;
    std::size_t capacity_ = 0; ///< rows there is room for
    Zeroed<T> values_;         ///< [column][row]
};

} // namespace kdt::tally
