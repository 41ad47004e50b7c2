#include "scenario/rule_list.hpp"

#include "scenario/schema.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace kdt::scenario {
namespace {

bool has_conditions(const Block& row) {
    const Block when = row.block("when");
    return when.there() && !ids_of(*when.json()).empty();
}

void check_row_sum(const RuleInput& in, const Block& row) {
    const Block pays = row.block("pays");
    if (!in.sound(pays.pointer())) { return; }
    double others = 0.0;
    for (std::string_view party : terms::kPartyNames) {
        if (party != "bank") { others += pays.rate(std::string(party), 0.0); }
    }
    const auto bank = pays.maybe_rate("bank");
    const double sum = others + bank.value_or(0.0);
    if (others > 1.0 + kShareTolerance) {
        in.mistake(pays.pointer(),
                   {"各方比例合计 " + sum_text(others) + "，超过 1",
                    "the shares sum to " + sum_text(others) + ", more than 1"},
                   {"合计不超过 1，其余由银行承担", "let them sum to at most 1; the bank bears the rest"});
    } else if (bank && std::abs(sum - 1.0) > kShareTolerance) {
        in.mistake(pays.pointer(),
                   {"写明银行比例时各方须合计为 1，现为 " + sum_text(sum),
                    "with the bank's share given the row must sum to 1, it sums to " + sum_text(sum)},
                   {"去掉 bank，其余自动由银行承担", "leave bank out: it bears the rest"});
    }
}

/// Shares by month: the months ascend, the shares sum to 1.
void check_spread(const RuleInput& in, const Block& spread, const Text& fix) {
    if (!spread.there() || !in.sound(spread.pointer())) { return; }
    double sum = 0.0;
    int before = -1;
    for (const Block& point : spread.entries()) {
        const int month = point.whole("month", 0);
        if (month <= before) {
            in.mistake(point.pointer("month"), {"月份应逐行递增", "the months must ascend"},
                       {"按月份排序，同一个月合并", "sort them; join points of the same month"});
        }
        before = month;
        sum += point.rate("share", 0.0);
    }
    if (std::abs(sum - 1.0) > kShareTolerance) {
        in.mistake(spread.pointer(),
                   {"各月比例合计 " + sum_text(sum) + "，应为 1", "the shares sum to " + sum_text(sum) + ", not to 1"},
                   fix);
    }
}

void check_bounds(const RuleInput& in, const Block& when) {
    const auto above = when.maybe_money("principal_above");
    const auto at_most = when.maybe_money("principal_at_most");
    if (above && at_most && *above >= *at_most) {
        in.mistake(when.pointer(),
                   {"没有金额同时满足两个界限", "no amount is both above the one and at most the other"},
                   {"principal_above 应小于 principal_at_most", "principal_above must be the smaller one"});
    }
}

void check_row_condition(const RuleInput& in, const Block& row, bool last) {
    if (!in.sound(row.pointer("when"))) { return; }
    if (last && has_conditions(row)) {
        in.mistake(row.pointer("when"),
                   {"最后一行不能有条件，否则有贷款无行可用",
                    "the last row must have no condition, or some loans find no row"},
                   {"在末尾加一行没有 when 的分担行", "add a last row without \"when\""});
    } else if (!last && !has_conditions(row)) {
        in.mistake(
            row.pointer(),
            {"这一行没有条件，它下面的行永远用不到", "this row has no condition, so the rows below it never apply"},
            {"给它加条件，或移到最后", "give it a condition, or move it to the end"});
    }
    check_bounds(in, row.block("when"));
}

/// A ceiling below what a row pays without any add-on.
void check_ceiling(const RuleInput& in, const Block& product, const char* key, bool counts_pool) {
    if (!product.has(key) || !in.sound(product.pointer(key)) || !in.sound(product.pointer("shares"))) { return; }
    const double ceiling = product.rate(key, 1.0);
    for (const Block& row : product.block("shares").entries()) {
        const double share = row.block("pays").rate(counts_pool ? "pool" : "reguarantee", 0.0);
        if (share <= ceiling + kShareTolerance) { continue; }
        in.mistake(
            product.pointer(key),
            {"低于分担表中的比例 " + number_text(share), "is below the share " + number_text(share) + " of a row"},
            {"上限应不低于各行的比例", "let the ceiling be at least every row's share"});
        return;
    }
}

} // namespace

void check_share_rows(const RuleInput& in) {
    for (const auto& [id, product] : in.root.block("products").members()) {
        const std::vector<Block> rows = product.block("shares").entries();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!rows[i].is_object()) { continue; }
            check_row_sum(in, rows[i]);
            check_row_condition(in, rows[i], i + 1 == rows.size());
        }
    }
}

void check_tenors(const RuleInput& in) {
    for (const auto& [id, product] : in.root.block("products").members()) {
        if (!in.sound(product.pointer("tenor_months"))) { continue; }
        std::set<int> seen;
        for (const Block& tenor : product.block("tenor_months").entries()) {
            const int months = tenor.whole("months", 0);
            if (seen.insert(months).second) { continue; }
            in.mistake(
                tenor.pointer("months"),
                {std::to_string(months) + " 个月出现两次", "the tenor " + std::to_string(months) + " stands twice"},
                {"合并两项的权重", "add up the two weights"});
        }
    }
}

