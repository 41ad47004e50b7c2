#include "pool/funders.hpp"

#include "catch.hpp"

#include <vector>

using namespace kdt;
using namespace kdt::pool;

namespace {

Fen sum(const Funders& funders, std::size_t count, FunderLine line) {
    Fen total;
    for (std::size_t i = 0; i < count; ++i) { total += funders.line(i, line); }
    return total;
}

} // namespace

TEST_CASE("funders: by share every line is split by largest remainder on its cumulative amount") {
    Funders funders;
    funders.start(std::vector<FunderTerms>{{0.5, {}}, {0.3, {}}, {0.2, {}}});
    funders.settle({.contributed = Fen{10}, .paid = Fen{7}});
    CHECK(funders.line(0, FunderLine::paid) == Fen{4});
    CHECK(funders.line(1, FunderLine::paid) == Fen{2});
    CHECK(funders.line(2, FunderLine::paid) == Fen{1});
    funders.settle({.contributed = Fen{10}, .earned = Fen{1}, .paid = Fen{9}});
    CHECK(funders.line(0, FunderLine::paid) == Fen{4});
    CHECK(funders.line(1, FunderLine::paid) == Fen{3});
    CHECK(funders.line(2, FunderLine::paid) == Fen{2});
    CHECK(funders.line(0, FunderLine::earned) == Fen{1});
    CHECK(funders.line(0, FunderLine::net_contribution) == Fen{3});
}

TEST_CASE("funders: in order one is used up before the next, and recoveries return in reverse") {
    Funders funders;
    funders.start(std::vector<FunderTerms>{{0.6, 2}, {0.4, 1}});
    funders.settle({.contributed = Fen{100}, .paid = Fen{50}});
    CHECK(funders.line(1, FunderLine::paid) == Fen{40});
    CHECK(funders.line(0, FunderLine::paid) == Fen{10});
    funders.settle({.contributed = Fen{100}, .recovered = Fen{30}, .paid = Fen{50}});
    CHECK(funders.line(0, FunderLine::recovered) == Fen{10});
    CHECK(funders.line(1, FunderLine::recovered) == Fen{20});
    CHECK(funders.line(1, FunderLine::balance) == Fen{20});
    CHECK(funders.line(0, FunderLine::net_contribution) == Fen{0});
}

TEST_CASE("funders: every line sums to the pool's, by share and in order, after any movements") {
    for (const bool ordered : {false, true}) {
        Funders funders;
        std::vector<FunderTerms> terms{{0.37, {}}, {0.0, {}}, {0.21, {}}, {0.42, {}}};
        for (std::size_t i = 0; ordered && i < terms.size(); ++i) { terms[i].order = static_cast<int>(i * 7 % 4); }
        funders.start(terms);
        Movements now;
        for (std::int64_t month = 1; month <= 300; ++month) {
            now.contributed += Fen{month * 7919 % 101};
            now.earned += Fen{month * 104729 % 13};
            now.recovered += smaller(Fen{month * 611953 % 29}, now.paid - now.recovered);
            const Fen balance = now.contributed + now.earned + now.recovered - now.returned - now.paid;
            now.paid += smaller(Fen{month * 15485863 % 97}, balance);
            funders.settle(now);
            CHECK(sum(funders, 4, FunderLine::contributed) == now.contributed);
            CHECK(sum(funders, 4, FunderLine::earned) == now.earned);
            CHECK(sum(funders, 4, FunderLine::recovered) == now.recovered);
            CHECK(sum(funders, 4, FunderLine::paid) == now.paid);
            const Fen left = now.contributed + now.earned + now.recovered - now.paid;
            CHECK(sum(funders, 4, FunderLine::balance) == left);
            CHECK(sum(funders, 4, FunderLine::net_contribution) == now.paid - now.earned - now.recovered);
            for (std::size_t i = 0; i < 4; ++i) { CHECK(funders.line(i, FunderLine::balance) >= Fen{-3}); }
        }
    }
}
