#include "terms/party_terms.hpp"

#include "catch.hpp"
#include "terms/cession.hpp"

#include <array>
#include <vector>

using namespace kdt;
using namespace kdt::terms;

TEST_CASE("party: the narrower of limit and yearly limit binds, and a used-up one leaves nothing") {
    const PartyTerms terms{Fen{100}, Fen{60}, Fen{}};
    PartyAccount account;
    CHECK(account.within_limits(terms, Fen{60}) == Fen{60});
    CHECK(account.within_limits(terms, Fen{61}) == Fen{60});
    account.pay(Fen{60});
    CHECK(account.within_limits(terms, Fen{1}) == Fen{0});
    account.paid_this_year = Fen{};
    CHECK(account.within_limits(terms, Fen{60}) == Fen{40});
    CHECK(PartyAccount{}.within_limits(PartyTerms{}, Fen{7}) == Fen{7});
}

TEST_CASE("party: the yearly limit is named where it leaves less room, at equal room the other") {
    const PartyTerms terms{Fen{100}, Fen{60}, Fen{}};
    PartyAccount account;
    CHECK(account.yearly_limit_binds(terms));
    account.pay(Fen{40});
    account.paid_this_year = Fen{}; // 60 left of each
    CHECK_FALSE(account.yearly_limit_binds(terms));
    CHECK(account.yearly_limit_binds(PartyTerms{std::nullopt, Fen{60}, Fen{}}));
    CHECK_FALSE(account.yearly_limit_binds(PartyTerms{Fen{100}, std::nullopt, Fen{}}));
}

TEST_CASE("party: a first loss is borne up to its aggregate, within the limits") {
    const PartyTerms terms{Fen{30}, std::nullopt, Fen{50}};
    PartyAccount account;
    CHECK(account.first_of(terms, Fen{20}) == Fen{20});
    CHECK(account.first_of(terms, Fen{80}) == Fen{30});
    account.first_loss = Fen{45};
    CHECK(account.first_of(terms, Fen{20}) == Fen{5});
    CHECK(PartyAccount{}.first_of(PartyTerms{}, Fen{20}) == Fen{0});
}

TEST_CASE(
    "party terms: a yearly limit as a rate is of what the party answers for; the smaller of rate and amount counts") {
    PartyTerms terms{std::nullopt, Fen{60}, Fen{}, kdt::Rate{0.05}};
    PartyAccount account;
    account.answered_for = Fen{1'000};
    CHECK(account.limit_of_year(terms) == Fen{50});
    CHECK(account.rate_binds(terms));
    CHECK(account.within_limits(terms, Fen{70}) == Fen{50});
    account.pay(Fen{49});
    CHECK(account.within_limits(terms, Fen{70}) == Fen{1});
    account.answered_for = Fen{1'200}; // both are 60
    CHECK_FALSE(account.rate_binds(terms));
    CHECK(account.within_limits(terms, Fen{70}) == Fen{11});
    terms.yearly_limit.reset();
    account.answered_for = Fen{};
    CHECK(account.rate_binds(terms));
    CHECK(account.within_limits(terms, Fen{1}) == Fen{});
}

TEST_CASE("cession: shares of the basis come out of the guarantor's payment in proportion, the parts sum to it") {
    const std::vector<double> shares{0.4, 0.2};
    std::array<Fen, 3> parts;
    cede(Fen{800}, shares, 0.8, parts);
    CHECK(parts == std::array{Fen{400}, Fen{200}, Fen{200}});
    cede(Fen{7}, shares, 0.8, parts); // 3.5, 1.75, 1.75
    CHECK(parts == std::array{Fen{3}, Fen{2}, Fen{2}});
    cede(Fen{100}, shares, 0.6, parts); // nothing is kept
    CHECK(parts == std::array{Fen{67}, Fen{33}, Fen{0}});
}
