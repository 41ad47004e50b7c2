#include "replay_state.hpp"

#include <algorithm>
#include <numeric>

// The pool's cash by account: the common one at 0, a bank's own at its place + 1.
namespace kdt::properties {
namespace {

Money total(const std::vector<Money>& amounts) { return std::accumulate(amounts.begin(), amounts.end(), Money{0}); }

} // namespace

std::vector<Money> by_weight(Money amount, const std::vector<Money>& weights) {
    const Wide sum = total(weights);
    std::vector<Money> parts;
    std::vector<Wide> rest;
    for (const Money weight : weights) {
        const Wide product = static_cast<Wide>(amount) * weight;
        parts.push_back(static_cast<Money>(product / sum));
        rest.push_back(product % sum);
    }
    for (Money left = amount - total(parts); left > 0; --left) {
        const auto most = std::max_element(rest.begin(), rest.end());
        ++parts[static_cast<std::size_t>(most - rest.begin())];
        *most = -1;
    }
    return parts;
}

void Replay::open_accounts() {
    if (!scenario::has_sub_accounts(scenario_)) { return; }
    opened_.assign(scenario_.banks.size() + 1, 0);
    opened_.front() = scenario_.pool.balance.count;
    for (std::size_t bank = 0; bank < scenario_.banks.size(); ++bank) {
        opened_[bank + 1] = scenario_.banks[bank].opening_balance.value_or(Fen{}).count;
        opened_.front() -= opened_[bank + 1];
    }
    accounts_ = accounts_after_claims_ = year_accounts_ = opened_;
}

std::size_t Replay::account_of(int bank) const {
    const auto place = static_cast<std::size_t>(bank);
    return scenario_.banks[place].opening_balance ? place + 1 : 0;
}

void Replay::put_in(int bank, Money amount) {
    if (!accounts_.empty()) { accounts_[account_of(bank)] += amount; }
}

void Replay::put_in_for_all(Money amount) {
    if (accounts_.empty()) { return; }
    if (total(opened_) == 0) {
        accounts_.front() += amount;
        return;
    }
    const auto parts = by_weight(amount, opened_);
    for (std::size_t i = 0; i < parts.size(); ++i) { accounts_[i] += parts[i]; }
}

/// Interest (positive) and costs of the whole pool (negative), by what stands in the accounts.
void Replay::move_all(Money amount) {
    if (accounts_.empty() || amount == 0) { return; }
    const auto parts = by_weight(std::abs(amount), accounts_);
    for (std::size_t i = 0; i < parts.size(); ++i) { accounts_[i] += amount > 0 ? parts[i] : -parts[i]; }
}

/// From the account of the contract's bank, then where transfers are allowed from the common one and from the others.
Money Replay::pay_for(const Contract& contract, Money wanted) {
    if (accounts_.empty()) { return pay_out(wanted); }
    using terms::Transfers;
    const std::size_t own = account_of(contract.kind.bank);
    Money left = wanted;
    const auto take = [&](std::size_t account) {
        const Money part = std::min(left, accounts_[account]);
        accounts_[account] -= part;
        left -= part;
    };
    take(own);
    const Money from_own = wanted - left;
    if (scenario_.pool.transfers != Transfers::none) { take(0); }
    if (scenario_.pool.transfers == Transfers::from_all) {
        const Money from_others = std::min(left, total(accounts_));
        move_all(-from_others);
        left -= from_others;
    }
    const Money paid = wanted - left;
    if (paid > from_own) {
        transfers_.push_back({EventKind::account_transfer, key_of(contract.name), paid - from_own});
    }
    expect("the pool pays what its accounts pay", paid, pay_out(paid));
    return paid;
}

/// What a bank's ceiling is a multiple of.
Money Replay::base_of_bank(int bank) const {
    const auto account = static_cast<std::size_t>(bank) + 1;
    return scenario_.pool.leverage->base == scenario::LeverageBase::opening ? opened_[account]
                                                                            : accounts_after_claims_[account];
}

void Replay::check_accounts() {
    if (told({EventKind::account_transfer}) != transfers_) { complain("what other accounts pay"); }
    transfers_.clear();
    if (accounts_.empty()) { return; }
    expect("the accounts sum to the pool", pool_, total(accounts_));
    scheme(Measure::common_account) = accounts_.front();
    scheme(Measure::account_balance) = pool_ - accounts_.front();
    for (std::size_t account = 1; account < accounts_.size(); ++account) {
        of(model_.groups.bank(static_cast<int>(account) - 1), Measure::account_balance) = accounts_[account];
        if (accounts_[account] < 0) { complain("a bank's account is negative"); }
    }
}

} // namespace kdt::properties
