#include "results/catalogue.hpp"
#include "results/cells.hpp"

namespace kdt::results {
namespace {

using tally::FunderLine;

/// The sums `earned` and `paid` stand in summary.json beside their parts.
constexpr std::array kShownLines = {FunderLine::contributed,     FunderLine::interest_income, FunderLine::fees,
                                    FunderLine::recovered,       FunderLine::returned,        FunderLine::claims_paid,
                                    FunderLine::subsidies,       FunderLine::management_cost, FunderLine::balance,
                                    FunderLine::net_contribution};

} // namespace

Table funder_table(const Results& results) {
    Table table{"funders", {"出资方情况表", "Funders of the pool"}, {label_column({"出资方", "Funder"})}, {}, {}};
    const int last = results.horizons.back();
    const Text date = up_to(results.frame, last);
    for (const FunderLine line : kShownLines) { table.columns.push_back(money_column(funder_line_name(line), date)); }
    const Cells cells(results.frame.unit);
    for (const auto& [id, months] : results.funders) {
        Row row{name_cell(id)};
        for (const FunderLine line : kShownLines) {
            const Estimate& figure = (*months.find(last))[static_cast<std::size_t>(line)];
            row.push_back(cells.money(figure.value, figure.se));
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {{"各列为均值，各出资方合计等于资金池。余额＝累计出资＋利息＋收费＋追偿返还－上缴财政－各项支出；"
                    "净出资＝各项支出－利息－收费－追偿返还。",
                    "Means; the funders add up to the pool. Balance = contributed + interest + fees + recovered − "
                    "returned − what is paid; net contribution = paid − interest − fees − recovered."}};
    return table;
}

} // namespace kdt::results
