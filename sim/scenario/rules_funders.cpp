#include "scenario/rule_list.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::scenario {
namespace {

using terms::FunderPart;

void check_shares_of(const RuleInput& in, const Block& funders, std::optional<FunderPart> part) {
    double sum = 0.0;
    for (const Funder& funder : in.scenario.pool.funders) {
        if (funder.part == part) { sum += funder.share; }
    }
    if (std::abs(sum - 1.0) <= kShareTolerance) { return; }
    const Text whose =
        !part ? Text{"各出资方", "the funders' shares"}
        : part == FunderPart::cash
            ? Text{"出现金（part: cash）的各方", "the shares of the cash (part: cash)"}
            : Text{"承担承诺（part: commitment）的各方", "the shares of the commitment (part: commitment)"};
    in.mistake(
        funders.pointer(),
        {whose.zh + "比例合计 " + sum_text(sum) + "，应为 1", whose.en + " sum to " + sum_text(sum) + ", not to 1"},
        {"各出资方比例之和为 1", "let the shares sum to 1"});
}

/// Whether parts are stated; a mistake where only some are, or where there is but one kind of money.
bool check_parts(const RuleInput& in, const Block& funders) {
    const std::vector<Funder>& known = in.scenario.pool.funders;
    const auto stated = std::count_if(known.begin(), known.end(), [](const Funder& f) { return f.part.has_value(); });
    if (stated == 0) { return false; }
    if (in.sound("/pool/mode") && in.scenario.pool.mode != PoolMode::hybrid) {
        in.mistake(funders.pointer(),
                   {"只有混合模式分现金与承诺两部分", "only a hybrid pool has cash and a commitment"},
                   {"删掉 part，或改用 hybrid", "take part out, or use hybrid"});
    } else if (static_cast<std::size_t>(stated) < known.size()) {
        in.mistake(funders.pointer(), {"只有部分出资方写了 part", "only some of the funders state their part"},
                   {"每个出资方都写 part，或都不写", "give each a part, or none"});
    }
    return true;
}

void check_orders(const RuleInput& in, const Block& funders, bool parts) {
    const std::vector<Funder>& known = in.scenario.pool.funders;
    const auto is_ordered = [](const Funder& funder) { return funder.order.has_value(); };
    if (std::none_of(known.begin(), known.end(), is_ordered)) { return; }
    for (std::size_t i = 0; i < known.size(); ++i) {
        const bool again = std::any_of(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const Funder& before) { return before.order == known[i].order; });
        if (known[i].order && again) {
            in.mistake(funders.block(known[i].id).pointer("order"),
                       {"次序与另一出资方相同", "another funder has the same order"},
                       {"各写不同的次序", "give each its own"});
        }
        if (known[i].order && known[i].part == FunderPart::commitment) {
            in.mistake(funders.block(known[i].id).pointer("order"),
                       {"承诺在现金之后、按比例承担，没有先后", "the commitment comes after the cash and is shared"},
                       {"删掉 order", "take order out"});
        }
    }
    const bool all = std::all_of(known.begin(), known.end(), [&](const Funder& funder) {
        return funder.order || funder.part == FunderPart::commitment;
    });
    if (!all) {
        in.mistake(funders.pointer(), {"只有部分出资方有次序", "only some of the funders have an order"},
                   {"每个出资方都写 order，或都不写", "give each an order, or none"});
    }
    if (!parts && in.sound("/pool/mode") && in.scenario.pool.mode != PoolMode::cash_pool) {
        in.mistake(funders.pointer(),
                   {"预算承诺按比例分担，没有先后", "a commitment is shared, and not used up in order"},
                   {"删掉 order，或在混合模式中写明 part", "take order out, or state parts in a hybrid pool"});
    }
}

/// What is paid in is cash: it can't be of those who stand for the commitment.
void check_top_ups_of_funders(const RuleInput& in) {
    const auto entries = in.root.block("pool").block("top_ups").entries();
    if (!in.sound("/pool/top_ups")) { return; }
    for (std::size_t i = 0; i < entries.size() && i < in.scenario.pool.top_ups.size(); ++i) {
        const auto& funder = in.scenario.pool.top_ups[i].funder;
        if (!funder || in.scenario.pool.funders[static_cast<std::size_t>(*funder)].part != FunderPart::commitment) {
            continue;
        }
        in.mistake(entries[i].pointer("funder"),
                   {"这一方承担承诺，不出现金", "this funder stands for the commitment and gives no cash"},
                   {"改为 part 为 cash 的一方", "name one whose part is cash"});
    }
}

} // namespace

void check_funders(const RuleInput& in) {
    const Block funders = in.root.block("pool").block("funders");
    if (!funders.there() || !in.sound(funders.pointer())) { return; }
    const bool parts = check_parts(in, funders);
    if (!in.sound(funders.pointer())) { return; }
    if (parts) {
        check_shares_of(in, funders, FunderPart::cash);
        check_shares_of(in, funders, FunderPart::commitment);
    } else {
        check_shares_of(in, funders, std::nullopt);
    }
    check_orders(in, funders, parts);
    check_top_ups_of_funders(in);
}

void check_refill(const RuleInput& in) {
    const Block refill = in.root.block("pool").block("refill");
    if (!refill.is_object() || !in.sound(refill.pointer())) { return; }
    const auto target = refill.maybe_rate("target_share_of_outstanding");
    const auto below = refill.maybe_rate("below_share_of_outstanding");
    if (refill.has("target") == target.has_value()) {
        in.mistake(refill.pointer("target"),
                   {target ? "目标写了两次：target 与 target_share_of_outstanding" : "没有写补足的目标",
                    target ? "the target is stated twice: target and target_share_of_outstanding"
                           : "is missing: nothing says what is filled up to"},
                   {"写 target 或 target_share_of_outstanding 之一", "give target or target_share_of_outstanding"});
    }
    if (!below) { return; }
    if (refill.has("below") || !target) {
        in.mistake(refill.pointer("below_share_of_outstanding"),
                   {"只与 target_share_of_outstanding 同用，并代替 below",
                    "goes with target_share_of_outstanding, in place of below"},
                   {"与 target_share_of_outstanding 同写，并删掉 below", "give both shares, and take below out"});
    } else if (*below > *target) {
        in.mistake(refill.pointer("below_share_of_outstanding"),
                   {"触发线高于目标", "it is ordered above the target that it fills up to"},
                   {"触发线应不高于 target_share_of_outstanding", "let it be at most target_share_of_outstanding"});
    }
}

} // namespace kdt::scenario
