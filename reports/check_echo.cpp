#include "reports/check_echo.hpp"

#include "reports/markdown_table.hpp"
#include "reports/sentences.hpp"
#include "reports/text.hpp"
#include "results/catalogue.hpp"
#include "results/names.hpp"
#include "results/number_text.hpp"
#include "results/table_text.hpp"

namespace kdt::reports {
namespace {

std::string pool_line(const results::Frame& frame, Language language) {
    const bool zh = language == Language::zh;
    const double amount = static_cast<double>(frame.opening_balance.count) / static_cast<double>(fen_per(frame.unit));
    const std::string balance = amount_text(amount, frame.unit, language);
    std::string out = (zh ? "资金池期初余额 " : "pool, opening balance ") + balance;
    if (frame.multiple) {
        out += (zh ? "，放大倍数 " : ", leverage multiple ") + results::rounded(*frame.multiple, 2) + (zh ? "倍" : "x");
    }
    return out + "\n";
}

/// Loans may carry PDs of their own, which no tier shows: their mean betrays a wrong unit.
std::string book_pd_line(const results::Frame& frame, Language language) {
    if (!frame.book.mean_pd) { return {}; }
    const std::string pd = results::percent_text(*frame.book.mean_pd);
    return language == Language::zh ? "存量贷款按余额加权的平均年违约概率 " + pd + "\n"
                                    : "mean annual PD of the opening book, weighted by outstanding: " + pd + "\n";
}

std::string stress_line(const results::Frame& frame, Language language) {
    const std::string in_force = results::stress_in_force(frame);
    if (in_force.empty()) { return {}; }
    return (language == Language::zh ? "压力情景 " : "stress: ") + in_force + "\n";
}

std::string source_line(const results::Frame& frame, Language language) {
    const std::string count = std::to_string(results::unsourced(frame));
    const std::string all = std::to_string(frame.parameters.size());
    return language == Language::zh ? "参数" + all + "项，其中" + count + "项没有来源，属假设。\n"
                                    : all + " parameters, " + count + " of them without a source: assumptions.\n";
}

} // namespace

std::string check_echo(const results::Frame& frame, Language language) {
    results::Results input;
    input.frame = frame;
    std::string out = frame.name + " · " + horizon_text(frame, language) + "\n" + pool_line(frame, language) +
                      stress_line(frame, language) + book_pd_line(frame, language) + "\n";
    for (const results::Table& table : {results::concentration_table(input), results::implied_pd_table(input)}) {
        if (!table.rows.empty()) { out += plain_table(table, language) + "\n"; }
    }
    for (const Text& warning : frame.warnings) { out += warning.in(language) + "\n"; }
    return out + source_line(frame, language) + (language == Language::zh ? "输入无误。\n" : "The input is sound.\n");
}

} // namespace kdt::reports
