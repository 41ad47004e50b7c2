#include "study/ledger.hpp"

#include "results/breaker_words.hpp"
#include "results/names.hpp"
#include "study/breaker_frame.hpp"
#include "study/clause.hpp"
#include "study/event_text.hpp"
#include "study/ledger_cells.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kdt::study {
namespace {

using tally::Measure;

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

bool moves(const engine::Trace& trace, int months, Measure measure) {
    for (int month = 1; month <= months; ++month) {
        if (trace.scores.at(month, measure) != 0) { return true; }
    }
    return false;
}

std::vector<Movement> used(std::vector<Movement> all, const engine::Trace& trace, int months) {
    std::erase_if(
        all, [&](const Movement& movement) { return !movement.always && !moves(trace, months, movement.measure); });
    return all;
}

std::vector<Movement> movements_of(const engine::Trace& trace, int months) {
    return used({{Measure::limit_renewed, {"年度额度更新", "limit renewed"}, false, false},
                 {Measure::interest_income, {"利息收入", "interest"}},
                 {Measure::top_ups, {"本期注入", "top-ups"}},
                 {Measure::refills, {"触发补充", "refills"}, false, false},
                 {Measure::recoveries_to_pool, {"追偿返还", "recoveries to the pool"}},
                 {Measure::returned_to_treasury, {"上缴财政", "returned to the treasury"}, true, false},
                 {Measure::fees, {"担保费收入", "fees"}, false, false},
                 {Measure::interest_subsidies, {"贴息支出", "interest subsidies"}, true, false},
                 {Measure::fee_subsidies, {"担保费补助支出", "guarantee fee subsidies"}, true, false},
                 {Measure::management_cost, {"管理费用", "management cost"}, true, false},
                 {Measure::claims_paid, {"补偿支出", "claims paid"}, true}},
                trace, months);
}

/// What the account holds already, or what moves beside it.
std::vector<Movement> memos_of(const engine::Trace& trace, int months) {
    return used({{Measure::grants, {"其中：奖补资金转入", "of which grants"}, false, false},
                 {Measure::budget_called, {"其中：预算支付", "of which called from the budget"}, false, false},
                 {Measure::budget_subsidies, {"预算贴息", "interest subsidies of the budget"}, false, false},
                 {Measure::guarantor_fees, {"担保机构收费", "fees to the guarantor"}, false, false},
                 {Measure::insurer_fees, {"保险机构收费", "premiums to the insurer"}, false, false}},
                trace, months);
}

/// What another party pays on claims, month by month: of this there is no measure but net of recoveries.
struct PartyPayments {
    engine::EventKind kind;
    Text title;
    std::vector<std::int64_t> by_month{}; ///< [month]
};

std::vector<PartyPayments> payments_of_parties(const engine::Trace& trace, int months) {
    using engine::EventKind;
    std::vector<PartyPayments> all = {{EventKind::guarantor_paid, {"担保代偿", "paid by the guarantor"}},
                                      {EventKind::insurer_paid, {"保险赔付", "paid by the insurer"}},
                                      {EventKind::reguarantee_paid, {"再担保代偿", "paid by re-guarantors"}}};
    for (PartyPayments& party : all) {
        party.by_month.assign(static_cast<std::size_t>(months) + 1, 0);
        for (const engine::Event& event : trace.events) {
            if (event.kind == party.kind) {
                party.by_month[static_cast<std::size_t>(event.month)] += event.amount.count;
            }
        }
    }
    std::erase_if(all, [](const PartyPayments& party) {
        return std::all_of(party.by_month.begin(), party.by_month.end(), [](std::int64_t paid) { return paid == 0; });
    });
    return all;
}

/// The columns of a path's ledger.
struct LedgerPlan {
    std::vector<Movement> movements;
    std::vector<Movement> memos;
    std::vector<PartyPayments> parties;
    bool two_parts = false; ///< a hybrid pool: cash and limit stand apart
};

LedgerPlan plan_of(const engine::Model& model, const engine::Trace& trace) {
    return {movements_of(trace, model.months), memos_of(trace, model.months), payments_of_parties(trace, model.months),
            model.scenario.pool.mode == scenario::PoolMode::hybrid};
}

/// What is left of a commitment's limit.
std::int64_t limit_left(const engine::Model& model, const engine::Trace& trace, int month) {
    return model.scenario.pool.annual_limit.count + trace.scores.at(month, Measure::limit_renewed) -
           trace.scores.at(month, Measure::budget_called);
}

results::Row ledger_row(const engine::Model& model, const engine::Trace& trace, const LedgerPlan& plan, int month) {
    const auto level = [&](Measure measure) { return trace.scores.at(month, measure); };
    const auto moved = [&](Measure measure) { return flow(trace, month, measure); };
    results::Row row{words(model.scenario.as_of.plus(month).text()),
                     money(trace.scores.at(month - 1, Measure::pool_balance))};
    for (const Movement& movement : plan.movements) {
        row.push_back(money(movement.outflow ? -moved(movement.measure) : moved(movement.measure)));
    }
    row.push_back(money(level(Measure::pool_balance)));
    if (plan.two_parts) {
        const std::int64_t limit = limit_left(model, trace, month);
        row.push_back(money(level(Measure::pool_balance) - limit));
        row.push_back(money(limit));
    }
    for (const Movement& memo : plan.memos) { row.push_back(money(moved(memo.measure))); }
    for (const PartyPayments& party : plan.parties) {
        row.push_back(money(party.by_month[static_cast<std::size_t>(month)]));
    }
    for (const results::Cell& cell : results::Row{
             money(level(Measure::claims_waiting)), money(moved(Measure::defaulted_principal)),
             money(moved(Measure::recoveries)), count(moved(Measure::loans_granted)), money(moved(Measure::disbursed)),
             money(level(Measure::outstanding)), money(level(Measure::bad_balance))}) {
        row.push_back(cell);
    }
    return row;
}

std::vector<Column> ledger_columns(const LedgerPlan& plan) {
    std::vector<Column> columns = {text_column({"月份", "month"}), money_column({"期初余额", "opening balance"})};
    for (const Movement& movement : plan.movements) { columns.push_back(money_column(movement.title)); }
    columns.push_back(money_column({"期末余额", "closing balance"}));
    if (plan.two_parts) {
        columns.push_back(money_column({"其中：现金", "of which cash"}));
        columns.push_back(money_column({"其中：剩余额度", "of which limit left"}));
    }
    for (const Movement& memo : plan.memos) { columns.push_back(money_column(memo.title)); }
    for (const PartyPayments& party : plan.parties) { columns.push_back(money_column(party.title)); }
    for (const Column& column :
         {money_column({"待补偿", "claims waiting"}), money_column({"违约本金", "defaulted principal"}),
          money_column({"追偿收回", "recoveries"}), count_column({"放款笔数", "loans granted"}),
          money_column({"放款金额", "disbursed"}), money_column({"贷款余额", "outstanding"}),
          money_column({"不良余额", "bad balance"})}) {
        columns.push_back(column);
    }
    return columns;
}

std::string id_at(const auto& members, int place) {
    return place < 0 ? std::string() : members[static_cast<std::size_t>(place)].id;
}

std::string member_name(const engine::Model& model, int place) {
    const engine::BreakerMember& member = model.members[static_cast<std::size_t>(place)];
    const scenario::Breaker& breaker = model.breaker_of(place);
    switch (breaker.rule.scope) {
    case terms::Scope::bank: return breaker.id + "/" + id_at(model.scenario.banks, member.member);
    case terms::Scope::product: return breaker.id + "/" + id_at(model.scenario.products, member.member);
    case terms::Scope::sector: return breaker.id + "/" + id_at(model.scenario.sectors, member.member);
    case terms::Scope::scheme: break;
    }
    return breaker.id;
}

/// The level that a breaker's event was judged by; none where a stop ran out by the calendar.
std::optional<double> level_of(const terms::BreakerRule& rule, engine::EventKind kind) {
    if (kind == engine::EventKind::warned) { return rule.warn_above; }
    if (kind == engine::EventKind::stopped) { return rule.stop_above; }
    return rule.resume == terms::Resume::below ? std::optional(rule.resume_below) : std::nullopt;
}

/// The borrower's threshold, the recovery rate or the breaker's level, where the event carries one.
std::string threshold_of(const engine::Model& model, const engine::Event& event) {
    if (event.member >= 0) {
        const auto level = level_of(model.breaker_of(event.member).rule, event.kind);
        return level ? fmt::format("{}", *level) : std::string();
    }
    return event.luck == 0.0 ? std::string() : fmt::format("{:.17g}", event.luck);
}

/// Which breaker holds the claim or refuses the loan.
Text halted_by(const engine::Model& model, const engine::Event& event) {
    const Text key = event_rule(event);
    const std::string name = member_name(model, event.halted_by);
    const bool of_every_bank = event.where.bank < 0 && model.groups.banks > 1 &&
                               model.breaker_of(event.halted_by).rule.scope == terms::Scope::bank;
    if (!of_every_bank) { return {key.zh + "：" + name, key.en + ": " + name}; }
    return {key.zh + "：" + name + "，其他银行也都停贷", key.en + ": " + name + ", and every other bank is stopped"};
}

/// From which account to which.
Text transfer_of(const engine::Model& model, const engine::Event& event) {
    const auto name = [&](int bank) {
        return bank >= 0 && model.account_openings[static_cast<std::size_t>(bank)]
                   ? results::both(id_at(model.scenario.banks, bank))
                   : Text{"公共户", "common account"};
    };
    const Text key = event_rule(event);
    const Text from = name(*event.giver);
    const Text to = name(event.where.bank);
    return {key.zh + "：" + from.zh + " → " + to.zh, key.en + ": " + from.en + " → " + to.en};
}

/// The ratio a breaker's event shows, in words, and the breaker behind a refusal; what else has a rule says so by its
/// kind.
Text rule_of_event(const engine::Model& model, const std::vector<results::BreakerFrame>& breakers,
                   const engine::Event& event) {
    if (event.halted_by >= 0) { return halted_by(model, event); }
    if (event.giver) { return transfer_of(model, event); }
    if (event.member < 0) { return event_rule(event); }
    const engine::BreakerMember& member = model.members[static_cast<std::size_t>(event.member)];
    const Text metric = results::metric_in_words(breakers[member.breaker]);
    const Text key = event_rule(event);
    return {key.zh + "：" + metric.zh, key.en + ": " + metric.en};
}

results::Row event_row(const engine::Model& model, const std::vector<results::BreakerFrame>& breakers,
                       const engine::Event& event) {
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
            event.of == Fen{} && !of_breaker ? words(std::string()) : money(event.of.count),
            event.payer < 0 ? words(rule_of_event(model, breakers, event))
                            : words(id_at(model.scenario.reguarantors, event.payer)),
            words(clause_of(model, event)),
            words(threshold_of(model, event)),
            money(event.pool_balance.count)};
}

} // namespace

results::Table ledger_table(const engine::Model& model, const engine::Trace& trace) {
    results::Table table;
    table.id = "ledger";
    table.title = {"路径明细账", "ledger of the path"};
    const LedgerPlan plan = plan_of(model, trace);
    table.columns = ledger_columns(plan);
    for (int month = 1; month <= model.months; ++month) { table.rows.push_back(ledger_row(model, trace, plan, month)); }
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
                     text_column({"阈值、回收率或界限", "threshold, recovery rate or level"}),
                     money_column({"资金池余额", "pool balance"})};
    const std::vector<results::BreakerFrame> breakers = breakers_of(model.scenario);
    for (const engine::Event& event : trace.events) { table.rows.push_back(event_row(model, breakers, event)); }
    return table;
}

} // namespace kdt::study
