#include "results/breaker_words.hpp"
#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/number_text.hpp"
#include "results/parameter_lines.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

double unit_of_money(const Results& results) { return static_cast<double>(fen_per(results.frame.unit)); }

Cell level_cell(std::optional<double> level) { return level ? percent_cell(*level) : text_cell({"不设", "none"}); }

Text scope_name(const BreakerFrame& breaker) {
    switch (breaker.scope) {
    case BreakerScope::scheme: return {"全局", "scheme"};
    case BreakerScope::bank: return {"任一合作银行", "any bank"};
    case BreakerScope::product: return {"任一产品", "any product"};
    case BreakerScope::sector: return {"任一行业", "any sector"};
    }
    return {};
}

const Named<Group>* members_of(const Results& results, BreakerScope scope) {
    switch (scope) {
    case BreakerScope::bank: return &results.groups[static_cast<std::size_t>(GroupKind::bank)];
    case BreakerScope::product: return &results.groups[static_cast<std::size_t>(GroupKind::product)];
    case BreakerScope::sector: return &results.groups[static_cast<std::size_t>(GroupKind::sector)];
    case BreakerScope::scheme: return nullptr;
    }
    return nullptr;
}

void add_breaker_row(Table& table, const BreakerFrame& breaker, Text scope, const Probabilities& chances, int month) {
    table.rows.push_back({name_cell(breaker.id), text_cell(std::move(scope)), text_cell(metric_in_words(breaker)),
                          level_cell(breaker.warn_above), level_cell(breaker.stop_above),
                          text_cell(halts_in_words(breaker)), text_cell(resume_in_words(breaker)),
                          probability_cell(*chances.breaker_warn.find(breaker.id)->find(month)),
                          probability_cell(*chances.breaker_stop.find(breaker.id)->find(month)),
                          probability_cell(*chances.false_alarm.find(breaker.id)->find(month))});
}

bool watches(const std::vector<BreakerFrame>& breakers, const MetricName& metric) {
    return std::any_of(breakers.begin(), breakers.end(),
                       [&](const BreakerFrame& breaker) { return breaker.metric == metric.metric; });
}

} // namespace

Table concentration_table(const Results& results) {
    Table table{"concentration", {"集中度表", "Concentration"}, {}, {}, {}};
    table.columns = {label_column({"分类", "By"}), label_column({"名称", "Name"}),
                     plain_column({"笔数", "Loans"}, {"笔", ""}), money_column({"贷款余额", "Outstanding"}),
                     named("share", plain_column({"占比", "Share"}))};
    const BookFacts& book = results.frame.book;
    if (book.loans == 0) { return table; }
    const Cells cells(results.frame.unit);
    const auto count = [](std::int64_t loans) {
        Cell cell;
        cell.kind = CellKind::count;
        cell.value = static_cast<double>(loans);
        return cell;
    };
    const auto money = [&](Fen amount) {
        return cells.money(static_cast<double>(amount.count) / unit_of_money(results));
    };
    const Text borrowers = {"借款人", "Borrowers"};
    table.rows.push_back({text_cell(borrowers), text_cell({"最大单户", "largest"}), text_cell(both("")),
                          text_cell(both("")), percent_cell(book.largest_share)});
    table.rows.push_back({text_cell(borrowers), text_cell({"前十大户", "ten largest"}), text_cell(both("")),
                          text_cell(both("")), percent_cell(book.top10_share)});
    for (std::size_t kind = 0; kind < kGroupKinds; ++kind) {
        for (const BookLine& line : book.by[kind]) {
            if (line.id.empty()) { continue; } // the nameless default stands for all
            table.rows.push_back({text_cell(group_name(static_cast<GroupKind>(kind))), name_cell(line.id),
                                  count(line.loans), money(line.outstanding), percent_cell(share_of(book, line))});
        }
    }
    table.rows.push_back(
        {text_cell({"合计", "Total"}), name_cell(""), count(book.loans), money(book.outstanding), percent_cell(1.0)});
    const std::string index = book.hhi ? rounded(*book.hhi * 10000.0, 0) : std::string("—");
    table.notes = {{"基准日的存量贷款；借款人" + std::to_string(book.borrowers) +
                        "户。赫芬达尔指数（按户，满值10000）" + index + "。",
                    "The opening book, " + std::to_string(book.borrowers) +
                        " borrowers. Herfindahl index by borrower (of 10,000) " + index + "."}};
    return table;
}

