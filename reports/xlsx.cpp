#include "reports/xlsx.hpp"

#include "reports/scratch_folder.hpp"
#include "reports/text.hpp"
#include "reports/texts.hpp"
#include "reports/xlsx_charts.hpp"
#include "results/catalogue.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>

namespace kdt::reports {
namespace {

using results::Table;

/// What a bureau looks for first stands first; the other tables follow as the catalogue has them.
constexpr std::array<std::string_view, 10> kFirst = {"pool",        "pool_mean", "lending",  "risk",
                                                     "targets",     "stress",    "vintages", "concentration",
                                                     "performance", "parameters"};

std::vector<Table> tables_of(const Findings& findings) {
    std::vector<Table> tables = results::official_tables(findings.results);
    if (findings.stress != nullptr) {
        tables.push_back(results::stress_table(*findings.stress));
        tables.push_back(results::stress_difference_table(*findings.stress));
        tables.push_back(results::stress_cases_table(*findings.stress));
    }
    const auto place = [](const Table& table) { return std::find(kFirst.begin(), kFirst.end(), table.id); };
    std::stable_sort(tables.begin(), tables.end(), [&](const Table& a, const Table& b) { return place(a) < place(b); });
    return tables;
}

/// Writes the sheets that are no table: texts one below the other.
class TextSheet {
public:
    TextSheet(XlsxBook& book, const Text& title, Language language)
        : book_(book), sheet_(book.add_sheet(title.in(language))) {
        set_up_page(sheet_, language);
    }
    void line(const std::string& text, const CellStyle& style) { put(row_++, 0, text, style); }
    void pair(const std::string& label, const std::string& text) {
        worksheet_set_row(
            sheet_, row_,
            std::max(row_height(display_width(label), widths_[0]), row_height(display_width(text), widths_[1])),
            nullptr);
        put(row_, 0, label, {.bold = true, .wrap = true, .border = true});
        put(row_++, 1, text, {.wrap = true, .border = true});
    }
    void triple(const std::array<std::string, 3>& texts, const CellStyle& style) {
        double height = 0.0;
        for (std::size_t i = 0; i < 3; ++i) {
            height = std::max(height, row_height(display_width(texts[i]), widths_[i]));
        }
        worksheet_set_row(sheet_, row_, height, nullptr);
        for (unsigned i = 0; i < 3; ++i) { put(row_, i, texts[i], style); }
        ++row_;
    }
    void skip() { ++row_; }
    void widths(std::vector<double> all) {
        widths_ = std::move(all);
        lxw_col_t column = 0;
        for (const double width : widths_) {
            worksheet_set_column(sheet_, column, column, width, nullptr);
            ++column;
        }
    }

private:
    void put(unsigned row, unsigned column, const std::string& text, const CellStyle& style) {
        worksheet_write_string(sheet_, row, static_cast<lxw_col_t>(column), text.c_str(), book_.format(style));
    }
    XlsxBook& book_;
    lxw_worksheet* sheet_;
    std::vector<double> widths_;
    unsigned row_ = 0;
};

void write_overview(XlsxBook& book, const Document& document) {
    TextSheet sheet(book, texts().overview, document.language);
    sheet.widths({40, 60, 64});
    sheet.line(document.title, {.title = true});
    if (!document.remark.empty()) { sheet.line(document.remark, {.red = true}); }
    for (const Conclusion& fact : document.facts) { sheet.pair(fact.label, fact.sentence); }
    sheet.skip();
    const CellStyle header{.header = true, .border = true};
    sheet.triple({texts().figure.in(document.language), texts().value.in(document.language),
                  texts().interval.in(document.language)},
                 header);
    for (const Card& card : document.cards) {
        sheet.triple({card.label, card.figure, card.detail}, {.wrap = true, .border = true});
    }
    sheet.skip();
    sheet.pair(texts().conclusions.in(document.language), document.lead);
}

void write_notes(XlsxBook& book, const Document& document) {
    TextSheet sheet(book, texts().notes, document.language);
    sheet.widths({34, 100});
    for (const Section& section : document.sections) {
        if (section.id != "conclusions" && section.id != "model" && section.id != "parameters") { continue; }
        sheet.line(section.heading, {.title = true});
        for (const Block& block : section.blocks) {
            if (const auto* list = std::get_if<List>(&block)) {
                if (!list->heading.empty()) { sheet.line(list->heading, {.bold = true}); }
                for (const Conclusion& item : list->items) { sheet.pair(item.label, item.sentence); }
            } else if (const auto* code = std::get_if<Code>(&block)) {
                sheet.pair(texts().command.in(document.language), code->text);
            }
        }
        sheet.skip();
    }
}

/// Names for the figures that other workbooks are likely to link to.
class Names {
public:
    Names(XlsxBook& book, Language language) : book_(book), language_(language) {}

    void add(const Table& table) {
        const std::string title = table.title.in(language_);
        const auto define = [&](const Text& name, std::size_t row, std::size_t column) {
            book_.define(name.in(language_), title, SheetPlan::kFirstRow + static_cast<unsigned>(row),
                         static_cast<unsigned>(column));
        };
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const std::string& name = table.rows[row].front().text.zh;
            if (table.id == "pool_mean" && name == "期末余额") {
                define({"期末余额均值", "closing_balance_mean"}, row, table.columns.size() - 1);
            } else if (table.id == "pool_mean" && name == "补偿支出") {
                define({"补偿支出均值", "claims_paid_mean"}, row, table.columns.size() - 1);
            } else if (table.id == "loss_sharing" && row == 0) {
                define({"资金池净损失均值", "pool_net_loss_mean"}, row, place_of(table, "mean").value());
                define({"资金池净损失VaR", "pool_net_loss_VaR"}, row, place_of(table, "bad").value());
                define({"资金池净损失ES", "pool_net_loss_ES"}, row, place_of(table, "es").value());
            } else if (table.id == "depletion" && row + 1 == table.rows.size()) {
                define({"资金池耗尽概率", "pool_depleted"}, row, 1);
            }
        }
    }

private:
    XlsxBook& book_;
    Language language_;
};

} // namespace

std::string xlsx(const Findings& findings, const Document& document) {
    const ScratchFolder folder;
    const results::Frame& frame = findings.results.frame;
    XlsxBook book(folder / "report.xlsx");
    book.describe(document.title, frame.as_of);
    book.property("scenario_sha256", frame.sha256);
    book.property("kdt", frame.version);
    book.property("seed", std::to_string(frame.seed));
    book.property("paths", std::to_string(frame.paths));
    write_overview(book, document);
    Names names(book, document.language);
    for (const Table& table : tables_of(findings)) {
        lxw_worksheet* sheet = book.add_sheet(table.title.in(document.language));
        const SheetPlan plan = write_sheet(book, sheet, table, document.language);
        add_sheet_chart(book, sheet, table, plan, document.language);
        names.add(table);
    }
    write_notes(book, document);
    book.close();
    return bytes_of(folder / "report.xlsx");
}

} // namespace kdt::reports
