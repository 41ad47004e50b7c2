#include "catch.hpp"

#include "tally/level.hpp"

using kdt::tally::Level;

TEST_CASE("level: the rank is the ceiling of n·a in exact decimals") {
    CHECK(Level::of(0.95).rank(100'000) == 95'000);
    CHECK(Level::of(0.99).rank(100'000) == 99'000);
    CHECK(Level::of(0.999).rank(100'000) == 99'900);
    CHECK(Level::of(0.995).rank(1'000) == 995);
    CHECK(Level::of(0.07).rank(100) == 7);  // 0.07·100 is 7.000000000000001 in doubles
    CHECK(Level::of(0.29).rank(100) == 29); // and 0.29·100 is 28.999999999999996
    CHECK(Level::of(0.95).rank(100'001) == 95'001);
    CHECK(Level::of(0.001).rank(10) == 1);
    CHECK(Level::of(0.5).rank(1) == 1);
    CHECK(Level::of(0.9999).rank(10'000'000'000) == 9'999'000'000);
}

TEST_CASE("level: mirror and text are decimals too") {
    CHECK(Level::of(0.999).mirror().text() == "0.001");
    CHECK(Level::of(0.995).mirror() == Level::of(0.005));
    CHECK(Level::of(0.95).mirror() == Level::of(0.05));
    CHECK(Level::of(0.5).mirror() == Level::of(0.5));
    CHECK(Level::of(0.975).text() == "0.975");
    CHECK(Level::of(0.995).value() == 0.995);
    CHECK(Level::of(0.05) < Level::of(0.25));
    CHECK(Level::of(0.995) > Level::of(0.99));
}
