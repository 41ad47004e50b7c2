#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/table_text.hpp"

namespace kdt::results {
namespace {

std::string window(const Frame& frame, const TargetFrame& target) {
    const std::string last = calendar(frame, target.to_month);
    return target.reading == TargetReading::disbursed ? calendar(frame, target.from_month) + "–" + last : last;
}

/// "需求 70.00%，额度 20.00%": what bound on the paths that missed.
Text reasons(const TargetResult& target) {
    const std::array<std::pair<Number, Text>, 4> all = {{{target.demand, {"需求", "demand"}},
                                                         {target.capacity, {"可用额度", "capacity"}},
                                                         {target.bank_plan, {"银行计划", "bank plan"}},
                                                         {target.breaker, {"熔断", "breaker"}}}};
    Text out;
    for (const auto& [share, name] : all) {
        if (!share || *share == 0.0) { continue; }
        out.zh += (out.zh.empty() ? "" : "，") + name.zh + " " + percent_text(*share);
        out.en += (out.en.empty() ? "" : ", ") + name.en + " " + percent_text(*share);
    }
    return out.zh.empty() ? both("—") : out;
}

} // namespace

Table target_table(const Results& results) {
    Table table{"targets", {"融资目标测算表", "Lending targets"}, {}, {}, {}};
    table.columns = {label_column({"目标", "Target"}),
                     label_column({"口径", "Reading"}),
                     label_column({"期间", "Period"}),
                     money_column({"目标金额", "Amount"}),
                     money_column({"所需补偿金", "Pool needed"}),
                     money_column({"资金缺口", "Gap"}),
                     plain_column({"达成概率", "Probability"}),
                     money_column(both("P10")),
                     money_column(both("P50")),
                     money_column(both("P90")),
                     label_column({"未达成的主因", "What binds when missed"})};
    const Cells cells(results.frame.unit);
    for (const TargetFrame& frame : results.frame.targets) {
        const TargetResult& target = *results.targets.find(frame.id);
        table.rows.push_back({name_cell(frame.id), text_cell(reading_name(frame.reading)),
                              name_cell(window(results.frame, frame)), cells.money(target.amount),
                              cells.money(target.pool_needed), cells.money(target.gap),
                              probability_cell(target.probability), cells.money(target.p10), cells.money(target.p50),
                              cells.money(target.p90), text_cell(reasons(target))});
    }
    table.notes = {
        {"所需补偿金＝目标金额÷放大倍数（合同算术）；资金缺口＝所需补偿金减期初余额，不低于0。概率后为95%区间。",
         "Pool needed: amount ÷ leverage multiple (contract arithmetic); gap: what the opening balance lacks "
         "of it, not below 0. Probabilities with their 95% interval."}};
    return table;
}

Table vintage_table(const Results& results) {
    Table table{"vintages", {"放款批次分析表", "Vintages"}, {label_column({"放款季度", "Quarter"})}, {}, {}};
    table.columns.push_back(money_column({"放款金额", "Lending"}));
    std::vector<std::size_t> ages;
    for (const int age : {3, 6, 9, 12, 18, 24, 30, 36, 48, 60, 84, 120}) {
        if (age >= results.frame.horizon_months) { break; }
        ages.push_back(static_cast<std::size_t>(age));
        table.columns.push_back(
            named("age", plain_column({std::to_string(age) + "个月", std::to_string(age) + " m"}, {},
                                      {"账龄（累计违约率）", "Months on book (cumulative default rate)"})));
    }
    const Cells cells(results.frame.unit);
    for (const Vintage& vintage : results.vintages) {
        if (vintage.default_rate.empty() || vintage.lent.value.value_or(0.0) == 0.0) { continue; }
        Row row{name_cell(vintage.name), cells.money(vintage.lent.value, vintage.lent.se)};
        for (const std::size_t age : ages) {
            const bool seen = age <= vintage.default_rate.size();
            const Estimate rate = seen ? vintage.default_rate[age - 1] : Estimate{};
            row.push_back(seen ? percent_cell(rate.value, rate.se) : text_cell(both("")));
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {{"违约本金均值÷放款金额均值；只列出该季度全部贷款都已观察到的账龄。",
                    "Mean defaulted principal ÷ mean lending, as far as all loans of the quarter are seen."}};
    return table;
}

} // namespace kdt::results
