#include "scenario/rule_list.hpp"

#include <algorithm>
#include <map>

// Inputs that are sound and change nothing: whoever wrote them expects something of them.
namespace kdt::scenario {
namespace {

bool counts_lending(terms::Metric metric) {
    return metric == terms::Metric::bad_over_lending_in_year || metric == terms::Metric::claims_over_lending_in_year ||
           metric == terms::Metric::cumulative_claims_over_cumulative_lending;
}

void notice_idle_without_lending(const RuleInput& in, const terms::BreakerRule& rule, const Block& breaker) {
    if (lends(in.scenario)) { return; }
    if (counts_lending(rule.metric)) {
        in.idle(breaker.pointer("metric"),
                {"没有任何放款，分母总是 0：有违约或补偿即超过任何界限",
                 "nothing is ever lent, so its denominator is 0: any numerator is above every level"});
    }
    if (rule.halts_lending && rule.stop_above) {
        in.idle(breaker.pointer("halts"),
                {"没有任何放款，停贷不起作用", "nothing is ever lent, so halting lending has no effect"});
    }
}

void notice_idle_breaker(const RuleInput& in, const terms::BreakerRule& rule, const Block& breaker) {
    notice_idle_without_lending(in, rule, breaker);
    if (!rule.stop_above) {
        if (!breaker.block("halts").entries().empty()) {
            in.idle(breaker.pointer("halts"),
                    {"没有熔断线 stop_above，什么也不暂停", "without stop_above nothing is ever halted"});
        }
        return;
    }
    if (rule.resume == terms::Resume::below && rule.resume_below == 0.0) {
        const char* key = breaker.has("resume_below") ? "resume_below" : "stop_above";
        in.idle(breaker.pointer(key), {"低于 0 才恢复，即永不恢复", "it resumes strictly below 0, which is never"},
                {"确要如此请写 \"resume\": \"never\"", "if that is meant, write \"resume\": \"never\""});
    }
    if (rule.resume == terms::Resume::after_months && rule.resume_after_months >= in.scenario.horizon_months) {
        in.idle(breaker.pointer("resume_after_months"),
                {"不短于模拟期，期内不恢复", "is not shorter than the horizon, so no stop ends within the run"});
    }
}

/// Whether the factors' values reach anything: defaults, or the demand that hangs on the macro factor.
bool factors_matter(const Scenario& scenario) {
    const Dependence dependence = scenario.credit.dependence;
    const Lending& lending = scenario.lending;
    const bool demand = !lending.demand.empty() && lending.macro_loading != 0.0 && lending.demand_volatility > 0.0;
    return demand || (dependence != Dependence::independent && dependence != Dependence::given);
}

void notice_idle_periods(const RuleInput& in, const Block& by_factor) {
    const int months = in.scenario.credit.factor_period_months;
    const int periods = (in.scenario.horizon_months + months - 1) / months;
    for (const auto& [id, values] : by_factor.members()) {
        const auto stated = static_cast<int>(values.entries().size());
        if (stated <= periods) { continue; }
        const std::string has = std::to_string(periods);
        in.idle(values.pointer(), {"写了 " + std::to_string(stated) + " 期，模拟只有 " + has + " 期，后面的不起作用",
                                   "states " + std::to_string(stated) + " periods of " + has +
                                       " in the run; the later ones have no effect"});
    }
    if (by_factor.there() && !by_factor.members().empty() && !factors_matter(in.scenario)) {
        in.idle(by_factor.pointer(), {"independent 与 given 不使用因子，不起作用",
                                      "independent and given use no factors, so it has no effect"});
    }
}

/// The last month in which a borrower of the tape can have a loan on the books; none where a renewal may go on.
std::map<std::string, std::optional<int>> last_months(const Scenario& scenario) {
    std::map<std::string, std::optional<int>> last;
    for (const TapeLoan& loan : scenario.portfolio.tape) {
        const Product& product = scenario.products[static_cast<std::size_t>(loan.product)];
        const auto [place, fresh] = last.try_emplace(loan.borrower_id, 0);
        if (renews(product)) { place->second.reset(); }
        if (!place->second) { continue; }
        const int put_off = product.extension_probability > 0.0 ? product.extension_months : 0;
        place->second = std::max(*place->second, loan.remaining_months + put_off);
    }
    return last;
}

const TapeLoan* named_loan(const Scenario& scenario, const DefaultShock& shock) {
    const auto& tape = scenario.portfolio.tape;
    const auto found = std::find_if(tape.begin(), tape.end(), [&](const TapeLoan& loan) {
        return (shock.whom == DefaultShock::Whom::loan ? loan.loan_id : loan.borrower_id) == shock.id;
    });
    return found == tape.end() ? nullptr : &*found;
}

void notice_idle_shock(const RuleInput& in, const std::map<std::string, std::optional<int>>& last,
                       const DefaultShock& shock, const Block& entry) {
    const auto& tape = in.scenario.portfolio.tape;
    const bool new_loans = !in.scenario.lending.demand.empty();
    switch (shock.whom) {
    case DefaultShock::Whom::loan:
    case DefaultShock::Whom::borrower:
        if (const TapeLoan* loan = named_loan(in.scenario, shock)) {
            const std::optional<int> until = last.at(loan->borrower_id);
            if (until && shock.month > *until) {
                in.idle(entry.pointer("month"),
                        {"贷款最迟在第 " + std::to_string(*until) + " 个月还清，不起作用",
                         "its loans are repaid by month " + std::to_string(*until) + ", so it has no effect"});
            }
        }
        return;
    case DefaultShock::Whom::sector:
        if (!tape.empty() && !new_loans &&
            std::none_of(tape.begin(), tape.end(), [&](const TapeLoan& loan) { return loan.sector == shock.sector; })) {
            in.idle(entry.pointer("sector"),
                    {"该行业没有贷款，不起作用", "the sector has no loans, so it has no effect"});
        }
        return;
    case DefaultShock::Whom::largest:
        if (!tape.empty() && !new_loans && static_cast<std::size_t>(shock.count) > last.size()) {
            const std::string all = std::to_string(last.size());
            in.idle(entry.pointer("largest"),
                    {"借款人一共只有 " + all + " 户", "there are only " + all + " borrowers in all"});
        }
        return;
    }
}

} // namespace

void notice_idle_breakers(const RuleInput& in) {
    const Block breakers = in.root.block("breakers");
    for (const Breaker& breaker : in.scenario.breakers) {
        notice_idle_breaker(in, breaker.rule, breakers.block(breaker.id));
    }
}

void notice_idle_stress(const RuleInput& in) {
    const Block stress = in.root.block("stress");
    if (!stress.there()) { return; }
    for (const char* key : {"factor_path", "factor_shift"}) { notice_idle_periods(in, stress.block(key)); }
    if (!in.scenario.stress.bank_stops.empty() && !lends(in.scenario)) {
        in.idle(stress.pointer("bank_stops"),
                {"没有任何放款，停贷不起作用", "nothing is ever lent, so it has no effect"});
    }
    const auto last = last_months(in.scenario);
    const auto entries = stress.block("defaults").entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        notice_idle_shock(in, last, in.scenario.stress.defaults[i], entries[i]);
    }
}

