#include "catch.hpp"
#include "scenario/encoding.hpp"
#include "unit/scenario/scratch.hpp"

#include <iconv.h>

#include <algorithm>

using namespace kdt;
using namespace kdt::scenario;
using testing::kWan;
using testing::least_scenario;
using testing::notices;
using testing::Scratch;

namespace {

const std::string kChinese = "贷款编号,企业编号,贷款余额,放款金额,账龄,剩余期限,违约概率,回收率,年利率,已续贷次数\n"
                             "九江一号,九江市某某科技有限公司,\"1,200.5\",1500,3,9,2.5%,0.4,4.35%,1\n"
                             "九江二号,,３００,,,,0.03,,,\n";

/// By another converter than the one under test.
std::string converted(const std::string& utf8, const char* to) {
    iconv_t converter = iconv_open(to, "UTF-8");
    REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
    std::string out(utf8.size() * 4, '\0');
    std::string copy = utf8;
    char* source = copy.data();
    char* target = out.data();
    std::size_t in_left = copy.size();
    std::size_t out_left = out.size();
    REQUIRE(iconv(converter, &source, &in_left, &target, &out_left) != static_cast<std::size_t>(-1));
    iconv_close(converter);
    out.resize(out.size() - out_left);
    return out;
}

std::vector<TapeLoan> tape_of(const std::string& bytes) {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", bytes);
    return scratch.good().portfolio.tape;
}

bool same(const TapeLoan& a, const TapeLoan& b) {
    return a.loan_id == b.loan_id && a.borrower_id == b.borrower_id && a.principal == b.principal &&
           a.original_principal == b.original_principal && a.months_on_book == b.months_on_book &&
           a.remaining_months == b.remaining_months && a.pd == b.pd && a.recovery == b.recovery && a.rate == b.rate &&
           a.renewals_used == b.renewals_used;
}

void check_same(const std::string& bytes) {
    const auto loans = tape_of(bytes);
    const auto expected = tape_of(kChinese);
    CHECK(std::equal(loans.begin(), loans.end(), expected.begin(), expected.end(), same));
}

std::string replaced(std::string text, char from, char to) {
    std::replace(text.begin(), text.end(), from, to);
    return text;
}

} // namespace

TEST_CASE("tape: Chinese headers, thousands separators, full-width digits and percentages are understood") {
    const auto loans = tape_of(kChinese);
    REQUIRE(loans.size() == 2);
    CHECK(loans[0].loan_id == "九江一号");
    CHECK(loans[0].borrower_id == "九江市某某科技有限公司");
    CHECK(loans[0].principal == Fen{1'200'500'000});
    CHECK(loans[0].original_principal == Fen{1500 * kWan});
    CHECK(loans[0].pd == 0.025);
    CHECK(loans[0].rate == 0.0435);
    CHECK(loans[0].renewals_used == 1);
    CHECK(loans[1].principal == Fen{300 * kWan});
    CHECK(loans[1].original_principal == loans[1].principal);
    CHECK(loans[1].months_on_book == 0);
    CHECK(loans[1].remaining_months == 12);
    CHECK_FALSE(loans[1].recovery);
}

TEST_CASE("tape: the same loans come out of every encoding and delimiter") {
    check_same("\xEF\xBB\xBF" + kChinese);
    check_same(converted(kChinese, "GB18030"));
    check_same(converted(kChinese, "GBK"));
    check_same("\xFF\xFE" + converted(kChinese, "UTF-16LE"));
    check_same("\xFE\xFF" + converted(kChinese, "UTF-16BE"));
    std::string tabs = kChinese;
    tabs.replace(tabs.find("\"1,200.5\""), 9, "1200.5");
    check_same(replaced(tabs, ',', '\t'));
    check_same(replaced(tabs, ',', ';'));
    check_same("\xFF\xFE" + converted(replaced(tabs, ',', '\t'), "UTF-16LE"));
}

TEST_CASE("tape: line ends of Windows and old Macs, and a last line without one, make no difference") {
    check_same(replaced(kChinese, '\n', '\r'));
    check_same(kChinese.substr(0, kChinese.size() - 1));
    std::string windows;
    for (char c : kChinese) { windows += c == '\n' ? std::string("\r\n") : std::string(1, c); }
    check_same(windows);
}

TEST_CASE("tape: titles, empty rows and a total are skipped with a notice, the total is checked") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "九江市科贷通贷款明细表,,\n截至2021年12月31日　单位：万元,,\n贷款编号,贷款余额（万元）,"
                              "违约概率\n甲,100,2%\n,,\n\n乙,200.5,3%\n合 计,300.5,\n");
    const auto loaded = scratch.load();
    CHECK(testing::described(loaded.problems).empty());
    CHECK(loaded.value.scenario.portfolio.tape.size() == 2);
    const std::string said = notices(loaded.value);
    CHECK(said.find("2 title row(s)") != std::string::npos);
    CHECK(said.find("line 8 is a total") != std::string::npos);
    CHECK(said.find("percentages in 2 rows") != std::string::npos);
}

