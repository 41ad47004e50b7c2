#include "reports/page_data.hpp"

#include "reports/markdown_table.hpp"
#include "reports/page_summary.hpp"
#include "reports/picture_months.hpp"
#include "reports/texts.hpp"
#include "results/catalogue.hpp"
#include "results/csv.hpp"
#include "results/table_text.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>

namespace kdt::reports {
namespace {

using Json = nlohmann::ordered_json;
using results::Cell;
using results::Table;

/// A bare text where there is nothing more to say: heat maps have thousands of cells.
Json cell_json(const Cell& cell, Language language) {
    std::string text = results::cell_text(cell, language, results::Thousands::grouped);
    const std::string error = error_text(cell, language);
    if (error.empty() && !cell.heavy && !cell.alert) { return text; }
    Json out = {{"text", std::move(text)}};
    if (!error.empty()) { out["error"] = error; }
    if (cell.heavy) { out["heavy"] = true; }
    if (cell.alert) { out["alert"] = true; }
    return out;
}

Json table_json(const Table& table, Language language, bool with_file) {
    Json out = {{"id", table.id}, {"title", table.title.in(language)}};
    out["columns"] = Json::array();
    for (const results::Column& column : table.columns) {
        out["columns"].push_back({{"id", column.id},
                                  {"title", column.title.in(language)},
                                  {"unit", column.unit.in(language)},
                                  {"group", column.group.in(language)},
                                  {"numeric", column.numeric}});
    }
    out["rows"] = Json::array();
    for (const results::Row& row : table.rows) {
        Json cells = Json::array();
        for (const Cell& cell : row) { cells.push_back(cell_json(cell, language)); }
        out["rows"].push_back(std::move(cells));
    }
    out["notes"] = Json::array();
    for (const Text& note : table.notes) { out["notes"].push_back(note.in(language)); }
    out["csv"] = with_file ? results::table_csv(table, language) : std::string();
    return out;
}

/// The blocks of a section, as src/types.ts names them.
class BlockWriter {
public:
    BlockWriter(Language language, int horizon) : language_(language), horizon_(horizon) {}
    Json operator()(const Paragraph& paragraph) const { return {{"kind", "paragraph"}, {"text", paragraph.text}}; }
    Json operator()(const Code& code) const { return {{"kind", "code"}, {"text", code.text}}; }
    Json operator()(const List& list) const {
        Json items = Json::array();
        for (const Conclusion& item : list.items) { items.push_back({{"label", item.label}, {"text", item.sentence}}); }
        return {{"kind", "list"}, {"heading", list.heading}, {"items", std::move(items)}};
    }
    Json operator()(const Table& table) const {
        return {{"kind", "table"}, {"table", table_json(table, language_, false)}};
    }
    Json operator()(const Chart& chart) const {
        return {{"kind", "chart"},
                {"chart",
                 {{"id", chart.id},
                  {"of", chart.of},
                  {"title", chart.title},
                  {"unit", chart.unit},
                  {"note", chart.note},
                  {"wide", chart.wide},
                  {"table", table_json(drawn_rows(chart), language_, true)}}}};
    }

private:
    Table drawn_rows(const Chart& chart) const {
        Table table = chart.table;
        if (chart.id != "breaker") { return table; }
        table.rows.clear();
        for (const int month : picture_months(horizon_)) {
            table.rows.push_back(chart.table.rows[static_cast<std::size_t>(month) - 1]);
        }
        return table;
    }

    Language language_;
    int horizon_; ///< in months
};

Json sections_json(const Document& document) {
    Json sections = Json::array();
    const BlockWriter write(document.language, document.frame->horizon_months);
    for (const Section& section : document.sections) {
        Json blocks = Json::array();
        for (const Block& block : section.blocks) { blocks.push_back(std::visit(write, block)); }
        sections.push_back({{"id", section.id}, {"heading", section.heading}, {"blocks", std::move(blocks)}});
    }
    return sections;
}

Json words_json(Language language) {
    const Texts& all = texts();
    Json words;
    for (const auto& [key, text] :
         std::initializer_list<std::pair<const char*, const Text*>>{{"contents", &all.contents},
                                                                    {"figures", &all.figures},
                                                                    {"download", &all.download},
                                                                    {"money", &all.money_axis},
                                                                    {"best", &all.best},
                                                                    {"median", &all.median},
                                                                    {"worst", &all.worst},
                                                                    {"mean", &all.mean},
                                                                    {"zero", &all.zero},
                                                                    {"target", &all.target},
                                                                    {"never", &all.never},
                                                                    {"months", &all.months},
                                                                    {"age", &all.age}}) {
        words[key] = text->in(language);
    }
    return words;
}

/// "<" would let a text end the script element it stands in.
std::string fit_for_script(const std::string& json) {
    std::string out;
    out.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            out += "\\u003c";
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

std::string page_data(const Findings& findings, const Document& document) {
    Json data;
    data["language"] = document.language == Language::zh ? "zh" : "en";
    data["title"] = document.title;
    data["lines"] = Json::array();
    const std::string colon = document.language == Language::zh ? "：" : ": ";
    for (const Conclusion& fact : document.facts) {
        data["lines"].push_back(fact.label.empty() ? fact.sentence : fact.label + colon + fact.sentence);
    }
    data["remark"] = document.remark;
    data["lead"] = document.lead;
    data["cards"] = Json::array();
    for (const Card& card : document.cards) {
        data["cards"].push_back({{"label", card.label}, {"figure", card.figure}, {"detail", card.detail}});
    }
    data["sections"] = sections_json(document);
    data["words"] = words_json(document.language);
    data["summary"] = page_summary(findings);
    return fit_for_script(data.dump());
}

} // namespace kdt::reports
