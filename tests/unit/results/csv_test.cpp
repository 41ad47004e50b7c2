#include "catch.hpp"

#include "results/csv.hpp"

#include <string>

using kdt::results::CsvWriter;

TEST_CASE("csv: BOM, CRLF, quotes, and no formula slips through") {
    CsvWriter csv;
    csv.text("a,b").text("say \"x\"").text("=1+1").text("-乙行").text("@x").text("+1").text("plain").text("two\nlines");
    csv.end_row();
    csv.number(-1.5).figure("-12.00").number({}).text("");
    csv.end_row();
    const std::string expected = "\xEF\xBB\xBF\"a,b\",\"say \"\"x\"\"\",'=1+1,'-乙行,'@x,'+1,plain,\"two\nlines\"\r\n"
                                 "-1.5,-12.00,,\r\n";
    CHECK(csv.take() == expected);
}

TEST_CASE("csv: signs of full width and leading line ends and tabs hide no formula") {
    CsvWriter csv;
    for (const char* text : {"＝1+1", "＋1", "－1", "＠x", "\n=1", "\r=1", "\t=1", "“＝”", "（－）"}) {
        csv.text(text);
    }
    csv.end_row();
    CHECK(csv.take() == "\xEF\xBB\xBF'＝1+1,'＋1,'－1,'＠x,\"'\n=1\",\"'\r=1\",'\t=1,“＝”,（－）\r\n");
}
