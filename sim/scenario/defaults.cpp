#include "scenario/tape.hpp"

#include "base/nearest.hpp"
#include "scenario/cells.hpp"

#include <array>
#include <set>

namespace kdt::scenario {
namespace {

enum Column : std::size_t { loan_id, month, recovery, columns };
constexpr std::array<ColumnName, columns> kColumns{
    {{"loan_id", "贷款编号"}, {"month", "违约月份"}, {"recovery", "回收率"}}};

} // namespace

std::vector<GivenDefault> read_defaults(std::string_view utf8, const std::string& file, const Scenario& known,
                                        Findings& findings) {
    std::vector<GivenDefault> out;
    std::set<std::string> seen;
    std::set<std::string> tape;
    for (const TapeLoan& loan : known.portfolio.tape) { tape.insert(loan.loan_id); }
    // The synthetic book's ids are made behind this room; the engine holds them against the list.
    const bool ids_known = !known.portfolio.synthetic.has_value();
    const auto take = [&](const TableRow& row) {
        Cells cells(row, kColumns, file, known.unit, findings);
        GivenDefault given{cells.id(loan_id), cells.whole(month, 1, known.horizon_months).value_or(1),
                           cells.fraction(recovery, false)};
        if (cells.text(month).empty()) {
            cells.refuse(month, {"没有填写", "empty"}, {"写第几个月违约", "give the month of default"});
        }
        if (ids_known && !tape.contains(given.loan_id)) {
            cells.refuse(
                loan_id,
                {"贷款明细中没有 \"" + given.loan_id + "\"", "there is no loan \"" + given.loan_id + "\" in the tape"},
                {"核对编号", "check the id"});
        } else if (!seen.insert(given.loan_id).second) {
            cells.refuse(loan_id, {"\"" + given.loan_id + "\" 重复", "\"" + given.loan_id + "\" stands twice"},
                         {"一笔贷款只违约一次", "a loan defaults once"});
        }
        out.push_back(std::move(given));
    };
    const TableReading reading = read_table(utf8, file, kColumns, findings, take);
    for (Column column : {loan_id, month}) {
        if (!reading.header_found || reading.places[column] >= 0) { continue; }
        findings.problem({file,
                          "",
                          0,
                          0,
                          {"缺少列 " + std::string(kColumns[column].zh),
                           "the column " + std::string(kColumns[column].id) + " is missing"},
                          {"加上这一列", "add the column"}});
    }
    return out;
}

} // namespace kdt::scenario
