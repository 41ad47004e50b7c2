#include "catch.hpp"

#include "results/summary_json.hpp"
#include "tally/digest.hpp"
#include "tally/order_statistics.hpp"
#include "unit/results/sample_run.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <random>

using namespace kdt;
using tally::Digest;

namespace {

std::string bytes_of_digest(const Digest& digest) {
    ByteWriter out;
    digest.write(out);
    return out.take();
}

/// The sample's rows [from, to).
std::unique_ptr<tally::Scores> rows(std::int64_t from, std::int64_t to, std::int64_t all) {
    auto scores = std::make_unique<tally::Scores>(sample::shape(), to - from, from);
    tally::Tally tally(sample::shape(), *scores);
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t path = from; path < to; ++path) {
        sample::fill(one, sample::shape(), path, all);
        tally.add(path, one);
    }
    tally.finish();
    return scores;
}

bool within(const std::optional<double>& binned, const std::optional<double>& exact) {
    if (!binned || !exact) { return binned.has_value() == exact.has_value(); }
    return std::abs(*binned - *exact) <= tally::kBinResolution * std::abs(*exact);
}

/// Whether the interval holds the exact one, and is wider by no more than the bins at its ends.
bool encloses(const tally::QuantileEstimate& binned, const tally::QuantileEstimate& exact) {
    const auto off = [](const std::optional<double>& end, const std::optional<double>& exact_end, double sign) {
        if (!end || !exact_end) { return end.has_value() != exact_end.has_value(); }
        const double more = sign * (*end - *exact_end);
        return more < 0.0 || more > 2.0 * tally::kBinResolution * std::abs(*exact_end);
    };
    return !off(binned.lo, exact.lo, -1.0) && !off(binned.hi, exact.hi, 1.0);
}

} // namespace

