#include "reports/charts.hpp"

#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/names.hpp"
#include "results/table_text.hpp"

#include <algorithm>

namespace kdt::reports {
namespace {

using results::GroupKind;
using results::Results;
using results::Table;

const Text kPercent{"%", "%"};

Chart chart_of(std::string id, Text title, Text unit, Text note, Table table, Language language) {
    return {std::move(id), "", title.in(language), unit.in(language), note.in(language), true, std::move(table)};
}

/// The rows of a table whose first cell is this text.
Table rows_named(const Table& table, const std::string& name) {
    Table part = table;
    std::erase_if(part.rows, [&](const results::Row& row) { return row.front().text.zh != name; });
    return part;
}

/// The first column and those of one group.
Table group_named(const Table& table, const std::string& group) {
    Table part{table.id, table.title, {}, {}, table.notes};
    std::vector<std::size_t> kept{0};
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
        if (table.columns[i].group.zh == group) { kept.push_back(i); }
    }
    for (const std::size_t i : kept) { part.columns.push_back(table.columns[i]); }
    for (const results::Row& row : table.rows) {
        results::Row& made = part.rows.emplace_back();
        for (const std::size_t i : kept) { made.push_back(row[i]); }
    }
    return part;
}

Text alarm_note(const results::Probability& alarm) {
    return {"经济不差时的误触发概率：" + results::probability_text(alarm, Language::zh) + "。",
            "False alarm in a fair economy: " + results::probability_text(alarm, Language::en) + "."};
}

/// "橙色达到或超过VaR95，红色达到或超过VaR99": of the levels the run keeps.
Text loss_note(const Results& results) {
    const std::vector<std::string> levels = results::shown_levels(results);
    const auto var = [](const std::string& level) { return "VaR" + results::percentile(level).substr(1); };
    const Text period = results::up_to(results.frame, results.horizons.back());
    Text note{period.zh + "。", "Cumulative " + period.en + ". "};
    if (levels.size() > 1) {
        note.zh += "橙色达到或超过" + var(levels.front()) + "，";
        note.en += "Amber: at or beyond " + var(levels.front()) + "; ";
    }
    note.zh += "红色达到或超过" + var(levels.back()) + "；0单列一柱。";
    note.en += std::string(levels.size() > 1 ? "red" : "Red") + ": at or beyond " + var(levels.back()) +
               "; 0 has a bar of its own.";
    return note;
}

/// A chart of one part of a table: both are named by it.
void title(Chart& chart, const std::string& of) {
    chart.of = of;
    chart.title += of;
    chart.table.title.zh += "：" + of;
    chart.table.title.en += ": " + of;
}

} // namespace

std::vector<Chart> balance_charts(const Results& results, Language language) {
    Table table = results::balance_table(results);
    if (!results.frame.drawn) { return {}; }
    return {
        chart_of("balance", {"资金池余额", "Balance of the pool"}, results::table_unit(),
                 {"深色为一半的可能，浅色为九成的可能，实线为中位数；阶梯是注入与支出。",
                  "Dark: half of all cases; light: nine in ten; solid: the median. Steps are top-ups and payments."},
                 std::move(table), language)};
}

std::vector<Chart> loss_charts(const Results& results, Language language) {
    std::vector<Chart> charts;
    const Text period = results::up_to(results.frame, results.horizons.back());
    Table losses = results::loss_distribution_table(results);
    if (!losses.rows.empty()) {
        charts.push_back(chart_of("loss", {"资金池净损失的分布", "Distribution of the pool's net loss"},
                                  {"金额：万元；占比：%", "amounts in 10k yuan, shares in %"}, loss_note(results),
                                  std::move(losses), language));
        charts.back().wide = false;
    }
    charts.push_back(
        chart_of("waterfall", {"损失由谁承担（均值）", "Who bears the loss (means)"}, results::table_unit(),
                 {period.zh + "。各方之和等于合计。", "Cumulative " + period.en + ". Parties sum to the total."},
                 results::loss_sharing_table(results), language));
    charts.back().wide = false;
    return charts;
}

std::vector<Chart> bank_charts(const Results& results, Language language) {
    Table table = results::bank_waterfall_table(results);
    if (table.rows.empty() || !results.frame.drawn) { return {}; }
    return {chart_of("bank_waterfall",
                     {"银行净损失由哪家银行承担（均值）", "Which bank bears the banks' net loss (means)"},
                     results::table_unit(),
                     {"补偿之后银行自己承担的部分，从大到小累加到合计。",
                      "What the banks bear after compensation, from the greatest, adding up to the total."},
                     std::move(table), language)};
}

