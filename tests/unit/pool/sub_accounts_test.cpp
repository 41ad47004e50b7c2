#include "pool/sub_accounts.hpp"

#include "catch.hpp"

#include <vector>

using namespace kdt;
using namespace kdt::pool;
using terms::Transfers;

namespace {

constexpr int kFirst = 0;
constexpr int kSecond = 1;
constexpr int kWithout = 2;

/// 100 in all: 30 and 20 of two banks, 50 common; the third bank has no account.
SubAccounts hundred(Transfers transfers) {
    SubAccounts accounts;
    accounts.start(Fen{100}, std::vector<std::optional<Fen>>{Fen{30}, Fen{20}, std::nullopt}, transfers);
    return accounts;
}

std::vector<std::int64_t> standing(const SubAccounts& accounts) {
    return {accounts.common().count, accounts.of_bank(kFirst).count, accounts.of_bank(kSecond).count};
}

using Standing = std::vector<std::int64_t>;

} // namespace

TEST_CASE("sub-accounts: what is not a bank's own is common, and banks without an account use that") {
    SubAccounts accounts = hundred(Transfers::none);
    CHECK(standing(accounts) == Standing{50, 30, 20});
    CHECK(accounts.at_hand(kFirst) == Fen{30});
    CHECK(accounts.at_hand(kWithout) == Fen{50});
    CHECK_FALSE(accounts.has_account(kWithout));
    CHECK(accounts.pay(kWithout, Fen{50}) == Fen{0});
    CHECK(accounts.at_hand(kWithout) == Fen{0});
    CHECK(accounts.at_hand(kFirst) == Fen{30});
}

TEST_CASE("sub-accounts: transfers come from the common account alone, or after it from all others by balance") {
    SubAccounts some = hundred(Transfers::from_common);
    CHECK(some.at_hand(kFirst) == Fen{80});
    CHECK(some.at_hand(kWithout) == Fen{50});
    CHECK(some.pay(kFirst, Fen{31}) == Fen{1});
    CHECK(standing(some) == Standing{49, 0, 20});

    SubAccounts all = hundred(Transfers::from_all);
    CHECK(all.at_hand(kSecond) == Fen{100});
    CHECK(all.pay(kSecond, Fen{71}) == Fen{51});
    CHECK(standing(all) == Standing{0, 29, 0});

    SubAccounts common = hundred(Transfers::from_all);
    CHECK(common.pay(kWithout, Fen{55}) == Fen{5}); // 3 and 2 by balance
    CHECK(standing(common) == Standing{0, 27, 18});
}

TEST_CASE("sub-accounts: who pays for whom is told of the last payment and kept in the accounts' lines") {
    using tally::AccountLine;
    SubAccounts accounts = hundred(Transfers::from_all);
    accounts.pay(kFirst, Fen{90}); // 30 of its own, 50 common, 10 of the second
    CHECK(std::vector(accounts.transferred().begin(), accounts.transferred().end()) ==
          std::vector{Fen{50}, Fen{0}, Fen{10}});
    accounts.receive(kFirst, Fen{4});
    accounts.pay(kFirst, Fen{4});
    CHECK(std::vector(accounts.transferred().begin(), accounts.transferred().end()) == std::vector(3, Fen{0}));

    const auto lines = [&](std::size_t account) {
        std::vector<std::int64_t> out;
        for (std::size_t line = 0; line < tally::kAccountLines; ++line) {
            out.push_back(accounts.line(account, static_cast<AccountLine>(line)).count);
        }
        return out;
    };
    CHECK(lines(0) == Standing{0, 0, 0, 50, 0}); // received, paid, in, out, balance
    CHECK(lines(accounts.account_of(kFirst)) == Standing{4, 94, 60, 0, 0});
    CHECK(lines(accounts.account_of(kSecond)) == Standing{0, 0, 0, 10, 10});
}

TEST_CASE("sub-accounts: top-ups go by the opening balances, interest and costs by what stands") {
    SubAccounts accounts = hundred(Transfers::none);
    accounts.pay(kFirst, Fen{30});
    accounts.top_up(Fen{7}); // 3.5, 2.1, 1.4
    CHECK(standing(accounts) == Standing{54, 2, 21});
    accounts.receive(kFirst, Fen{1});
    accounts.receive(kWithout, Fen{2});
    CHECK(standing(accounts) == Standing{56, 3, 21});
    accounts.credit(Fen{8});
    CHECK(standing(accounts) == Standing{62, 3, 23}); // 5.6, 0.3, 2.1
    accounts.charge(Fen{88});
    CHECK(standing(accounts) == Standing{0, 0, 0});
    accounts.top_up(Fen{10});
    CHECK(standing(accounts) == Standing{5, 3, 2});
}

TEST_CASE("sub-accounts: opened with nothing, top-ups are common; without any, nothing is kept or bounded") {
    SubAccounts empty;
    empty.start(Fen{}, std::vector<std::optional<Fen>>{Fen{}, std::nullopt}, Transfers::none);
    empty.top_up(Fen{10});
    CHECK(empty.common() == Fen{10});
    CHECK(empty.at_hand(kFirst) == Fen{0});

    SubAccounts none;
    none.start(Fen{100}, std::vector<std::optional<Fen>>{std::nullopt, std::nullopt}, Transfers::from_all);
    CHECK_FALSE(none.kept());
    none.top_up(Fen{10});
    none.credit(Fen{10});
    CHECK(none.pay(kFirst, Fen{10}) == Fen{0});
    CHECK(none.at_hand(kFirst) == kLargestAmount);
    CHECK(none.common() == Fen{});
}
