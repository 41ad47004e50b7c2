#include "results/sections.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

Source::Law law_at(const Source& source, std::size_t column) {
    return source.exact == nullptr ? source.digest.law(column) : source.sample->law(source.exact->column(column));
}

} // namespace

Source::Law Source::measure(int date, Measure measure) const {
    return law_at(*this, digest.layout().measure_column(date, measure));
}

Source::Law Source::flow(int year, Measure measure) const {
    const std::vector<int>& ends = shape().year_ends;
    const auto place = static_cast<std::size_t>(year);
    if (year == 0) { return this->measure(date_of(ends[0]), measure); }
    if (exact == nullptr) { return digest.flow(year, measure); }
    const tally::Scores::Column end = exact->measure(date_of(ends[place]), measure);
    const tally::Scores::Column before = exact->measure(date_of(ends[place - 1]), measure);
    std::vector<std::int64_t> flow(end.size());
    std::transform(end.begin(), end.end(), before.begin(), flow.begin(), std::minus<>());
    return sample->law(flow);
}

Source::Law Source::of_bank(int horizon, int bank, Measure measure) const {
    return law_at(*this, digest.layout().bank_column(horizon, bank, measure));
}

Source::Law Source::shortfall(int horizon) const { return law_at(*this, digest.layout().shortfall_column(horizon)); }

Source::Law Source::shortfall_given_depletion(int horizon) const {
    if (exact == nullptr) { return digest.shortfall_given_depletion(horizon); }
    const tally::Scores::Months depleted = exact->depleted_month();
    const int month = shape().horizons[static_cast<std::size_t>(horizon)];
    return sample->law_among(exact->shortfall(horizon),
                             [&](std::size_t path) { return tally::happened_by(depleted[path], month); });
}

Source::Law Source::account_balance(int horizon, int account) const {
    return law_at(*this, digest.layout().account_column(horizon, account));
}

Source::Law Source::target(int target) const { return law_at(*this, digest.layout().target_column(target)); }

} // namespace kdt::results
