#include "base/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace kdt {
namespace {

/// UTF-8 split into code points; bytes of broken sequences stand for themselves.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t next = i + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) { ++next; }
        out.push_back(text.substr(i, next - i));
        i = next;
    }
    return out;
}

/// Levenshtein distance.
std::size_t distance(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

/// Longer words are no slips of the finger; comparing them would cost time for nothing.
constexpr std::size_t kLongestWord = 100;

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    const auto wanted = characters(word);
    if (wanted.size() > kLongestWord) { return {}; }
    std::string best;
    std::size_t least = std::max<std::size_t>(1, (wanted.size() + 1) / 2) + 1;
    for (const std::string& name : known) {
        const std::size_t apart = distance(wanted, characters(name));
        if (apart < least) {
            least = apart;
            best = name;
        }
    }
    return best;
}

} // namespace kdt
