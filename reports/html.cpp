#include "reports/html.hpp"

#include "reports/page_data.hpp"

#include <stdexcept>

namespace kdt::reports {
namespace {

std::string escaped_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        default: out += c;
        }
    }
    return out;
}

/// Adds the template up to the mark, then the value; returns what is left of the template.
std::string_view filled(std::string& out, std::string_view rest, std::string_view mark, std::string_view value) {
    const std::size_t place = rest.find(mark);
    if (place == std::string_view::npos) { throw std::logic_error("the page lacks " + std::string(mark)); }
    out += rest.substr(0, place);
    out += value;
    return rest.substr(place + mark.size());
}

} // namespace

std::string html(const Findings& findings, const Document& document) {
    std::string out;
    std::string_view rest = page_template();
    rest = filled(out, rest, "@LANGUAGE@", document.language == Language::zh ? "zh-CN" : "en");
    rest = filled(out, rest, "@TITLE@", escaped_html(document.title));
    rest = filled(out, rest, "@DATA@", page_data(findings, document));
    return out += rest;
}

} // namespace kdt::reports
