#include "scenario/rule_list.hpp"

#include "scenario/read.hpp"
#include "scenario/values.hpp"

#include <cmath>

namespace kdt::scenario {
namespace {

std::string month_text(int month) { return std::to_string(month); }

bool within_horizon(const RuleInput& in, const Block& block, const char* key) {
    const int month = block.month(key, 1);
    if (!block.has(key) || month <= in.scenario.horizon_months) { return true; }
    in.mistake(block.pointer(key),
               {"第 " + month_text(month) + " 个月超出模拟的 " + month_text(in.scenario.horizon_months) + " 个月",
                "month " + month_text(month) + " is beyond the horizon of " + month_text(in.scenario.horizon_months)},
               {"加大 horizon_months，或改早", "raise horizon_months, or choose an earlier month"});
    return false;
}

/// A target's dates must be those of its reading: a window, or one month.
void check_target_dates(const RuleInput& in, const Block& target, bool window) {
    for (const char* key : {"from_month", "to_month"}) {
        if (!window && target.has(key)) {
            in.mistake(target.pointer(key),
                       {"该口径看一个时点，不看期间", "this measure is read at one month, not over a window"},
                       {"改用 at_month", "use at_month"});
        }
    }
    if (window && target.has("at_month")) {
        in.mistake(target.pointer("at_month"),
                   {"disbursed 看期间，不看时点", "disbursed is read over a window, not at one month"},
                   {"改用 from_month 与 to_month", "use from_month and to_month"});
    }
    const char* last = window ? "to_month" : "at_month";
    if (!target.has(last)) {
        in.mistake(target.pointer(last), {std::string("缺少 ") + last, std::string(last) + " is missing"},
                   {"例如 \"2022-12\"", "such as \"2022-12\""});
    }
}

} // namespace

void check_horizons(const RuleInput& in) {
    const Block horizons = in.root.block("report").block("horizons");
    if (!in.sound(horizons.pointer()) || !in.sound("/horizon_months")) { return; }
    int before = 0;
    for (const Block& entry : horizons.entries()) {
        const int month = entry.as_month().value_or(1);
        if (month <= before) {
            in.mistake(entry.pointer(), {"月份应递增", "the months must ascend"},
                       {"按先后排列，不要重复", "sort them, each once"});
        }
        if (month > in.scenario.horizon_months) {
            in.mistake(
                entry.pointer(),
                {"第 " + month_text(month) + " 个月超出模拟的 " + month_text(in.scenario.horizon_months) + " 个月",
                 "month " + month_text(month) + " is beyond the horizon of " + month_text(in.scenario.horizon_months)},
                {"加大 horizon_months，或删掉它", "raise horizon_months, or take it out"});
        }
        before = month;
    }
}

void check_levels(const RuleInput& in) {
    const Block levels = in.root.block("report").block("levels");
    if (!in.sound(levels.pointer())) { return; }
    double before = 0.0;
    for (const Block& entry : levels.entries()) {
        const double level = entry.as_rate().value_or(0.0);
        if (level <= before) {
            in.mistake(entry.pointer(), {"置信水平应递增", "the levels must ascend"},
                       {"按大小排列，不要重复", "sort them, each once"});
        }
        before = level;
    }
}

namespace {

/// An amount, or a multiple of the pool's balance.
void check_target_amount(const RuleInput& in, const Block& target) {
    if (!target.has("times_pool")) {
        if (target.has("amount")) { return; }
        return in.mistake(target.pointer("amount"), {"缺少 amount 或 times_pool", "amount, or times_pool, is missing"},
                          {"写一个金额，或资金池余额的倍数", "give an amount, or a multiple of the pool's balance"});
    }
    const std::string pointer = target.pointer("times_pool");
    if (target.has("amount")) {
        in.mistake(pointer, {"已写明 amount", "stands beside amount"}, {"留下一个", "keep one of the two"});
    } else if (in.sound("/pool/balance") && in.scenario.pool.balance <= Fen{}) {
        in.mistake(pointer, {"资金池没有余额", "the pool has no balance"}, {"改用 amount", "use amount"});
    } else if (in.sound("/pool/balance") &&
               times_pool(in.scenario.pool.balance, target.rate("times_pool", 0.0)) <= Fen{}) {
        in.mistake(pointer,
                   {"目标超过 10 万亿元，或不到一分", "the target is more than 10 trillion yuan, or less than a 分"},
                   {"检查倍数与余额", "check the multiple and the balance"});
    }
}

} // namespace

void check_targets(const RuleInput& in) {
    for (const auto& [id, target] : in.root.block("targets").members()) {
        if (!target.is_object() || !in.sound(target.pointer())) { continue; }
        const bool window = target.text("measure", "disbursed") == "disbursed";
        check_target_dates(in, target, window);
        check_target_amount(in, target);
        if (target.text("measure", "disbursed") != "cumulative" && target.has("already_lent")) {
            in.mistake(target.pointer("already_lent"),
                       {"只有 cumulative 计入此前已放", "only cumulative counts what was lent before"},
                       {"删掉它，或改用 cumulative", "take it out, or use cumulative"});
        }
        bool inside = in.sound("/horizon_months");
        for (const char* key : {"from_month", "to_month", "at_month"}) {
            inside = inside && within_horizon(in, target, key);
        }
        if (inside && window && target.has("to_month") && target.month("from_month", 1) > target.month("to_month", 1)) {
            in.mistake(target.pointer("from_month"), {"起始月晚于截止月", "the window begins after it ends"},
                       {"对调两个月份", "swap the two months"});
        }
    }
}

void check_sums_of_money(const RuleInput& in) {
    const auto limit = static_cast<double>(kLargestAmount.count);
    const Text fix{"检查单位和利率", "check units and rates"};
    double book = 0.0;
    for (const TapeLoan& loan : in.scenario.portfolio.tape) {
        book += static_cast<double>(loan.original_principal.count);
    }
    if (book > limit) {
        in.mistake("/portfolio/file", {"贷款合计超过 10 万亿元", "the loans sum to more than 10 trillion yuan"}, fix);
    }
}

void notice_unlikely_amounts(const RuleInput& in) {
    constexpr Fen kLargePool{10'000'000'000'000}; // 1,000 亿元; the national guarantee fund has 661
    constexpr double kSmallLoan = 1e6;            // 1 万元
    constexpr double kLargeLoan = 1e11;           // 10 亿元
    const std::string unit(name_of(in.scenario.unit));
    if (in.sound("/pool/balance") && in.scenario.pool.balance > kLargePool) {
        const std::string amount = written(in.scenario.pool.balance, Unit::yi);
        in.notice("/pool/balance",
                  {"合 " + amount + "，比全国最大的基金还大：单位 " + unit + " 对吗？",
                   "is " + amount + ", more than the largest national fund: is the unit " + unit + " right?"});
    }
    const auto judge = [&](const std::string& pointer, double mean) {
        if (mean > 0.0 && (mean < kSmallLoan || mean > kLargeLoan)) {
            const std::string amount = written(to_fen(mean), Unit::wan);
            in.notice(pointer, {"平均一笔 " + amount + "：单位 " + unit + " 对吗？",
                                "a mean loan of " + amount + ": is the unit " + unit + " right?"});
        }
    };
    for (const Tier& tier : in.scenario.tiers) {
        if (tier.loan_size) { judge(child(child("/tiers", tier.id), "loan_size"), tier.loan_size->mean); }
    }
    double sum = 0.0;
    for (const TapeLoan& loan : in.scenario.portfolio.tape) { sum += static_cast<double>(loan.principal.count); }
    if (!in.scenario.portfolio.tape.empty()) {
        judge("/portfolio/file", sum / static_cast<double>(in.scenario.portfolio.tape.size()));
    }
}

} // namespace kdt::scenario
