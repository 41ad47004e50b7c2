#include "reports/sentences.hpp"

#include "reports/phrases.hpp"
#include "reports/text.hpp"
#include "results/breaker_words.hpp"
#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/half_width.hpp"
#include "results/names.hpp"
#include "results/number_text.hpp"
#include "results/parameter_lines.hpp"
#include "results/table_text.hpp"

namespace kdt::reports {
namespace {

using results::Distribution;
using results::Number;
using results::Probability;
using results::Ranged;
using results::Results;
using tally::Measure;

/// Writes the conclusions of one report.
class Writer {
public:
    Writer(const Results& results, Language language)
        : results_(results), phrases_(results, language), language_(language), zh_(language == Language::zh),
          last_(results.horizons.back()) {}

    std::vector<Conclusion> write() {
        given();
        stress();
        balance();
        depletion();
        targets();
        claims();
        breakers();
        unsourced();
        return std::move(out_);
    }

private:
    void add(const Text& label, std::string sentence) { out_.push_back({label.in(language_), std::move(sentence)}); }

    std::string money(Number value) const { return phrases_.money(value); }
    std::string range(Number lo, Number hi) const { return phrases_.range(lo, hi); }
    std::string chance(const Probability& p) const { return phrases_.chance(p); }
    std::string date(int month) const { return phrases_.date(month); }
    const Distribution& at_end(Measure measure) const { return phrases_.at_end(measure); }

    void given() {
        if (results_.frame.drawn) { return; }
        add({"测算方式", "Method"}, zh_ ? "违约已给定，不抽随机数，只计算一条路径：事件列“是”或“否”，金额没有误差。"
                                        : "defaults are given and nothing is drawn; one path is run: events are yes or "
                                          "no, amounts have no error.");
    }

    /// Under a stress the mean default rate leaves P: both are said, and what is in force.
    void stress() {
        const results::Frame& frame = results_.frame;
        const std::string in_force = results::stress_in_words(frame).in(language_);
        if (in_force.empty()) { return; }
        std::string sentence = in_force + (zh_ ? "。" : ". ");
        if (frame.book.mean_pd && frame.book.mean_pd_unstressed) {
            const std::string base = results::percent_text(*frame.book.mean_pd_unstressed);
            const std::string now = results::percent_text(*frame.book.mean_pd);
            sentence += zh_ ? "存量贷款年违约概率P（按余额加权）不加压力" + base + "，乘数后" + now + "；"
                            : "Annual P of the opening book, weighted by outstanding: " + base + " without stress, " +
                                  now + " with its multiplier; ";
        }
        sentence += zh_ ? "本次测算平均违约率：" : "mean default rate of this run: ";
        bool first = true;
        for (const auto& [month, figures] : *results_.measures.find(Measure::default_rate)) {
            if (!first) { sentence += zh_ ? "，" : ", "; }
            first = false;
            const std::string rate = figures.mean.value ? results::percent_text(*figures.mean.value) : "—";
            const Number half = results::shown_error(figures.mean);
            const std::string error = half ? " ±" + results::percent_text(*half) : std::string();
            sentence += zh_ ? months_text(month, language_) + "内" + rate + error
                            : rate + error + " within " + months_text(month, language_);
        }
        add({"压力情景", "Stress"}, sentence + (zh_ ? "。" : "."));
    }

    void balance() {
        const Distribution& figures = at_end(Measure::pool_balance);
        const Number middle = figures.quantile.find("0.5")->value;
        const std::string band = range(figures.quantile.find("0.05")->value, figures.quantile.find("0.95")->value);
        const std::string mean = phrases_.with_error(figures.mean);
        if (!results_.frame.drawn) {
            add({"资金池余额", "Pool balance"},
                zh_ ? date(last_) + "末" + mean + "。" : mean + " at the end of " + date(last_) + ".");
        } else if (zh_) {
            add({"资金池余额", ""},
                date(last_) + "末中位数" + money(middle) + "，九成区间" + band + "；均值" + mean + "。");
        } else {
            add({"", "Pool balance"}, "median " + money(middle) + " at the end of " + date(last_) + ", 90% band " +
                                          band + "; mean " + mean + ".");
        }
    }

    void depletion() {
        std::string sentence;
        for (const auto& [month, p] : results_.probabilities.pool_depleted) {
            if (!sentence.empty()) { sentence += zh_ ? "；" : "; "; }
            sentence += zh_ ? months_text(month, language_) + "内：" + chance(p)
                            : "within " + months_text(month, language_) + ": " + chance(p);
        }
        add({"耗尽概率", "Depletion"}, sentence + (zh_ ? "。" : "."));
    }

    void targets() {
        for (const results::TargetFrame& frame : results_.frame.targets) {
            const results::TargetResult& target = *results_.targets.find(frame.id);
            const std::string reading = results::reading_name(frame.reading).in(language_);
            const std::string when = frame.reading == results::TargetReading::disbursed
                                         ? date(frame.from_month) + "–" + date(frame.to_month)
                                         : date(frame.to_month);
            if (zh_) {
                add({"融资目标", ""}, "“" + frame.id + "”（" + when + "，" + reading + money(target.amount) +
                                          "）达成概率：" + chance(target.probability) + "，中位数" + money(target.p50) +
                                          "，八成区间" + range(target.p10, target.p90) + "。");
            } else {
                add({"", "Target"}, "“" + frame.id + "” (" + money(target.amount) + " " + reading + ", " + when +
                                        "), probability: " + chance(target.probability) + ", median " +
                                        money(target.p50) + ", 80% band " + range(target.p10, target.p90) + ".");
            }
        }
    }

