#include "catch.hpp"

#include "reports/text.hpp"

using namespace kdt;

TEST_CASE("text: sections have Chinese numerals, past ten too") {
    CHECK(reports::chinese_numeral(1) == "一");
    CHECK(reports::chinese_numeral(10) == "十");
    CHECK(reports::chinese_numeral(11) == "十一");
    CHECK(reports::chinese_numeral(20) == "二十");
    CHECK(reports::chinese_numeral(47) == "四十七");
}
