#include "tally/digest.hpp"

#include "tally/high_paths.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace kdt::tally {
namespace {

constexpr std::size_t kNpvColumns = 2;
constexpr std::size_t kTailPaths = 100;

bool is_stop(PathEvent event) {
    return event.kind == PathEvent::Kind::member_stop || event.kind == PathEvent::Kind::breaker_stop;
}

std::size_t columns_with_law(const Scores& layout) { return layout.columns() - kNpvColumns; }

std::size_t flows_of(const Shape& shape) {
    return shape.year_ends.empty() ? 0 : (shape.year_ends.size() - 1) * kMeasures;
}

} // namespace

Digest::Digest(const Shape& shape, Laws laws)
    : layout_(std::make_unique<Scores>(shape, 0)), months_(events_of(shape).size() * stride()),
      alarms_(events_of(shape).size() * shape.horizons.size()), outcomes_(size(shape.targets)),
      ratios_(kRatios.size() * shape.horizons.size()) {
    if (laws == Laws::none) { return; }
    assert(shape.sampling == Sampling::plain);
    laws_.resize(columns_with_law(*layout_) + flows_of(shape) + shape.horizons.size());
}

void Digest::add(const Scores& rows) {
    for (std::size_t part = 0; part < parts(); ++part) { add_part(part, rows); }
}

void Digest::add_part(std::size_t part, const Scores& rows) {
    if (part == 0) {
        add_counts(rows);
        add_sums(rows);
        add_tail(rows);
        paths_ += rows.paths();
        high_paths_ += std::clamp<std::int64_t>(kHighPaths - rows.first_path(), 0, rows.paths());
        return;
    }
    const std::size_t place = part - 1;
    const std::size_t flows = columns_with_law(*layout_);
    const std::size_t shortfalls = flows + flows_of(shape());
    if (place < flows) {
        const bool of_measure = place < rows.dates().size() * kMeasures; // these come first; all others are money
        const ScoreUnit unit = of_measure ? kMeasureInfo[place % kMeasures].unit : ScoreUnit::fen;
        add_column(laws_[place], rows.column(place), rows.first_path(), unit);
    } else if (place < shortfalls) {
        add_flow(place - flows, rows);
    } else {
        add_shortfall(place - shortfalls, rows);
    }
}

void Digest::count(std::size_t place, const Scores& rows, PathEvent event) {
    const std::vector<std::int16_t> first = first_months(rows, event);
    std::int64_t* counts = months_.data() + place * stride();
    for (const std::int16_t month : first) { ++counts[month]; }
    if (!is_stop(event)) { return; }
    const Scores::Months below = rows.macro_below_zero_month();
    const std::vector<int>& horizons = shape().horizons;
    for (std::size_t h = 0; h < horizons.size(); ++h) {
        std::int64_t& alarms = alarms_[place * horizons.size() + h];
        for (std::size_t path = 0; path < first.size(); ++path) {
            const bool alarmed = happened_by(first[path], horizons[h]) && !happened_by(below[path], horizons[h]);
            alarms += alarmed ? 1 : 0;
        }
    }
}

void Digest::add_counts(const Scores& rows) {
    std::size_t place = 0;
    for (const PathEvent event : events_of(shape())) { count(place++, rows, event); }
    for (int target = 0; target < shape().targets; ++target) {
        for (const TargetOutcome outcome : rows.target_outcome(target)) { ++outcomes_[size(target)][outcome]; }
    }
}

std::int64_t Digest::paths_by(PathEvent event, int month) const {
    const std::int64_t* counts = months_.data() + place_of(shape(), event) * stride();
    return std::accumulate(counts + 1, counts + 1 + month, std::int64_t{0});
}

void Digest::add_sums(const Scores& rows) {
    const std::vector<int>& horizons = shape().horizons;
    for (std::size_t number = 0; number < kRatios.size(); ++number) {
        const RatioInfo& ratio = kRatios[number];
        for (std::size_t h = 0; h < horizons.size(); ++h) {
            const int date = rows.date_of(horizons[h]);
            const Scores::Column top = rows.measure(date, ratio.top);
            const Scores::Column bottom = rows.measure(date, ratio.bottom);
            RatioSums& sums = ratios_[number * horizons.size() + h];
            for (std::size_t path = 0; path < top.size(); ++path) {
                sums.add(top[path], bottom[path] + (ratio.top_is_part ? top[path] : 0));
            }
        }
    }
    const Scores::Column cost = rows.npv_cost();
    const Scores::Column lending = rows.npv_lending();
    for (std::size_t path = 0; path < cost.size(); ++path) { npv_.add(cost[path], lending[path]); }
}

