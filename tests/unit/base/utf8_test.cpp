#include "catch.hpp"

#include "base/utf8.hpp"

#include <string>

using kdt::well_formed;

TEST_CASE("UTF-8: text stays as it is") {
    for (const std::string text : {"", "kdt run base.json", "科贷通/基准.json", "\x7F", "\xF0\x9F\x98\x80",
                                   "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
        CHECK(well_formed(text) == text);
    }
}

TEST_CASE("UTF-8: each byte that belongs to no character becomes U+FFFD") {
    const std::string mark = "\xEF\xBF\xBD";
    CHECK(well_formed("o/u\xFF") == "o/u" + mark);
    CHECK(well_formed("\x80"
                      "a\xC3") == mark + "a" + mark);
    CHECK(well_formed("\xC0\xAF") == mark + mark);                       // overlong
    CHECK(well_formed("\xE0\x80\xAF") == mark + mark + mark);            // overlong
    CHECK(well_formed("\xED\xA0\x80") == mark + mark + mark);            // a surrogate
    CHECK(well_formed("\xF4\x90\x80\x80") == mark + mark + mark + mark); // beyond U+10FFFF
    CHECK(well_formed("\xE7\xA7") == mark + mark);                       // cut short
}
