#include "results/catalogue.hpp"
#include "results/cells.hpp"

#include <algorithm>
#include <array>

namespace kdt::results {
namespace {

/// A line of the sheet 期初 … 期末. Outflows are shown below zero, so that the mean sheet adds up as it stands.
struct Line {
    Measure measure;
    Text title;
    bool outflow = false;
    bool heavy = false;
};

const Text kOpening = {"期初余额", "Opening balance"};
const Text kOther = {"其他", "Other"};
const Text kItem = {"项目", "Item"};

const std::array<Measure, 3> kOtherMeasures = {Measure::fees, Measure::subsidies, Measure::management_cost};

bool is_zero(const Distribution& figures) {
    return figures.mean.value && *figures.mean.value == 0.0 && figures.sd.value.value_or(0.0) == 0.0;
}

bool has_other(const Results& results) {
    for (const auto& [year, measures] : results.years) {
        for (const Measure measure : kOtherMeasures) {
            if (!is_zero(measures.find(measure)->begin()->second)) { return true; }
        }
    }
    return false;
}

std::vector<Line> flows(const Results& results) {
    std::vector<Line> lines = {{Measure::limit_renewed, measure_name(Measure::limit_renewed)},
                               {Measure::top_ups, measure_name(Measure::top_ups)},
                               {Measure::grants, measure_name(Measure::grants)},
                               {Measure::refills, measure_name(Measure::refills)},
                               {Measure::interest_income, measure_name(Measure::interest_income)},
                               {Measure::claims_paid, measure_name(Measure::claims_paid), true},
                               {Measure::recoveries_to_pool, measure_name(Measure::recoveries_to_pool)},
                               {Measure::returned_to_treasury, measure_name(Measure::returned_to_treasury), true}};
    if (has_other(results)) {
        lines.push_back({Measure::fees, measure_name(Measure::fees)});
        lines.push_back({Measure::interest_subsidies, measure_name(Measure::interest_subsidies), true});
        lines.push_back({Measure::fee_subsidies, measure_name(Measure::fee_subsidies), true});
        lines.push_back({Measure::management_cost, measure_name(Measure::management_cost), true});
    } else {
        lines.push_back({Measure::fees, kOther}); // all of them are 0 on every path
    }
    std::erase_if(lines, [&](const Line& line) { return !results.frame.shows(line.measure); });
    return lines;
}

std::vector<Line> levels() {
    return {{Measure::pool_balance, {"期末余额", "Closing balance"}, false, true},
            {Measure::leverage_used, measure_name(Measure::leverage_used)},
            {Measure::capacity_left, measure_name(Measure::capacity_left)}};
}

Number opening_of_run(const Results& results) {
    const Frame& frame = results.frame;
    return static_cast<double>(frame.opening_balance.count) / static_cast<double>(fen_per(frame.unit));
}

/// The figures of one measure, one a year.
std::vector<const Distribution*> by_year(const Results& results, Measure measure) {
    std::vector<const Distribution*> found;
    for (const auto& [year, measures] : results.years) { found.push_back(&measures.find(measure)->begin()->second); }
    return found;
}

Text year_title(const std::string& year) { return {year + "年", year}; }

void add_quantile_cells(Row& row, const Cells& cells, const Line& line, const Distribution* figures) {
    for (const char* level : {"0.05", "0.5", "0.95"}) {
        Cell cell = cells.quantile(line.measure, figures, level);
        if (line.outflow) { cell = cells.outflow(line.measure, figures->quantile.find(level)->value); }
        cell.heavy = std::string_view(level) == "0.5" || line.heavy;
        row.push_back(std::move(cell));
    }
}

Row opening_quantiles(const Results& results, const Cells& cells) {
    Row row{text_cell(kOpening)};
    const auto closing = by_year(results, Measure::pool_balance);
    const Line line{Measure::pool_balance, kOpening};
    for (std::size_t year = 0; year < closing.size(); ++year) {
        if (year > 0) {
            add_quantile_cells(row, cells, line, closing[year - 1]);
            continue;
        }
        for (int i = 0; i < 3; ++i) {
            row.push_back(cells.money(opening_of_run(results)));
            row.back().heavy = i == 1;
        }
    }
    return row;
}

void add_mean_row(Table& table, const Results& results, const Cells& cells, const Line& line, bool totalled) {
    Row row{text_cell(line.title)};
    const auto figures = by_year(results, line.measure);
    const auto signed_mean = [&](const Estimate& mean) {
        Cell cell = line.outflow ? cells.outflow(line.measure, mean.value, mean.se)
                                 : cells.figure(line.measure, mean.value, mean.se);
        cell.heavy = line.heavy;
        return cell;
    };
    for (const Distribution* year : figures) { row.push_back(signed_mean(year->mean)); }
    // The whole run: a flow is its total, a level what stands at the end.
    const Estimate whole =
        totalled ? find(results.measures, line.measure, results.horizons.back())->mean : figures.back()->mean;
    row.push_back(signed_mean(whole));
    table.rows.push_back(std::move(row));
}

/// What the balance of a commitment is.
void add_commitment_note(Table& table, const Results& results) {
    if (!results.frame.shows(Measure::limit_renewed)) { return; }
    table.notes.push_back(
        {"预算承诺：余额为当年剩余额度与现金之和；额度更新为新一年额度减去失效部分；放大倍数的基数为当年额度与现金之和"
         "。",
         "Budget commitment: the balance is what is left of the year's limit, and cash; a limit is renewed less what "
         "lapsed; leverage is over the year's limit and cash."});
}

/// Readers divide the means of a table by one another.
void add_leverage_note(Table& table, const Results& results) {
    if (!results.frame.drawn) { return; }
    table.notes.push_back(
        {"放大倍数一行是各路径“贷款余额÷资金池余额”之比的均值，不等于贷款余额均值与资金池余额均值之比。",
         "Leverage used is the mean of each path's ratio of loans outstanding to balance, not the "
         "ratio of their means."});
}

/// Why a mean may be missing.
void add_missing_note(Table& table) {
    const auto is_missing = [](const Cell& cell) { return cell.kind != CellKind::text && !cell.value; };
    for (const Row& row : table.rows) {
        if (std::none_of(row.begin(), row.end(), is_missing)) { continue; }
        table.notes.push_back(
            {"放大倍数的均值只在各路径当时余额都大于0时才有，否则无数值（—）。",
             "Leverage has a mean only where no path's balance is 0 at that time, else no value (—)."});
        return;
    }
}

} // namespace

Table pool_table(const Results& results) {
    Table table{"pool", {"资金池运行情况表", "Operation of the pool"}, {label_column(kItem)}, {}, {}};
    for (const auto& [year, measures] : results.years) {
        for (const char* title : {"P5", "P50", "P95"}) {
            table.columns.push_back(plain_column(both(title), {}, year_title(year)));
        }
    }
    const Cells cells(results.frame.unit);
    table.rows.push_back(opening_quantiles(results, cells));
    std::vector<Line> lines = flows(results);
    for (Line& line : levels()) { lines.push_back(std::move(line)); }
    for (const Line& line : lines) {
        Row row{text_cell(line.title)};
        for (const Distribution* year : by_year(results, line.measure)) { add_quantile_cells(row, cells, line, year); }
        table.rows.push_back(std::move(row));
    }
    table.notes = {
        {"金额单位：万元。P5、P50、P95为各项目各自的分位数，同列不能相加；可加总的口径见均值表。",
         "Money in 10k yuan. P5, P50 and P95 are each item's own quantiles: columns don't add. The table of means "
         "does."},
        {"补偿支出等流出以负数表示，其P95为支出最多的一侧。放大倍数＝贷款余额÷资金池余额，余额为0时无数值（—）。",
         "Outflows are below zero; their P95 is the side of the greatest payments. Leverage is outstanding ÷ balance, "
         "and has no value (—) at balance 0."}};
    add_commitment_note(table, results);
    return table;
}

Table pool_mean_table(const Results& results) {
    Table table{
        "pool_mean", {"资金池运行情况表（均值）", "Operation of the pool (means)"}, {label_column(kItem)}, {}, {}};
    for (const auto& [year, measures] : results.years) { table.columns.push_back(plain_column(year_title(year))); }
    table.columns.push_back(named("whole_run", plain_column({"全期", "Whole run"})));
    const Cells cells(results.frame.unit);
    Row opening{text_cell(kOpening), cells.money(opening_of_run(results))};
    const auto closing = by_year(results, Measure::pool_balance);
    for (std::size_t year = 1; year < closing.size(); ++year) {
        opening.push_back(cells.mean(Measure::pool_balance, closing[year - 1]));
    }
    opening.push_back(cells.money(opening_of_run(results)));
    table.rows.push_back(std::move(opening));
    for (const Line& line : flows(results)) { add_mean_row(table, results, cells, line, true); }
    for (const Line& line : levels()) { add_mean_row(table, results, cells, line, false); }
    table.notes = {{"金额单位：万元。均值可加总：期初余额加各项收支等于期末余额（四舍五入的尾差不超过0.01乘以项数）。",
                    "Money in 10k yuan. Means add up: opening balance and flows give the closing balance, but for "
                    "rounding (0.01 an item)."}};
    add_leverage_note(table, results);
    add_missing_note(table);
    add_commitment_note(table, results);
    return table;
}

} // namespace kdt::results
