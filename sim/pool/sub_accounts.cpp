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
    opening_.assign(1, cash);
    for (std::size_t bank = 0; bank < opening.size(); ++bank) {
        if (!opening[bank]) { continue; }
        account_[bank] = opening_.size();
        opening_.push_back(*opening[bank]);
        opening_.front() -= *opening[bank];
    }
    if (opening_.size() == 1) { opening_.clear(); }
    balances_ = opening_;
    part_.assign(balances_.size(), Fen{});
}

Fen SubAccounts::at_hand(int bank) const {
    if (!kept()) { return kLargestAmount; }
    if (transfers_ == Transfers::from_all) { return sum_of(balances_); }
    const Fen own = balances_[account_of(bank)];
    return transfers_ == Transfers::from_common && has_account(bank) ? own + common() : own;
}

Fen SubAccounts::pay(int bank, Fen amount) {
    if (!kept()) { return Fen{}; }
    Fen& own = balances_[account_of(bank)];
    const Fen from_own = smaller(amount, own);
    own -= from_own;
    const Fen from_common = smaller(amount - from_own, balances_.front());
    balances_.front() -= from_common;
    charge(amount - from_own - from_common); // own and common are empty by now
    return amount - from_own;
}

void SubAccounts::top_up(Fen amount) {
    if (!kept()) { return; }
    if (sum_of(opening_) == Fen{}) {
        balances_.front() += amount;
        return;
    }
    split(amount, std::span<const Fen>(opening_), part_);
    for (std::size_t account = 0; account < part_.size(); ++account) { balances_[account] += part_[account]; }
}

void SubAccounts::move_by_balance(Fen amount, int sign) {
    if (!kept() || amount == Fen{}) { return; }
    split(amount, std::span<const Fen>(balances_), part_);
    for (std::size_t account = 0; account < part_.size(); ++account) {
        balances_[account] += sign > 0 ? part_[account] : -part_[account];
    }
}

} // namespace kdt::pool
