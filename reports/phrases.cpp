#include "reports/phrases.hpp"

#include "reports/sentences.hpp"
#include "reports/text.hpp"
#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/table_text.hpp"
#include "tally/interval.hpp"

namespace kdt::reports {

std::string Phrases::money(results::Number value) const {
    return value ? amount_text(*value, results_.frame.unit, language_) : "—";
}

std::string Phrases::error(const results::Estimate& mean) const {
    return mean.se ? " ±" + money(tally::kNormal95 * *mean.se) : std::string();
}

std::string Phrases::range(results::Number lo, results::Number hi) const { return money(lo) + "–" + money(hi); }

std::string Phrases::chance(const results::Probability& p) const {
    if (!p.value || p.events == 0 || p.events == p.n) { return results::probability_text(p, language_); }
    const std::string interval = results::interval_text(p);
    return results::share_text(p) + (zh() ? "（95%区间" + interval + "）" : " (95% interval " + interval + ")");
}

std::string Phrases::date(int month) const { return results::calendar(results_.frame, month); }

std::string Phrases::months(int count) const { return months_text(count, language_); }

std::string Phrases::bad_percent() const { return results::percentile(results::bad_level(results_)).substr(1) + "%"; }

const results::Distribution& Phrases::at_end(results::Measure measure) const {
    return *results_.measures.find(measure)->find(last());
}

} // namespace kdt::reports
