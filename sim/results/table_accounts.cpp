#include "results/catalogue.hpp"
#include "results/cells.hpp"

namespace kdt::results {
namespace {

using tally::AccountLine;

Row account_row(const Cells& cells, Text name, const Account& account, int month) {
    const AccountMonth& at = *account.months.find(month);
    const auto mean = [&](AccountLine line) {
        const Estimate& figure = at.lines[static_cast<std::size_t>(line)];
        return cells.money(figure.value, figure.se);
    };
    Row row{text_cell(std::move(name)),
            cells.money(account.opening),
            mean(AccountLine::received),
            mean(AccountLine::transferred_in),
            mean(AccountLine::paid),
            mean(AccountLine::transferred_out),
            cells.money(at.balance.mean.value, at.balance.mean.se)};
    for (const char* level : {"0.05", "0.5", "0.95"}) {
        row.push_back(cells.quantile(Measure::account_balance, &at.balance, level));
    }
    row.push_back(probability_cell(at.depleted));
    return row;
}

} // namespace

Table account_table(const Results& results) {
    Table table{"accounts", {"分户情况表", "Sub-accounts of the pool"}, {}, {}, {}};
    if (!results.common_account) { return table; }
    const int last = results.horizons.back();
    const Text date = up_to(results.frame, last);
    const Text closing = {"期末余额", "Closing balance"};
    table.columns = {label_column({"分户", "Account"}),
                     money_column({"期初余额", "Opening balance"}),
                     money_column({"收入净额", "Received, net"}, date),
                     money_column({"划入", "Transferred in"}, date),
                     money_column({"支出", "Paid"}, date),
                     money_column({"划出", "Transferred out"}, date),
                     money_column({"均值", "Mean"}, closing),
                     money_column(both("P5"), closing),
                     money_column(both("P50"), closing),
                     money_column(both("P95"), closing),
                     plain_column({"耗尽概率", "P(depleted)"}, {}, date)};
    const Cells cells(results.frame.unit);
    for (const auto& [bank, account] : results.accounts) {
        table.rows.push_back(account_row(cells, both(bank), account, last));
    }
    table.rows.push_back(account_row(cells, {"公共户", "Common account"}, *results.common_account, last));
    table.notes = {
        {"期末余额＝期初余额＋收入净额＋划入－支出－划出，各列除标明外为均值。收入净额：补充、追偿、收费与利息，减管理"
         "费；"
         "支出：为本户银行的贷款所付，含其他户划入的；耗尽：某月有未被熔断暂停的补偿申请，在本户及可划转的户中得不到足"
         "额资金。",
         "Closing = opening + received + transferred in − paid − transferred out; means unless said otherwise. "
         "Received: "
         "top-ups, recoveries, fees and interest, less the management fee. Paid: for loans of the account's banks, "
         "with what other accounts gave. Depleted: in some month a claim that no breaker holds finds too little in "
         "the account and those that may pay for it."}};
    return table;
}

} // namespace kdt::results