void Digest::add_tail(const Scores& rows) {
    const Scores::Column losses = rows.measure(rows.date_of(shape().months), Measure::pool_net_loss);
    for (std::size_t path = 0; path < losses.size(); ++path) {
        worst_.push_back({losses[path], rows.first_path() + static_cast<std::int64_t>(path)});
        if (worst_.size() >= 64 * kTailPaths) { keep_worst(); }
    }
    keep_worst();
}

void Digest::keep_worst() {
    std::sort(worst_.begin(), worst_.end(),
              [](const Worst& a, const Worst& b) { return a.score != b.score ? a.score > b.score : a.path < b.path; });
    if (worst_.size() > kTailPaths) { worst_.resize(kTailPaths); }
}

std::vector<std::int64_t> Digest::worst_paths() const {
    std::vector<std::int64_t> paths;
    for (const Worst& worst : worst_) { paths.push_back(worst.path); }
    return paths;
}

void Digest::add_scores(BinnedScores& law, std::span<const std::int64_t> scores) {
    const bool zeros = std::all_of(scores.begin(), scores.end(), [](std::int64_t score) { return score == 0; });
    if (zeros) { return law.histogram.add_zeros(static_cast<std::int64_t>(scores.size())); }
    law.moments.add(scores);
    law.histogram.add(scores);
}

void Digest::add_column(BinnedScores& law, std::span<const std::int64_t> scores, std::int64_t first, ScoreUnit unit) {
    add_scores(law, scores);
    const auto high = static_cast<std::size_t>(
        std::clamp<std::int64_t>(kHighPaths - first, 0, static_cast<std::int64_t>(scores.size())));
    law.high.add(scores.first(high), high_shift(unit));
}

void Digest::add_flow(std::size_t place, const Scores& rows) {
    const auto measure = static_cast<Measure>(place % kMeasures);
    if (info(measure).kind != ScoreKind::flow) { return; }
    const std::size_t year = 1 + place / kMeasures;
    const Scores::Column end = rows.measure(rows.date_of(shape().year_ends[year]), measure);
    const Scores::Column before = rows.measure(rows.date_of(shape().year_ends[year - 1]), measure);
    std::vector<std::int64_t> flow(end.size());
    std::transform(end.begin(), end.end(), before.begin(), flow.begin(), std::minus<>());
    add_column(laws_[columns_with_law(*layout_) + place], flow, rows.first_path(), info(measure).unit);
}

void Digest::add_shortfall(std::size_t horizon, const Scores& rows) {
    const Scores::Months depleted = rows.depleted_month();
    const Scores::Column all = rows.shortfall(static_cast<int>(horizon));
    std::vector<std::int64_t> needs;
    for (std::size_t path = 0; path < all.size(); ++path) {
        if (happened_by(depleted[path], shape().horizons[horizon])) { needs.push_back(all[path]); }
    }
    add_scores(laws_[columns_with_law(*layout_) + flows_of(shape()) + horizon], needs);
}

std::unique_ptr<RankedLaw> Digest::law_of(const BinnedScores& scores) const {
    return std::make_unique<BinnedLaw>(scores.moments, scores.histogram, paths_, scores.high.kurtosis(high_paths_));
}

std::unique_ptr<RankedLaw> Digest::flow(int year, Measure measure) const {
    const std::size_t place = (size(year) - 1) * kMeasures + static_cast<std::size_t>(measure);
    return law_of(laws_[columns_with_law(*layout_) + place]);
}

std::unique_ptr<RankedLaw> Digest::shortfall_given_depletion(int horizon) const {
    const BinnedScores& needs = laws_[columns_with_law(*layout_) + flows_of(shape()) + size(horizon)];
    // Nobody asks for the error of its deviation.
    return std::make_unique<BinnedLaw>(needs.moments, needs.histogram, needs.histogram.count(), std::nullopt);
}

} // namespace kdt::tally