    void claims() {
        const Distribution& figures = at_end(Measure::claims_paid);
        const std::string bad = results::bad_level(results_);
        const Ranged& quantile = *figures.quantile.find(bad);
        const std::string level = phrases_.bad_percent();
        const std::string mean = phrases_.with_error(figures.mean);
        const std::string worst = money(quantile.value) + phrases_.in_brackets(phrases_.interval(quantile));
        if (!results_.frame.drawn) {
            add({"补偿支出", "Claims paid"},
                months_text(last_, language_) + (zh_ ? "累计" + mean + "。" : ": " + mean + "."));
        } else if (zh_) {
            add({"补偿支出", ""},
                months_text(last_, language_) + "累计预期" + mean + "；" + level + "的情况下不超过" + worst + "。");
        } else {
            add({"", "Claims paid"}, "expected " + mean + " over " + months_text(last_, language_) + "; in " + level +
                                         " of cases at most " + worst + ".");
        }
    }

    void breakers() {
        for (const results::BreakerFrame& breaker : results_.frame.breakers) {
            const Probability& stop = *results_.probabilities.breaker_stop.find(breaker.id)->find(last_);
            const std::string metric = results::metric_in_words(breaker).in(language_);
            const std::string until = months_text(last_, language_);
            if (zh_) {
                add({"熔断", ""}, "“" + breaker.id + "”（" + metric + "）" + until + "内触发概率：" + chance(stop) +
                                      false_alarm_of(breaker) + "。");
            } else {
                add({"", "Breaker"}, "“" + breaker.id + "” (" + metric + ") stops within " + until + ": probability " +
                                         chance(stop) + false_alarm_of(breaker) + ".");
            }
        }
    }

    /// Of other paths than the probability before it, so no part of that; nothing where nothing is drawn: there is no
    /// economy then.
    std::string false_alarm_of(const results::BreakerFrame& breaker) const {
        if (!results_.frame.drawn) { return {}; }
        const Probability& alarm = *results_.probabilities.false_alarm.find(breaker.id)->find(last_);
        return (zh_ ? "；误触发概率（单看经济始终不差的路径，即宏观因子各期均不为负，其中触发的占比，不是前一概率的一部"
                      "分）："
                    : "; false alarm, the share that stops among the paths whose economy is never bad (macro factor "
                      "never "
                      "negative), no part of that probability: ") +
               chance(alarm);
    }

    void unsourced() {
        const std::size_t count = results::unsourced(results_.frame);
        if (count == 0) { return; }
        const std::string number = std::to_string(count);
        add({"假设", "Assumptions"}, zh_ ? "有" + number + "项参数没有来源，属假设。"
                                         : number + " parameters have no source: they are assumptions.");
    }

    const Results& results_;
    Phrases phrases_;
    Language language_;
    bool zh_;
    int last_;
    std::vector<Conclusion> out_;
};

} // namespace

std::vector<Conclusion> conclusions(const Results& results, Language language) {
    return Writer(results, language).write();
}

std::string months_text(int months, Language language) {
    return std::to_string(months) + (language == Language::zh ? "个月" : " months");
}

std::string method_text(const results::Frame& frame, Language language) {
    const bool zh = language == Language::zh;
    if (frame.method == "sobol") {
        return zh ? "sobol（因子取自 32 次打乱的 Sobol 序列）"
                  : "sobol (factors from 32 scramblings of a Sobol sequence)";
    }
    if (frame.method != "tilt") { return zh ? "plain（普通蒙特卡洛）" : "plain (plain Monte Carlo)"; }
    const std::string ess = frame.ess ? results::grouped(results::rounded(*frame.ess, 0)) : "—";
    return zh ? "tilt（重要性抽样，有效样本 " + ess + "）"
              : "tilt (importance sampling, effective sample size " + ess + ")";
}

std::string resolution_text(double resolution, Language language) {
    const std::string width = results::percent_text(resolution);
    return language == Language::zh ? "由分箱计数得出，相对误差不超过 " + width : "from bins, to within " + width;
}

std::string precision_text(const results::PrecisionFrame& precision, Language language) {
    const std::string reached = precision.reached ? results::percent_text(*precision.reached) : "—";
    const std::string asked = results::percent_text(precision.asked);
    const std::string events = count_text(precision.events);
    const std::string limit = count_text(precision.limit);
    if (language == Language::zh) {
        return "要求 " + asked + "，" + (precision.met ? "达到 " : "未达到，为 ") + reached + "（耗尽 " + events +
               " 次，路径上限 " + limit + "）";
    }
    return "asked " + asked + ", " + (precision.met ? "met at " : "not met: ") + reached + " (" + events +
           " depletions, at most " + limit + " paths)";
}

std::string horizon_text(const results::Frame& frame, Language language) {
    const std::string months = months_text(frame.horizon_months, language);
    const std::string range = results::calendar(frame, 1) + "–" + results::calendar(frame, frame.horizon_months);
    return range + (language == Language::zh ? "（" + months + "）" : " (" + months + ")");
}

} // namespace kdt::reports
