#include "catch.hpp"
#include "scenario/values.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace kdt;
using namespace kdt::scenario;

namespace {

Fen fen(const char* text, Unit unit = Unit::wan) {
    const ReadMoney read = read_money(text, unit);
    INFO(text);
    REQUIRE_FALSE(read.fault);
    return read.amount.fen;
}

} // namespace

TEST_CASE("money: a plain number is in the scenario's unit, a unit of its own comes first") {
    CHECK(fen("4800") == Fen{4'800'000'000});
    CHECK(fen("4800", Unit::yuan) == Fen{480'000});
    CHECK(fen("4800元") == Fen{480'000});
    CHECK(fen("9.6亿元") == Fen{96'000'000'000});
    CHECK(fen("9.6亿", Unit::yuan) == Fen{96'000'000'000});
    CHECK(fen("4800万") == Fen{4'800'000'000});
    CHECK(fen("￥48,000,000.00元") == Fen{4'800'000'000});
    CHECK(fen(" １，２３４．５６ 万元 ") == Fen{1'234'560'000});
    CHECK(fen("-3") == Fen{-3'000'000});
    CHECK(fen("4.8e3万元") == Fen{4'800'000'000});
}

TEST_CASE("money: decimal text is exact where doubles are not") {
    CHECK(fen("0.07亿元") == Fen{700'000'000});
    CHECK(fen("9007199254740.93元") == Fen{900'719'925'474'093});
    CHECK(fen("1.005元") == Fen{101});
    CHECK(fen("-1.005元") == Fen{-101});
    CHECK(fen("0.004999元") == Fen{0});
    CHECK_FALSE(read_money("1.005元", Unit::wan).amount.exact);
    CHECK(read_money("1.00500", Unit::wan).amount.exact);
}

TEST_CASE("money: what is no amount is told apart from what has no known unit and from what is too large") {
    for (const char* text : {"", "元", "一百", "4,80万元", "1,2345", "4 800", "NaN", "inf", "--3", "1.2.3", "0x10"}) {
        INFO(text);
        CHECK(read_money(text, Unit::wan).fault == MoneyFault::not_an_amount);
    }
    for (const char* text : {"4800 USD", "4800千元", "3 kg"}) {
        INFO(text);
        CHECK(read_money(text, Unit::wan).fault == MoneyFault::unknown_unit);
    }
    for (const char* text : {"1e999", "100001亿元", "99999999999999999999"}) {
        INFO(text);
        CHECK(read_money(text, Unit::wan).fault == MoneyFault::too_large);
    }
    CHECK(fen("100000亿元") == kLargestAmount);
}

TEST_CASE("money: what is written is read back to the 分, in every unit") {
    std::mt19937_64 random(20'211'231);
    for (int i = 0; i < 20'000; ++i) {
        const int bits = 1 + static_cast<int>(random() % 49);
        const auto count = static_cast<std::int64_t>(random() >> (64 - bits));
        const Fen amount{random() % 2 == 0 ? count : -count};
        for (Unit unit : {Unit::yuan, Unit::wan, Unit::yi}) {
            const std::string text = written(amount, unit);
            const ReadMoney back = read_money(text, Unit::yuan);
            if (back.fault || back.amount.fen != amount || !back.amount.exact) {
                FAIL(text << " for " << amount.count);
            }
        }
    }
    CHECK(written(Fen{1'234'567'890'12}, Unit::yuan) == "1,234,567,890.12元");
    CHECK(written(Fen{-50}, Unit::yuan) == "-0.5元");
}

TEST_CASE("rate: a fraction or a percentage give the same double") {
    CHECK(read_rate("0.025")->value == 0.025);
    CHECK(read_rate("2.5%")->value == 0.025);
    CHECK(read_rate("２．５％")->value == 0.025);
    CHECK(read_rate(" 2.5 % ")->percent);
    CHECK_FALSE(read_rate("2.5‰"));
    CHECK_FALSE(read_rate("%"));
    CHECK_FALSE(read_rate("1e999"));
    for (int basis_points = 0; basis_points <= 10'000; ++basis_points) {
        const std::string percent =
            std::to_string(basis_points / 100) + "." + std::to_string(basis_points % 100 + 100).substr(1) + "%";
        if (read_rate(percent)->value != basis_points / 10'000.0) { FAIL(percent); }
    }
}

TEST_CASE("month: a number, or a calendar month counted from as_of") {
    const CalendarMonth as_of = CalendarMonth::of(2021, 12);
    CHECK(read_month("12", as_of) == 12);
    CHECK(read_month("2022-12", as_of) == 12);
    CHECK(read_month("2021-11", as_of) == -1);
    CHECK(read_month("２０２２-０１", as_of) == 1);
    for (const char* text : {"2022-13", "2022/12", "12.5", "", "2022-1", "一月"}) {
        INFO(text);
        CHECK_FALSE(read_month(text, as_of));
    }
    for (int month = 1; month <= 600; ++month) { CHECK(read_month(as_of.plus(month).text(), as_of) == month); }
}

TEST_CASE("number: the shortest text of a double is read back exactly") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const double value = std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 200) - 150);
        if (Decimal::of(value).value() != value) { FAIL(value); }
        if (read_number(number_text(value)) != value) { FAIL(number_text(value)); }
    }
}