void notice_idle_given(const RuleInput& in) {
    if (in.scenario.credit.dependence != Dependence::given) { return; }
    const Block contagion = in.root.block("credit").block("contagion");
    if (contagion.there()) {
        in.idle(contagion.pointer(),
                {"given 的违约都已写明，传染不起作用", "the defaults of given are all stated, so it has no effect"});
    }
    const auto last = last_months(in.scenario);
    std::map<std::string, const TapeLoan*> by_id;
    for (const TapeLoan& loan : in.scenario.portfolio.tape) { by_id.emplace(loan.loan_id, &loan); }
    std::string late;
    for (const GivenDefault& stated : in.scenario.credit.given) {
        const auto loan = by_id.find(stated.loan_id);
        if (loan == by_id.end()) { continue; }
        const std::optional<int> until = last.at(loan->second->borrower_id);
        if (until && stated.month > *until) { late += (late.empty() ? "" : ", ") + stated.loan_id; }
    }
    if (late.empty()) { return; }
    in.idle("/credit/defaults_file", {"以下贷款在写明的违约月份之前已还清，违约不起作用：" + late,
                                      "these loans are repaid before the month of default stated, which has no "
                                      "effect: " +
                                          late});
}

namespace {

/// A figure with a source of its own is a fact worth stating, used or not.
bool published(const Scenario& scenario, const std::string& pointer) {
    return std::any_of(scenario.sources.begin(), scenario.sources.end(),
                       [&](const Source& source) { return source.pointer == pointer; });
}

} // namespace

void notice_idle_firms(const RuleInput& in) {
    const auto& demand = in.scenario.lending.demand;
    if (std::any_of(demand.begin(), demand.end(),
                    [](const DemandRow& row) { return row.applications_per_firm_year.has_value(); })) {
        return;
    }
    for (const auto& [id, tier] : in.root.block("tiers").members()) {
        for (const char* key : {"entry_per_year", "entrants_per_year", "exit_per_year", "promote", "firms"}) {
            if (!tier.has(key) || published(in.scenario, tier.pointer(key))) { continue; }
            in.idle(tier.pointer(key),
                    {"没有按企业数写的需求（applications_per_firm_year），只改变企业数表",
                     "no demand is stated by firms (applications_per_firm_year), so it changes the table of firms "
                     "only"});
            break;
        }
    }
}

} // namespace kdt::scenario
