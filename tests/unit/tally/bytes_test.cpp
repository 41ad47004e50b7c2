#include "catch.hpp"

#include "results/summary_json.hpp"
#include "short_run.hpp"
#include "tally/log_histogram.hpp"
#include "unit/results/sample_run.hpp"

#include <random>

using namespace kdt;

namespace {

template <class Content>
std::string bytes_of(const Content& content) {
    ByteWriter out;
    content.write(out);
    return out.take();
}

/// The sample's paths [from, to) of `all`, as one part of a run.
sample::Run part(std::int64_t from, std::int64_t to, std::int64_t all) {
    sample::Run run;
    run.scores = std::make_unique<tally::Scores>(sample::shape(), to - from, from);
    run.tally = std::make_unique<tally::Tally>(sample::shape(), *run.scores);
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t path = from; path < to; ++path) {
        sample::fill(one, sample::shape(), path, all);
        run.tally->add(path, one);
    }
    run.tally->finish();
    return run;
}

} // namespace

TEST_CASE("tally bytes: a histogram comes back with all its bins, also those of the greatest scores") {
    std::mt19937_64 bits(11);
    tally::LogHistogram histogram;
    for (int i = 0; i < 3'000; ++i) {
        const auto score = static_cast<std::int64_t>(bits() >> (1 + bits() % 63));
        histogram.add(i % 3 == 0 ? -score : score);
    }
    histogram.add_zeros(5);
    histogram.add(tally::kNoScore - 1);
    histogram.add(-tally::kNoScore);
    const std::string bytes = bytes_of(histogram);
    tally::LogHistogram read;
    ByteReader in(bytes);
    read.read(in);
    in.expect_end();
    CHECK(bytes_of(read) == bytes);
    for (std::int64_t rank = 1; rank <= histogram.count(); ++rank) {
        REQUIRE(read.at_rank(rank) == histogram.at_rank(rank));
    }
    CHECK(read.count() == 3'007);
}

TEST_CASE("tally bytes: scores and sums come back exactly, and parts put together are the whole") {
    const std::int64_t paths = 1'700;
    const sample::Run whole = part(0, paths, paths);
    sample::Run joined = part(0, 700, paths);
    for (const auto& [from, to] : {std::pair{700, 701}, std::pair{701, 701}, std::pair{701, 1'700}}) {
        const sample::Run next = part(from, to, paths);
        const std::string scores = bytes_of(*next.scores);
        const std::string sums = bytes_of(*next.tally);
        tally::Scores read(sample::shape(), 0, from);
        ByteReader in(scores);
        read.read(in, paths);
        in.expect_end();
        tally::Tally tally(sample::shape(), read);
        ByteReader in_sums(sums);
        tally.read(in_sums);
        in_sums.expect_end();
        CHECK(bytes_of(read) == scores);
        CHECK(bytes_of(tally) == sums);
        joined.scores->append(read);
        joined.tally->merge(tally);
    }
    CHECK(bytes_of(*joined.scores) == bytes_of(*whole.scores));
    CHECK(bytes_of(*joined.tally) == bytes_of(*whole.tally));
    CHECK(results::to_json(results::summarise(sample::frame(paths), *joined.scores, *joined.tally)) ==
          results::to_json(results::summarise(sample::frame(paths), *whole.scores, *whole.tally)));
}

TEST_CASE("tally bytes: cut short or of another shape they are refused") {
    const sample::Run run = part(0, 30, 30);
    const std::string scores = bytes_of(*run.scores);
    const std::string sums = bytes_of(*run.tally);
    const auto read_scores = [&](const tally::Shape& shape, std::string_view bytes, std::int64_t most) {
        tally::Scores fresh(shape, 0);
        ByteReader in(bytes);
        fresh.read(in, most);
        in.expect_end();
    };
    const auto read_sums = [&](const tally::Shape& shape, std::string_view bytes) {
        tally::Scores none(shape, 0);
        tally::Tally fresh(shape, none);
        ByteReader in(bytes);
        fresh.read(in);
        in.expect_end();
    };
    tally::Shape other = sample::shape();
    other.groups = 7;
    other.horizons.pop_back();
    CHECK_NOTHROW(read_scores(sample::shape(), scores, 30));
    CHECK_NOTHROW(read_sums(sample::shape(), sums));
    CHECK_THROWS_AS(read_scores(sample::shape(), scores, 29), BadBytes);
    CHECK_THROWS_AS(read_scores(other, scores, 30), BadBytes);
    CHECK_THROWS_AS(read_sums(other, sums), BadBytes);
    for (std::size_t size = 0; size < 400; size += is_short_run() ? 7 : 1) {
        CHECK_THROWS_AS(
            read_scores(sample::shape(), std::string_view(scores).substr(0, size * scores.size() / 400), 30), BadBytes);
        CHECK_THROWS_AS(read_sums(sample::shape(), std::string_view(sums).substr(0, size * sums.size() / 400)),
                        BadBytes);
    }
}

TEST_CASE("tally bytes: flipped bits are read or refused, never more than that") {
    const sample::Run run = part(0, 30, 30);
    const std::string sums = bytes_of(*run.tally);
    std::mt19937_64 bits(5);
    int refused = 0;
    for (int i = 0, rounds = is_short_run() ? 100 : 400; i < rounds; ++i) {
        std::string broken = sums;
        broken[bits() % broken.size()] ^= static_cast<char>(1U << bits() % 8);
        tally::Scores none(sample::shape(), 0);
        tally::Tally fresh(sample::shape(), none);
        try {
            ByteReader in(broken);
            fresh.read(in);
            in.expect_end();
        } catch (const BadBytes&) { ++refused; }
    }
    CHECK(refused > 0);
}

TEST_CASE("scores: rows added later are those of a run that had them from the start; fewer rows keep the others") {
    const std::int64_t paths = 1'300;
    const sample::Run whole = part(0, paths, paths);
    sample::Run grown = part(0, 400, paths);
    tally::PathScores one;
    one.fit(sample::shape());
    grown.scores->resize(paths);
    for (std::int64_t path = 400; path < paths; ++path) {
        sample::fill(one, sample::shape(), path, paths);
        grown.tally->add(path, one);
    }
    grown.tally->finish();
    grown.scores->resize(paths + 50);
    grown.scores->resize(paths);
    CHECK(bytes_of(*grown.scores) == bytes_of(*whole.scores));
    CHECK(bytes_of(*grown.tally) == bytes_of(*whole.tally));
}