TEST_CASE("binned law: a score that all paths share is told as it is, its interval too") {
    tally::Moments moments;
    tally::LogHistogram histogram;
    for (int path = 0; path < 50; ++path) {
        moments.add(4'800'000'000);
        histogram.add(4'800'000'000);
    }
    const tally::BinnedLaw law(moments, histogram, 50, std::nullopt);
    const tally::QuantileRule rule(tally::Level::of(0.5), 50);
    CHECK(*law.quantile(rule).value == 4.8e9);
    CHECK(*law.quantile(rule).lo == 4.8e9);
    CHECK(*law.quantile(rule).hi == 4.8e9);
    CHECK(*law.expected_shortfall(rule).value == 4.8e9);
}

TEST_CASE("binned law: quantiles and tails are within the stated resolution, mean and deviation exact") {
    std::mt19937_64 bits(3);
    for (const int scale : {1, 1'000, 1'000'000'000}) {
        std::vector<std::int64_t> scores(5'000);
        for (std::int64_t& score : scores) {
            const double normal = std::sqrt(-2.0 * std::log(static_cast<double>(bits() | 1) * 0x1p-64));
            score = bits() % 5 == 0 ? 0 : static_cast<std::int64_t>((bits() % 3 == 0 ? -1 : 1) * scale * normal * 40);
        }
        tally::Moments moments;
        tally::LogHistogram histogram;
        for (const std::int64_t score : scores) { moments.add(score); }
        histogram.add(scores);
        const tally::OrderStatistics exact(scores);
        const tally::BinnedLaw binned(moments, histogram, 5'000, 3.0);
        CHECK(*binned.mean().value == *exact.mean().value);
        CHECK(*binned.mean().se == *exact.mean().se);
        CHECK(*binned.sd().value == *exact.sd().value);
        CHECK(*binned.sd().se == Approx(*exact.sd().value * std::sqrt(2.0 / (4.0 * 5'000))));
        for (const double level : {0.0001, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999}) {
            INFO(level << " at scale " << scale);
            const tally::QuantileRule rule(tally::Level::of(level), 5'000);
            const auto read = binned.quantile(rule);
            const auto truth = exact.quantile(rule);
            CHECK(within(read.value, truth.value));
            CHECK(encloses(read, truth));
            if (level < 0.9) { continue; }
            CHECK(within(binned.expected_shortfall(rule).value, exact.expected_shortfall(rule).value));
            if (level > 0.9995) { continue; } // nothing lies beyond the largest of five
            CHECK(*binned.expected_shortfall(rule).se == Approx(*exact.expected_shortfall(rule).se).epsilon(0.02));
        }
        CHECK(binned.count_from(1) == exact.count_from(1));
        CHECK(binned.count_from(0) == exact.count_from(0));
    }
}

TEST_CASE("binned law: the interval of a quantile holds an atom, of either sign, and is exact below 1,024") {
    for (const std::int64_t atom : {10'000'000'000LL, 1'999'999LL, 1'000LL, 0LL, -1'000LL, -10'000'000'000LL}) {
        INFO(atom);
        tally::Moments moments;
        tally::LogHistogram histogram;
        const std::vector<std::int64_t> scores(5'000, atom);
        moments.add(scores);
        histogram.add(scores);
        const tally::BinnedLaw law(moments, histogram, 5'000, std::nullopt);
        const tally::QuantileEstimate found = law.quantile({tally::Level::of(0.5), 5'000});
        const auto exact = static_cast<double>(atom);
        CHECK(*found.lo <= exact);
        CHECK(*found.hi >= exact);
        CHECK(*found.lo <= *found.value);
        CHECK(*found.hi >= *found.value);
        CHECK(*found.hi - *found.lo <= 2.0 * tally::kBinResolution * std::abs(exact));
        if (std::abs(atom) < 1'024) { CHECK(*found.lo == *found.hi); }
    }
}

TEST_CASE("binned law: paths without a score rank above all and leave mean and tail without a value") {
    tally::Moments moments;
    tally::LogHistogram histogram;
    const std::vector<std::int64_t> scores = {5, tally::kNoScore, 5, 5};
    moments.add(scores);
    histogram.add(scores);
    const tally::BinnedLaw law(moments, histogram, 4, std::nullopt);
    CHECK(law.score_at(3) == 5);
    CHECK_FALSE(law.score_at(4).has_value());
    CHECK_FALSE(law.score_at(0).has_value());
    CHECK_FALSE(law.mean().value.has_value());
    CHECK_FALSE(law.expected_shortfall({tally::Level::of(0.5), 4}).value.has_value());
}

TEST_CASE("digest: any parts, put together or read from bytes, are the whole") {
    const std::int64_t paths = 1'500;
    for (const Digest::Laws laws : {Digest::Laws::none, Digest::Laws::binned}) {
        Digest whole(sample::shape(), laws);
        whole.add(*rows(0, paths, paths));
        Digest joined(sample::shape(), laws);
        joined.add(*rows(0, 300, paths));
        joined.add(*rows(300, 301, paths));
        Digest later(sample::shape(), laws);
        later.add(*rows(900, paths, paths));
        Digest middle(sample::shape(), laws);
        middle.add(*rows(301, 900, paths));
        joined.merge(later);
        joined.merge(middle);
        const std::string bytes = bytes_of_digest(joined);
        CHECK(bytes == bytes_of_digest(whole));
        Digest read(sample::shape(), laws);
        ByteReader in(bytes);
        read.read(in);
        in.expect_end();
        CHECK(bytes_of_digest(read) == bytes);
        for (std::size_t part = 0; part < 200; ++part) {
            Digest fresh(sample::shape(), laws);
            ByteReader cut(std::string_view(bytes).substr(0, part * bytes.size() / 200));
            CHECK_THROWS_AS(fresh.read(cut), BadBytes);
        }
        Digest other(sample::shape(), laws == Digest::Laws::none ? Digest::Laws::binned : Digest::Laws::none);
        ByteReader of_other(bytes);
        CHECK_THROWS_AS((other.read(of_other), of_other.expect_end()), BadBytes);
    }
}

TEST_CASE("digest: the tail is the paths with the greatest losses, ties by number") {
    const std::int64_t paths = 900;
    const auto all = rows(0, paths, paths);
    Digest digest(sample::shape(), Digest::Laws::none);
    digest.add(*all);
    const auto losses = all->measure(all->date_of(30), tally::Measure::pool_net_loss);
    std::vector<std::int64_t> order(losses.size());
    for (std::size_t i = 0; i < order.size(); ++i) { order[i] = static_cast<std::int64_t>(i); }
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
        return losses[static_cast<std::size_t>(a)] > losses[static_cast<std::size_t>(b)];
    });
    order.resize(100);
    CHECK(digest.worst_paths() == order);
    Digest few(sample::shape(), Digest::Laws::none);
    few.add(*rows(0, 7, 7));
    CHECK(few.worst_paths().size() == 7);
}

namespace {

using Json = nlohmann::json;

/// How far a figure from bins may lie from the exact one, relative to it; nothing for those that only follow from
/// others.
std::optional<double> allowed_at(const std::string& place) {
    const auto names = [&](const char* part) { return place.find(part) != std::string::npos; };
    if (names("/ul/") || names("/histograms/") || names("/target_curves/")) { return std::nullopt; }
    // Errors of deviations rest on scores cut to 82 元, those of tails on differences of bins.
    if (place.ends_with("/se") && (names("/es/") || names("/sd/"))) { return names("/sd/") ? 1e-3 : 0.05; }
    // Ends of intervals lie at the edges of bins.
    if (names("/quantile/") && !place.ends_with("/value")) { return 2.0 * tally::kBinResolution; }
    for (const char* part : {"/quantile/", "/es/", "/p05", "/p10", "/p25", "/p50", "/p75", "/p90", "/p95"}) {
        if (names(part)) { return tally::kBinResolution; }
    }
    return 0.0;
}

/// What differs by more.
void compare(const Json& exact, const Json& binned, const std::string& place, std::vector<std::string>& out) {
    if (exact.is_structured()) {
        if (!allowed_at(place + "/")) { return; }
        REQUIRE(exact.size() == binned.size());
        for (const auto& [key, value] : exact.items()) {
            compare(value, exact.is_object() ? binned[key] : binned[std::stoul(key)], place + "/" + key, out);
        }
        return;
    }
    const double allowed = *allowed_at(place);
    const bool numbers = exact.is_number() && binned.is_number();
    const double gap = numbers ? std::abs(exact.get<double>() - binned.get<double>()) : 0.0;
    const bool same = numbers ? gap <= allowed * std::abs(exact.get<double>()) : exact == binned;
    if (!same) { out.push_back(place + ": " + exact.dump() + " " + binned.dump()); }
}

} // namespace

TEST_CASE("digest: a summary from bins has exact means, deviations, chances and ratios, and quantiles within 0.1 %") {
    const sample::Run run = sample::run(3'000);
    Digest digest(sample::shape(), Digest::Laws::binned);
    digest.add(*run.scores);
    const auto exact = Json::parse(results::to_json(run.results));
    const auto binned = Json::parse(results::to_json(results::summarise(sample::frame(3'000), digest, *run.tally)));
    std::vector<std::string> differences;
    compare(exact, binned, "", differences);
    CHECK(differences == std::vector<std::string>{});
    // Charts from bins show the same paths.
    for (const auto& [name, months] : exact["histograms"].items()) {
        for (const auto& [month, chart] : months.items()) {
            const Json& other = binned["histograms"][name][month];
            CHECK(chart["zeros"] == other["zeros"]);
            std::int64_t sum = 0;
            std::int64_t sum_binned = 0;
            for (const Json& count : chart["counts"]) { sum += count.get<std::int64_t>(); }
            for (const Json& count : other["counts"]) { sum_binned += count.get<std::int64_t>(); }
            CHECK(sum == sum_binned);
        }
    }
}
