#include "catch.hpp"

#include "results/stress.hpp"
#include "results/summary_json.hpp"
#include "unit/results/sample_run.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace kdt;
using Summary = nlohmann::json;

// A weighted run beside a plain one that holds each path as often as its weight says: whatever is estimated must be the
// same figure, wherever it stands in summary.json.
namespace {

constexpr std::int64_t kWeighed = 300;

std::int64_t times(std::int64_t path) { return 1 + path * 7 % 3; }

tally::Shape full_shape(tally::Sampling sampling) {
    tally::Shape shape = sample::shape();
    shape.cuts = 2;
    shape.funder_lines = static_cast<int>(2 * tally::kFunderLines);
    shape.sampling = sampling;
    return shape;
}

results::Frame full_frame(std::int64_t paths) {
    results::Frame frame = sample::frame(paths);
    frame.cuts = {{0, "cap", {"上限", "cap"}, false}, {1, "rejection", {"拒赔", "rejection"}, true}};
    frame.funders = {"市财政", "省财政"};
    return frame;
}

void fill_all(tally::PathScores& scores, const tally::Shape& shape, std::int64_t path) {
    sample::fill(scores, shape, path, kWeighed);
    scores.cuts = {{path % 4, path % 4 * 1'000'000}, {path % 2, path % 2 * 77}};
    for (std::size_t i = 0; i < scores.funders.size(); ++i) {
        scores.funders[i] = (path + 1) * static_cast<std::int64_t>(i % 5) * 1'000'003;
    }
}

struct Sampled {
    std::unique_ptr<tally::Scores> scores;
    results::Results results;
};

/// `worse` is what losses and shortfalls are multiplied by.
Sampled sampled(tally::Sampling sampling, const std::vector<std::int64_t>& numbers, std::int64_t worse = 1) {
    const tally::Shape shape = full_shape(sampling);
    const auto paths = static_cast<std::int64_t>(numbers.size());
    Sampled out{std::make_unique<tally::Scores>(shape, paths), {}};
    tally::Tally odd(shape, *out.scores);
    tally::Tally even(shape, *out.scores);
    tally::PathScores one;
    one.fit(shape);
    for (std::int64_t path = 0; path < paths; ++path) {
        const std::int64_t number = numbers[static_cast<std::size_t>(path)];
        fill_all(one, shape, number);
        for (int month = 0; month <= shape.months; ++month) { one.at(month, tally::Measure::claims_paid) *= worse; }
        for (std::int64_t& need : one.shortfall) { need *= worse * worse; }
        if (worse > 1 && number % 11 == 0) { one.depleted_month = 9; }
        one.weight = times(number) * tally::kUnitWeight / 2;
        (path % 3 == 0 ? odd : even).add(path, one);
    }
    odd.merge(even);
    odd.finish();
    out.results = results::summarise(full_frame(paths), *out.scores, odd);
    return out;
}

std::vector<std::int64_t> once_each() {
    std::vector<std::int64_t> numbers;
    for (std::int64_t path = 0; path < kWeighed; ++path) { numbers.push_back(path); }
    return numbers;
}

std::vector<std::int64_t> by_weight() {
    std::vector<std::int64_t> numbers;
    for (std::int64_t path = 0; path < kWeighed; ++path) {
        numbers.insert(numbers.end(), static_cast<std::size_t>(times(path)), path);
    }
    return numbers;
}

Summary summary_of(tally::Sampling sampling, const std::vector<std::int64_t>& numbers) {
    return Summary::parse(results::to_json(sampled(sampling, numbers).results));
}

Summary weighed_summary() { return summary_of(tally::Sampling::weighted, once_each()); }
Summary repeated_summary() { return summary_of(tally::Sampling::plain, by_weight()); }

/// Figures that say how well something is known, or count paths as drawn.
bool is_of_the_sample(const std::string& pointer) {
    static const std::set<std::string> names = {"se", "lo", "hi", "n", "events", "ess", "paths"};
    const std::string last = pointer.substr(pointer.rfind('/') + 1);
    if (names.count(last) > 0) { return true; }
    for (const char* part : {"/simulation/", "/sd/", "/tail_paths/", "/ul/"}) {
        if (pointer.find(part) != std::string::npos && pointer.find("value") == std::string::npos) { return true; }
    }
    for (const char* list : {"/lo/", "/hi/", "/se/", "/events/"}) {
        if (pointer.find(list) != std::string::npos) { return true; }
    }
    return pointer.find("/sd/") != std::string::npos;
}

} // namespace

