#include "scenario/cells.hpp"

#include "scenario/encoding.hpp"
#include "scenario/values.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kdt::scenario {
namespace {

std::string in_quotes(std::string_view cell) {
    constexpr std::size_t kLongest = 60;
    return cell.size() > kLongest ? "\"…\"" : "\"" + std::string(cell) + "\"";
}

/// "3.60401E+17": what Excel makes of a long number.
bool spoilt_by_excel(std::string_view text) {
    const auto e = text.find_first_of("Ee");
    if (e == std::string_view::npos || e == 0 || e + 2 >= text.size() || text[e + 1] != '+') { return false; }
    const auto digits = [](std::string_view part) {
        return part.find_first_not_of("0123456789.") == std::string_view::npos;
    };
    return digits(text.substr(0, e)) && digits(text.substr(e + 2));
}

} // namespace

std::optional<bool> yes_or_no(std::string_view cell) {
    constexpr std::array<std::string_view, 8> kYes = {"是", "有", "1", "true", "TRUE", "yes", "Y", "√"};
    constexpr std::array<std::string_view, 8> kNo = {"否", "无", "0", "false", "FALSE", "no", "N", "×"};
    if (std::find(kYes.begin(), kYes.end(), cell) != kYes.end()) { return true; }
    if (std::find(kNo.begin(), kNo.end(), cell) != kNo.end()) { return false; }
    return std::nullopt;
}

void Cells::refuse(std::size_t column, Text what, Text fix) {
    const std::string zh(columns_[column].zh);
    const std::string en(columns_[column].id);
    findings_.problem(
        {file_, "", row_.line(), row_.place(column), {zh + "：" + what.zh, en + ": " + what.en}, std::move(fix)});
}

std::string Cells::place(std::size_t column) const {
    return file_ + ":" + std::to_string(row_.line()) + ":" + std::to_string(row_.place(column));
}

std::string Cells::id(std::size_t column) {
    std::string cell = text(column);
    if (spoilt_by_excel(cell)) {
        refuse(column,
               {"编号 " + in_quotes(cell) + " 已被 Excel 改成科学计数", "Excel changed this id to " + in_quotes(cell)},
               {"把该列设为文本格式后重新粘贴、另存", "format the column as text, paste again and save"});
    }
    if (const std::string unfit = unfit_in(cell); !unfit.empty()) { refuse(column, unfit_text(unfit), take_it_out()); }
    return cell;
}

std::optional<Fen> Cells::money(std::size_t column) {
    const std::string_view cell = row_.cell(column);
    if (cell.empty()) { return std::nullopt; }
    const ReadMoney read = read_money(cell, unit_);
    if (!read.fault) {
        rounded_seen_ = rounded_seen_ || !read.amount.exact;
        return read.amount.fen;
    }
    switch (*read.fault) {
    case MoneyFault::too_large:
        refuse(column,
               {"金额 " + in_quotes(cell) + " 超过 10 万亿元", in_quotes(cell) + " is more than 10 trillion yuan"},
               {"检查单位：没有写单位的金额按" + std::string(name_of(unit_)) + "理解",
                "check the unit: plain numbers are in " + std::string(name_of(unit_))});
        break;
    case MoneyFault::unknown_unit:
        refuse(column,
               {"金额 " + in_quotes(cell) + " 的单位不认识", "the unit of " + in_quotes(cell) + " is not known"},
               {"用元、万元或亿元", "use 元, 万元 or 亿元"});
        break;
    case MoneyFault::not_an_amount:
        refuse(column, {in_quotes(cell) + " 不是金额", in_quotes(cell) + " is not an amount of money"},
               {"写成 1234.56 或 1,234.56", "write 1234.56 or 1,234.56"});
        break;
    }
    return std::nullopt;
}

std::optional<double> Cells::fraction(std::size_t column, bool below_one) {
    const std::string_view cell = row_.cell(column);
    if (cell.empty()) { return std::nullopt; }
    const auto read = read_rate(cell);
    if (!read) {
        refuse(column, {in_quotes(cell) + " 不是比率", in_quotes(cell) + " is not a rate"},
               {"写成 0.025 或 2.5%", "write 0.025 or 2.5%"});
        return std::nullopt;
    }
    percent_seen_ = percent_seen_ || read->percent;
    if (read->value >= 0.0 && (below_one ? read->value < 1.0 : read->value <= 1.0)) { return read->value; }
    Text fix{"写成 0.025 或 2.5% 这样的比率", "give a rate such as 0.025 or 2.5%"};
    if (read->value > 1.0 && read->value <= 100.0 && !read->percent) {
        const std::string hint =
            number_text(Decimal::of(read->value).times_ten_to(-2).value()) + " (" + std::string(cell) + " %)";
        fix = {"是否想写 " + hint + "？", "did you mean " + hint + "?"};
    }
    refuse(column,
           {in_quotes(cell) + (below_one ? " 不在 0 到 1 之间（不含 1）" : " 不在 0 到 1 之间"),
            in_quotes(cell) + (below_one ? " is not between 0 and 1 (1 left out)" : " is not between 0 and 1")},
           fix);
    return std::nullopt;
}

std::optional<bool> Cells::flag(std::size_t column) {
    const std::string_view cell = row_.cell(column);
    if (cell.empty()) { return std::nullopt; }
    if (const auto answer = yes_or_no(cell)) { return answer; }
    refuse(column, {in_quotes(cell) + " 不是“是”或“否”", in_quotes(cell) + " is neither yes nor no"},
           {"写“是”或“否”", "write 是 or 否, yes or no"});
    return std::nullopt;
}

std::optional<int> Cells::whole(std::size_t column, int least, int most) {
    const std::string_view cell = row_.cell(column);
    if (cell.empty()) { return std::nullopt; }
    const auto number = read_number(cell);
    if (!number || std::trunc(*number) != *number) {
        refuse(column, {in_quotes(cell) + " 不是整数", in_quotes(cell) + " is not a whole number"},
               {"写一个整数，例如 12", "give a whole number such as 12"});
        return std::nullopt;
    }
    if (*number < least || *number > most) {
        const std::string range = std::to_string(least) + "–" + std::to_string(most);
        refuse(column, {in_quotes(cell) + " 不在 " + range + " 之间", in_quotes(cell) + " is not within " + range},
               {"写 " + range + " 之间的整数", "give a whole number within " + range});
        return std::nullopt;
    }
    return static_cast<int>(*number);
}

} // namespace kdt::scenario
