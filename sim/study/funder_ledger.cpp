#include "results/names.hpp"
#include "study/ledger.hpp"
#include "study/ledger_cells.hpp"

#include <array>
#include <cassert>

namespace kdt::study {
namespace {

using tally::FunderLine;

/// Opening balance and all of these give the closing balance; outflows stand below zero.
struct FunderMovement {
    FunderLine line;
    bool outflow = false;
};

constexpr std::array kFunderMovements = {FunderMovement{FunderLine::contributed},
                                         FunderMovement{FunderLine::interest_income},
                                         FunderMovement{FunderLine::fees},
                                         FunderMovement{FunderLine::recovered},
                                         FunderMovement{FunderLine::returned, true},
                                         FunderMovement{FunderLine::claims_paid, true},
                                         FunderMovement{FunderLine::subsidies, true},
                                         FunderMovement{FunderLine::management_cost, true}};

/// A line of a funder's account by the end of a month; the path is scored in every month from 0.
std::int64_t funder_line(const engine::Model& model, const engine::Trace& trace, int month, std::size_t funder,
                         FunderLine line) {
    const std::size_t place = static_cast<std::size_t>(month) * model.funders.size() + funder;
    return trace.scores.funders[place * tally::kFunderLines + static_cast<std::size_t>(line)];
}

results::Row funder_row(const engine::Model& model, const engine::Trace& trace, int month, std::size_t funder) {
    const auto at = [&](int when, FunderLine line) { return funder_line(model, trace, when, funder, line); };
    results::Row row{words(model.scenario.as_of.plus(month).text()), words(model.scenario.pool.funders[funder].id),
                     money(at(month - 1, FunderLine::balance))};
    for (const auto& [line, outflow] : kFunderMovements) {
        const std::int64_t moved = at(month, line) - at(month - 1, line);
        row.push_back(money(outflow ? -moved : moved));
    }
    row.push_back(money(at(month, FunderLine::balance)));
    row.push_back(money(at(month, FunderLine::net_contribution)));
    return row;
}

} // namespace

results::Table funder_ledger_table(const engine::Model& model, const engine::Trace& trace) {
    assert(model.shape.horizons.size() == static_cast<std::size_t>(model.months) + 1);
    results::Table table;
    table.id = "funders";
    table.title = {"出资方明细账", "ledger of the funders"};
    table.columns = {text_column({"月份", "month"}), text_column({"出资方", "funder"}),
                     money_column({"期初余额", "opening balance"})};
    for (const auto& [line, outflow] : kFunderMovements) {
        const bool opening = line == FunderLine::contributed;
        table.columns.push_back(
            money_column(opening ? Text{"本期出资", "contributed"} : results::funder_line_name(line)));
    }
    table.columns.push_back(money_column({"期末余额", "closing balance"}));
    table.columns.push_back(money_column({"累计净出资", "net contribution so far"}));
    for (int month = 1; month <= model.months; ++month) {
        for (std::size_t funder = 0; funder < model.funders.size(); ++funder) {
            table.rows.push_back(funder_row(model, trace, month, funder));
        }
    }
    return table;
}

} // namespace kdt::study
