#pragma once

#include "results/results.hpp"
#include "results/stress.hpp"
#include "results/table.hpp"

#include <string>
#include <vector>

namespace kdt::results {

// One function a table; an empty `rows` means there is nothing to show (no targets, no breakers, …).
Table pool_table(const Results& results);           ///< 资金池运行情况表: P5, P50, P95 by calendar year
Table pool_mean_table(const Results& results);      ///< 资金池运行情况表（均值）: adds up
Table funder_table(const Results& results);         ///< 出资方情况表: only with funders
Table account_table(const Results& results);        ///< 分户情况表: only with sub-accounts
Table lending_table(const Results& results);        ///< 贷款投放情况表: by bank, product, tier
Table risk_table(const Results& results);           ///< 风险及补偿情况表
Table loss_sharing_table(const Results& results);   ///< 损失分担表
Table bank_loss_table(const Results& results);      ///< 分行损失表
Table bank_waterfall_table(const Results& results); ///< 银行净损失构成表: from the greatest, the least in one row
Table target_table(const Results& results);         ///< 融资目标测算表
Table vintage_table(const Results& results);        ///< 放款批次分析表
Table concentration_table(const Results& results);          ///< 集中度表
Table firm_table(const Results& results);                   ///< 企业数量表
Table breaker_table(const Results& results);                ///< 熔断情况表
Table depletion_table(const Results& results);              ///< 资金池耗尽情况表
Table break_even_table(const Results& results);             ///< 盈亏平衡违约率表
Table implied_pd_table(const Results& results);             ///< 隐含违约概率表
Table refusal_table(const Results& results);                ///< 未放款原因表
Table cut_table(const Results& results);                    ///< 补偿核减情况表
Table check_table(const Results& results);                  ///< 精确解核对表
Table parameter_table(const Results& results);              ///< 参数与假设表
Table performance_table(const Results& results);            ///< 绩效指标表: aims, weights and scores left blank
Table stress_table(const StressResults& stress);            ///< 压力测试结果表
Table stress_difference_table(const StressResults& stress); ///< 与基准之差, same columns

/// 压力情景说明表: what is in force in each case, P and the realised mean default rate.
Table stress_cases_table(const StressResults& stress);

// The figures behind the charts.
Table balance_table(const Results& results);           ///< 资金池余额走势表
Table loss_distribution_table(const Results& results); ///< 净损失分布表: none where nothing is drawn
Table target_curve_table(const Results& results);      ///< 目标达成概率表
Table breaker_month_table(const Results& results);     ///< 分月熔断概率表

/// The level that headlines and tables show as "bad": 0.99 where the scenario keeps it, else its highest.
std::string bad_level(const Results& results);

/// The levels at which tables show losses, ascending: 0.95 where the scenario keeps it, else its lowest, and the bad
/// one.
std::vector<std::string> shown_levels(const Results& results);

/// All tables of a run that have rows, in the order of the report.
std::vector<Table> official_tables(const Results& results);

} // namespace kdt::results