TEST_CASE("tape: unknown columns are ignored with a notice and the nearest name") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "loan_id,principal,pd,recovry,客户经理\nL1,100,0.02,0.3,张三\n");
    const auto loaded = scratch.load();
    CHECK(loaded.ok());
    const std::string said = notices(loaded.value);
    CHECK(said.find("recovry is not known and was ignored (did you mean recovery?)") != std::string::npos);
    CHECK(said.find("客户经理 is not known") != std::string::npos);
}

TEST_CASE("tape: facts about the firm, yes and no as offices write them, empty where nothing is known") {
    const auto loans = tape_of("loan_id,principal,pd,首贷,collateral,营业收入,是否备案\n"
                               "A,100,0.02,是,无,\"1,200万\",否\nB,100,0.02,0,1,,√\nC,100,0.02,,,,\n");
    CHECK(loans[0].first_loan);
    CHECK(!loans[0].collateral);
    CHECK(loans[0].revenue == Fen{1'200'000'000});
    CHECK(loans[0].covered == false);
    CHECK(!loans[1].first_loan);
    CHECK(loans[1].collateral);
    CHECK(!loans[1].revenue);
    CHECK(loans[1].covered == true);
    CHECK(!loans[2].first_loan);
    CHECK(!loans[2].covered);
}

TEST_CASE("tape: collateral may be named; a name that the scenario knows is that kind, another is told") {
    Scratch scratch(least_scenario());
    scratch.set("/products/loan/add_ons", R"([{"points":0.1,"when":{"collateral":"知识产权质押"}}])");
    scratch.write("tape.csv", "loan_id,principal,pd,抵押\nA,100,0.02,知识产权质押\nB,100,0.02,厂房\nC,9,0.02,信用\n"
                              "D,9,0.02,有\nE,9,0.02,知识产权质\n");
    const auto loaded = scratch.load();
    REQUIRE(loaded.ok());
    const auto& tape = loaded.value.scenario.portfolio.tape;
    CHECK((tape[0].collateral && tape[0].collateral_kind == 0));
    CHECK((tape[1].collateral && tape[1].collateral_kind == -1));
    CHECK((!tape[2].collateral && tape[2].collateral_kind == -1));
    CHECK((tape[3].collateral && tape[3].collateral_kind == -1));
    const std::string said = notices(loaded.value);
    CHECK(said.find("names no collateral \"厂房\"; it counts as collateral\n") != std::string::npos);
    CHECK(said.find("\"知识产权质\"; it counts as collateral (did you mean 知识产权质押?)") != std::string::npos);
    CHECK(said.find("信用") == std::string::npos);
}

TEST_CASE("tape: of several tenors a loan's two columns that make none are told with the first one's place") {
    Scratch scratch(least_scenario());
    scratch.set("/products/loan/tenor_months", R"([{"months":12},{"months":24}])");
    scratch.write("tape.csv", "loan_id,principal,pd,months_on_book,remaining_months\n"
                              "A,100,0.02,3,9\nB,100,0.02,4,9\nC,100,0.02,20,5\n");
    const auto loaded = scratch.load();
    REQUIRE(loaded.ok());
    CHECK(notices(loaded.value)
              .find("tape.csv:3:5: months on book and remaining months are no tenor of the product, in "
                    "2 loan(s)") != std::string::npos);
    scratch.write("tape.csv", "loan_id,principal,pd,months_on_book,remaining_months\nA,100,0.02,3,9\nB,9,0.02,4,20\n");
    CHECK(notices(scratch.load().value).find("no tenor") == std::string::npos);
}

TEST_CASE("tape: loans of one borrower share it, a loan without one has its own that clashes with none") {
    const auto loans = tape_of("loan_id,borrower_id,principal,pd\nA,B1,100,0.02\nB,B1,100,0.03\nB1,,100,0.02\n");
    CHECK(loans[0].borrower_id == loans[1].borrower_id);
    CHECK(loans[2].borrower_id != loans[0].borrower_id);
    CHECK_FALSE(loans[2].borrower_id.empty());
}

TEST_CASE("tape: quoted cells may hold delimiters, quotes and line breaks; later rows keep their lines") {
    const auto loans = tape_of("loan_id,principal,pd\n\"a,\"\"b\"\"\nc\",100,0.02\nL2,200,0.03\n");
    REQUIRE(loans.size() == 2);
    CHECK(loans[0].loan_id == "a,\"b\"\nc");
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "loan_id,principal,pd\n\"a\n\nb\",100,0.02\nL2,x,0.03\n");
    CHECK(scratch.problems().find("tape.csv:5:2: principal") != std::string::npos);
}

TEST_CASE("tape: an amount may carry its own unit; one finer than a 分 is rounded with a notice") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "loan_id,principal,pd\nL1,￥3000000元,0.02\nL2,333.33333333,0.02\n");
    const auto loaded = scratch.load();
    REQUIRE(loaded.ok());
    CHECK(loaded.value.scenario.portfolio.tape[0].principal == Fen{300 * kWan});
    CHECK(loaded.value.scenario.portfolio.tape[1].principal == Fen{333'333'333});
    CHECK(notices(loaded.value).find("finer than a 分 in 1 rows") != std::string::npos);
}

