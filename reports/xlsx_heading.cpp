#include "reports/xlsx_heading.hpp"

#include "reports/text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace kdt::reports {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    lines.push_back(text);
    return lines;
}

/// Signs of the bracket that opens a line; 0 where none does.
std::size_t bracket_width(std::string_view line) {
    for (const auto& [open, close] : {std::pair{"（", "）"}, {"(", ")"}}) {
        if (!line.starts_with(open)) { continue; }
        const std::size_t end = line.find(close);
        return display_width(
            line.substr(0, end == std::string_view::npos ? end : end + std::string_view(close).size()));
    }
    return 0;
}

} // namespace

std::string heading_in_lines(const std::string& heading) {
    const std::string_view all = heading;
    std::string out;
    for (std::size_t place = 0; place < all.size(); ++place) {
        // "P(depleted)" is one word.
        const bool opens =
            all.substr(place).starts_with("（") || (place > 0 && all.substr(place - 1).starts_with(" ("));
        if (opens && place > 0) { out += '\n'; }
        out += all[place];
    }
    return out;
}

double heading_width(const std::string& in_lines) {
    constexpr double kMostBracket = 16.0;
    const std::vector<std::string_view> lines = lines_of(in_lines);
    const double folds = lines.size() == 1 ? 3.0 : 2.0;
    double width = 0.0;
    for (const std::string_view line : lines) {
        const double bracket = static_cast<double>(bracket_width(line));
        width = std::max(
            {width, static_cast<double>(display_width(line)) / folds + 3.0, std::min(bracket, kMostBracket) + 2.0});
    }
    return width;
}

std::size_t lines_in(const std::string& in_lines, double width) {
    std::size_t count = 0;
    for (const std::string_view line : lines_of(in_lines)) {
        const double signs = static_cast<double>(display_width(line));
        count += static_cast<std::size_t>(std::max(1.0, std::ceil(signs / (width - 1.0))));
    }
    return count;
}

} // namespace kdt::reports
