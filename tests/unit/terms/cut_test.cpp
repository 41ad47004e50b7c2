#include "terms/cut.hpp"

#include "catch.hpp"
#include "terms/claim_terms.hpp"
#include "terms/layer.hpp"
#include "terms/yearly_cap.hpp"

using namespace kdt;
using namespace kdt::terms;

TEST_CASE("cut: a room takes what is beyond it, is exact at its edge, and each rule keeps its own account") {
    PoolPart part{Fen{100}};
    part.keep_at_most(std::nullopt, Cut::cap_per_claim);
    part.keep_at_most(Fen{100}, Cut::cap_per_claim);
    CHECK(part.left == Fen{100});
    part.keep_at_most(Fen{99}, Cut::cap_per_borrower);
    part.keep_at_most(Fen{40}, Cut::bank_yearly_cap);
    CHECK(part.left == Fen{40});
    CHECK(part.cut_by(Cut::cap_per_claim) == Fen{0});
    CHECK(part.cut_by(Cut::cap_per_borrower) == Fen{1});
    CHECK(part.cut_by(Cut::bank_yearly_cap) == Fen{59});
}

TEST_CASE("cut: a room already overdrawn leaves nothing, and never less") {
    PoolPart part{Fen{100}};
    part.keep_at_most(Fen{-5}, Cut::pool_yearly_cap);
    CHECK(part.left == Fen{0});
    CHECK(part.cut_by(Cut::pool_yearly_cap) == Fen{100});
}

TEST_CASE("lock-in: a default in the last month of it is still too soon, and without one none is") {
    ClaimTerms claim;
    CHECK(!claim.locked_in(1));
    claim.lock_in_months = 3;
    CHECK(claim.locked_in(3));
    CHECK(!claim.locked_in(4));
}

TEST_CASE("layer: a loss counts between the two levels alone, whatever came before") {
    const Layer layer{{{Rate{0.03}, Rate{0.05}}}};
    const Fen book{1000}; // from 30 to 50
    CHECK(in_layer(layer, book, Fen{0}, Fen{30}) == Fen{0});
    CHECK(in_layer(layer, book, Fen{0}, Fen{31}) == Fen{1});
    CHECK(in_layer(layer, book, Fen{20}, Fen{100}) == Fen{20});
    CHECK(in_layer(layer, book, Fen{45}, Fen{5}) == Fen{5});
    CHECK(in_layer(layer, book, Fen{50}, Fen{5}) == Fen{0});
    CHECK(in_layer({{{Rate{0.03}}}}, book, Fen{45}, Fen{500}) == Fen{500});
    CHECK(in_layer({{{Rate{}, Rate{1.0}}}}, Fen{}, Fen{0}, Fen{10}) == Fen{0}); // a book of nothing
}

TEST_CASE("layer: each band shares its part, rounded once on the sum of the year") {
    const Layer layer{{{Rate{0.01}, Rate{0.03}, Rate{0.5}}, {Rate{0.05}, std::nullopt, Rate{0.25}}}};
    const Fen book{1000}; // half from 10 to 30, a quarter above 50
    CHECK(shared_of(layer, book, Fen{10}) == Fen{0});
    CHECK(shared_of(layer, book, Fen{11}) == Fen{1});        // 0.5, half up
    CHECK(in_layer(layer, book, Fen{11}, Fen{1}) == Fen{0}); // 1.0 in all
    CHECK(shared_of(layer, book, Fen{30}) == Fen{10});
    CHECK(shared_of(layer, book, Fen{50}) == Fen{10});
    CHECK(in_layer(layer, book, Fen{20}, Fen{34}) == Fen{6}); // 5 of the one, 1 of the other
}

TEST_CASE("yearly cap: the smaller of amount and rate of the prior balance, either alone, or none stated") {
    CHECK(YearlyCap{Fen{10}, std::nullopt}.limit(Fen{1}) == Fen{10});
    CHECK(YearlyCap{std::nullopt, Rate{0.02}}.limit(Fen{125}) == Fen{3}); // 2.5, half up
    CHECK(YearlyCap{Fen{10}, Rate{0.02}}.limit(Fen{499}) == Fen{10});
    CHECK(YearlyCap{Fen{10}, Rate{0.02}}.limit(Fen{400}) == Fen{8});
    CHECK(!YearlyCap{}.stated());
}

TEST_CASE("layer: the band that decides is the lowest whose attach, share or detach leaves something out") {
    const Band half{Rate{0.01}, Rate{0.03}, Rate{0.5}, 7}; // as written: the upper band stands first
    const Band whole{Rate{0.05}, Rate{0.08}, Rate{1.0}, 4};
    const Layer layer{{whole, half}};
    const Fen book{1000}; // half from 10 to 30, all from 50 to 80
    CHECK(deciding_band(layer, book, Fen{0}, Fen{5}).place == 7);
    CHECK(deciding_band(layer, book, Fen{9}, Fen{50}).place == 7);
    CHECK(deciding_band(layer, book, Fen{10}, Fen{1}).place == 7);  // its share
    CHECK(deciding_band(layer, book, Fen{30}, Fen{1}).place == 4);  // in the gap below it
    CHECK(deciding_band(layer, book, Fen{50}, Fen{31}).place == 4); // beyond the uppermost
    CHECK(deciding_band(layer, book, Fen{90}, Fen{1}).place == 4);
}
