#include "results/sections.hpp"

namespace kdt::results {
namespace {

AccountMonth account_at(const Source& source, int horizon, int account) {
    AccountMonth out;
    for (std::size_t line = 0; line < out.lines.size(); ++line) {
        out.lines[line] =
            scaled(source.tally.event_figures().account_line(horizon, account, static_cast<tally::AccountLine>(line)),
                   source.per_money());
    }
    out.balance = distribution_of(*source.account_balance(horizon, account), source.rules, source.per_money(), false);
    out.depleted = source.happened({tally::PathEvent::Kind::account_depleted, account},
                                   source.shape().horizons[static_cast<std::size_t>(horizon)]);
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