void check_repayment(const RuleInput& in) {
    for (const auto& [id, product] : in.root.block("products").members()) {
        if (product.text("repayment") == "equal_instalment" && !product.has("rate")) {
            in.notice(product.pointer("rate"), {"没有写利率，等额本息按零利率计算，即每月等额还本",
                                                "absent: equal instalments at a rate of 0 are equal in principal"});
        }
    }
}

void check_rate_caps(const RuleInput& in) {
    for (const auto& [id, product] : in.root.block("products").members()) {
        const auto cap = product.maybe_rate("rate_cap");
        const double rate = product.rate("rate", 0.0);
        if (!cap || rate <= *cap || !in.sound(product.pointer("rate")) || !in.sound(product.pointer("rate_cap"))) {
            continue;
        }
        const std::string most = number_text(*cap);
        in.mistake(product.pointer("rate"),
                   {"年利率 " + number_text(rate) + " 高于利率上限 " + most,
                    "the rate " + number_text(rate) + " is above the rate cap of " + most},
                   {"降低利率，或提高 rate_cap", "lower the rate, or raise rate_cap"});
    }
}

void check_add_ons(const RuleInput& in) {
    for (const auto& [id, product] : in.root.block("products").members()) {
        if (!product.is_object()) { continue; }
        for (const Block& entry : product.block("add_ons").entries()) {
            if (in.sound(entry.pointer("when"))) { check_bounds(in, entry.block("when")); }
        }
        check_ceiling(in, product, "share_ceiling", true);
        check_ceiling(in, product, "public_ceiling", false);
        if (product.has("share_ceiling") && !product.has("add_ons")) {
            in.notice(product.pointer("share_ceiling"), {"没有加分项，上限用不到", "not used: there are no add-ons"});
        }
    }
}

void notice_unknown_revenue(const RuleInput& in) {
    for (std::size_t place = 0; place < in.scenario.products.size(); ++place) {
        const Product& product = in.scenario.products[place];
        if (!product.asks_revenue()) { continue; }
        const auto unknown = std::count_if(
            in.scenario.portfolio.tape.begin(), in.scenario.portfolio.tape.end(),
            [&](const TapeLoan& loan) { return loan.product == static_cast<int>(place) && !loan.revenue; });
        if (unknown > 0) {
            const std::string count = std::to_string(unknown);
            in.notice("/portfolio/file",
                      {product.id + " 的 " + count + " 笔贷款没有营业收入，不满足任何收入条件",
                       count + " loan(s) of " + product.id + " have no revenue: no condition on it holds for them"});
        }
        for (const DemandRow& row : in.scenario.lending.demand) {
            const Tier& tier = in.scenario.tiers[static_cast<std::size_t>(row.tier)];
            if (row.product != static_cast<int>(place) || tier.revenue) { continue; }
            in.notice(child(child("/tiers", tier.id), "revenue"),
                      {"没有写营业收入，" + product.id + " 的收入条件不会满足",
                       "absent: no condition of " + product.id + " on revenue holds for this tier"});
        }
    }
}

void check_workout(const RuleInput& in) {
    check_spread(
        in, in.root.block("recovery").block("workout"),
        {"回收的总量由 mean 决定，这里只写分配", "how much is recovered is said by mean; this only spreads it"});
}

void check_instalments(const RuleInput& in) {
    for (const auto& [id, product] : in.root.block("products").members()) {
        check_spread(in, product.block("claim").block("instalments"),
                     {"各期比例之和为 1", "let the instalments sum to 1"});
    }
}

void check_recovery_law(const RuleInput& in) {
    const Block recovery = in.root.block("recovery");
    if (!recovery.there()) {
        in.notice("/recovery", {"没有写回收，按违约后全额损失计算", "absent: nothing is recovered after default"});
        return;
    }
    if (!in.sound(recovery.pointer("mean")) || !in.sound(recovery.pointer("sd")) ||
        !in.sound(recovery.pointer("distribution"))) {
        return;
    }
    const Recovery& law = in.scenario.recovery;
    if (law.distribution == RecoveryDistribution::constant) {
        if (law.sd > 0.0) {
            in.notice(recovery.pointer("sd"),
                      {"distribution 为 constant，标准差未使用", "not used: the distribution is constant"});
        }
        return;
    }
    const double widest = std::sqrt(law.mean * (1.0 - law.mean));
    if (law.sd <= 0.0 || law.sd >= widest) {
        const std::string limit = number_text(std::round(widest * 1e4) / 1e4);
        in.mistake(
            recovery.pointer("sd"),
            {"均值 " + number_text(law.mean) + " 的贝塔分布，标准差须大于 0 且小于 √(m(1−m)) = " + limit,
             "a Beta law of mean " + number_text(law.mean) + " has an sd above 0 and below √(m(1−m)) = " + limit},
            {"减小 sd，或改用 constant", "lower sd, or use constant"});
    }
}

} // namespace kdt::scenario
