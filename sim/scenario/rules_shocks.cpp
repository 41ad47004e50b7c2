#include "scenario/rule_list.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

/// A month of the stress block that the simulation never reaches is a slip.
bool reached(const RuleInput& in, const Block& entry, const char* key) {
    const int month = entry.month(key, 1);
    if (!in.sound("/horizon_months") || month <= in.scenario.horizon_months) { return true; }
    const std::string last = std::to_string(in.scenario.horizon_months);
    in.mistake(entry.pointer(key),
               {"第 " + std::to_string(month) + " 个月超出模拟的 " + last + " 个月",
                "month " + std::to_string(month) + " is beyond the horizon of " + last},
               {"加大 horizon_months，或改早", "raise horizon_months, or choose an earlier month"});
    return false;
}

/// Loans and borrowers are named as the tape names them.
void check_named(const RuleInput& in, const Block& entry, const char* key, const DefaultShock& shock) {
    if (in.root.block("portfolio").has("synthetic")) {
        in.mistake(entry.pointer(key),
                   {"合成的期初贷款没有自己的编号", "the loans of a synthetic book have no ids of their own"},
                   {"改用 largest 或 sector", "use largest or sector"});
        return;
    }
    if (!in.sound("/portfolio") || !in.findings.problems().empty()) { return; } // the tape was not read to its end
    const auto& tape = in.scenario.portfolio.tape;
    const bool known = std::any_of(tape.begin(), tape.end(), [&](const TapeLoan& loan) {
        return (shock.whom == DefaultShock::Whom::loan ? loan.loan_id : loan.borrower_id) == shock.id;
    });
    if (known) { return; }
    in.mistake(entry.pointer(key),
               {"贷款明细中没有 \"" + shock.id + "\"", "there is no \"" + shock.id + "\" in the tape"},
               {"检查编号", "check the id"});
}

} // namespace

void check_stated_defaults(const RuleInput& in) {
    const auto entries = in.root.block("stress").block("defaults").entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i].is_object() || !in.sound(entries[i].pointer())) { continue; }
        int named = 0;
        for (const char* key : {"loan_id", "borrower_id", "sector", "largest"}) {
            named += entries[i].has(key) ? 1 : 0;
        }
        if (named != 1) {
            in.mistake(
                entries[i].pointer(),
                {"应写 loan_id、borrower_id、sector、largest 之一，这里有 " + std::to_string(named) + " 项",
                 "it takes one of loan_id, borrower_id, sector and largest, and here are " + std::to_string(named)},
                {"要几项就写几条", "write an entry for each"});
            continue;
        }
        const DefaultShock& shock = in.scenario.stress.defaults[i];
        if (reached(in, entries[i], "month") && shock.whom == DefaultShock::Whom::loan) {
            check_named(in, entries[i], "loan_id", shock);
        } else if (shock.whom == DefaultShock::Whom::borrower) {
            check_named(in, entries[i], "borrower_id", shock);
        }
    }
}

void check_bank_stops(const RuleInput& in) {
    for (const Block& entry : in.root.block("stress").block("bank_stops").entries()) {
        if (!entry.is_object() || !in.sound(entry.pointer())) { continue; }
        if (reached(in, entry, "from_month") && entry.month("from_month", 1) > entry.month("to_month", 1)) {
            in.mistake(entry.pointer("from_month"), {"首月晚于末月", "the first month comes after the last"},
                       {"对调两个月份", "swap the two months"});
        }
    }
}

void check_top_up_failures(const RuleInput& in) {
    if (!in.sound("/pool/top_ups")) { return; }
    const auto top_ups = in.root.block("pool").block("top_ups").entries();
    for (const Block& entry : in.root.block("stress").block("top_up_fails").entries()) {
        if (!entry.is_object() || !in.sound(entry.pointer())) { continue; }
        const int month = entry.month("month", 1);
        if (std::any_of(top_ups.begin(), top_ups.end(),
                        [&](const Block& top_up) { return top_up.month("month", 1) == month; })) {
            continue;
        }
        in.mistake(entry.pointer("month"),
                   {"第 " + std::to_string(month) + " 个月没有补充资金",
                    "there is no top-up in month " + std::to_string(month)},
                   {"写 pool.top_ups 中的月份", "give a month of pool.top_ups"});
    }
}

void check_contagion(const RuleInput& in) {
    const Block contagion = in.root.block("credit").block("contagion");
    const auto& tape = in.scenario.portfolio.tape;
    const bool anchored =
        std::any_of(tape.begin(), tape.end(), [](const TapeLoan& loan) { return !loan.anchor.empty(); });
    if (contagion.there() && !anchored) {
        in.notice(contagion.pointer(),
                  {"贷款明细没有“核心企业”，传染不起作用", "the tape names no anchor, so it has no effect"});
    } else if (!contagion.there() && anchored) {
        in.notice("/credit/contagion",
                  {"没有写传染，“核心企业”列不起作用", "is absent, so the tape's anchor column has no effect"});
    }
}

} // namespace kdt::scenario
