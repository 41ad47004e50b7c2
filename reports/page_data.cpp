#include "reports/page_data.hpp"

#include "reports/markdown_table.hpp"
#include "reports/picture_months.hpp"
#include "reports/texts.hpp"
#include "results/catalogue.hpp"
#include "results/csv.hpp"
#include "results/stress_json.hpp"
#include "results/summary_json.hpp"
#include "results/table_text.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
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

/// The members of an object that are named, those that are there.
Json members(const Json& object, std::initializer_list<const char*> names) {
    Json out = Json::object();
    for (const char* name : names) {
        if (object.contains(name)) { out[name] = object[name]; }
    }
    return out;
}

/// What charts draw of a measure: its mean at the last month and, where levels are given, quantiles and ES there.
class Excerpt {
public:
    explicit Excerpt(int month) : month_(std::to_string(month)) {}

    Json of(const Json& by_month, const std::vector<std::string>& levels = {}) const {
        const Json& figures = by_month[month_];
        Json out = {{"mean", members(figures["mean"], {"value"})}};
        for (const std::string& level : levels) {
            out["quantile"][level] = members(figures["quantile"][level], {"value"});
            if (figures.contains("es")) { out["es"][level] = members(figures["es"][level], {"value"}); }
        }
        return {{month_, std::move(out)}};
    }
    Json last(const Json& by_month) const { return members(by_month, {month_.c_str()}); }
    Json stress_case(const Json& one) const {
        Json out;
        out["measures"]["claims_paid"] = of(one["measures"]["claims_paid"]);
        out["probabilities"]["pool_depleted"][month_] =
            members(one["probabilities"]["pool_depleted"][month_], {"value"});
        return out;
    }

private:
    std::string month_;
};

Json each(const Json& named, std::initializer_list<const char*> names) {
    Json out = Json::object();
    for (const auto& [id, one] : named.items()) { out[id] = members(one, names); }
    return out;
}

/// Five digits where reports show the same of them: there are thousands of such figures.
Json short_rate(const Json& rate) {
    if (rate.is_null()) { return rate; }
    const auto full = rate.get<double>();
    std::array<char, 32> text{};
    const char* end = std::to_chars(text.data(), text.data() + text.size(), full, std::chars_format::general, 5).ptr;
    double few = full;
    std::from_chars(text.data(), end, few);
    return results::percent_text(few) == results::percent_text(full) ? few : full;
}

Json vintages_json(const Json& all) {
    Json out = Json::object();
    for (const auto& [quarter, vintage] : all.items()) {
        Json rates = Json::array();
        for (const Json& rate : vintage["default_rate"]) { rates.push_back(short_rate(rate)); }
        out[quarter] = {{"default_rate", std::move(rates)}, {"lent", members(vintage["lent"], {"value"})}};
    }
    return out;
}

Json breakers_json(const Json& all, const std::vector<int>& months) {
    Json out = Json::object();
    for (const auto& [breaker, each] : all.items()) {
        out[breaker] = Json::object();
        for (const auto& [member, shares] : each.items()) {
            Json& drawn = out[breaker][member] = Json::array();
            for (const int month : months) { drawn.push_back(shares[static_cast<std::size_t>(month)]); }
        }
    }
    return out;
}

Json summary_json(const Findings& findings) {
    const Json whole = Json::parse(results::to_json(findings.results));
    const Excerpt excerpt(findings.results.horizons.back());
    const std::vector<std::string> levels = results::shown_levels(findings.results);
    const std::vector<int> months = picture_months(findings.results.frame.horizon_months);
    Json out = members(whole, {"target_curves"});
    out["breaker_months"] = months;
    out["breaker_by_month"] = breakers_json(whole["breaker_by_month"], months);
    out["levels"] = levels;
    out["scenario"] = members(whole["scenario"], {"unit", "as_of", "horizon_months"});
    out["simulation"] = members(whole["simulation"], {"paths"});
    const Json& measures = whole["measures"];
    out["measures"]["pool_net_loss"] = excerpt.of(measures["pool_net_loss"], levels);
    for (const char* name :
         {"bank_net_loss", "guarantor_net_loss", "insurer_net_loss", "reguarantee_net_loss", "loss_to_date"}) {
        out["measures"][name] = excerpt.of(measures[name]);
    }
    out["series"]["pool_balance"] = members(whole["series"]["pool_balance"], {"p05", "p25", "p50", "p75", "p95"});
    out["histograms"] = Json::object();
    if (const Json& all = whole["histograms"]; all.contains("pool_net_loss")) {
        out["histograms"]["pool_net_loss"] = excerpt.last(all["pool_net_loss"]);
    }
    out["targets"] = each(whole["targets"], {"amount"});
    out["vintages"] = vintages_json(whole["vintages"]);
    out["banks"] = Json::object();
    for (const auto& [id, bank] : whole["banks"].items()) {
        out["banks"][id]["measures"]["bank_net_loss"] = excerpt.of(bank["measures"]["bank_net_loss"]);
    }
    for (const char* kind : {"banks", "sectors"}) { out["book"][kind] = each(whole["book"][kind], {"share"}); }
    if (findings.stress == nullptr) { return out; }
    const Json stress = Json::parse(results::stress_json(*findings.stress));
    out["stress"] = {{"base", excerpt.stress_case(stress["base"])}, {"overlays", Json::object()}};
    for (const auto& [label, one] : stress["overlays"].items()) {
        out["stress"]["overlays"][label] = excerpt.stress_case(one);
    }
    return out;
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
    data["summary"] = summary_json(findings);
    return fit_for_script(data.dump());
}

} // namespace kdt::reports
