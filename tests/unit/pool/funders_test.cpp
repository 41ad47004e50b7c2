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

Fen balance_of(const Movements& now) { return now.contributed + now.interest + now.recovered - now.claims; }

} // namespace

TEST_CASE("funders: by share every line is split by largest remainder on its cumulative amount") {
    Funders funders;
    funders.start(std::vector<FunderTerms>{{0.5, {}}, {0.3, {}}, {0.2, {}}});
    funders.settle({.contributed = Fen{10}, .claims = Fen{7}});
    CHECK(funders.line(0, FunderLine::paid) == Fen{4});
    CHECK(funders.line(1, FunderLine::paid) == Fen{2});
    CHECK(funders.line(2, FunderLine::paid) == Fen{1});
    funders.settle({.contributed = Fen{10}, .interest = Fen{1}, .claims = Fen{9}});
    CHECK(funders.line(0, FunderLine::paid) == Fen{4});
    CHECK(funders.line(1, FunderLine::paid) == Fen{3});
    CHECK(funders.line(2, FunderLine::paid) == Fen{2});
    CHECK(funders.line(0, FunderLine::earned) == Fen{1});
    CHECK(funders.line(0, FunderLine::net_contribution) == Fen{3});
}

TEST_CASE("funders: in order one is used up before the next, and recoveries return in reverse") {
    Funders funders;
    funders.start(std::vector<FunderTerms>{{0.6, 2}, {0.4, 1}});
    funders.settle({.contributed = Fen{100}, .claims = Fen{50}});
    CHECK(funders.line(1, FunderLine::paid) == Fen{40});
    CHECK(funders.line(0, FunderLine::paid) == Fen{10});
    funders.settle({.contributed = Fen{100}, .recovered = Fen{30}, .claims = Fen{50}});
    CHECK(funders.line(0, FunderLine::recovered) == Fen{10});
    CHECK(funders.line(1, FunderLine::recovered) == Fen{20});
    CHECK(funders.line(1, FunderLine::balance) == Fen{20});
    CHECK(funders.line(0, FunderLine::net_contribution) == Fen{0});
}

TEST_CASE("funders: in order interest goes by the money that stands") {
    Funders funders;
    funders.start(std::vector<FunderTerms>{{0.6, 2}, {0.4, 1}});
    funders.settle({.contributed = Fen{100}});
    funders.settle({.contributed = Fen{100}, .interest = Fen{10}, .claims = Fen{44}});
    CHECK(funders.line(1, FunderLine::interest_income) == Fen{4});
    CHECK(funders.line(1, FunderLine::balance) == Fen{0});
    funders.settle({.contributed = Fen{100}, .interest = Fen{16}, .claims = Fen{44}});
    CHECK(funders.line(1, FunderLine::interest_income) == Fen{4});
    CHECK(funders.line(0, FunderLine::interest_income) == Fen{12});
}

TEST_CASE("funders: a funder's own top-up is its own, the rest is shared") {
    Funders funders;
    funders.start(std::vector<FunderTerms>{{0.5, {}}, {0.5, {}}});
    funders.contribute(1, Fen{7});
    funders.settle({.contributed = Fen{17}});
    CHECK(funders.line(0, FunderLine::contributed) == Fen{5});
    CHECK(funders.line(1, FunderLine::contributed) == Fen{12});
}

TEST_CASE("funders: what is called is the commitment's, the last of a month's payments") {
    using terms::FunderPart;
    Funders funders;
    funders.start(std::vector<FunderTerms>{{1.0, {}, FunderPart::cash}, {1.0, {}, FunderPart::commitment}});
    funders.settle({.contributed = Fen{20}, .limits = Fen{30}});
    funders.settle({.contributed = Fen{20},
                    .limits = Fen{30},
                    .claims = Fen{18},
                    .management = Fen{4},
                    .subsidies = Fen{5},
                    .called = Fen{7}});
    CHECK(funders.line(0, FunderLine::claims_paid) == Fen{18});
    CHECK(funders.line(0, FunderLine::management_cost) == Fen{2});
    CHECK(funders.line(0, FunderLine::subsidies) == Fen{0});
    CHECK(funders.line(1, FunderLine::management_cost) == Fen{2});
    CHECK(funders.line(1, FunderLine::subsidies) == Fen{5});
    CHECK(funders.line(0, FunderLine::balance) == Fen{0});
    CHECK(funders.line(1, FunderLine::balance) == Fen{23});
}

TEST_CASE("funders: every line sums to the pool's, by share and in order, after any movements") {
    for (const bool ordered : {false, true}) {
        Funders funders;
        std::vector<FunderTerms> terms{{0.37, {}}, {0.0, {}}, {0.21, {}}, {0.42, {}}};
        for (std::size_t i = 0; ordered && i < terms.size(); ++i) { terms[i].order = static_cast<int>(i * 7 % 4); }
        funders.start(terms);
        Movements now;
        for (std::int64_t month = 1; month <= 300; ++month) {
            now.interest += balance_of(now) > Fen{} ? Fen{month * 104729 % 13} : Fen{}; // of what stood before
            now.contributed += Fen{month * 7919 % 101};
            now.recovered += smaller(Fen{month * 611953 % 29}, now.claims - now.recovered);
            now.claims += smaller(Fen{month * 15485863 % 97}, balance_of(now));
            funders.settle(now);
            CHECK(sum(funders, 4, FunderLine::contributed) == now.contributed);
            CHECK(sum(funders, 4, FunderLine::interest_income) == now.interest);
            CHECK(sum(funders, 4, FunderLine::recovered) == now.recovered);
            CHECK(sum(funders, 4, FunderLine::paid) == now.claims);
            CHECK(sum(funders, 4, FunderLine::balance) == balance_of(now));
            CHECK(sum(funders, 4, FunderLine::net_contribution) == now.claims - now.interest - now.recovered);
            for (std::size_t i = 0; i < 4; ++i) { CHECK(funders.line(i, FunderLine::balance) >= Fen{-3}); }
        }
    }
}
