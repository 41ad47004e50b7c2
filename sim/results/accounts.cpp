#include "results/sections.hpp"

namespace kdt::results {
namespace {

AccountMonth account_at(const Source& source, int horizon, int account) {
    AccountMonth out;
    for (std::size_t line = 0; line < out.lines.size(); ++line) {
        const auto& sums = source.tally.events().account_line(horizon, account, static_cast<tally::AccountLine>(line));
        out.lines[line] = scaled(tally::mean_of(sums, source.tally.paths()), source.per_money());
    }
    out.balance = distribution_of(*source.account_balance(horizon, account), source.rules, source.per_money(), false);
    const int month = source.shape().horizons[static_cast<std::size_t>(horizon)];
    out.depleted = source.chance(counted_by(source.digest.account_depleted(account), month), source.paths());
    return out;
}

} // namespace

void summarise_accounts(const Source& source, Results& results) {
    const auto& frames = source.frame.accounts;
    for (std::size_t place = 0; place < frames.size(); ++place) {
        Account account;
        account.opening = static_cast<double>(frames[place].opening.count) / source.per_money();
        for (std::size_t horizon = 0; horizon < source.shape().horizons.size(); ++horizon) {
            account.months.add(source.shape().horizons[horizon],
                               account_at(source, static_cast<int>(horizon), static_cast<int>(place)));
        }
        if (frames[place].bank.empty()) {
            results.common_account = std::move(account);
        } else {
            results.accounts.add(frames[place].bank, std::move(account));
        }
    }
}

} // namespace kdt::results
