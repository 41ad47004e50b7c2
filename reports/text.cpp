#include "reports/text.hpp"

#include "base/utf8.hpp"
#include "results/number_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace kdt::reports {
namespace {

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

double in_wan(double amount, results::Unit unit) {
    if (unit == results::Unit::yuan) { return amount / 10000.0; }
    return unit == results::Unit::yi ? amount * 10000.0 : amount;
}

/// The unit in which headlines write an amount.
struct Scale {
    double times; ///< of 万元; 0: the amount is written as it is
    double by;
    const char* word;
    double shown(double amount, results::Unit unit) const {
        return times == 0.0 ? amount : in_wan(amount, unit) * times / by;
    }
};

Scale scale_of(double amount, results::Unit unit, Language language) {
    const bool zh = language == Language::zh;
    const double wan = std::abs(in_wan(amount, unit));
    if (unit == results::Unit::yuan && wan < 1.0) { return {0.0, 1.0, zh ? "元" : " yuan"}; }
    if (zh) { return wan >= 10000.0 ? Scale{1.0, 10000.0, "亿元"} : Scale{1.0, 1.0, "万元"}; }
    return wan < 100.0 ? Scale{10.0, 1.0, "k yuan"} : Scale{1.0, 100.0, "m yuan"};
}

/// Two places, or as many as show two significant digits.
int places_of_error(double error) { return error > 0.0 ? std::max(2, results::places_of_two_digits(error)) : 2; }

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

std::string amount_text(double amount, results::Unit unit, Language language) {
    const Scale scale = scale_of(amount, unit, language);
    return results::grouped(results::rounded(scale.shown(amount, unit), 2)) + scale.word;
}

std::string error_amount_text(double error, double amount, results::Unit unit, Language language) {
    const Scale scale = scale_of(amount, unit, language);
    const double shown = scale.shown(error, unit);
    return results::grouped(results::rounded(shown, places_of_error(shown))) + scale.word;
}

std::string chinese_numeral(std::size_t number) {
    constexpr std::array kDigits = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const std::string ones = kDigits[number % 10];
    if (number < 10) { return ones; }
    return (number < 20 ? "" : kDigits[number / 10]) + ("十" + ones);
}

std::string count_text(long long count) { return results::grouped(std::to_string(count)); }

} // namespace kdt::reports
