#include "reports/lead.hpp"

#include "reports/phrases.hpp"
#include "reports/what_binds.hpp"

namespace kdt::reports {
namespace {

using results::Probability;

/// From here on the report leads with depletion.
constexpr double kLikely = 0.01;

const Probability& depleted(const Phrases& say) { return *say.results().probabilities.pool_depleted.find(say.last()); }

std::string of_depletion(const Phrases& say) {
    const std::string chance = say.chance(depleted(say));
    const std::string months = say.months(say.last());
    const bool seen = depleted(say).events > 0 && depleted(say).lo != depleted(say).hi;
    if (say.zh()) { return "在本情景下，" + months + "内资金池耗尽" + (seen ? "概率为" : "：") + chance; }
    return "In this scenario the pool runs dry within " + months + (seen ? " with probability " : ": ") + chance;
}

std::string of_worst_year(const Phrases& say) {
    const WorstYear worst = worst_year(say.results());
    const std::string amount = say.money(worst.paid.value);
    if (!say.results().frame.drawn) {
        return say.zh() ? worst.year + "年补偿支出最多，为" + amount
                        : worst.year + " calls most on the pool: " + amount;
    }
    const std::string range = say.range(worst.paid.lo, worst.paid.hi);
    return say.zh() ? worst.year + "年补偿支出压力最大，" + say.bad_percent() + "的情况下不超过" + amount +
                          "（95%区间" + range + "）"
                    : worst.year + " calls most on the pool: in " + say.bad_percent() + " of cases at most " + amount +
                          " (95% interval " + range + ")";
}

std::string of_breaker(const Phrases& say) {
    const results::BreakerFrame* breaker = likeliest_breaker(say.results());
    if (breaker == nullptr) { return {}; }
    const Probability& stop = *say.results().probabilities.breaker_stop.find(breaker->id)->find(say.last());
    return say.zh() ? "“" + breaker->id + "”触发熔断：" + say.chance(stop)
                    : "breaker “" + breaker->id + "” stops: " + say.chance(stop);
}

std::string of_target(const Phrases& say) {
    const auto& targets = say.results().frame.targets;
    if (targets.empty()) { return {}; }
    const results::TargetResult& target = *say.results().targets.find(targets.front().id);
    const Text reason = main_reason(target);
    const std::string chance = say.chance(target.probability);
    if (say.zh()) {
        return "目标“" + targets.front().id + "”达成：" + chance +
               (reason.zh.empty() ? std::string() : "，未达成时主要受制于" + reason.zh);
    }
    return "target “" + targets.front().id + "” met: " + chance +
           (reason.en.empty() ? std::string() : ", when missed mostly for " + reason.en);
}

} // namespace

std::string lead_sentence(const results::Results& results, Language language) {
    const Phrases say(results, language);
    const bool likely = depleted(say).value.value_or(0.0) >= kLikely;
    std::string out = of_depletion(say);
    if (!likely) { out += say.zh() ? "；起约束作用的是：" : "; what binds instead: "; }
    bool first = !likely;
    for (const std::string& part : {of_worst_year(say), of_breaker(say), of_target(say)}) {
        if (part.empty()) { continue; }
        out += (first ? "" : (say.zh() ? "；" : "; ")) + part;
        first = false;
    }
    return out + (say.zh() ? "。" : ".");
}

} // namespace kdt::reports
