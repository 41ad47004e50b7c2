#include "reports/xlsx.hpp"

#include "reports/scratch_folder.hpp"
#include "reports/text.hpp"
#include "reports/texts.hpp"
#include "reports/xlsx_charts.hpp"
#include "reports/xlsx_overview.hpp"
#include "reports/xlsx_text_sheet.hpp"
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

void write_block(TextSheet& sheet, const Block& block, Language language) {
    if (const auto* list = std::get_if<List>(&block)) {
        if (!list->heading.empty()) { sheet.line(list->heading, {.bold = true}); }
        for (const Conclusion& item : list->items) { sheet.pair(item.label, item.sentence); }
    } else if (const auto* code = std::get_if<Code>(&block)) {
        sheet.pair(texts().command.in(language), code->text);
    }
}

void write_notes(XlsxBook& book, const Document& document) {
    TextSheet sheet(book, texts().notes, document.language, {34, 100});
    const auto is_text = [](const Block& block) {
        return std::holds_alternative<List>(block) || std::holds_alternative<Code>(block);
    };
    for (const Section& section : document.sections) {
        if (section.id != "conclusions" && section.id != "model" && section.id != "parameters") { continue; }
        if (std::none_of(section.blocks.begin(), section.blocks.end(), is_text)) { continue; }
        sheet.line(section.heading, {.title = true});
        for (const Block& block : section.blocks) { write_block(sheet, block, document.language); }
        sheet.skip();
    }
}

/// Gives names to figures of tables that other workbooks are likely to link to.
void define_names(XlsxBook& book, const Table& table, const SheetPlan& plan, Language language) {
    const auto define = [&](const Text& name, std::string_view row, std::string_view column) {
        const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                        [&](const results::Row& one) { return one.front().text.zh == row; });
        if (found == table.rows.end()) { return; }
        book.define(name.in(language), table.title.in(language),
                    SheetPlan::kFirstRow + static_cast<unsigned>(found - table.rows.begin()),
                    plan.places[*results::place_of(table, column)]);
    };
    if (table.id == "pool_mean") {
        define({"期末余额均值", "closing_balance_mean"}, "期末余额", "whole_run");
        define({"补偿支出均值", "claims_paid_mean"}, "补偿支出", "whole_run");
    } else if (table.id == "loss_sharing") {
        define({"资金池净损失ES", "pool_net_loss_ES"}, "资金池", "es");
    }
}

} // namespace

std::string xlsx(const Findings& findings, const Document& document) {
    const ScratchFolder folder;
    const results::Frame& frame = findings.results.frame;
    XlsxBook book(folder / "report.xlsx", document.language);
    book.describe(document.title, frame.as_of);
    book.property("scenario_sha256", frame.sha256);
    book.property("kdt", frame.version);
    book.property("seed", std::to_string(frame.seed));
    book.property("paths", std::to_string(frame.paths));
    write_overview(book, document);
    for (const Table& table : tables_of(findings)) {
        lxw_worksheet* sheet = book.add_sheet(table.title.in(document.language));
        const SheetPlan plan = write_sheet(book, sheet, table, document.language);
        add_sheet_chart(book, sheet, table, plan, document.language);
        define_names(book, table, plan, document.language);
    }
    write_notes(book, document);
    book.close();
    return bytes_of(folder / "report.xlsx");
}

} // namespace kdt::reports
