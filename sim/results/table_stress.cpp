#include "results/breaker_words.hpp"
#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/half_width.hpp"
#include "results/table_text.hpp"

namespace kdt::results {
namespace {

/// A column of the stress table: which figure at the last horizon, and how it is shown.
struct Shown {
    Text title;
    Text unit;
    const char* measure;
    const char* statistic;
    CellKind kind;
};

const std::vector<Shown>& shown() {
    static const std::vector<Shown> columns = {
        {{"违约率", "Default rate"}, {}, "default_rate", "mean", CellKind::percent},
        {{"补偿支出", "Claims paid"}, table_unit(), "claims_paid", "mean", CellKind::money},
        {{"期末余额", "Closing balance"}, table_unit(), "pool_balance", "mean", CellKind::money},
        {{"耗尽概率", "P(depleted)"}, {}, "pool_depleted", "probability", CellKind::probability},
        {{"熔断概率", "P(breaker stop)"}, {}, "any_breaker_stop", "probability", CellKind::probability},
        {{"耗尽时缺口", "Shortfall given depletion"},
         table_unit(),
         "shortfall_given_depletion",
         "mean",
         CellKind::money},
    };
    return columns;
}

Table frame_of(std::string id, Text title) {
    Table table{std::move(id), std::move(title), {label_column({"情景", "Scenario"})}, {}, {}};
    for (const Shown& column : shown()) {
        table.columns.push_back(named(column.measure, plain_column(column.title, column.unit)));
    }
    return table;
}

/// On how many paths the pool ran dry: what the conditional shortfall rests on.
Cell depleted_cell(const StressFigure& shortfall) {
    Cell cell;
    cell.kind = CellKind::count;
    cell.value = static_cast<double>(shortfall.n);
    return cell;
}

Cell cell_of(const StressResults& stress, const Shown& column, const StressFigure* figure) {
    const Cells cells(stress.frame.unit);
    if (figure == nullptr) { return text_cell(both("—")); }
    switch (column.kind) {
    case CellKind::money: return cells.money(figure->figure.value, figure->mean().se);
    case CellKind::probability: return probability_cell(figure->chance());
    default: return percent_cell(figure->figure.value, figure->mean().se);
    }
}

/// "+1.20 ±0.03"; a difference within its 95 % error is marked.
Cell difference_cell(const StressResults& stress, const Shown& column, const StressFigure* figure) {
    if (figure == nullptr || !figure->difference.value) { return text_cell(both("—")); }
    const Cells cells(stress.frame.unit);
    const bool money = column.kind == CellKind::money;
    const double value = *figure->difference.value;
    const auto show = [&](double amount) {
        const Cell cell = money ? cells.money(amount) : percent_cell(amount);
        return cell_text(cell, Language::zh, Thousands::grouped);
    };
    std::string text = (value > 0.0 ? "+" : "") + show(value);
    if (!figure->difference.se) { return text_cell(both(text)); }
    if (figure->difference_bound) {
        const std::string bound = percent_text(*figure->difference_bound);
        return text_cell({"未见差异（95%界±" + bound + "）", "no difference seen (95% bound ±" + bound + ")"});
    }
    if (value == 0.0 && *figure->difference.se == 0.0) { return text_cell({"无变化", "none"}); }
    text += " ±" + show(half_width(*figure->difference.se));
    if (figure->differs()) { return text_cell(both(text)); }
    return text_cell({text + "（误差之内）", text + " (within its error)"});
}

Text period(const StressResults& stress) { return up_to(stress.frame, stress.horizons.back()); }

} // namespace

Table stress_table(const StressResults& stress) {
    Table table = frame_of("stress", {"压力测试结果表", "Stress test"});
    const int last = stress.horizons.back();
    table.columns.push_back(plain_column({"耗尽路径数", "Paths depleted"}));
    for (const StressCase& one : stress.cases) {
        Row row{text_cell(one.name())};
        for (const Shown& column : shown()) {
            row.push_back(cell_of(stress, column, one.find(column.measure, column.statistic, last)));
        }
        row.push_back(depleted_cell(*one.find("shortfall_given_depletion", "mean", last)));
        table.rows.push_back(std::move(row));
    }
    table.notes = {
        {period(stress).zh + "。违约率、补偿支出、期末余额为均值；耗尽时缺口为耗尽路径上最大未付需求的均值，没有路径耗"
                             "尽时无数值（—），耗尽路径数少时只作参考；熔断概率为任一熔断规则触发；"
                             "概率后为95%区间。各情景使用同一组随机数。",
         "Cumulative " + period(stress).en +
             ". Default rate, claims paid and closing balance are means; the shortfall given depletion is the "
             "mean of the largest unmet need over the paths depleted, without a value (—) where none is and a hint and "
             "no more where they are few; a stop is "
             "that of any breaker; probabilities with their 95% interval. All scenarios use the same random numbers."}};
    for (const BreakerFrame& breaker : stress.frame.breakers) {
        const Text metric = metric_in_words(breaker);
        table.notes.push_back({"熔断规则“" + breaker.id + "”看" + metric.zh + "。",
                               "Breaker “" + breaker.id + "” watches " + metric.en + "."});
    }
    return table;
}

Table stress_cases_table(const StressResults& stress) {
    Table table{"stress_cases", {"压力情景说明表", "Stress in force"}, {}, {}, {}};
    table.columns = {label_column({"情景", "Scenario"}), label_column({"施加的压力", "Stress"}),
                     plain_column({"年违约概率P", "Annual P"}), plain_column({"平均违约率", "Mean default rate"})};
    for (const StressCase& one : stress.cases) {
        const StressFigure* rate = one.find("default_rate", "mean", stress.horizons.back());
        table.rows.push_back({text_cell(one.name()),
                              text_cell(one.in_words.zh.empty() ? Text{"无", "none"} : one.in_words),
                              percent_cell(one.mean_pd), cell_of(stress, shown().front(), rate)});
    }
    table.notes = {{"P为存量贷款按余额加权的年违约概率，已乘压力乘数；平均违约率为" + period(stress).zh +
                        "各路径的均值，因子受压时与P不同。",
                    "P is the annual PD of the opening book weighted by outstanding, with the stress multiplier; the "
                    "mean default rate is that of the paths " +
                        period(stress).en + ", which leaves P where factors are stressed."}};
    return table;
}

Table stress_difference_table(const StressResults& stress) {
    Table table = frame_of("stress_difference", {"压力测试与基准之差", "Differences from the base case"});
    for (std::size_t i = 1; i < stress.cases.size(); ++i) {
        Row row{text_cell(stress.cases[i].name())};
        for (const Shown& column : shown()) {
            row.push_back(difference_cell(
                stress, column, stress.cases[i].find(column.measure, column.statistic, stress.horizons.back())));
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {
        {"±为95%误差，取自逐条路径之差（耗尽时缺口用δ法）。没有一条路径不同的概率列其差的95%界。百分数之差为百分点。",
         "± is the 95% error, from the paths' own differences (by the delta method for the shortfall given depletion). "
         "Where no path differs in an event, the 95% bound on the difference. Differences of percentages are "
         "percentage points."}};
    return table;
}

} // namespace kdt::results
