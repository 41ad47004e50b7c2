#include "reports/markdown.hpp"

#include "reports/markdown_table.hpp"
#include "reports/text.hpp"
#include "reports/texts.hpp"

#include <algorithm>
#include <set>

namespace kdt::reports {
namespace {

/// Text that must stand as it is: fenced by more backticks than it holds in a row.
std::string code_block(const std::string& text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    return fence + "\n" + text + "\n" + fence + "\n\n";
}

/// Writes the blocks of one document.
class Page {
public:
    explicit Page(Language language) : language_(language) {}

    void operator()(const Paragraph& paragraph) { out_ += escaped(paragraph.text) + "\n\n"; }
    void operator()(const List& list) {
        if (!list.heading.empty()) { out_ += "### " + list.heading + "\n\n"; }
        for (const Conclusion& line : list.items) { item(line); }
        out_ += "\n";
    }
    void operator()(const Code& code) { out_ += code_block(code.text); }
    void operator()(const results::Table& table) { out_ += markdown_table(table, language_); }
    /// What is drawn on the page stands in tables at the end.
    void operator()(const Chart&) {}

    void item(const Conclusion& line) {
        const std::string colon = language_ == Language::zh ? "：" : ": ";
        out_ += "- " + (line.label.empty() ? std::string() : "**" + escaped(line.label) + "**" + colon) +
                escaped(line.sentence) + "\n";
    }
    void raw(const std::string& text) { out_ += text; }
    std::string take() {
        while (out_.ends_with("\n\n")) { out_.pop_back(); }
        return std::move(out_);
    }

private:
    Language language_;
    std::string out_;
};

/// Tables of charts whose figures stand in no table of the report, in the order of the charts.
std::vector<results::Table> drawn_alone(const Document& document) {
    std::set<std::string> shown;
    std::vector<results::Table> tables;
    for (const Section& section : document.sections) {
        for (const Block& block : section.blocks) {
            if (const auto* table = std::get_if<results::Table>(&block)) { shown.insert(table->id); }
            if (const auto* chart = std::get_if<Chart>(&block)) { tables.push_back(chart->table); }
        }
    }
    std::erase_if(tables, [&](const results::Table& table) { return shown.contains(table.id); });
    return tables;
}

} // namespace

std::string markdown(const Document& document) {
    Page page(document.language);
    page.raw("# " + escaped(document.title) + "\n\n");
    page.raw("**" + escaped(document.lead) + "**\n\n");
    if (!document.remark.empty()) { page.raw(document.remark + "\n\n"); }
    for (const Conclusion& fact : document.facts) { page.item(fact); }
    page.raw("\n");
    for (const Section& section : document.sections) {
        page.raw("## " + section.heading + "\n\n");
        for (const Block& block : section.blocks) { std::visit(page, block); }
    }
    if (const std::vector<results::Table> tables = drawn_alone(document); !tables.empty()) {
        page.raw("## " + texts().drawn.in(document.language) + "\n\n");
        for (const results::Table& table : tables) {
            for (const results::Table& part : parts_of(table)) { page(part); }
        }
    }
    return page.take();
}

} // namespace kdt::reports
