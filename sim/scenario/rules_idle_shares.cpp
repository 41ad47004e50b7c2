#include "scenario/rule_list.hpp"

#include <algorithm>

// Share rows and add-ons that can never act, or not as they stand.
namespace kdt::scenario {
namespace {

using terms::Condition;
using terms::Party;

template <class Value>
bool asks_no_less(const std::optional<Value>& wide, const std::optional<Value>& narrow) {
    return !wide || wide == narrow;
}

bool bounds_no_less(const std::optional<Fen>& wide, const std::optional<Fen>& narrow) {
    return !wide || (narrow && *narrow <= *wide);
}

/// Whether every loan that meets `narrow` meets `wide` too.
bool covers(const Condition& wide, const Condition& narrow) {
    const bool above =
        !wide.principal_above || (narrow.principal_above && *narrow.principal_above >= *wide.principal_above);
    return above && bounds_no_less(wide.principal_at_most, narrow.principal_at_most) &&
           bounds_no_less(wide.revenue_at_most, narrow.revenue_at_most) && asks_no_less(wide.tier, narrow.tier) &&
           asks_no_less(wide.sector, narrow.sector) && asks_no_less(wide.bank, narrow.bank) &&
           asks_no_less(wide.renewal, narrow.renewal) && asks_no_less(wide.first_loan, narrow.first_loan) &&
           asks_no_less(wide.collateral, narrow.collateral) &&
           asks_no_less(wide.collateral_kind, narrow.collateral_kind);
}

template <class Value>
bool agree(const std::optional<Value>& a, const std::optional<Value>& b) {
    return !a || !b || *a == *b;
}

bool leaves_amounts(const std::optional<Fen>& above, const std::optional<Fen>& at_most) {
    return !above || !at_most || *above < *at_most;
}

/// Whether a loan can meet both.
bool can_meet(const Condition& a, const Condition& b) {
    return agree(a.tier, b.tier) && agree(a.sector, b.sector) && agree(a.bank, b.bank) && agree(a.renewal, b.renewal) &&
           agree(a.first_loan, b.first_loan) && agree(a.collateral, b.collateral) &&
           agree(a.collateral_kind, b.collateral_kind) && leaves_amounts(a.principal_above, b.principal_at_most) &&
           leaves_amounts(b.principal_above, a.principal_at_most);
}

void notice_shadowed_rows(const RuleInput& in, const Product& product, const std::vector<Block>& rows) {
    for (std::size_t later = 1; later < rows.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (!covers(product.shares[earlier].when, product.shares[later].when)) { continue; }
            const std::string number = std::to_string(earlier + 1);
            in.idle(rows[later].pointer(),
                    {"满足它的贷款都先满足第 " + number + " 行，这一行永远用不到",
                     "row " + number + " holds for every loan it could hold for: it never applies"},
                    {"移到前面，或收紧前面的条件", "move it up, or narrow the earlier one"});
            break;
        }
    }
}

void notice_first_renewals(const RuleInput& in, const Condition& when, const Block& entry) {
    if (when.first_loan != true || when.renewal != true) { return; }
    in.idle(entry.pointer("when"), {"续贷不是首贷，条件永不满足", "a renewal is no first loan: it never holds"},
            {"只留一个条件", "keep one of the two"});
}

/// The points that a loan of this row can have together, add-ons that exclude an earlier one left out.
double points_together(const Product& product, const Condition& row) {
    std::vector<Condition> met{row};
    double points = 0.0;
    for (const terms::AddOn& add_on : product.add_ons) {
        const auto fits = [&](const Condition& other) { return can_meet(other, add_on.when); };
        if (!std::all_of(met.begin(), met.end(), fits)) { continue; }
        met.push_back(add_on.when);
        points += add_on.points;
    }
    return points;
}

void notice_points_beyond(const RuleInput& in, const Product& product, const Block& add_ons) {
    for (const terms::ShareRow& row : product.shares) {
        const double points = points_together(product, row.when);
        const double bank = row.pays[Party::bank];
        const bool stopped_before = product.share_ceiling && *product.share_ceiling <= row.pays[Party::pool] + bank;
        if (stopped_before || points <= bank + kShareTolerance) { continue; }
        in.idle(add_ons.pointer(),
                {"可叠加到 " + sum_text(points) + "，而银行比例只有 " + sum_text(bank) + "，超出部分不起作用",
                 "can add up to " + sum_text(points) + ", and the bank's share is " + sum_text(bank) +
                     ": what is beyond has no effect"},
                {"减少加分，或写明 share_ceiling", "lower the points, or give share_ceiling"});
        return;
    }
}

/// The ceiling is of the real loss: what the insurer pays is none.
void notice_low_public_ceiling(const RuleInput& in, const Product& product, const Block& block) {
    if (!product.public_ceiling) { return; }
    for (const terms::ShareRow& row : product.shares) {
        const double most = product.public_ceiling->value * (1.0 - row.pays[Party::insurer]);
        if (row.pays[Party::pool] <= most + kShareTolerance) { continue; }
        const std::string share = number_text(row.pays[Party::pool]);
        in.idle(block.pointer("public_ceiling"),
                {"低于资金池自身的比例 " + share + "，该比例从不能足额支付",
                 "is below the pool's own share " + share + ": that share is never paid in full"},
                {"提高上限，或降低分担比例", "raise the ceiling, or lower the share"});
        return;
    }
}

} // namespace

void notice_idle_shares(const RuleInput& in) {
    for (const Product& product : in.scenario.products) {
        const Block block = in.root.block("products").block(product.id);
        const std::vector<Block> rows = block.block("shares").entries();
        notice_shadowed_rows(in, product, rows);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            notice_first_renewals(in, product.shares[row].when, rows[row]);
        }
        const std::vector<Block> add_ons = block.block("add_ons").entries();
        for (std::size_t place = 0; place < add_ons.size(); ++place) {
            const Condition& when = product.add_ons[place].when;
            notice_first_renewals(in, when, add_ons[place]);
            if (covers(when, Condition{})) {
                in.idle(add_ons[place].pointer(),
                        {"没有条件，对每笔贷款都加分", "has no condition: it is added to every loan"},
                        {"加上 when，或并入分担表", "give it a condition, or put it into the rows"});
            }
        }
        notice_points_beyond(in, product, block.block("add_ons"));
        notice_low_public_ceiling(in, product, block);
    }
}

} // namespace kdt::scenario
