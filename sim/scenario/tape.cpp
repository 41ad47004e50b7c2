#include "scenario/tape.hpp"

#include "scenario/cells.hpp"
#include "scenario/limits.hpp"
#include "scenario/tape_anchors.hpp"
#include "scenario/values.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace kdt::scenario {
namespace {

enum Column : std::size_t {
    loan_id,
    borrower_id,
    product,
    bank,
    tier,
    sector,
    principal,
    original_principal,
    months_on_book,
    remaining_months,
    pd,
    asset_correlation,
    recovery,
    rate,
    renewals_used,
    first_loan,
    collateral,
    revenue,
    covered,
    anchor,
    authorised,
    columns
};

constexpr std::array<ColumnName, columns> kColumns{{{"loan_id", "贷款编号"},
                                                    {"borrower_id", "企业编号"},
                                                    {"product", "产品"},
                                                    {"bank", "合作银行"},
                                                    {"tier", "企业类型"},
                                                    {"sector", "行业"},
                                                    {"principal", "贷款余额"},
                                                    {"original_principal", "放款金额"},
                                                    {"months_on_book", "账龄"},
                                                    {"remaining_months", "剩余期限"},
                                                    {"pd", "违约概率"},
                                                    {"asset_correlation", "资产相关系数"},
                                                    {"recovery", "回收率"},
                                                    {"rate", "年利率"},
                                                    {"renewals_used", "已续贷次数"},
                                                    {"first_loan", "首贷"},
                                                    {"collateral", "抵押"},
                                                    {"revenue", "营业收入"},
                                                    {"covered", "是否备案"},
                                                    {"anchor", "核心企业"},
                                                    {"authorised", "授信额度"}}};

/// How a tape says that there is no collateral, beside no.
constexpr std::array<std::string_view, 4> kPureCredit{"信用", "纯信用", "信用贷款", "无抵押"};
constexpr std::size_t kMostOthers = 20; ///< kinds of collateral that are listed

template <class Member>
std::map<std::string, int> places_by_id(const std::vector<Member>& members) {
    std::map<std::string, int> places;
    for (std::size_t i = 0; i < members.size(); ++i) { places.emplace(members[i].id, static_cast<int>(i)); }
    return places;
}

class TapeReader {
public:
    TapeReader(const std::string& file, const Scenario& known, Findings& findings)
        : file_(file), known_(known), findings_(findings), products_(places_by_id(known.products)),
          banks_(places_by_id(known.banks)), tiers_(places_by_id(known.tiers)), sectors_(places_by_id(known.sectors)) {}

    void row(const TableRow& row) {
        Cells cells(row, kColumns, file_, known_.unit, findings_);
        TapeLoan loan;
        read_ids(cells, row, loan);
        read_amounts(cells, loan);
        read_ages(cells, loan);
        loan.pd = cells.fraction(pd, true);
        loan.asset_correlation = cells.fraction(asset_correlation, true);
        loan.recovery = cells.fraction(recovery, false);
        read_rate_cell(cells, loan);
        read_firm(cells, loan);
        loan.covered = cells.flag(covered);
        loan.anchor = cells.id(anchor);
        percent_rows_ += cells.percent_seen() ? 1 : 0;
        rounded_rows_ += cells.rounded_seen() ? 1 : 0;
        loans_.push_back(std::move(loan));
    }

    std::vector<TapeLoan> take(const TableReading& reading) {
        say_what_was_changed();
        check_columns(reading);
        for (const TotalRow& total : reading.totals) { check_total(total, reading); }
        if (reading.header_found) { check_anchors(loans_, lines_, file_, reading.places[anchor] + 1, findings_); }
        return std::move(loans_);
    }

private:
    void read_ids(Cells& cells, const TableRow& row, TapeLoan& loan) {
        loan.loan_id = cells.id(loan_id);
        if (loan.loan_id.empty()) {
            cells.refuse(loan_id, {"贷款编号是空的", "there is no loan id"},
                         {"每笔贷款要有自己的编号", "every loan needs an id of its own"});
        } else if (const auto [first, is_new] = lines_.try_emplace(loan.loan_id, row.line()); !is_new) {
            const std::string line = std::to_string(first->second);
            cells.refuse(loan_id,
                         {"贷款编号 \"" + loan.loan_id + "\" 重复，第 " + line + " 行已有",
                          "the id \"" + loan.loan_id + "\" stands twice, first on line " + line},
                         {"每笔贷款要有自己的编号", "every loan needs an id of its own"});
        }
        loan.borrower_id = cells.id(borrower_id);
        // '@' marks a borrower known only by its loan, so no stated id may begin with it.
        if (loan.borrower_id.starts_with('@')) {
            cells.refuse(borrower_id, {"企业编号不能以 @ 开头", "a borrower's id can't begin with @"},
                         {"去掉 @", "take the @ away"});
        }
        if (loan.borrower_id.empty()) { loan.borrower_id = "@" + loan.loan_id; }
        loan.product = member(cells, product, products_);
        loan.bank = member(cells, bank, banks_);
        loan.tier = member(cells, tier, tiers_);
        loan.sector = member(cells, sector, sectors_);
    }

