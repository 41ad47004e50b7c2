#include "results/catalogue.hpp"
#include "results/cells.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace kdt::results {
namespace {

/// Extensions and early repayments stand where there are any.
std::vector<Measure> shown_columns(const Results& results, int month) {
    std::vector<Measure> columns = {Measure::loans_granted, Measure::disbursed};
    for (const Measure measure : {Measure::extended, Measure::repaid_early}) {
        if (find(results.measures, measure, month)->mean.value != 0.0) { columns.push_back(measure); }
    }
    columns.insert(columns.end(), {Measure::authorised, Measure::outstanding});
    return columns;
}

void add_row(Table& table, const Cells& cells, const std::vector<Measure>& columns, Text kind, const std::string& id,
             const Measures& measures, int month) {
    Row row{text_cell(std::move(kind)), name_cell(id)};
    for (const Measure measure : columns) { row.push_back(cells.mean(measure, find(measures, measure, month))); }
    row.push_back(cells.mean(Measure::default_rate, find(measures, Measure::default_rate, month)));
    table.rows.push_back(std::move(row));
}

/// "P95、P99", "P95 and P99"
Text listed(const std::vector<std::string>& levels) {
    Text out = both(percentile(levels.front()));
    for (std::size_t i = 1; i < levels.size(); ++i) {
        out.zh += "、" + percentile(levels[i]);
        out.en += " and " + percentile(levels[i]);
    }
    return out;
}

} // namespace

Table lending_table(const Results& results) {
    const int month = results.horizons.back();
    Table table{"lending", {"贷款投放情况表", "Lending"}, {}, {}, {}};
    table.columns = {label_column({"分类", "By"}), label_column({"名称", "Name"})};
    const std::vector<Measure> columns = shown_columns(results, month);
    for (const Measure measure : columns) {
        const bool money = tally::info(measure).unit == tally::ScoreUnit::fen;
        table.columns.push_back(plain_column(measure_name(measure), money ? table_unit() : Text{"笔", ""}));
    }
    table.columns.push_back(plain_column(measure_name(Measure::default_rate)));
    const Cells cells(results.frame.unit);
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        for (const auto& [id, group] : results.groups[kind]) {
            if (id.empty()) { continue; } // the nameless default stands for all
            add_row(table, cells, columns, group_name(static_cast<GroupKind>(kind)), id, group.measures, month);
        }
    }
    add_row(table, cells, columns, {"合计", "Total"}, "", results.measures, month);
    const Text period = up_to(results.frame, month);
    table.notes = {
        {"均值，" + period.zh +
             "：笔数与放款金额为期间累计，授信额度与贷款余额为期末。违约率＝违约本金÷（期初余额＋期间放款）。",
         "Means " + period.en +
             ": loans and lending over the period, lines and outstanding at its end. Default rate: "
             "defaulted principal ÷ (opening book + lending)."},
        {"未列的指标：户数、首贷户数、信用贷款占比（逐笔测算时只用于判断分担条件，不汇总）；加权平均利率、平均期限（"
         "是输入，见参数与假设表）；分县区（贷款没有县区属性）；同比（情景中没有上年数）。",
         "Not yielded: firms, first-time borrowers and the share of unsecured loans (loans bear them for the "
         "conditions "
         "of shares; they are not added up); mean rate and mean tenor (they are inputs: see the parameters); counties "
         "(loans have none); change on the year before (the scenario holds no such year)."}};
    return table;
}