std::vector<Chart> target_charts(const Results& results, Language language) {
    std::vector<Chart> charts;
    if (!results.frame.drawn) { return charts; }
    const Table all = results::target_curve_table(results);
    for (const results::TargetFrame& target : results.frame.targets) {
        const Text reading = results::reading_name(target.reading);
        Chart chart = chart_of(
            "target", {"达成概率：", "Probability: "}, {"金额：万元；概率：%", "amounts in 10k yuan, probability in %"},
            {"口径：" + reading.zh + "。圆点为算得的金额，连线只连接圆点；浅线为95%区间，虚线为目标。",
             "Reading: " + reading.en +
                 ". Dots: the amounts computed, which lines only join; light: their 95% "
                 "interval; dashed: the target."},
            rows_named(all, target.id), language);
        title(chart, target.id);
        chart.wide = results.frame.targets.size() == 1;
        charts.push_back(std::move(chart));
    }
    if (charts.size() % 2 == 1) { charts.back().wide = true; }
    return charts;
}

std::vector<Chart> stress_charts(const results::StressResults& stress, Language language) {
    const Table table = results::stress_table(stress);
    Chart claims = chart_of("stress", {"补偿支出（均值）", "Claims paid (means)"}, results::table_unit(),
                            {"同一组随机数。", "On the same random numbers."}, table, language);
    claims.of = "claims_paid";
    claims.wide = false;
    Chart chance = chart_of("stress", {"耗尽概率", "P(depleted)"}, kPercent,
                            {"括号内为95%区间。", "In brackets the 95% interval."}, table, language);
    chance.of = "pool_depleted";
    chance.wide = false;
    return {claims, chance};
}

std::vector<Chart> breaker_charts(const Results& results, Language language) {
    std::vector<Chart> charts;
    if (!results.frame.drawn) { return charts; }
    const Table all = results::breaker_month_table(results);
    for (const results::BreakerFrame& breaker : results.frame.breakers) {
        if (!breaker.stop_above) { continue; }
        const auto* alarms = results.probabilities.false_alarm.find(breaker.id);
        const Text alarm = alarm_note(*alarms->find(results.horizons.back()));
        Chart chart = chart_of("breaker", {"熔断概率（按月）：", "Stops by month: "}, kPercent,
                               {"各月处于熔断状态的路径占比（格内为百分数；期限长时每几个月一格，逐月见csv与xlsx中的“" +
                                    all.title.zh + "”）。" + alarm.zh,
                                "Share of paths on which the stop is in force, in percent; every few months where the "
                                "horizon is long, every month in “" +
                                    all.title.en + "” of csv and xlsx. " + alarm.en},
                               group_named(all, breaker.id), language);
        title(chart, breaker.id);
        charts.push_back(std::move(chart));
    }
    return charts;
}

std::vector<Chart> vintage_charts(const Results& results, Language language) {
    Table table = results::vintage_table(results);
    if (table.rows.empty()) { return {}; }
    return {chart_of("vintages", {"各放款批次累计违约率", "Cumulative default rate by quarter of lending"}, kPercent,
                     {"一线一季度；越新颜色越深，最新一季为橙色。批次越新，能观察的账龄越短。",
                      "One line a quarter, darker the newer, the newest amber. Newer quarters are seen for less time."},
                     std::move(table), language)};
}

std::vector<Chart> concentration_charts(const Results& results, Language language) {
    std::vector<Chart> charts;
    const Table all = results::concentration_table(results);
    if (all.rows.empty()) { return charts; }
    for (const GroupKind kind : {GroupKind::bank, GroupKind::sector}) {
        const Text& name = results::group_name(kind);
        Table rows = rows_named(all, name.zh);
        if (rows.rows.size() < 2) { continue; }
        for (results::Row& row : rows.rows) { std::swap(row[0], row[1]); }
        std::swap(rows.columns[0], rows.columns[1]);
        Chart chart = chart_of("concentration", {"存量贷款占比：按" + name.zh, "Opening book by " + name.en}, kPercent,
                               {"基准日的贷款余额。", "Outstanding at the start."}, std::move(rows), language);
        chart.of = results::kGroupKeys[static_cast<std::size_t>(kind)];
        chart.wide = false;
        chart.table.title.zh += "：" + name.zh;
        chart.table.title.en += ": by " + name.en;
        charts.push_back(std::move(chart));
    }
    if (charts.size() == 1) { charts.front().wide = true; }
    return charts;
}

} // namespace kdt::reports
