#include "catch.hpp"

#include "results/number_text.hpp"
#include "results/table_text.hpp"
#include "tally/interval.hpp"

using namespace kdt::results;
using kdt::Language;

TEST_CASE("numbers: shortest round trip without exponent") {
    CHECK(shortest(0.1) == "0.1");
    CHECK(shortest(100000) == "100000");
    CHECK(shortest(-0.0) == "0");
    CHECK(shortest(2.9956874e-05) == "0.000029956874");
    CHECK(shortest(12345678.90) == "12345678.9");
    CHECK(shortest(1e21) == "1e+21");
}

TEST_CASE("numbers: half up on the decimal a reader sees") {
    CHECK(rounded(1.005, 2) == "1.01"); // as a double below 1.005
    CHECK(rounded(1250.005, 2) == "1250.01");
    CHECK(rounded(-1.005, 2) == "-1.01");
    CHECK(rounded(0.004, 2) == "0.00");
    CHECK(rounded(-0.004, 2) == "0.00");
    CHECK(rounded(999.995, 2) == "1000.00");
    CHECK(rounded(2.5, 0) == "3");
    CHECK(rounded(7, 2) == "7.00");
    CHECK(rounded_percent(0.00145, 2) == "0.15"); // 0.00145·100 is 0.145 − ε
    CHECK(rounded_percent(0.285, 0) == "29");
    CHECK(rounded_percent(1.0, 2) == "100.00");
    CHECK(rounded_percent(0.5, 2) == "50.00");
    CHECK(rounded_percent(12.3456, 1) == "1234.6");
    CHECK(rounded_percent(0.00003, 3) == "0.003");
    CHECK(rounded_percent(0.0, 2) == "0.00");
}

TEST_CASE("numbers: thousands") {
    CHECK(grouped("1234567.89") == "1,234,567.89");
    CHECK(grouped("-1234.5") == "-1,234.5");
    CHECK(grouped("-123") == "-123");
    CHECK(grouped("999") == "999");
}

TEST_CASE("probabilities: never 0.00 %, always their interval") {
    CHECK(probability_text(kdt::tally::probability_of(0, 100'000), Language::zh) == "未出现（95%上限0.003%）");
    CHECK(probability_text(kdt::tally::probability_of(0, 100'000), Language::en) ==
          "never seen (95% upper bound 0.003%)");
    CHECK(probability_text(kdt::tally::probability_of(100'000, 100'000), Language::zh) == "全部出现（95%下限99.997%）");
    CHECK(probability_text(kdt::tally::probability_of(4'200, 1'000'000), Language::zh) == "0.42%（0.41%–0.43%）");
    CHECK(probability_text(kdt::tally::probability_of(3, 100'000), Language::zh) == "0.0030%（0.0010%–0.0088%）");
    CHECK(probability_text(kdt::tally::probability_of(19'999, 20'000), Language::zh) ==
          "99.9950%（99.9717%–99.9991%）");
    CHECK(probability_text(kdt::tally::probability_of(0, 1'000), Language::zh) == "未出现（95%上限0.30%）");
    CHECK(probability_text(kdt::tally::probability_of(0, 2'000), Language::zh) == "未出现（95%上限0.15%）");
    CHECK(probability_text(kdt::tally::probability_of(0, 0), Language::zh) == "—");
    CHECK(percent_text(0.0) == "0%");
    CHECK(percent_text(0.99997) == "99.9970%");
    CHECK(percent_text(0.000012) == "0.0012%");
    CHECK(percent_text(-0.000012) == "-0.0012%");
    CHECK(percent_text(-0.25) == "-25.00%");
}

TEST_CASE("numbers: what is not 0 does not read as 0, neither a mean nor its error") {
    CHECK(places_showing(0.0, 2) == 2);
    CHECK(places_showing(0.005, 2) == 2); // "0.01"
    CHECK(places_showing(0.0049, 2) == 4);
    CHECK(places_showing(-0.0028, 2) == 4);
    CHECK(places_showing(1e-12, 2) == 2);
    Cell cell;
    const auto text = [&](CellKind kind, double value, double se) {
        cell.kind = kind;
        cell.value = value;
        cell.se = se;
        return cell_text(cell, Language::zh, Thousands::grouped) + " ±" +
               cell_text(error_of(cell), Language::zh, Thousands::grouped);
    };
    CHECK(text(CellKind::yuan, 0.58, 0.00143) == "0.58 ±0.0028");
    CHECK(text(CellKind::times, 7.89, 0.00143) == "7.89倍 ±0.0028倍");
    CHECK(text(CellKind::count, 0.00014, 0.00014) == "0.00014 ±0.00027");
    CHECK(text(CellKind::count, 0.06, 0.056) == "0.1 ±0.1");
}