Table firm_table(const Results& results) {
    Table table{"firms", {"企业数量表", "Firms"}, {label_column({"企业类型", "Firm tier"})}, {}, {}};
    const auto moves = [](const FirmCount& firms) { return firms.by_month.front() != firms.by_month.back(); };
    if (std::none_of(results.frame.firms.begin(), results.frame.firms.end(), moves)) { return table; }
    std::vector<int> months{0};
    months.insert(months.end(), results.horizons.begin(), results.horizons.end());
    for (const int month : months) {
        const std::string date = calendar(results.frame, month);
        table.columns.push_back(plain_column(both(date), {"家", ""}));
    }
    for (const FirmCount& firms : results.frame.firms) {
        Row row{name_cell(firms.tier)};
        for (const int month : months) {
            Cell cell;
            cell.kind = CellKind::count;
            cell.value = firms.by_month[static_cast<std::size_t>(month)];
            row.push_back(cell);
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {{"各月末预期企业数，由新增、退出与晋级推出。",
                    "Expected firms at the month's end, from entry, exit and promotion."}};
    return table;
}

Table risk_table(const Results& results) {
    const std::vector<std::string> levels = shown_levels(results);
    Table table{"risk", {"风险及补偿情况表", "Risk and compensation"}, {label_column({"项目", "Item"})}, {}, {}};
    for (const int month : results.horizons) {
        const Text group = up_to(results.frame, month);
        table.columns.push_back(plain_column({"均值", "Mean"}, {}, group));
        for (const std::string& level : levels) {
            table.columns.push_back(plain_column(both(percentile(level)), {}, group));
        }
    }
    const Cells cells(results.frame.unit);
    for (const Measure measure :
         {Measure::defaulted_principal, Measure::default_rate, Measure::bad_balance, Measure::claims_filed,
          Measure::claims_paid, Measure::claims_waiting, Measure::claims_deferred, Measure::claims_pending,
          Measure::claims_cut, Measure::claims_rejected, Measure::claims_to_bank, Measure::claims_cancelled,
          Measure::recoveries, Measure::recoveries_to_pool}) {
        if (!results.frame.shows(measure)) { continue; }
        Row row{text_cell(measure_name(measure))};
        for (const int month : results.horizons) {
            const Distribution* figures = find(results.measures, measure, month);
            row.push_back(cells.mean(measure, figures));
            for (const std::string& level : levels) { row.push_back(cells.quantile(measure, figures, level)); }
        }
        table.rows.push_back(std::move(row));
    }
    const std::array<std::pair<const char*, Text>, 3> ratios = {{{"npl_ratio", {"不良率", "NPL ratio"}},
                                                                 {"claims_ratio", {"补偿率", "Claims ratio"}},
                                                                 {"recovery_rate", {"回收率", "Recovery rate"}}}};
    for (const auto& [name, title] : ratios) {
        Row row{text_cell(title)};
        for (const int month : results.horizons) {
            const Estimate* ratio = results.ratios.find(name)->find(month);
            row.push_back(percent_cell(ratio->value, ratio->se));
            row.insert(row.end(), levels.size(), text_cell(both("")));
        }
        table.rows.push_back(std::move(row));
    }
    const Text quantiles = listed(levels);
    table.notes = {
        {"金额单位：万元，自基准日起累计（余额类为期末）。" + quantiles.zh + "为各项目各自的分位数，同列不能相加。",
         "Money in 10k yuan, since the start (balances: at the end). Columns of " + quantiles.en +
             " hold each item's own quantile and don't add."},
        {"口径：不良率＝不良贷款余额÷（正常＋不良贷款余额）；补偿率＝补偿支出÷放款金额；回收率＝扣除费用后的追偿收回÷违"
         "约本金。均为均值之比。",
         "NPL ratio: bad ÷ (performing + bad) balance. Claims ratio: claims paid ÷ lending. Recovery rate: recoveries "
         "net of cost ÷ defaulted principal. Ratios of means."},
        {"回收率只计期末以前的回收，而期内全部违约都在分母中：追偿刚开始时偏低，尚未开始时为0%。",
         "The recovery rate counts what came in by the end over all defaults so far: it is low while workouts are "
         "young "
         "and 0% before the first pays."},
        {"未列的指标：逾期金额（模型中的贷款或正常或违约，没有违约前的逾期）；代偿率（补偿支出÷当年收回的本金，只有以其"
         "为指标的熔断规则逐月测算）。",
         "Not yielded: amounts overdue (a loan of the model performs or has defaulted; nothing is overdue before "
         "that); claims over matured (代偿率: claims paid ÷ principal repaid in the year, which only a breaker on this "
         "metric computes, month by month)."}};
    return table;
}

Table loss_sharing_table(const Results& results) {
    const std::string bad = bad_level(results);
    const std::vector<std::string> levels = shown_levels(results);
    const int month = results.horizons.back();
    Table table{"loss_sharing", {"损失分担表", "Who bears the loss"}, {label_column({"承担方", "Party"})}, {}, {}};
    table.columns.push_back(named("mean", money_column({"均值", "Mean"})));
    table.columns.push_back(money_column({"标准差", "SD"}));
    for (const std::string& level : levels) {
        table.columns.push_back(named(level == bad ? "bad" : "", money_column(both(percentile(level)))));
    }
    table.columns.push_back(named("es", money_column(both("ES" + percentile(bad).substr(1)))));
    const Cells cells(results.frame.unit);
    const auto add = [&](Text title, Measure measure, bool heavy) {
        const Distribution* figures = find(results.measures, measure, month);
        Row row{text_cell(std::move(title)), cells.mean(measure, figures),
                cells.figure(measure, figures->sd.value, figures->sd.se)};
        for (const std::string& level : levels) { row.push_back(cells.quantile(measure, figures, level)); }
        row.push_back(cells.es(measure, figures, bad));
        for (Cell& cell : row) { cell.heavy = heavy; }
        table.rows.push_back(std::move(row));
    };
    add({"资金池", "Pool"}, Measure::pool_net_loss, false);
    add({"合作银行", "Banks"}, Measure::bank_net_loss, false);
    add({"担保机构", "Guarantor"}, Measure::guarantor_net_loss, false);
    add({"保险机构", "Insurer"}, Measure::insurer_net_loss, false);
    add({"再担保", "Re-guarantee"}, Measure::reguarantee_net_loss, false);
    add({"合计（已发生损失）", "Total (loss to date)"}, Measure::loss_to_date, true);
    const Text period = up_to(results.frame, month);
    table.notes = {{period.zh + "。均值一列各方之和等于合计；分位数与ES不能相加。待到期的补偿仍在银行一方。",
                    "Cumulative " + period.en +
                        ". The parties' means sum to the total; quantiles and ES don't add. "
                        "What is still to be claimed stands with the banks."}};
    return table;
}

} // namespace kdt::results