TEST_CASE("weights: a path of twice the weight counts as two paths in every figure of summary.json") {
    const Summary weighed = weighed_summary().flatten();
    const Summary repeated = repeated_summary().flatten();
    REQUIRE(repeated["/simulation/paths"].get<std::int64_t>() > kWeighed);
    const double scale = static_cast<double>(kWeighed) / repeated["/simulation/paths"].get<double>();
    int compared = 0;
    for (const auto& [pointer, expected] : repeated.items()) {
        if (!weighed.contains(pointer)) { FAIL_CHECK(pointer << " is missing"); }
        const bool counts_paths = pointer.rfind("/histograms/", 0) == 0 && pointer.find("/edges/") == std::string::npos;
        if (!expected.is_number() || is_of_the_sample(pointer)) { continue; }
        ++compared;
        if (!weighed[pointer].is_number()) {
            FAIL_CHECK(pointer << " is " << weighed[pointer] << " for " << expected);
            continue;
        }
        const double want = expected.get<double>() * (counts_paths ? scale : 1.0);
        const double got = weighed[pointer].get<double>();
        if (std::abs(got - want) > 1e-9 * std::max(1.0, std::abs(want))) {
            FAIL_CHECK(pointer << " is " << got << " for " << want);
        }
    }
    CHECK(compared > 3000);
}

TEST_CASE("weights: deviations differ from those of repeated paths by the divisor alone, and every mean has an error") {
    const Summary weighed = weighed_summary().flatten();
    const Summary repeated = repeated_summary().flatten();
    int compared = 0;
    for (const auto& [pointer, expected] : repeated.items()) {
        if (!pointer.ends_with("/sd/value") || !expected.is_number()) { continue; }
        ++compared;
        INFO(pointer);
        CHECK(weighed[pointer].get<double>() == Approx(expected.get<double>()).epsilon(3e-3));
        const std::string of_mean = pointer.substr(0, pointer.size() - 8) + "mean/se";
        CHECK(weighed[of_mean].is_number() == repeated[of_mean].is_number());
    }
    CHECK(compared > 300);
}

TEST_CASE("randomised: figures are the plain ones; the errors of means and ratios come from the batches") {
    const Summary plain = summary_of(tally::Sampling::plain, once_each()).flatten();
    const Summary batched = summary_of(tally::Sampling::randomised, once_each()).flatten();
    std::size_t other_errors = 0;
    for (const auto& [pointer, expected] : plain.items()) {
        if (!expected.is_number()) { continue; }
        INFO(pointer);
        const double got = batched[pointer].is_number() ? batched[pointer].get<double>() : NAN;
        const bool same =
            std::abs(got - expected.get<double>()) <= 1e-9 * std::max(1.0, std::abs(expected.get<double>()));
        if (!same && (pointer.ends_with("/se") || pointer.find("/se/") != std::string::npos)) {
            CHECK((pointer.find("/sd/") == std::string::npos && pointer.find("/es/") == std::string::npos));
            ++other_errors;
        } else {
            CHECK(same);
        }
    }
    CHECK(other_errors > 500);
}

TEST_CASE("weights: the differences of a stress table are those of repeated paths") {
    const auto compared = [](tally::Sampling sampling, const std::vector<std::int64_t>& numbers) {
        const Sampled base = sampled(sampling, numbers);
        const Sampled worse = sampled(sampling, numbers, 3);
        results::StressComparison comparison(base.results, *base.scores);
        comparison.add("worse", worse.results, *worse.scores);
        return comparison.results().cases.back().figures;
    };
    const auto weighed = compared(tally::Sampling::weighted, once_each());
    const auto repeated = compared(tally::Sampling::plain, by_weight());
    REQUIRE(weighed.size() == repeated.size());
    int moved = 0;
    for (std::size_t i = 0; i < weighed.size(); ++i) {
        INFO(weighed[i].measure << " " << weighed[i].statistic << " " << weighed[i].month);
        const results::Number want = repeated[i].difference.value;
        const results::Number got = weighed[i].difference.value;
        REQUIRE(want.has_value() == got.has_value());
        if (!want) { continue; }
        CHECK(std::abs(*got - *want) <= 1e-9 * std::max(1.0, std::abs(*want)));
        // Repeated paths are not independent: their error is too small, but never by more than the weights' spread.
        CHECK(weighed[i].difference.se.has_value() == repeated[i].difference.se.has_value());
        if (weighed[i].difference.se && *weighed[i].difference.se > 0.0) {
            CHECK(*weighed[i].difference.se > *repeated[i].difference.se);
            CHECK(*weighed[i].difference.se < 2.0 * *repeated[i].difference.se);
            ++moved;
        }
    }
    CHECK(moved > 3);
}
