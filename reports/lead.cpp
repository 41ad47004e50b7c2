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
    const bool drawn = depleted(say).lo != depleted(say).hi;
    const bool seen = depleted(say).events > 0 && drawn;
    if (drawn && depleted(say).events == depleted(say).n) {
        const std::string bound = say.in_brackets(say.large_and_small(depleted(say)).small);
        return say.zh() ? "在本情景下，每条路径上资金池都在" + months + "内耗尽" + bound
                        : "In this scenario the pool runs dry within " + months + " on every path" + bound;
    }
    if (say.zh()) { return "在本情景下，" + months + "内资金池耗尽" + (seen ? "概率为" : "：") + chance; }
    return "In this scenario the pool runs dry within " + months + (seen ? " with probability " : ": ") + chance;
}

/// That the pool is not called on, in the bad case or at all; nothing where it is.
std::string of_no_claims(const Phrases& say) {
    if (!heaviest_years(say.results()).empty()) { return {}; }
    if (say.at_end(results::Measure::claims_paid).mean.value.value_or(0.0) == 0.0) {
        return say.zh() ? "，没有补偿支出" : ", and no claim is paid";
    }
    return say.zh() ? "，" + say.bad_percent() + "的情况下各年均无补偿支出"
                    : ", and in " + say.bad_percent() + " of cases no year pays a claim";
}

/// "2023年不超过1.20万元（95%区间1.10万元–1.30万元）"
std::string at_most(const Phrases& say, const YearsClaims& year) {
    const std::string amount = say.money(year.paid.value) + say.in_brackets(say.interval(year.paid));
    return say.zh() ? year.year + "年不超过" + amount : "at most " + amount + " in " + year.year;
}

/// That no year stands out, with the greatest and the least of the figures; nothing where one does.
std::string of_level_years(const Phrases& say) {
    const std::optional<YearsClaims> least = least_of_level_years(say.results());
    if (!least) { return {}; }
    const YearsClaims most = heaviest_years(say.results()).front();
    if (!say.results().frame.drawn) {
        const std::string amount = say.money(most.paid.value);
        return say.zh() ? "，各年补偿支出相同，均为" + amount : ", and every year pays the same claims: " + amount;
    }
    return say.zh() ? "，没有补偿支出突出的年份，以现有路径数分不出高低：" + say.bad_percent() +
                          "的情况下，算得最多的" + at_most(say, most) + "，最少的" + at_most(say, *least)
                    : ", and no year stands out by its claims, not to be told apart by so many paths: in " +
                          say.bad_percent() + " of cases " + at_most(say, most) + " and " + at_most(say, *least);
}

std::string of_given_years(const Phrases& say, const std::string& names, const std::string& amount) {
    return say.zh() ? names + "补偿支出最多，为" + amount : "most is called from the pool in " + names + ": " + amount;
}

/// One year, or those that can't be told apart and the amount of the first; nothing where that is so of all.
std::string of_heaviest_years(const Phrases& say) {
    const std::vector<YearsClaims> years = heaviest_years(say.results());
    if (years.empty() || least_of_level_years(say.results())) { return {}; }
    const std::string names = say.years(names_of(years));
    const YearsClaims& worst = years.front();
    if (!say.results().frame.drawn) { return of_given_years(say, names, say.money(worst.paid.value)); }
    const std::string amount = say.money(worst.paid.value) + say.in_brackets(say.interval(worst.paid));
    if (years.size() == 1) {
        return say.zh() ? names + "补偿支出压力最大，" + say.bad_percent() + "的情况下不超过" + amount
                        : names + " calls most on the pool: in " + say.bad_percent() + " of cases at most " + amount;
    }
    return say.zh() ? names + "补偿支出压力最大，以现有路径数分不出先后，" + say.bad_percent() + "的情况下" +
                          at_most(say, worst)
                    : names + " call most on the pool, not to be told apart by so many paths: in " + say.bad_percent() +
                          " of cases " + at_most(say, worst);
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
    std::string out = of_depletion(say) + of_no_claims(say) + of_level_years(say);
    std::string before =
        likely ? (say.zh() ? "；" : "; ") : (say.zh() ? "；起约束作用的是：" : "; what binds instead: ");
    for (const std::string& part : {of_heaviest_years(say), of_breaker(say), of_target(say)}) {
        if (part.empty()) { continue; }
        out += before + part;
        before = say.zh() ? "；" : "; ";
    }
    return out + (say.zh() ? "。" : ".");
}

} // namespace kdt::reports
