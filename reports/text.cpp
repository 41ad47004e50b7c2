#include "reports/text.hpp"

#include "results/number_text.hpp"

#include <cctype>
#include <cmath>

namespace kdt::reports {
namespace {

/// The code point at `place`, which is moved past it. Input is valid UTF-8 (loading refuses anything else).
char32_t next_point(std::string_view text, std::size_t& place) {
    const auto first = static_cast<unsigned char>(text[place++]);
    if (first < 0x80) { return first; }
    const int more = first >= 0xF0 ? 3 : (first >= 0xE0 ? 2 : 1);
    char32_t point = first & (0x3FU >> static_cast<unsigned>(more));
    for (int i = 0; i < more && place < text.size(); ++i) {
        point = (point << 6U) | (static_cast<unsigned char>(text[place++]) & 0x3FU);
    }
    return point;
}

/// East Asian Wide and Fullwidth (UAX 11), in the ranges that occur in Chinese text.
bool is_wide(char32_t point) {
    return (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
           (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
           (point >= 0xFFE0 && point <= 0xFFE6) || (point >= 0x1F300 && point <= 0x1FAFF) ||
           (point >= 0x20000 && point <= 0x3FFFD);
}

bool is_word(std::string_view text, std::size_t place) {
    return place < text.size() && (std::isalnum(static_cast<unsigned char>(text[place])) != 0);
}

} // namespace

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    for (std::size_t place = 0; place < utf8.size();) { width += is_wide(next_point(utf8, place)) ? 2 : 1; }
    return width;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::size_t own = display_width(text);
    const std::string blanks(own < width ? width - own : 0, ' ');
    return right ? blanks + text : text + blanks;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '\n':
        case '\r':
        case '\t': out += ' '; break;
        case '_':
            if (!(i > 0 && is_word(text, i - 1) && is_word(text, i + 1))) { out += '\\'; }
            out += c;
            break;
        case '\\':
        case '`':
        case '*':
        case '|':
        case '[':
        case ']': out += '\\'; [[fallthrough]];
        default: out += c;
        }
    }
    return out;
}

std::string money_text(double wan, Language language) {
    if (language == Language::en) {
        return std::abs(wan) < 100.0 ? results::rounded(wan * 10.0, 2) + "k yuan"
                                     : results::grouped(results::rounded(wan / 100.0, 2)) + "m yuan";
    }
    if (std::abs(wan) >= 10000.0) { return results::grouped(results::rounded(wan / 10000.0, 2)) + "亿元"; }
    return results::grouped(results::rounded(wan, 2)) + "万元";
}

std::string amount_text(double amount, results::Unit unit, Language language) {
    const double wan =
        unit == results::Unit::yuan ? amount / 10000.0 : (unit == results::Unit::yi ? amount * 10000.0 : amount);
    if (unit == results::Unit::yuan && std::abs(wan) < 1.0) {
        return results::grouped(results::rounded(amount, 2)) + (language == Language::zh ? "元" : " yuan");
    }
    return money_text(wan, language);
}

std::string count_text(long long count) { return results::grouped(std::to_string(count)); }

} // namespace kdt::reports
