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
    account_lines_.resize(opened_.size());
}

std::size_t Replay::account_of(int bank) const {
    const auto place = static_cast<std::size_t>(bank);
    return scenario_.banks[place].opening_balance ? place + 1 : 0;
}

void Replay::add_to_account(std::size_t account, Money amount) {
    accounts_[account] += amount;
    account_line(account, tally::AccountLine::received) += amount;
}

/// Accounts are scored at horizons, in the order of the file, without banks that have none.
void Replay::compare_account_lines() {
    const auto& horizons = model_.shape.horizons;
    const auto found = std::find(horizons.begin(), horizons.end(), month_);
    if (found == horizons.end()) { return; }
    std::size_t place = static_cast<std::size_t>(found - horizons.begin()) *
                        static_cast<std::size_t>(model_.shape.accounts) * tally::kAccountLines;
    for (std::size_t account = 0; account < accounts_.size(); ++account) {
        if (account > 0 && !scenario_.banks[account - 1].opening_balance) { continue; }
        account_line(account, tally::AccountLine::balance) = accounts_[account];
        for (std::size_t line = 0; line < tally::kAccountLines; ++line) {
            expect(tally::kAccountLineNames[line], account_lines_[account][line], trace_.scores.accounts[place++]);
        }
    }
}

void Replay::put_in(int bank, Money amount) {
    if (!accounts_.empty()) { add_to_account(account_of(bank), amount); }
}

void Replay::put_in_for_all(Money amount) {
    if (accounts_.empty()) { return; }
    if (total(opened_) == 0) {
        add_to_account(0, amount);
        return;
    }
    const auto parts = by_weight(amount, opened_);
    for (std::size_t i = 0; i < parts.size(); ++i) { add_to_account(i, parts[i]); }
}

/// Interest (positive) and costs of the whole pool (negative), by what stands in the accounts.
void Replay::move_all(Money amount) {
    if (accounts_.empty() || amount == 0) { return; }
    const auto parts = by_weight(std::abs(amount), accounts_);
    for (std::size_t i = 0; i < parts.size(); ++i) { add_to_account(i, amount > 0 ? parts[i] : -parts[i]); }
}

/// From the account of the contract's bank, then where transfers are allowed from the common one and from the others.
Money Replay::pay_for(const Contract& contract, Money wanted) {
    if (accounts_.empty()) { return pay_out(wanted); }
    using terms::Transfers;
    const std::size_t own = account_of(contract.kind.bank);
    Money left = wanted;
    std::vector<Money> taken(accounts_.size(), 0);
    const auto take = [&](std::size_t account, Money part) {
        accounts_[account] -= part;
        taken[account] += part;
        left -= part;
    };
    take(own, std::min(left, accounts_[own]));
    if (scenario_.pool.transfers != Transfers::none) { take(0, std::min(left, accounts_[0])); }
    if (const Money rest = std::min(left, total(accounts_));
        scenario_.pool.transfers == Transfers::from_all && rest > 0) {
        const auto parts = by_weight(rest, accounts_);
        for (std::size_t account = 0; account < parts.size(); ++account) { take(account, parts[account]); }
    }
    const Money paid = wanted - left;
    account_line(own, tally::AccountLine::paid) += paid;
    for (std::size_t account = 0; account < taken.size(); ++account) {
        if (account == own || taken[account] == 0) { continue; }
        transfers_.push_back({EventKind::account_transfer, key_of(contract.name), taken[account]});
        givers_.push_back(static_cast<int>(account) - 1);
        account_line(own, tally::AccountLine::transferred_in) += taken[account];
        account_line(account, tally::AccountLine::transferred_out) += taken[account];
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
    std::vector<int> givers;
    for (const Event* event : now_) {
        if (event->kind == EventKind::account_transfer) { givers.push_back(event->giver.value_or(-2)); }
    }
    if (givers != givers_) { complain("which accounts pay for others"); }
    transfers_.clear();
    givers_.clear();
    if (accounts_.empty()) { return; }
    compare_account_lines();
    expect("the accounts sum to the pool", pool_, total(accounts_));
    scheme(Measure::common_account) = accounts_.front();
    scheme(Measure::account_balance) = pool_ - accounts_.front();
    for (std::size_t account = 1; account < accounts_.size(); ++account) {
        of(model_.groups.bank(static_cast<int>(account) - 1), Measure::account_balance) = accounts_[account];
        if (accounts_[account] < 0) { complain("a bank's account is negative"); }
    }
}

} // namespace kdt::properties
