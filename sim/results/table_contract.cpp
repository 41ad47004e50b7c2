#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/number_text.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

Cell months_cell(Number months) {
    Cell cell;
    cell.kind = CellKind::months;
    cell.value = months;
    return cell;
}

Cell count_cell(const Estimate& count) {
    Cell cell;
    cell.kind = CellKind::count;
    cell.value = count.value;
    cell.se = count.se;
    return cell;
}

Cell times_cell(Number value) {
    Cell cell;
    cell.kind = CellKind::times;
    cell.value = value;
    return cell;
}

bool none_refused(const Results& results) {
    for (const auto& [product, refused] : results.refusals) {
        for (const Counted& reason : refused) {
            if (reason.count.value != 0.0) { return false; }
        }
    }
    return true;
}

/// The mean default rate of a tier by a month of the run; the nameless tier is the whole scheme.
Cell realised_cell(const Results& results, const std::string& tier, int month) {
    const Group* group = results.groups[static_cast<std::size_t>(GroupKind::tier)].find(tier);
    const Measures& measures = group != nullptr ? group->measures : results.measures;
    return Cells(results.frame.unit).mean(Measure::default_rate, find(measures, Measure::default_rate, month));
}

/// A plain number with `decimals` places.
Cell decimal_cell(Number value, int decimals) { return text_cell(both(value ? rounded(*value, decimals) : "—")); }

} // namespace

Table depletion_table(const Results& results) {
    Table table{"depletion", {"资金池耗尽情况表", "Depletion of the pool"}, {}, {}, {}};
    const Text given = {"耗尽时", "Given depletion"};
    table.columns = {label_column({"期间", "Period"}),
                     plain_column({"耗尽概率", "P(depleted)"}),
                     plain_column({"耗尽路径数", "Paths depleted"}),
                     plain_column({"首次耗尽月份P5", "First month P5"}, {}, given),
                     plain_column(both("P50"), {}, given),
                     plain_column(both("P95"), {}, given),
                     money_column({"缺口均值", "Mean shortfall"}, given),
                     money_column({"缺口P95", "Shortfall P95"}, given)};
    const Cells cells(results.frame.unit);
    const std::string paths = grouped(std::to_string(results.frame.paths));
    for (const auto& [month, depletion] : results.depletion) {
        table.rows.push_back({text_cell(up_to(results.frame, month)),
                              probability_cell(*results.probabilities.pool_depleted.find(month)),
                              count_cell({static_cast<double>(depletion.events), {}}), months_cell(depletion.time_p05),
                              months_cell(depletion.time_p50), months_cell(depletion.time_p95),
                              cells.money(depletion.shortfall_mean.value, depletion.shortfall_mean.se),
                              cells.money(depletion.shortfall_p95)});
    }
    table.notes = {
        {"耗尽：某月有未被熔断暂停的补偿申请得不到足额资金。核减、拒赔、熔断不算耗尽。缺口为至该日未付需求的最大值。",
         "Depleted: in some month a claim that no breaker holds finds less money than it needs. Cuts, "
         "rejections and breakers are not depletion. Shortfall: the largest unmet need so far."},
        {"“耗尽时”各列只取自耗尽的路径（共模拟" + paths + "条）：耗尽路径数少时，分位数与均值只作参考。",
         "Columns given depletion rest on the paths depleted alone, of " + paths +
             " in all: where they are few, quantiles and means are a hint and no more."}};
    return table;
}

Table break_even_table(const Results& results) {
    Table table{"break_even", {"盈亏平衡违约率表", "Break-even default rate"}, {}, {}, {}};
    if (!results.frame.multiple) { return table; }
    table.columns = {label_column({"产品", "Product"}), plain_column({"资金池平均分担", "Mean share of the pool"}),
                     plain_column({"放大倍数", "Leverage multiple"}),
                     plain_column({"盈亏平衡违约率", "Break-even default rate"})};
    for (const auto& [product, rate] : results.break_even) {
        table.rows.push_back({name_cell(product), percent_cell(*results.pool_share.find(product)),
                              times_cell(results.frame.multiple), percent_cell(rate)});
    }
    table.notes = {{"盈亏平衡违约率＝1÷（资金池分担×放大倍数）：放满额度、没有回收时，累计违约率超过它，资金池即耗尽。"
                    "可手工验算。",
                    "1 ÷ (share of the pool × multiple): at full lending and without recoveries the pool is spent when "
                    "the default rate passes it. It can be verified by hand."}};
    return table;
}

