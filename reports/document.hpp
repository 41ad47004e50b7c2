#pragma once

#include "reports/lead.hpp"
#include "reports/sentences.hpp"
#include "results/results.hpp"
#include "results/stress.hpp"
#include "results/table.hpp"

#include <string>
#include <variant>
#include <vector>

// A report before it takes a format: the same sections, tables and names for HTML, Markdown and Word.
namespace kdt::reports {

/// A chart with the table of its figures; formats without charts have the table alone.
struct Chart {
    std::string id; ///< "balance", as in reports/web/src/charts
    std::string of; ///< which target, breaker or kind of group; empty where there is one chart of the id
    std::string title;
    std::string unit;
    std::string note;
    bool wide = true;     ///< the page's whole width, else half of it
    results::Table table; ///< what is drawn
};

struct Paragraph {
    std::string text;
};
/// A heading (empty: none) and labelled lines.
struct List {
    std::string heading;
    std::vector<Conclusion> items; ///< label may be empty
};
/// Text that must stand as it is.
struct Code {
    std::string text;
};

using Block = std::variant<Paragraph, List, Code, results::Table, Chart>;

struct Section {
    std::string id;      ///< "pool", stable
    std::string heading; ///< numbered: "二、资金池运行情况"
    std::vector<Block> blocks;
};

/// No text is escaped yet.
struct Document {
    Language language = Language::zh;
    const results::Frame* frame = nullptr;
    std::string title;
    std::vector<Conclusion> facts; ///< description, horizon, paths, seed, how they were drawn where not as usual, units
    std::string remark;            ///< that parameters have no source; may be empty
    std::string lead;
    std::vector<Card> cards;
    std::vector<Section> sections;
};

/// What a report is made of; both outlive it.
struct Findings {
    const results::Results& results;
    const results::StressResults* stress = nullptr; ///< none: no section on stress
};

Document document_of(const Findings& findings, Language language);

/// A table too wide for a page as several, cut between groups of columns; the first column stands in each.
std::vector<results::Table> parts_of(const results::Table& table);

} // namespace kdt::reports
