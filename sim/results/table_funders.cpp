#include "results/catalogue.hpp"
#include "results/cells.hpp"

namespace kdt::results {
namespace {

constexpr std::array<const char*, tally::kFunderLines> kTitlesZh = {"累计出资", "利息与收费", "追偿返还", "上缴财政",
                                                                    "累计支出", "余额",       "净出资"};
constexpr std::array<const char*, tally::kFunderLines> kTitlesEn = {
    "Contributed", "Interest and fees", "Recovered", "Returned to the treasury", "Paid", "Balance", "Net contribution"};

} // namespace

Table funder_table(const Results& results) {
    Table table{"funders", {"出资方情况表", "Funders of the pool"}, {label_column({"出资方", "Funder"})}, {}, {}};
    const int last = results.horizons.back();
    const Text date = up_to(results.frame, last);
    for (std::size_t line = 0; line < tally::kFunderLines; ++line) {
        table.columns.push_back(money_column({kTitlesZh[line], kTitlesEn[line]}, date));
    }
    const Cells cells(results.frame.unit);
    for (const auto& [id, months] : results.funders) {
        Row row{name_cell(id)};
        for (const Estimate& figure : *months.find(last)) { row.push_back(cells.money(figure.value, figure.se)); }
        table.rows.push_back(std::move(row));
    }
    table.notes = {{"各列为均值，各出资方合计等于资金池。余额＝累计出资＋利息与收费＋追偿返还－上缴财政－累计支出；"
                    "净出资＝累计支出－利息与收费－追偿返还。",
                    "Means; the funders add up to the pool. Balance = contributed + interest and fees + recovered − "
                    "returned − paid; net contribution = paid − interest and fees − recovered."}};
    return table;
}

} // namespace kdt::results
