#include "catch.hpp"
#include "tally/block.hpp"
#include "tally/waiting_bins.hpp"

#include <algorithm>
#include <cstdint>

using namespace kdt::tally;

TEST_CASE("block: of any width it turns rows into columns, whenever they are settled") {
    constexpr std::size_t kWidest = 300;
    Block block(kWidest, 100'000);
    for (const std::size_t width : {1, 7, 40, 299, 300}) {
        block.set_width(width);
        REQUIRE(block.rows() >= kFewestRows);
        const auto score = [&](std::size_t row, std::size_t column) {
            return static_cast<std::int64_t>(row * kWidest + column);
        };
        for (std::size_t row = 0; !block.full(); ++row) {
            const auto scores = block.next(static_cast<std::int64_t>(2 * row));
            REQUIRE(scores.size() == width);
            for (std::size_t column = 0; column < width; ++column) { scores[column] = score(row, column); }
            if (row == 20) { block.settle(); }
        }
        block.settle();
        REQUIRE(block.paths().size() == block.rows());
        bool right = true;
        for (std::size_t column = 0; column < width; ++column) {
            const auto scores = block.column(column);
            for (std::size_t row = 0; row < scores.size(); ++row) {
                right = right && scores[row] == score(row, column);
            }
        }
        CHECK(right);
        CHECK(block.paths()[5] == 10);
        block.clear();
    }
}

TEST_CASE("waiting bins: whatever the width, the rows of a block find room, and columns lie apart") {
    for (const std::size_t widest : {1, 300, 60'000}) {
        Block block(widest, 100'000);
        WaitingBins waiting(widest, 100'000);
        for (const std::size_t width : {std::size_t{1}, (widest + 1) / 2, widest}) {
            CAPTURE(widest, width);
            block.set_width(width);
            waiting.set_width(width);
            REQUIRE(waiting.room_for(block.rows()));
            std::size_t rows = 0;
            for (; waiting.room_for(block.rows()) && rows < 5'000; rows += block.rows()) {
                for (std::size_t column = 0; column < width; ++column) {
                    const auto bins = waiting.next(column, block.rows());
                    std::fill(bins.begin(), bins.end(), static_cast<std::uint16_t>(column));
                }
                waiting.add_rows(block.rows());
            }
            CHECK(waiting.rows() == rows);
            bool right = true;
            for (std::size_t column = 0; column < width; ++column) {
                const auto bins = waiting.column(column);
                const auto wanted = static_cast<std::uint16_t>(column);
                right = right && bins.size() == rows &&
                        std::count(bins.begin(), bins.end(), wanted) == static_cast<std::ptrdiff_t>(rows);
            }
            CHECK(right);
            waiting.clear();
        }
    }
}