    /// The place of the id in the cell. It may be left out where there is only one to choose.
    int member(Cells& cells, Column column, const std::map<std::string, int>& places) {
        const std::string id = cells.text(column);
        if (const auto found = places.find(id); found != places.end()) { return found->second; }
        if (places.empty() || (id.empty() && places.size() == 1)) { return 0; }
        if (places.size() == 1 && places.begin()->first.empty()) {
            unused_ids_.try_emplace(column, id);
            return 0;
        }
        if (!cells.has(column)) {
            needed_.insert(column);
            return 0;
        }
        if (id.empty()) {
            cells.refuse(column, {"没有填写，而情景中不止一个", "empty, though the scenario has several"},
                         {"填写其中一个", "name one of them"});
            return 0;
        }
        std::vector<std::string> known;
        for (const auto& [name, place] : places) { known.push_back(name); }
        const std::string near = findings_.nearest_to(id, known);
        const Text fix = near.empty()
                             ? Text{"用情景中的名称，或在情景中加上它", "use a name of the scenario, or add it there"}
                             : Text{"是否想写 \"" + near + "\"？", "did you mean \"" + near + "\"?"};
        cells.refuse(column, {"情景中没有 \"" + id + "\"", "there is no \"" + id + "\" in the scenario"}, fix);
        return 0;
    }

    void read_amounts(Cells& cells, TapeLoan& loan) {
        const auto outstanding = cells.money(principal);
        loan.principal = outstanding.value_or(Fen{});
        if (outstanding ? *outstanding <= Fen{} : cells.text(principal).empty()) {
            cells.refuse(principal, {"贷款余额须大于 0", "the outstanding principal must be above 0"},
                         {"结清的贷款请删除该行", "take out loans that are repaid"});
        }
        sum_ = sum_ + static_cast<double>(loan.principal.count);
        const auto granted = cells.money(original_principal);
        loan.original_principal = granted.value_or(loan.principal);
        if (granted && outstanding && *granted < *outstanding) {
            cells.refuse(original_principal, {"放款金额小于贷款余额", "less was granted than is outstanding"},
                         {"检查两列是否颠倒", "are the two columns swapped?"});
        }
        const auto line = cells.money(authorised);
        loan.undrawn = not_below_zero(line.value_or(Fen{}) - loan.original_principal);
        if (line && *line < loan.original_principal) {
            cells.refuse(authorised, {"授信额度小于放款金额", "the line is less than what was granted of it"},
                         {"检查两列是否颠倒", "are the two columns swapped?"});
        }
    }

    void read_rate_cell(Cells& cells, TapeLoan& loan) {
        loan.rate = cells.fraction(rate, false);
        if (known_.products.empty() || !loan.rate) { return; }
        const auto& cap = known_.products[static_cast<std::size_t>(loan.product)].rate_cap;
        if (!cap || *loan.rate <= cap->value) { return; }
        const std::string most = number_text(cap->value);
        cells.refuse(rate, {"高于产品的利率上限 " + most, "is above the product's rate cap of " + most},
                     {"核对利率，或提高 rate_cap", "check the rate, or raise rate_cap"});
    }

