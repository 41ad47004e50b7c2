#include "catch.hpp"

#include "base/byte_stream.hpp"
#include "results/summary_json.hpp"
#include "tally/high_paths.hpp"
#include "unit/results/sample_run.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <thread>

using namespace kdt;

namespace {

/// The sample's paths, shuffled, over some tallies merged forwards or backwards.
std::string summary(std::int64_t paths, std::size_t tallies, unsigned shuffle) {
    tally::Scores scores(sample::shape(), paths);
    std::vector<std::unique_ptr<tally::Tally>> parts;
    for (std::size_t i = 0; i < tallies; ++i) {
        parts.push_back(std::make_unique<tally::Tally>(sample::shape(), scores));
    }
    std::vector<std::int64_t> order(static_cast<std::size_t>(paths));
    std::iota(order.begin(), order.end(), 0);
    std::mt19937 bits(shuffle);
    if (shuffle != 0) { std::shuffle(order.begin(), order.end(), bits); }
    tally::PathScores one;
    one.fit(sample::shape());
    for (const std::int64_t path : order) {
        sample::fill(one, sample::shape(), path, paths);
        parts[bits() % tallies]->add(path, one);
    }
    if (shuffle % 2 == 1) { std::reverse(parts.begin(), parts.end()); }
    for (std::size_t i = 1; i < tallies; ++i) { parts[0]->merge(*parts[i]); }
    parts[0]->finish();
    return results::to_json(results::summarise(sample::frame(paths), scores, *parts[0]));
}

} // namespace

