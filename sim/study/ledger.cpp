#include "study/ledger.hpp"

#include "results/names.hpp"
#include "study/clause.hpp"
#include "study/event_text.hpp"

#include <fmt/format.h>

namespace kdt::study {
namespace {

using results::Cell;
using results::CellKind;
using results::Column;
using tally::Measure;

/// An auditor adds the lines up: amounts stand in 元, to the 分.
constexpr double kFenPerYuan = 100.0;

Cell words(Text text) {
    Cell cell;
    cell.text = std::move(text);
    return cell;
}
Cell words(const std::string& same) { return words(Text{same, same}); }

Cell money(std::int64_t fen) {
    Cell cell;
    cell.kind = CellKind::yuan;
    cell.value = static_cast<double>(fen) / kFenPerYuan;
    return cell;
}

Cell count(std::int64_t pieces) {
    Cell cell;
    cell.kind = CellKind::count;
    cell.value = static_cast<double>(pieces);
    return cell;
}

Column text_column(Text title) { return {std::move(title), {}, {}, false}; }
Column money_column(Text title) { return {std::move(title), {"元", "yuan"}, {}, true}; }
Column count_column(Text title) { return {std::move(title), {}, {}, true}; }

/// A flow of the month: the difference of the cumulative figure.
std::int64_t flow(const engine::Trace& trace, int month, Measure measure) {
    const std::int64_t before = month > 0 ? trace.scores.at(month - 1, measure) : 0;
    return trace.scores.at(month, measure) - before;
}

/// A movement of the pool's account: opening balance and all movements give the closing balance.
struct Movement {
    Measure measure;
    Text title;
    bool outflow = false;
    bool always = true; ///< else only where the path has any
};

std::vector<Movement> movements_of(const engine::Trace& trace, int months) {
    std::vector<Movement> all = {{Measure::limit_renewed, {"年度额度更新", "limit renewed"}, false, false},
                                 {Measure::interest_income, {"利息收入", "interest"}},
                                 {Measure::top_ups, {"本期注入", "top-ups"}},
                                 {Measure::recoveries_to_pool, {"追偿返还", "recoveries to the pool"}},
                                 {Measure::returned_to_treasury, {"上缴财政", "returned to the treasury"}, true, false},
                                 {Measure::fees, {"担保费收入", "fees"}, false, false},
                                 {Measure::subsidies, {"贴息支出", "subsidies"}, true, false},
                                 {Measure::management_cost, {"管理费用", "management cost"}, true, false},
                                 {Measure::claims_paid, {"补偿支出", "claims paid"}, true}};
    std::erase_if(all, [&](const Movement& movement) {
        return !movement.always && trace.scores.at(months, movement.measure) == 0;
    });
    return all;
}

results::Row ledger_row(const engine::Model& model, const engine::Trace& trace, const std::vector<Movement>& movements,
                        int month) {
    const auto level = [&](Measure measure) { return trace.scores.at(month, measure); };
    const auto moved = [&](Measure measure) { return flow(trace, month, measure); };
    results::Row row{words(model.scenario.as_of.plus(month).text()),
                     money(trace.scores.at(month - 1, Measure::pool_balance))};
    for (const Movement& movement : movements) {
        row.push_back(money(movement.outflow ? -moved(movement.measure) : moved(movement.measure)));
    }
    for (const results::Cell& cell :
         results::Row{money(level(Measure::pool_balance)), money(level(Measure::claims_waiting)),
                      money(moved(Measure::defaulted_principal)), money(moved(Measure::recoveries)),
                      count(moved(Measure::loans_granted)), money(moved(Measure::disbursed)),
                      money(level(Measure::outstanding)), money(level(Measure::bad_balance))}) {
        row.push_back(cell);
    }
    return row;
}

std::string id_at(const auto& members, int place) {
    return place < 0 ? std::string() : members[static_cast<std::size_t>(place)].id;
}

std::string member_name(const engine::Model& model, int place) {
    const engine::BreakerMember& member = model.members[static_cast<std::size_t>(place)];
    const auto& breaker = model.scenario.breakers[member.breaker];
    switch (breaker.rule.scope) {
    case terms::Scope::bank: return breaker.id + "/" + id_at(model.scenario.banks, member.member);
    case terms::Scope::product: return breaker.id + "/" + id_at(model.scenario.products, member.member);
    case terms::Scope::sector: return breaker.id + "/" + id_at(model.scenario.sectors, member.member);
    case terms::Scope::scheme: break;
    }
    return breaker.id;
}

/// The borrower's threshold or the recovery rate, where the event carries one.
std::string luck_of(const engine::Event& event) {
    return event.luck == 0.0 ? std::string() : fmt::format("{:.17g}", event.luck);
}

/// The ratio a breaker's event shows, in words; what else has a rule says so by its kind.
Text rule_of_event(const engine::Model& model, const engine::Event& event) {
    if (event.member < 0) { return event_rule(event); }
    const engine::BreakerMember& member = model.members[static_cast<std::size_t>(event.member)];
    const terms::BreakerRule& rule = model.scenario.breakers[member.breaker].rule;
    const results::MetricName& metric = results::metric_name(terms::name_of(rule.metric));
    const Text key = event_rule(event);
    return {key.zh + "：" + metric.name.zh + "＝" + metric.definition.zh,
            key.en + ": " + metric.name.en + " = " + metric.definition.en};
}

results::Row event_row(const engine::Model& model, const engine::Event& event) {
    const bool of_loan = event.loan.opening >= 0 || event.loan.first_month > 0;
    const bool of_breaker = event.member >= 0;
    const std::string subject = of_breaker ? member_name(model, event.member) : name_of(model, event.loan);
    return {words(model.scenario.as_of.plus(event.month).text()),
            words(event_name(event.kind)),
            words(subject),
            words(of_loan ? id_at(model.scenario.products, event.where.product) : std::string()),
            words(of_loan ? id_at(model.scenario.banks, event.where.bank) : std::string()),
            words(of_loan ? id_at(model.scenario.tiers, event.where.tier) : std::string()),
            words(of_loan ? id_at(model.scenario.sectors, event.where.sector) : std::string()),
            money(event.amount.count),
            event.of == Fen{} ? words(std::string()) : money(event.of.count),
            event.payer < 0 ? words(rule_of_event(model, event))
                            : words(id_at(model.scenario.reguarantors, event.payer)),
            words(clause_of(model, event)),
            words(luck_of(event)),
            money(event.pool_balance.count)};
}

} // namespace

results::Table ledger_table(const engine::Model& model, const engine::Trace& trace) {
    results::Table table;
    table.id = "ledger";
    table.title = {"路径明细账", "ledger of the path"};
    table.columns = {text_column({"月份", "month"}), money_column({"期初余额", "opening balance"})};
    const std::vector<Movement> movements = movements_of(trace, model.months);
    for (const Movement& movement : movements) { table.columns.push_back(money_column(movement.title)); }
    for (const results::Column& column :
         {money_column({"期末余额", "closing balance"}), money_column({"待补偿", "claims waiting"}),
          money_column({"违约本金", "defaulted principal"}), money_column({"追偿收回", "recoveries"}),
          count_column({"放款笔数", "loans granted"}), money_column({"放款金额", "disbursed"}),
          money_column({"贷款余额", "outstanding"}), money_column({"不良余额", "bad balance"})}) {
        table.columns.push_back(column);
    }
    for (int month = 1; month <= model.months; ++month) {
        table.rows.push_back(ledger_row(model, trace, movements, month));
    }
    return table;
}

results::Table event_table(const engine::Model& model, const engine::Trace& trace) {
    results::Table table;
    table.id = "events";
    table.title = {"路径事件", "events of the path"};
    table.columns = {text_column({"月份", "month"}),
                     text_column({"事件", "event"}),
                     text_column({"对象", "subject"}),
                     text_column({"产品", "product"}),
                     text_column({"合作银行", "bank"}),
                     text_column({"企业类型", "tier"}),
                     text_column({"行业", "sector"}),
                     money_column({"金额", "amount"}),
                     money_column({"基数", "out of"}),
                     text_column({"规则", "rule"}),
                     text_column({"条款", "clause"}),
                     text_column({"阈值或回收率", "threshold or recovery rate"}),
                     money_column({"资金池余额", "pool balance"})};
    for (const engine::Event& event : trace.events) { table.rows.push_back(event_row(model, event)); }
    return table;
}

} // namespace kdt::study
