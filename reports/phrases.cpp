#include "reports/phrases.hpp"

#include "reports/sentences.hpp"
#include "reports/text.hpp"
#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/half_width.hpp"
#include "results/table_text.hpp"

namespace kdt::reports {

std::string Phrases::money(results::Number value) const {
    return value ? amount_text(*value, results_.frame.unit, language_) : "—";
}

std::string Phrases::error(const results::Estimate& mean) const {
    const results::Number half = results::shown_error(mean);
    return half ? "±" + error_amount_text(*half, *mean.value, results_.frame.unit, language_) : std::string();
}

std::string Phrases::with_error(const results::Estimate& mean) const {
    const std::string half = error(mean);
    return money(mean.value) + (half.empty() ? "" : " " + half);
}

std::string Phrases::range(results::Number lo, results::Number hi) const { return money(lo) + "–" + money(hi); }

std::string Phrases::interval(const results::Ranged& figure) const {
    if (figure.lo && figure.hi) { return (zh() ? "95%区间" : "95% interval ") + range(figure.lo, figure.hi); }
    if (figure.hi) { return (zh() ? "95%上限" : "95% upper bound ") + money(figure.hi); }
    if (figure.lo) { return (zh() ? "95%下限" : "95% lower bound ") + money(figure.lo); }
    return {};
}

std::string Phrases::in_brackets(const std::string& text) const {
    if (text.empty()) { return {}; }
    return zh() ? "（" + text + "）" : " (" + text + ")";
}

std::string Phrases::chance(const results::Probability& p) const {
    if (!p.value || p.events == 0 || p.events == p.n) { return results::probability_text(p, language_); }
    return results::share_text(p) + in_brackets((zh() ? "95%区间" : "95% interval ") + results::interval_text(p));
}

Phrases::LargeAndSmall Phrases::large_and_small(const results::Probability& p) const {
    const std::string full = results::probability_text(p, language_);
    if (!p.value || p.lo == p.hi) { return {full, {}}; }
    if (p.events > 0 && p.events < p.n) {
        return {results::share_text(p), (zh() ? "95%区间" : "95% interval ") + results::interval_text(p)};
    }
    // "未出现（95%上限0.003%）"
    const std::string open = zh() ? "（" : " (";
    const std::string close = zh() ? "）" : ")";
    const std::size_t place = full.find(open);
    const std::size_t from = place + open.size();
    return {full.substr(0, place), full.substr(from, full.size() - from - close.size())};
}

std::string Phrases::years(const std::vector<std::string>& all) const {
    constexpr std::size_t kMostNamed = 3;
    const std::string unit = zh() ? "年" : "";
    std::string out = all.front() + unit;
    if (all.size() > kMostNamed) {
        const std::string count = std::to_string(all.size());
        return zh() ? out + "等" + count + "个年份" : out + " and " + std::to_string(all.size() - 1) + " other years";
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
        const bool last = i + 1 == all.size();
        out += (last ? (zh() ? "与" : " and ") : (zh() ? "、" : ", ")) + all[i] + unit;
    }
    return out;
}

std::string Phrases::date(int month) const { return results::calendar(results_.frame, month); }

std::string Phrases::months(int count) const { return months_text(count, language_); }

std::string Phrases::within() const { return zh() ? months(last()) + "内" : "within " + months(last()); }

std::string Phrases::together(const std::string& first, const std::string& second) const {
    if (first.empty() || second.empty()) { return first + second; }
    return first + (zh() ? "；" : "; ") + second;
}

std::string Phrases::bad_percent() const { return results::percentile(results::bad_level(results_)).substr(1) + "%"; }

const results::Distribution& Phrases::at_end(results::Measure measure) const {
    return *results_.measures.find(measure)->find(last());
}

} // namespace kdt::reports
