#include "base/month.hpp"

#include "catch.hpp"

using kdt::CalendarMonth;

TEST_CASE("month: year and month come back from the count, January included") {
    const CalendarMonth december = CalendarMonth::of(2021, 12);
    CHECK(december.year() == 2021);
    CHECK(december.month() == 12);
    CHECK(december.plus(1) == CalendarMonth::of(2022, 1));
    CHECK(december.plus(1).month() == 1);
    CHECK(december.plus(36) == CalendarMonth::of(2024, 12));
    CHECK(december.plus(-12) == CalendarMonth::of(2020, 12));
    CHECK(CalendarMonth::of(2021, 12) < CalendarMonth::of(2022, 1));
}

TEST_CASE("month: what is written is read back") {
    for (int count = CalendarMonth::of(1900, 1).count; count <= CalendarMonth::of(2999, 12).count; count += 7) {
        const CalendarMonth month{count};
        CHECK(CalendarMonth::parse(month.text()) == month);
    }
    CHECK(CalendarMonth::of(2022, 3).text() == "2022-03");
}

TEST_CASE("month: only YYYY-MM within 1900–2999 is read") {
    CHECK(CalendarMonth::parse("2022-03") == CalendarMonth::of(2022, 3));
    for (const char* text :
         {"", "2022", "2022-3", "2022-00", "2022-13", "22-03", "2022/03", "2022-03-01", " 2022-03", "2022-03 ",
          "1899-12", "3000-01", "+022-03", "2022-+3", "２０２２-03", "2022-0a", "-022-03"}) {
        INFO(text);
        CHECK_FALSE(CalendarMonth::parse(text).has_value());
    }
}