    /// Yes, no, or what it is: a kind that the scenario names, or another.
    void read_collateral_cell(Cells& cells, TapeLoan& loan) {
        const std::string name = cells.text(collateral);
        const auto& kinds = known_.collateral_kinds;
        const auto kind = std::find(kinds.begin(), kinds.end(), name);
        const bool none = std::find(kPureCredit.begin(), kPureCredit.end(), name) != kPureCredit.end();
        if (kind != kinds.end()) {
            loan.collateral = true;
            loan.collateral_kind = static_cast<int>(kind - kinds.begin());
        } else if (!none && !name.empty() && !yes_or_no(name)) {
            loan.collateral = true;
            if (other_collateral_.size() < kMostOthers) { other_collateral_.insert(name); }
        } else if (!none) {
            loan.collateral = cells.flag(collateral).value_or(false);
        }
    }

    /// What share rows and add-ons may ask about.
    void read_firm(Cells& cells, TapeLoan& loan) {
        loan.renewals_used = cells.whole(renewals_used, 0, 1'000).value_or(0);
        loan.first_loan = cells.flag(first_loan).value_or(false);
        read_collateral_cell(cells, loan);
        loan.revenue = cells.money(revenue);
        if (loan.revenue && *loan.revenue < Fen{}) {
            cells.refuse(revenue, {"营业收入小于 0", "the revenue is below 0"},
                         {"检查正负号；未知时留空", "check the sign; leave it empty where it is not known"});
        }
        if (loan.first_loan && loan.renewals_used > 0) {
            cells.refuse(first_loan, {"已续贷的贷款不是首贷", "a loan that has been renewed is no first loan"},
                         {"首贷写“否”，或已续贷次数写 0", "say no, or give 0 renewals used"});
        }
    }

    /// Nothing says which of a product's tenors a loan has but its own two columns.
    void read_ages_of_several(Cells& cells, const Tenors& tenors, TapeLoan& loan) {
        loan.remaining_months = cells.whole(remaining_months, 1, 1'200).value_or(1);
        for (const Column column : {months_on_book, remaining_months}) {
            if (!cells.text(column).empty()) { continue; }
            cells.refuse(column, {"产品有几种期限，这一列应填写", "empty, while its product has several tenors"},
                         {"填写账龄与剩余期限", "give months_on_book and remaining_months"});
        }
        const int tenor = loan.months_on_book + loan.remaining_months;
        if (std::find(tenors.months.begin(), tenors.months.end(), tenor) != tenors.months.end()) { return; }
        if (odd_tenors_++ == 0) { first_odd_tenor_ = cells.place(remaining_months); }
    }

    void read_ages(Cells& cells, TapeLoan& loan) {
        const auto age = cells.whole(months_on_book, 0, 1'200);
        loan.months_on_book = age.value_or(0);
        const Tenors tenors =
            known_.products.empty() ? Tenors(1) : known_.products[static_cast<std::size_t>(loan.product)].tenor_months;
        if (tenors.several()) { return read_ages_of_several(cells, tenors, loan); }
        const int tenor = tenors.months.front();
        const auto left = cells.whole(remaining_months, 1, 1'200);
        loan.remaining_months = left.value_or(std::max(1, tenor - loan.months_on_book));
        if (!left && cells.text(remaining_months).empty() && age && tenor - *age < 1) {
            const std::string months = std::to_string(tenor);
            cells.refuse(months_on_book,
                         {"账龄已到期限 " + months + " 个月，剩余期限至少应为 1",
                          "the loan is past its tenor of " + months + " months; at least 1 must remain"},
                         {"填写剩余期限，或删除到期贷款", "give remaining_months, or take out matured loans"});
        }
    }

    void say_what_was_changed() {
        const auto rows = [](std::size_t count) { return std::to_string(count); };
        if (percent_rows_ > 0) {
            findings_.notice({file_ + "：" + rows(percent_rows_) + " 行中的百分数已换算成小数",
                              file_ + ": percentages in " + rows(percent_rows_) + " rows were read as fractions"});
        }
        if (rounded_rows_ > 0) {
            findings_.notice({file_ + "：" + rows(rounded_rows_) + " 行的金额细于一分，已四舍五入",
                              file_ + ": amounts finer than a 分 in " + rows(rounded_rows_) + " rows were rounded"});
        }
        for (const std::string& name : other_collateral_) {
            const std::string near = findings_.nearest_to(name, known_.collateral_kinds);
            findings_.notice({file_ + "：抵押“" + name + "”不是情景写到的种类，按有抵押计" +
                                  (near.empty() ? "" : "（是否指 " + near + "？）"),
                              file_ + ": the scenario names no collateral \"" + name + "\"; it counts as collateral" +
                                  (near.empty() ? "" : " (did you mean " + near + "?)")});
        }
        if (odd_tenors_ > 0) {
            findings_.notice({first_odd_tenor_ + "：账龄加剩余期限不是产品的任何一种期限，共 " + rows(odd_tenors_) +
                                  " 笔；按所写的剩余期限计算，请核对两列",
                              first_odd_tenor_ +
                                  ": months on book and remaining months are no tenor of the product, in " +
                                  rows(odd_tenors_) + " loan(s); counted as written, check the two columns"});
        }
        for (const auto& [column, id] : unused_ids_) {
            const std::string name(kColumns[column].id);
            findings_.notice({file_ + "：情景没有定义" + std::string(kColumns[column].zh) + "，该列已忽略",
                              file_ + ": the scenario defines no " + name + "s; the column was ignored"});
        }
    }

    void check_columns(const TableReading& reading) {
        if (!reading.header_found) { return; }
        needed_.insert({loan_id, principal});
        for (Column column : needed_) {
            if (reading.places[column] >= 0) { continue; }
            const std::string zh(kColumns[column].zh);
            const std::string en(kColumns[column].id);
            findings_.problem({file_,
                               "",
                               0,
                               0,
                               {"缺少列 " + zh, "the column " + en + " is missing"},
                               {"加上列 " + zh + " 或 " + en, "add a column " + en + " or " + zh}});
        }
        if (reading.rows == 0 && reading.complete) {
            findings_.problem(
                {file_,
                 "",
                 0,
                 0,
                 {"表头下面没有贷款", "there are no loans below the header"},
                 {"没有期初贷款时请删去 portfolio.file", "leave out portfolio.file if there is no opening book"}});
        }
    }

    /// A stated total is the sender's own check that no row is missing: half of its last digit may be rounding.
    void check_total(const TotalRow& total, const TableReading& reading) {
        const int place = reading.places[principal];
        if (place < 0 || static_cast<std::size_t>(place) >= total.record.cells.size()) { return; }
        const std::string& cell = total.record.cells[static_cast<std::size_t>(place)];
        const ReadMoney stated = read_money(cell, known_.unit);
        const double gap = static_cast<double>(stated.amount.fen.count) - sum_;
        const double tolerance = 0.005 * static_cast<double>(fen_per(known_.unit));
        if (stated.fault || total.record.cells.front().find("小计") != std::string::npos ||
            std::abs(gap) <= tolerance) {
            return;
        }
        const std::string ours = written(Fen{static_cast<std::int64_t>(std::min(sum_, 9e18))}, known_.unit);
        findings_.problem({file_,
                           "",
                           total.record.line,
                           place + 1,
                           {"合计 " + cell + " 与各行之和 " + ours + " 不符",
                            "the stated total " + cell + " is not the sum of the rows, " + ours},
                           {"检查是否漏行，或删除合计行", "look for missing rows, or take out the total"}});
    }

    const std::string& file_;
    const Scenario& known_;
    Findings& findings_;
    std::map<std::string, int> products_;
    std::map<std::string, int> banks_;
    std::map<std::string, int> tiers_;
    std::map<std::string, int> sectors_;
    std::map<std::string, int> lines_;
    std::map<Column, std::string> unused_ids_;
    std::set<Column> needed_; ///< not in the file, though the scenario has several to choose from
    std::vector<TapeLoan> loans_;
    double sum_ = 0.0;
    std::size_t percent_rows_ = 0;
    std::size_t rounded_rows_ = 0;
    std::set<std::string> other_collateral_;
    std::size_t odd_tenors_ = 0;
    std::string first_odd_tenor_; ///< "file:line:column"
};

} // namespace

std::span<const ColumnName> tape_columns() { return kColumns; }

std::vector<TapeLoan> read_tape(std::string_view utf8, const std::string& file, const Scenario& known,
                                Findings& findings) {
    TapeReader reader(file, known, findings);
    const TableReading reading =
        read_table(utf8, file, kColumns, findings, [&](const TableRow& row) { reader.row(row); });
    return reader.take(reading);
}

} // namespace kdt::scenario
