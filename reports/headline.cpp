#include "reports/headline.hpp"

#include "reports/markdown_table.hpp"
#include "reports/sentences.hpp"
#include "reports/text.hpp"
#include "reports/texts.hpp"
#include "results/catalogue.hpp"

#include <algorithm>

namespace kdt::reports {
namespace {

/// "九江科贷通 · 2022-01–2024-12（36个月） · 模拟次数 100,000 · 随机种子 1"
std::string first_line(const results::Frame& frame, Language language) {
    return frame.name + " · " + horizon_text(frame, language) + " · " + texts().paths.in(language) + " " +
           count_text(frame.paths) + " · " + texts().seed.in(language) + " " + std::to_string(frame.seed) +
           (frame.method == "plain" ? "" : " · " + method_text(frame, language)) + "\n";
}

} // namespace

std::string headline(const results::Results& results, Language language) {
    const std::vector<Conclusion> lines = conclusions(results, language);
    std::size_t width = 0;
    for (const Conclusion& line : lines) { width = std::max(width, display_width(line.label)); }
    std::string out = first_line(results.frame, language);
    for (const Conclusion& line : lines) { out += padded(line.label, width) + "  " + line.sentence + "\n"; }
    if (const auto& precision = results.frame.precision) {
        out += texts().precision.in(language) + "  " + precision_text(*precision, language) + "\n";
    }
    if (!results.frame.checks.empty()) { out += "\n" + plain_table(results::check_table(results), language); }
    return out;
}

std::string stress_headline(const results::StressResults& stress, Language language) {
    return first_line(stress.frame, language) + "\n" + plain_table(results::stress_table(stress), language) + "\n" +
           plain_table(results::stress_difference_table(stress), language);
}

} // namespace kdt::reports