TEST_CASE("tally: any split, order and merging give the same bytes") {
    const std::string once = summary(2'500, 1, 0);
    CHECK(summary(2'500, 2, 0) == once);
    CHECK(summary(2'500, 7, 1) == once);
    CHECK(summary(2'500, 3, 2) == once);
}

TEST_CASE("tally: threads that share the scores give the bytes of one") {
    const std::int64_t paths = 2'500;
    tally::Scores scores(sample::shape(), paths);
    tally::Tally even(sample::shape(), scores);
    tally::Tally odd(sample::shape(), scores);
    const auto work = [&](tally::Tally& mine, std::int64_t first) {
        tally::PathScores one;
        one.fit(sample::shape());
        for (std::int64_t path = first; path < paths; path += 2) {
            sample::fill(one, sample::shape(), path, paths);
            mine.add(path, one);
        }
    };
    std::thread other([&] { work(odd, 1); });
    work(even, 0);
    other.join();
    even.merge(odd);
    CHECK(results::to_json(results::summarise(sample::frame(paths), scores, even)) == summary(paths, 1, 0));
}

TEST_CASE("tally: exact columns hold each path's scores; months between have the same means") {
    const sample::Run run = sample::run();
    tally::PathScores one;
    one.fit(sample::shape());
    std::int64_t sum_at_7 = 0;
    for (std::int64_t path = 0; path < 400; ++path) {
        sample::fill(one, sample::shape(), path, 400);
        const auto row = static_cast<std::size_t>(path);
        for (const int month : run.scores->dates()) {
            const int date = run.scores->date_of(month);
            for (std::size_t m = 0; m < tally::kMeasures; ++m) {
                const auto measure = static_cast<tally::Measure>(m);
                REQUIRE(run.scores->measure(date, measure)[row] == one.at(month, measure));
            }
        }
        REQUIRE(run.scores->bank(1, 1, tally::Measure::bank_net_loss)[row] ==
                one.groups[(1 * 6 + 1) * tally::kMeasures + static_cast<std::size_t>(tally::Measure::bank_net_loss)]);
        REQUIRE(run.scores->depleted_month()[row] == one.depleted_month);
        REQUIRE(run.scores->shortfall(2)[row] == one.shortfall[2]);
        REQUIRE(run.scores->target(0)[row] == one.targets[0].value);
        sum_at_7 += one.at(7, tally::Measure::claims_paid);
    }
    CHECK(*tally::mean_of(run.tally->month(7, tally::Measure::claims_paid), 400).value ==
          static_cast<double>(sum_at_7) / 400.0);
    CHECK(run.tally->band(12, tally::Measure::claims_paid) == nullptr); // a date: bands come from the column
    CHECK(run.tally->band(7, tally::Measure::claims_paid)->count() == 400);
    CHECK(run.tally->band(7, tally::Measure::insurer_net_loss) == nullptr); // always 0
}

TEST_CASE("tally: vintages accumulate defaults by age over lending, with the error of a ratio") {
    const sample::Run run = sample::run();
    const auto curve = run.tally->events().default_curve(3, 400);
    tally::RatioSums first;
    tally::RatioSums both;
    for (std::int64_t path = 0; path < 400; ++path) {
        const std::int64_t loss = sample::loss_of(path, 400);
        first.add(loss / 40, 4'500 * sample::kWan);
        both.add(loss / 40 + loss / 50, 4'500 * sample::kWan);
    }
    CHECK(*curve[3].value == 0.0);
    CHECK(*curve[4].value == *first.ratio(400).value);
    CHECK(*curve[4].se == Approx(*first.ratio(400).se));
    CHECK(*curve[14].value == *curve[4].value);
    CHECK(*curve[29].value == *both.ratio(400).value);
    CHECK(*curve[29].se == Approx(*both.ratio(400).se));
}

namespace {

/// Disbursed on every path, claims from path 700 on, and a group's bad balance from 1,300 on.
void fill_late(tally::PathScores& one, std::int64_t path) {
    using tally::Measure;
    const tally::Shape& shape = sample::shape();
    for (int month = 0; month <= shape.months; ++month) {
        one.at(month, Measure::disbursed) = 1'000 * month + path % 97;
        one.at(month, Measure::claims_paid) = path < 700 ? 0 : path % 31 * month;
    }
    one.groups[static_cast<std::size_t>(Measure::bad_balance)] = path < 1'300 ? 0 : path % 13;
}

std::string late_summary(std::int64_t paths, bool backwards, std::int64_t pause) {
    tally::Scores scores(sample::shape(), paths);
    auto all = std::make_unique<tally::Tally>(sample::shape(), scores);
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t i = 0; i < paths; ++i) {
        const std::int64_t path = backwards ? paths - 1 - i : i;
        fill_late(one, path);
        all->add(path, one);
        if (i != pause) { continue; }
        all->finish();
        ByteWriter out;
        all->write(out);
        all = std::make_unique<tally::Tally>(sample::shape(), scores);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        all->read(in);
    }
    all->finish();
    return results::to_json(results::summarise(sample::frame(paths), scores, *all));
}

} // namespace

TEST_CASE("tally: what moves late is gathered as if it had moved from the first path on") {
    const std::string whole = late_summary(2'000, true, -1); // there every measure moves at once
    CHECK(late_summary(2'000, false, -1) == whole);
    CHECK(late_summary(2'000, false, 500) == whole); // taken up again from bytes before the rest moves
}

TEST_CASE("tally: what moves late in one part is merged with a part in which it never moves") {
    const auto merged = [](bool late_first) {
        tally::Scores scores(sample::shape(), 1'400);
        tally::Tally first(sample::shape(), scores);
        tally::Tally second(sample::shape(), scores);
        tally::PathScores one;
        one.fit(sample::shape());
        for (std::int64_t path = 0; path < 1'200; ++path) {
            fill_late(one, path);
            ((path < 600) == late_first ? second : first).add(path, one);
        }
        first.merge(second);
        for (std::int64_t path = 1'200; path < 1'400; ++path) { // it goes on after the merge
            fill_late(one, path);
            first.add(path, one);
        }
        first.finish();
        return results::to_json(results::summarise(sample::frame(1'400), scores, first));
    };
    CHECK(merged(true) == merged(false));
    CHECK(merged(true) == late_summary(1'400, true, -1));
}

TEST_CASE("tally: a band counts every path, also those of long stretches of zeros") {
    const std::int64_t paths = 40'000;
    tally::Scores scores(sample::shape(), paths);
    tally::Tally tally(sample::shape(), scores);
    tally::PathScores one;
    one.fit(sample::shape());
    REQUIRE(scores.date_of(1) < 0);
    for (std::int64_t path = 0; path < paths; ++path) {
        one.at(1, tally::Measure::claims_paid) = path == 5 || path == 30'000 ? 100 : 0;
        tally.add(path, one);
    }
    tally.finish();
    const tally::LogHistogram* band = tally.band(1, tally::Measure::claims_paid);
    REQUIRE(band != nullptr);
    CHECK(band->count() == paths);
}

TEST_CASE("tally: the kurtosis of a group comes from the first paths alone") {
    const std::int64_t paths = tally::kHighPaths + 3000;
    tally::Scores scores(sample::shape(), paths);
    tally::Tally tally(sample::shape(), scores);
    tally::PathScores one;
    one.fit(sample::shape());
    const auto measure = tally::Measure::pool_net_loss;
    // ±1 on the first paths, whose kurtosis is 1; ±2 on those after, which would raise it.
    for (std::int64_t path = 0; path < paths; ++path) {
        const std::int64_t sign = path % 2 == 0 ? 1'000'000 : -1'000'000;
        one.groups[static_cast<std::size_t>(measure)] = path < tally::kHighPaths ? sign : 2 * sign;
        tally.add(path, one);
    }
    tally.finish();
    const tally::Estimate sd = tally.group_sd(0, 0, measure);
    REQUIRE(sd.se.has_value());
    CHECK(*sd.se < 1e-3 * *sd.value);
}

TEST_CASE("path scores: nothing of a path's vintages is left to the next") {
    tally::PathScores one;
    one.fit(sample::shape());
    const tally::PathScores fresh = one;
    for (std::size_t cohort = 0; cohort < one.cohort_lent.size(); cohort += 2) {
        one.cohort_lent[cohort] = 10;
        one.cohort_defaulted[cohort * static_cast<std::size_t>(sample::shape().months)] = 5;
    }
    one.clear();
    CHECK(one == fresh);
}
