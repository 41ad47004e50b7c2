#include "catch.hpp"

#include "base/byte_stream.hpp"

#include <array>
#include <limits>
#include <string>

using namespace kdt;
using namespace std::string_view_literals;

TEST_CASE("bytes: numbers and texts come back as they were") {
    const std::array<std::int64_t, 3> many = {std::numeric_limits<std::int64_t>::min(), 0, 7};
    ByteWriter out;
    out.put(std::int8_t{-1})
        .put(3.25)
        .put_text("九江\0x"sv)
        .put_all(std::span<const std::int64_t>(many))
        .put(std::uint64_t{1} << 63);
    ByteReader in(out.bytes());
    CHECK(in.get<std::int8_t>() == -1);
    CHECK(in.get<double>() == 3.25);
    CHECK(in.get_text() == "九江\0x"sv);
    std::array<std::int64_t, 3> read{};
    in.get_all(std::span<std::int64_t>(read));
    CHECK(read == many);
    CHECK(in.get<std::uint64_t>() == std::uint64_t{1} << 63);
    CHECK_NOTHROW(in.expect_end());
}

TEST_CASE("bytes: cut anywhere, they are refused; so is what is left over or not expected") {
    ByteWriter out;
    out.put(std::uint64_t{5}).put_text("abc").put(std::int16_t{2});
    const std::string bytes = out.bytes();
    const auto read = [](std::string_view part) {
        ByteReader in(part);
        in.expect(5, "five");
        in.get_text();
        in.get<std::int16_t>();
        in.expect_end();
    };
    CHECK_NOTHROW(read(bytes));
    for (std::size_t size = 0; size < bytes.size(); ++size) { CHECK_THROWS_AS(read(bytes.substr(0, size)), BadBytes); }
    CHECK_THROWS_AS(read(bytes + "x"), BadBytes);
    CHECK_THROWS_AS(read("\6" + bytes.substr(1)), BadBytes);
    std::string endless = bytes;
    endless[15] = '\x7f'; // a text of 2^63 bytes
    CHECK_THROWS_AS(read(endless), BadBytes);
}
