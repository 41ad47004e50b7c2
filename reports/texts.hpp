#pragma once

#include "base/problem.hpp"

#include <vector>

namespace kdt::reports {

/// The fixed texts of reports, both languages side by side. Tables bring their own titles and notes.
struct Texts {
    Text report{"资金池测算报告", "pool report"};

    // Sections, numbered where they stand.
    Text conclusions{"结论", "Conclusions"};
    Text pool{"资金池运行情况", "The pool"};
    Text risk{"风险、补偿与损失分担", "Risk, compensation and who bears the loss"};
    Text targets{"融资目标", "Lending targets"};
    Text stress{"压力测试", "Stress test"};
    Text breakers{"熔断", "Breakers"};
    Text lending{"贷款投放、批次与集中度", "Lending, vintages and concentration"};
    Text performance{"绩效指标", "Performance indicators"};
    Text parameters{"参数与假设", "Parameters and assumptions"};
    Text model_card{"模型说明", "Model card"};

    Text drawn{"附表：图中数据", "Annex: figures behind the charts"}; ///< where there are no charts

    Text no_targets{"本情景未设融资目标。", "This scenario sets no lending target."};
    Text no_breakers{"本情景未设熔断规则。", "This scenario has no breakers."};

    Text description{"情景说明", "Scenario"};
    Text horizon{"测算期", "Horizon"};
    Text amounts{
        "表格金额单位为万元，另注明者除外；均值后的±为95%误差，分位数的95%区间见summary.json与csv/measures.csv",
        "Money in tables is in 10k yuan (万元) unless said otherwise; ± after a mean is its 95% error; the 95% "
        "intervals of quantiles are in summary.json and csv/measures.csv"};
    Text paths{"模拟次数", "Paths"};
    Text seed{"随机种子", "Seed"};
    Text method{"抽样方法", "Method"};
    Text resolution{"分位数分辨率", "Resolution of quantiles"};
    Text precision{"精度（耗尽概率的相对标准误差）", "Precision (relative standard error of P(depleted))"};
    Text version{"版本", "Version"};
    Text hash{"情景SHA-256（叠加文件与--set已计入）", "Scenario SHA-256 (overlays and --set applied)"};
    Text input{"输入文件", "Input file"};
    Text stress_case{"压力情景", "Stress case"};
    Text originals{"原始文件", "Files as given"};
    Text originals_listed{
        "情景文件与叠加文件（--with等）原来的名称及SHA-256见manifest.json。",
        "names and SHA-256 of the scenario file and of the overlays (--with and others) as they were given are in "
        "manifest.json."};
    Text command{"重复本次计算的命令", "The command that repeats this run"};
    Text warnings{"提示", "Remarks"};
    Text repeat{"如何重复本次计算", "What repeats this run"};
    Text illustrative{"示意结果：部分参数没有来源，属假设", "Illustrative: some parameters have no source"};
    Text computed{"计算内容", "What is computed"};
    Text not_computed{"未计算内容", "What is not computed"};

    std::vector<Text> computed_items{
        {"逐笔模拟贷款的违约、回收、申请补偿与支付，按月、按日历年汇总；金额以分计，每条路径逐月平账。",
         "Loans one by one: default, recovery, claims and payments, by month and calendar year; money in whole fen, "
         "balanced every month on every path."},
        {"系统性因子使违约相互关联；贷款的账龄、额度上限、银行计划、熔断与续贷按合同规则执行。",
         "Systematic factors tie defaults together; seasoning, capacity, bank plans, breakers and renewals follow the "
         "contract's rules."},
        {"每个估计都附误差：均值附±（95%误差，即1.96个标准误；数据文件中的se为标准误），分位数与概率附95%区间；未出现的"
         "事件给出上限。",
         "Every estimate carries its error: means a ± (95%, which is 1.96 standard errors; se in the data files is "
         "one), "
         "quantiles and probabilities a 95% interval, events never seen an upper bound."}};
    std::vector<Text> not_computed_items{
        {"不含道德风险：银行与企业不因有补偿而改变放贷与还款行为。",
         "No moral hazard: banks and firms don't lend or repay differently because of the compensation."},
        {"不含政策增量：不估计没有资金池时这些贷款是否也会发放。",
         "No additionality: whether these loans would have been made without the pool is not estimated."},
        {"不含参数不确定性：误差只反映模拟次数，不反映参数本身是否正确。",
         "No parameter uncertainty: errors reflect the number of paths, not whether the parameters are right."},
        {"不含法律、操作风险与宏观反馈。", "No legal or operational risk and no feedback on the economy."}};

    // On the page alone.
    Text contents{"目录", "Contents"};
    Text figures{"查看数据", "Figures"};
    Text download{"下载CSV", "Download CSV"};
    Text money_axis{"万元", "10k yuan"};
    Text best{"最好5%", "best 5%"};
    Text median{"中位数", "median"};
    Text worst{"最差5%", "worst 5%"};
    Text mean{"均值", "Mean"};
    Text zero{"损失为0：", "No loss: "};
    Text target{"目标", "Target"};
    Text never{"未出现", "never seen"};
    Text months{"个月", "months"};
    Text age{"账龄（月）", "Months on book"};

    // In the workbook alone.
    Text overview{"概要", "Overview"};
    Text notes{"说明", "Notes"};
    Text figure{"指标", "Figure"};
    Text value{"数值", "Value"};
    Text error{"±95%误差", "± 95% error"};
    Text low{"95%下限", "95% low"};
    Text high{"95%上限", "95% high"};
    Text interval{"区间及说明", "Interval and remarks"};
    Text unit_of_money{"金额单位：万元", "Money in 10k yuan"};
    Text units_beside{"各值的单位见“单位”一栏", "Each value's unit stands beside it"};
    Text cut_short{"…（单元格容不下，全文见scenario.json）", "… (more than a cell holds; in full in scenario.json)"};
    Text page{"第 &P 页 共 &N 页", "Page &P of &N"};
};

const Texts& texts();

} // namespace kdt::reports