Table breaker_table(const Results& results) {
    const int month = results.horizons.back();
    Table table{"breakers", {"熔断情况表", "Breakers"}, {}, {}, {}};
    table.columns = {label_column({"熔断规则", "Rule"}),      label_column({"范围", "Scope"}),
                     label_column({"指标", "Metric"}),        plain_column({"预警线", "Warns above"}),
                     plain_column({"熔断线", "Stops above"}), label_column({"暂停", "Halts"}),
                     plain_column({"恢复", "Resumes"}),       plain_column({"预警概率", "P(warning)"}),
                     plain_column({"熔断概率", "P(stop)"}),   plain_column({"误触发概率", "P(false alarm)"})};
    for (const BreakerFrame& breaker : results.frame.breakers) {
        add_breaker_row(table, breaker, scope_name(breaker), results.probabilities, month);
        const Named<Group>* members = members_of(results, breaker.scope);
        for (const std::string& member : breaker.members) {
            const Group* group = members == nullptr ? nullptr : members->find(member);
            if (group != nullptr) { add_breaker_row(table, breaker, both(member), group->probabilities, month); }
        }
    }
    const Text period = up_to(results.frame, month);
    table.notes.push_back({period.zh + "至少触发一次的概率及95%区间。误触发：宏观因子各期均不低于0的路径中熔断的比例。",
                           "Probability of at least one trigger " + period.en +
                               ", with its 95% interval. False alarm: "
                               "share of stops among the paths whose macro factor is never below 0."});
    for (const MetricName& metric : metric_names()) {
        if (!watches(results.frame.breakers, metric)) { continue; }
        table.notes.push_back(
            {metric.name.zh + "＝" + metric.definition.zh + "。", metric.name.en + ": " + metric.definition.en + "."});
    }
    return table;
}

Table parameter_table(const Results& results) {
    Table table{"parameters", {"参数与假设表", "Parameters and assumptions"}, {}, {}, {}};
    table.columns = {label_column({"参数", "Parameter"}), label_column({"取值", "Value"}),
                     named("unit", label_column({"单位", "Unit"})), label_column({"来源", "Source"}),
                     label_column({"JSON指针", "JSON pointer"})};
    for (const ParameterLine& line : lines_of(results.frame.parameters)) {
        Cell source = line.source ? name_cell(*line.source) : text_cell({"无来源，属假设", "no source: an assumption"});
        source.heavy = !line.source;
        source.alert = !line.source;
        table.rows.push_back({text_cell(line.name), text_cell(line.value), text_cell(line.unit), std::move(source),
                              name_cell(line.pointer)});
    }
    table.notes = {
        {"数据截止日" + results.frame.as_of.text() + "；随机种子" + std::to_string(results.frame.seed) + "；模拟" +
             std::to_string(results.frame.paths) + "次。",
         "Data as of " + results.frame.as_of.text() + "; seed " + std::to_string(results.frame.seed) + "; " +
             std::to_string(results.frame.paths) + " paths."},
        {"金额照情景文件所写，以各自的单位计；其他各表的金额为" + table_unit().zh + "。",
         "Amounts are as the scenario writes them, each in the unit beside it; money in other tables is in " +
             table_unit().en + "."},
        {"JSON指针为该参数在scenario.json中的位置；折叠的清单在该处列全。",
         "JSON pointer: where the parameter stands in scenario.json, which has every value of a list that "
         "is folded here."}};
    return table;
}

namespace {

bool keeps(const std::vector<tally::Level>& levels, const tally::Level& level) {
    return std::find(levels.begin(), levels.end(), level) != levels.end();
}

} // namespace

std::string bad_level(const Results& results) {
    const std::vector<tally::Level>& levels = results.frame.levels;
    const tally::Level usual = tally::Level::of(0.99);
    if (levels.empty()) { return "0.95"; }
    return (keeps(levels, usual) ? usual : *std::max_element(levels.begin(), levels.end())).text();
}

std::vector<std::string> shown_levels(const Results& results) {
    const std::vector<tally::Level>& levels = results.frame.levels;
    const tally::Level usual = tally::Level::of(0.95);
    const std::string bad = bad_level(results);
    if (levels.empty()) { return {bad}; }
    const std::string first = (keeps(levels, usual) ? usual : *std::min_element(levels.begin(), levels.end())).text();
    return first == bad ? std::vector{bad} : std::vector{first, bad};
}

std::vector<Table> official_tables(const Results& results) {
    std::vector<Table> tables;
    for (auto* make : {&pool_table,           &pool_mean_table,
                       &balance_table,        &funder_table,
                       &account_table,        &depletion_table,
                       &risk_table,           &cut_table,
                       &loss_sharing_table,   &loss_distribution_table,
                       &bank_waterfall_table, &bank_loss_table,
                       &target_table,         &target_curve_table,
                       &break_even_table,     &breaker_table,
                       &breaker_month_table,  &firm_table,
                       &lending_table,        &refusal_table,
                       &vintage_table,        &concentration_table,
                       &performance_table,    &implied_pd_table,
                       &parameter_table,      &check_table}) {
        Table table = make(results);
        if (!table.rows.empty()) { tables.push_back(std::move(table)); }
    }
    return tables;
}

} // namespace kdt::results