Table implied_pd_table(const Results& results) {
    Table table{"implied_pd", {"隐含违约概率表", "Implied default probabilities"}, {}, {}, {}};
    const auto& tiers = results.frame.implied_pd;
    const auto has_pd = [](const ImpliedPd& tier) { return tier.base.back() > 0.0; };
    const auto is_stressed = [](const ImpliedPd& tier) { return tier.stressed != tier.base; };
    if (std::none_of(tiers.begin(), tiers.end(), has_pd)) { return table; } // the tape brings each loan's own
    const bool stressed = std::any_of(tiers.begin(), tiers.end(), is_stressed);
    table.columns = {label_column({"企业类型", "Firm tier"})};
    for (const Text& group : {Text{"基准", "Base"}, Text{"本情景", "This scenario"}}) {
        if (group.en != "Base" && !stressed) { break; }
        for (const int month : kImpliedMonths) {
            table.columns.push_back(
                plain_column({std::to_string(month) + "个月", std::to_string(month) + " m"}, {}, group));
        }
    }
    // Under a stress the mean default rate leaves P: the run's own stands beside it.
    std::vector<int> realised;
    for (const int month : stress_in_force(results.frame).empty() ? std::vector<int>{} : results.horizons) {
        realised.push_back(month);
        table.columns.push_back(plain_column({std::to_string(month) + "个月", std::to_string(month) + " m"}, {},
                                             {"本次测算平均违约率", "Realised mean default rate"}));
    }
    for (const ImpliedPd& tier : tiers) {
        Row row{tier.tier.empty() ? text_cell({"全部", "all"}) : name_cell(tier.tier)};
        for (const double pd : tier.base) { row.push_back(percent_cell(pd)); }
        for (std::size_t i = 0; stressed && i < tier.stressed.size(); ++i) {
            row.push_back(percent_cell(tier.stressed[i]));
        }
        for (const int month : realised) { row.push_back(realised_cell(results, tier.tier, month)); }
        table.rows.push_back(std::move(row));
    }
    table.notes = {{"新放贷款自放款起累计违约概率，由年违约概率与账龄曲线推出；有压力乘数时另列“本情景”。",
                    "Cumulative default probability of a new loan, from annual PD and seasoning; with a stress "
                    "multiplier this scenario's beside it."}};
    if (!realised.empty()) {
        table.notes.push_back({"本次测算平均违约率＝违约本金÷（期初余额＋期间放款），包括放款不满该期限的贷款。",
                               "Realised mean default rate: defaulted principal ÷ (opening book + lending), loans not "
                               "yet that old included."});
    }
    return table;
}

Table refusal_table(const Results& results) {
    const std::array<Text, tally::kRefusals> reasons = {
        {{"熔断", "breaker"}, {"银行计划", "bank plan"}, {"可用额度", "capacity"}}};
    Table table{"refusals", {"未放款原因表", "Refusals"}, {}, {}, {}};
    table.columns = {label_column({"产品", "Product"}), label_column({"原因", "Reason"}),
                     plain_column({"笔数", "Loans"}, {"笔", ""}), money_column({"金额", "Amount"})};
    const Distribution& lent = *find(results.measures, Measure::disbursed, results.horizons.back());
    if (lent.mean.value == 0.0 && none_refused(results)) {
        return table; // no new lending in this scenario
    }
    const Cells cells(results.frame.unit);
    for (const auto& [product, refused] : results.refusals) {
        for (std::size_t i = 0; i < refused.size(); ++i) {
            table.rows.push_back({name_cell(product), text_cell(reasons[i]), count_cell(refused[i].count),
                                  cells.money(refused[i].amount.value, refused[i].amount.se)});
        }
    }
    table.notes = {
        {"全期均值，按首个未通过的条件计。", "Means over the whole run, by the first condition that failed."}};
    return table;
}

Table cut_table(const Results& results) {
    Table table{"cuts", {"补偿核减情况表", "Cuts of claims by rule"}, {}, {}, {}};
    table.columns = {label_column({"核减规则", "Rule"}), plain_column({"笔数", "Claims"}, {"笔", ""}),
                     money_column({"金额", "Amount"})};
    const Cells cells(results.frame.unit);
    for (const CutFrame& cut : results.frame.cuts) {
        const Counted& taken = *results.cuts.find(cut.key);
        table.rows.push_back(
            {text_cell(cut.name), count_cell(taken.count), cells.money(taken.amount.value, taken.amount.se)});
    }
    table.notes = {{"全期均值，按各规则先后顺序；核减部分由银行承担。一笔补偿可被几条规则核减。",
                    "Means over the whole run, in the order in which the rules apply; what is cut falls to the bank. "
                    "Several rules may cut one claim."}};
    const auto& rules = results.frame.cuts;
    if (std::any_of(rules.begin(), rules.end(), [](const CutFrame& rule) { return rule.puts_off; })) {
        table.notes.push_back(
            {"“推到次年”不是核减：到期当年超过上限、等到次年一月的金额，此后再推不重复计。",
             "“Put off” is no cut: what is beyond the cap in the year in which it falls due and waits "
             "for January, counted once though it may be put off again."});
    }
    return table;
}

Table check_table(const Results& results) {
    Table table{"checks", {"精确解核对表", "Exact checks"}, {}, {}, {}};
    table.columns = {
        label_column({"项目", "Figure"}), plain_column({"精确值", "Exact"}), plain_column({"模拟值", "Simulated"}),
        plain_column({"标准误", "SE"}),   plain_column(both("z")),           label_column({"结论", "Verdict"})};
    for (const Check& check : results.frame.checks) {
        table.rows.push_back({name_cell(check.id), decimal_cell(check.exact, 6), decimal_cell(check.simulated, 6),
                              decimal_cell(check.se, 6), decimal_cell(check.z, 2),
                              text_cell(check.pass ? Text{"通过", "pass"} : Text{"不通过", "FAIL"})});
    }
    table.notes = {{"金额单位：" + unit_name(results.frame.unit).zh +
                        "。z＝（模拟值−精确值）÷标准误；分位数没有这样的标准误，其z＝（超过精确分位数的路径占比−其精确"
                        "概率）÷该占比的标准误。",
                    "Money in " + unit_name(results.frame.unit).en +
                        ". z = (simulated − exact) ÷ se. A quantile has no such se: its z = (share of paths above the "
                        "exact quantile − its exact probability) ÷ the se of that share."}};
    return table;
}

} // namespace kdt::results