TEST_CASE("encoding: broken UTF-8 is not taken for GB18030, and GB18030 not for broken UTF-8") {
    const std::string utf8 = "九江市科贷通资金池";
    CHECK(decode(utf8, std::nullopt).encoding == Encoding::utf8);
    CHECK(decode(utf8.substr(0, utf8.size() - 1), std::nullopt).bad_byte == utf8.size() - 3);
    const Decoded gbk = decode(converted(utf8, "GBK"), std::nullopt);
    CHECK(gbk.encoding == Encoding::gb18030);
    CHECK(gbk.text == utf8);
    CHECK_FALSE(gbk.bad_byte);
    CHECK(decode("abc\x81", std::nullopt).bad_byte.has_value());
}

TEST_CASE("given: stated defaults are read, several paths become one with a notice") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "loan_id,principal\nL1,100\nL2,200\n");
    scratch.write("d.csv", "贷款编号,违约月份,回收率\nL2,5,40%\nL1,6,\n");
    scratch.set("/credit", R"({"dependence":"given","defaults_file":"d.csv"})").set("/simulation/paths", "500");
    const auto loaded = scratch.load();
    INFO(testing::described(loaded.problems));
    REQUIRE(loaded.ok());
    const Scenario& s = loaded.value.scenario;
    REQUIRE(s.credit.given.size() == 2);
    CHECK(s.credit.given[0].month == 5);
    CHECK(s.credit.given[0].recovery == 0.4);
    CHECK_FALSE(s.credit.given[1].recovery);
    CHECK(s.paths == 1);
    CHECK(notices(loaded.value).find("/simulation/paths") != std::string::npos);
    CHECK(loaded.value.inputs.back().role == "defaults");
}

TEST_CASE("tape: an anchor is a borrower of the tape; chains are read, and told to have no effect without contagion") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "贷款编号,企业编号,贷款余额,违约概率,核心企业\n"
                              "L1,甲,100,0.02,\nL2,乙,100,0.02,甲\nL3,乙,100,0.02,甲\nL4,丙,100,0.02,乙\n");
    const auto loaded = scratch.load();
    REQUIRE(loaded.ok());
    const auto& tape = loaded.value.scenario.portfolio.tape;
    CHECK(tape[0].anchor.empty());
    CHECK((tape[1].anchor == "甲" && tape[2].anchor == "甲" && tape[3].anchor == "乙"));
    CHECK(notices(loaded.value).find("the tape's anchor column has no effect") != std::string::npos);
    scratch.set("/credit/contagion", R"({"multiplier":3,"months":6})");
    const auto contagious = scratch.load();
    REQUIRE(contagious.ok());
    CHECK(contagious.value.scenario.credit.contagion->months == 6);
    CHECK(notices(contagious.value).find("anchor") == std::string::npos);
}
