#include "pool/sub_accounts.hpp"

#include <algorithm>
#include <numeric>

namespace kdt::pool {
namespace {

Fen sum_of(const std::vector<Fen>& amounts) { return std::accumulate(amounts.begin(), amounts.end(), Fen{}); }

} // namespace

void SubAccounts::start(Fen cash, std::span<const std::optional<Fen>> opening, Transfers transfers) {
    transfers_ = transfers;
    account_.assign(opening.size(), 0);
    bank_of_.assign(1, -1);
    opening_.assign(1, cash);
    for (std::size_t bank = 0; bank < opening.size(); ++bank) {
        if (!opening[bank]) { continue; }
        account_[bank] = opening_.size();
        bank_of_.push_back(static_cast<int>(bank));
        opening_.push_back(*opening[bank]);
        opening_.front() -= *opening[bank];
    }
    if (opening_.size() == 1) { opening_.clear(); }
    balances_ = opening_;
    flows_.assign(balances_.size(), Flows{});
    transferred_.assign(balances_.size(), Fen{});
    part_ = transferred_;
}

Fen SubAccounts::at_hand(int bank) const {
    if (!kept()) { return kLargestAmount; }
    if (transfers_ == Transfers::from_all) { return sum_of(balances_); }
    const Fen own = balances_[account_of(bank)];
    return transfers_ == Transfers::from_common && has_account(bank) ? own + common() : own;
}

Fen SubAccounts::pay(int bank, Fen amount) {
    if (!kept()) { return Fen{}; }
    const std::size_t own = account_of(bank);
    const Fen from_own = smaller(amount, balances_[own]);
    balances_[own] -= from_own;
    std::fill(transferred_.begin(), transferred_.end(), Fen{});
    transferred_.front() = smaller(amount - from_own, balances_.front());
    balances_.front() -= transferred_.front();
    if (const Fen from_others = amount - from_own - transferred_.front(); from_others > Fen{}) {
        split(from_others, std::span<const Fen>(balances_), part_); // own and common are empty by now
        for (std::size_t account = 0; account < part_.size(); ++account) {
            balances_[account] -= part_[account];
            transferred_[account] += part_[account];
        }
    }
    for (std::size_t account = 0; account < transferred_.size(); ++account) {
        flows_[account].transferred_out += transferred_[account];
    }
    flows_[own].paid += amount;
    flows_[own].transferred_in += amount - from_own;
    return amount - from_own;
}

Fen SubAccounts::line(std::size_t account, tally::AccountLine line) const {
    using tally::AccountLine;
    switch (line) {
    case AccountLine::received: return flows_[account].received;
    case AccountLine::paid: return flows_[account].paid;
    case AccountLine::transferred_in: return flows_[account].transferred_in;
    case AccountLine::transferred_out: return flows_[account].transferred_out;
    case AccountLine::balance: return balances_[account];
    }
    return {};
}

void SubAccounts::top_up(Fen amount) {
    if (!kept()) { return; }
    if (sum_of(opening_) == Fen{}) {
        add(0, amount);
        return;
    }
    split(amount, std::span<const Fen>(opening_), part_);
    for (std::size_t account = 0; account < part_.size(); ++account) { add(account, part_[account]); }
}

void SubAccounts::move_by_balance(Fen amount, int sign) {
    if (!kept() || amount == Fen{}) { return; }
    split(amount, std::span<const Fen>(balances_), part_);
    for (std::size_t account = 0; account < part_.size(); ++account) {
        add(account, sign > 0 ? part_[account] : -part_[account]);
    }
}

} // namespace kdt::pool
