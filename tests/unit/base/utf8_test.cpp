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

TEST_CASE("UTF-8: control characters, marks that turn the text and noncharacters are unfit to be shown, their "
          "neighbours not") {
    for (const char32_t point : {0x00U, 0x1FU, 0x7FU, 0x80U, 0x9FU, 0x202AU, 0x202EU, 0x2066U, 0x2069U, 0xFDD0U,
                                 0xFDEFU, 0xFFFEU, 0xFFFFU, 0x1FFFEU, 0x10FFFFU}) {
        INFO(static_cast<unsigned>(point));
        CHECK(kdt::is_unfit(point));
    }
    for (const char32_t point :
         {0x20U, 0xA0U, 0x2029U, 0x202FU, 0x2065U, 0x206AU, 0xFDCFU, 0xFDF0U, 0xFFFDU, 0x1FFFDU, 0x20000U, 0x79D1U}) {
        INFO(static_cast<unsigned>(point));
        CHECK_FALSE(kdt::is_unfit(point));
    }
}

TEST_CASE("UTF-8: characters of one to four bytes are read one after the other") {
    const std::string text = "a\u00e9\u79d1\U0001F600z";
    std::size_t place = 0;
    for (const char32_t point : {U'a', U'\u00e9', U'\u79d1', U'\U0001F600', U'z'}) {
        CHECK(kdt::next_point(text, place) == point);
    }
    CHECK(place == text.size());
}
