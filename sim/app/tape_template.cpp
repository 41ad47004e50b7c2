#include "app/tape_template.hpp"

#include "scenario/tape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kdt::app {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Chinese and as the tape's reader takes it.
std::string_view unit_name(scenario::Unit unit) {
    switch (unit) {
    case scenario::Unit::yuan: return "元";
    case scenario::Unit::wan: return "万元";
    case scenario::Unit::yi: return "亿元";
    }
    return {};
}

/// What follows a header in brackets; the reader leaves it out.
std::string unit_of(std::string_view column, const scenario::Scenario& scenario) {
    if (column == "principal" || column == "original_principal" || column == "revenue" || column == "authorised") {
        return fmt::format("（{}）", unit_name(scenario.unit));
    }
    if (column == "months_on_book" || column == "remaining_months") { return "（月）"; }
    return {};
}

/// Ids may hold commas and quotes.
std::string cell(const std::string& text) {
    if (text.find_first_of(",\"") == std::string::npos) { return text; }
    std::string quoted = "\"";
    for (char c : text) { quoted += c == '"' ? std::string("\"\"") : std::string(1, c); }
    return quoted + "\"";
}

template <class Member>
std::string id_at(const std::vector<Member>& members, std::size_t place) {
    return members.empty() ? std::string() : members[place % members.size()].id;
}

/// A made-up loan: its figures are there to show how they are written. Amounts are the same money in every unit.
std::map<std::string_view, std::string> example(const scenario::Scenario& scenario, std::size_t number) {
    static const std::map<scenario::Unit, std::pair<const char*, const char*>> amounts = {
        {scenario::Unit::yuan, {"3000000", "2000000"}},
        {scenario::Unit::wan, {"300", "200"}},
        {scenario::Unit::yi, {"0.03", "0.02"}}};
    const auto& [granted, outstanding] = amounts.at(scenario.unit);
    const int tenor = scenario.products[number % scenario.products.size()].tenor_months.months.front();
    const int age = tenor / 3;
    std::map<std::string_view, std::string> row;
    row["loan_id"] = fmt::format("例{}", number + 1);
    row["borrower_id"] = fmt::format("企业{}", number + 1);
    row["product"] = id_at(scenario.products, number);
    row["bank"] = id_at(scenario.banks, number);
    row["tier"] = id_at(scenario.tiers, number);
    row["sector"] = id_at(scenario.sectors, number);
    row["principal"] = number == 0 ? granted : outstanding;
    row["original_principal"] = granted;
    row["months_on_book"] = std::to_string(age);
    row["remaining_months"] = std::to_string(tenor - age);
    row["first_loan"] = number == 0 ? "是" : "否";
    row["collateral"] = "否";
    row["covered"] = "是";
    if (number == 1) { row["pd"] = "2.5%"; }
    return row;
}

} // namespace

std::string tape_template(const scenario::Scenario& scenario) {
    std::string header;
    std::string rows[2];
    const std::map<std::string_view, std::string> examples[2] = {example(scenario, 0), example(scenario, 1)};
    for (const scenario::ColumnName& column : scenario::tape_columns()) {
        const bool first = header.empty();
        header += (first ? "" : ",") + std::string(column.zh) + unit_of(column.id, scenario);
        for (std::size_t i = 0; i < 2; ++i) {
            const auto found = examples[i].find(column.id);
            rows[i] += (first ? "" : ",") + (found == examples[i].end() ? std::string() : cell(found->second));
        }
    }
    const std::string note =
        fmt::format("贷款明细：金额单位为{}，期限和账龄按月，比率写 0.025 或 2.5%；空白表示用情景里的数；"
                    "下面两行是示例，请换成自己的贷款",
                    unit_name(scenario.unit));
    return std::string(kByteOrderMark) + note + "\r\n" + header + "\r\n" + rows[0] + "\r\n" + rows[1] + "\r\n";
}

} // namespace kdt::app
