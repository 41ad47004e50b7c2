#pragma once

#include "base/money.hpp"
#include "tally/account_line.hpp"
#include "terms/transfers.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kdt::pool {

/// The pool's cash by account: a common one, and those of the banks that have their own. They sum to the cash, whatever
/// moves. Banks go by their place in the scenario; one without an account of its own uses the common one. A worker
/// reuses one; where no bank has an account nothing is kept and nothing is bounded.
class SubAccounts {
public:
    using Transfers = terms::Transfers;

    /// `opening`: by bank, empty where it has no account; the rest of `cash` (at least their sum) is common.
    void start(Fen cash, std::span<const std::optional<Fen>> opening, Transfers transfers);

    bool kept() const { return !balances_.empty(); }

    /// What a payment for a loan of this bank may take.
    Fen at_hand(int bank) const;

    /// Takes `amount` (at most `at_hand`) from the bank's account, then the common one, then the others in proportion
    /// to what they hold. Returns what other accounts than its own have paid.
    Fen pay(int bank, Fen amount);
    /// By account: what each has paid of the last payment in another's place.
    std::span<const Fen> transferred() const { return transferred_; }

    /// Money that belongs to a bank's account: recoveries, fees, a top-up of its own.
    void receive(int bank, Fen amount) {
        if (kept()) { add(account_of(bank), amount); }
    }
    /// Money for all, in proportion to the opening balances; the common account's where all were 0.
    void top_up(Fen amount);
    /// Interest, in proportion to the balances.
    void credit(Fen interest) { move_by_balance(interest, 1); }
    /// A cost of the whole pool, in proportion to the balances, which hold at least as much.
    void charge(Fen cost) { move_by_balance(cost, -1); }

    Fen common() const { return kept() ? balances_.front() : Fen{}; }
    /// What stands in the bank's own account; 0 where it has none.
    Fen of_bank(int bank) const { return has_account(bank) ? balances_[account_of(bank)] : Fen{}; }
    /// `of_bank` of each; left as it is where no accounts are kept.
    void read_banks(std::span<Fen> out) const {
        for (std::size_t bank = 0; kept() && bank < out.size(); ++bank) { out[bank] = of_bank(static_cast<int>(bank)); }
    }
    bool has_account(int bank) const { return kept() && account_of(bank) != 0; }

    std::size_t accounts() const { return balances_.size(); }
    /// The account that pays first for a bank's loans, 0 for the common one; only where accounts are kept.
    std::size_t account_of(int bank) const { return account_[static_cast<std::size_t>(bank)]; }
    int bank_of(std::size_t account) const { return bank_of_[account]; } ///< −1: the common one
    Fen line(std::size_t account, tally::AccountLine line) const;

private:
    struct Flows {
        Fen received;
        Fen paid;
        Fen transferred_in;  ///< by other accounts
        Fen transferred_out; ///< to other accounts
    };
    void add(std::size_t account, Fen amount) {
        balances_[account] += amount;
        flows_[account].received += amount;
    }
    void move_by_balance(Fen amount, int sign);

    Transfers transfers_ = Transfers::none;
    std::vector<std::size_t> account_; ///< [bank]: place in `balances_`, 0 for the common account
    std::vector<int> bank_of_;         ///< [account]
    std::vector<Fen> opening_;         ///< [account]
    std::vector<Fen> balances_;        ///< [account], the common one first; empty where none are kept
    std::vector<Flows> flows_;         ///< [account]
    std::vector<Fen> transferred_;     ///< [account]
    std::vector<Fen> part_;            ///< scratch
};

} // namespace kdt::pool
