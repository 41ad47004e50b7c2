#include "reports/markdown.hpp"

#include "reports/markdown_table.hpp"
#include "reports/sentences.hpp"
#include "reports/text.hpp"
#include "reports/texts.hpp"
#include "results/catalogue.hpp"

#include <algorithm>

namespace kdt::reports {
namespace {

using results::Frame;
using results::Results;
using results::Table;

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

/// Builds the page in one language.
class Page {
public:
    explicit Page(Language language) : language_(language) {}

    void title(const Frame& frame, const Text& kind, const Text& amounts) {
        out_ += "# " + escaped(frame.name) + " " + kind.in(language_) + "\n\n";
        if (!frame.description.empty()) { item(texts().description, escaped(frame.description)); }
        item(texts().horizon, horizon_text(frame, language_));
        item(texts().paths, count_text(frame.paths));
        item(texts().seed, std::to_string(frame.seed));
        if (frame.method != "plain") { item(texts().method, method_text(frame, language_)); }
        out_ += "- " + amounts.in(language_) + "\n\n";
    }
    void section(const Text& heading) { out_ += "## " + heading.in(language_) + "\n\n"; }
    void subsection(const Text& heading) { out_ += "### " + heading.in(language_) + "\n\n"; }
    void paragraph(const Text& text) { out_ += text.in(language_) + "\n\n"; }
    void table(const Table& table) {
        if (!table.rows.empty()) { out_ += markdown_table(table, language_); }
    }
    /// "- **label**：text", the text already escaped.
    void item(const Text& label, const std::string& text) { labelled(label.in(language_), text); }
    void labelled(const std::string& label, const std::string& text) {
        out_ += "- **" + label + "**" + (language_ == Language::zh ? "：" : ": ") + text + "\n";
    }
    void list(const Text& heading, const std::vector<Text>& items) {
        if (items.empty()) { return; }
        subsection(heading);
        for (const Text& text : items) { out_ += "- " + escaped(text.in(language_)) + "\n"; }
        end_list();
    }
    void end_list() { out_ += "\n"; }

    /// What repeats the figures: version, seed, paths, hashes, command.
    void ledger(const Frame& frame) {
        subsection(texts().model_card);
        item(texts().version, "kdt " + escaped(frame.version));
        item(texts().paths, count_text(frame.paths));
        item(texts().seed, std::to_string(frame.seed));
        if (frame.method != "plain") { item(texts().method, method_text(frame, language_)); }
        item(texts().hash, frame.sha256);
        for (const results::InputHash& input : frame.inputs) {
            item(texts().inputs, escaped(input.role) + " " + escaped(input.name) + " " + input.sha256);
        }
        item(texts().command, "");
        end_list();
        out_ += code_block(frame.repeat_command);
        list(texts().computed, texts().computed_items);
        list(texts().not_computed, texts().not_computed_items);
    }
    std::string take() {
        while (out_.ends_with("\n\n")) { out_.pop_back(); }
        return std::move(out_);
    }

private:
    Language language_;
    std::string out_;
};

void write_risk(Page& page, const Results& results) {
    page.section(texts().risk);
    page.table(results::risk_table(results));
    page.table(results::cut_table(results));
    page.table(results::loss_sharing_table(results));
    page.table(results::break_even_table(results));
}

void write_lending(Page& page, const Results& results) {
    page.section(texts().lending);
    page.table(results::lending_table(results));
    page.table(results::refusal_table(results));
    page.table(results::vintage_table(results));
    page.table(results::concentration_table(results));
}

void write_parameters(Page& page, const Results& results) {
    page.section(texts().parameters);
    page.table(results::implied_pd_table(results));
    page.table(results::parameter_table(results));
    page.table(results::check_table(results));
    page.list(texts().warnings, results.frame.warnings);
    page.ledger(results.frame);
}

} // namespace

std::string report_markdown(const Results& results, Language language) {
    Page page(language);
    page.title(results.frame, texts().report, texts().amounts);
    page.section(texts().conclusions);
    for (const Conclusion& line : conclusions(results, language)) { page.labelled(line.label, escaped(line.sentence)); }
    page.end_list();
    page.section(texts().pool);
    page.table(results::pool_table(results));
    page.table(results::pool_mean_table(results));
    page.table(results::funder_table(results));
    page.table(results::account_table(results));
    page.table(results::depletion_table(results));
    write_risk(page, results);
    page.section(texts().targets);
    if (results.frame.targets.empty()) { page.paragraph(texts().no_targets); }
    page.table(results::target_table(results));
    page.section(texts().breakers);
    if (results.frame.breakers.empty()) { page.paragraph(texts().no_breakers); }
    page.table(results::breaker_table(results));
    write_lending(page, results);
    write_parameters(page, results);
    return page.take();
}

std::string stress_markdown(const results::StressResults& stress, Language language) {
    Page page(language);
    page.title(stress.frame, texts().stress_report, texts().stress_amounts);
    page.section(texts().stress);
    page.table(results::stress_table(stress));
    page.table(results::stress_difference_table(stress));
    page.table(results::stress_cases_table(stress));
    page.ledger(stress.frame);
    return page.take();
}

} // namespace kdt::reports
