#include "reports/lead.hpp"

#include "reports/phrases.hpp"
#include "reports/what_binds.hpp"
#include "results/catalogue.hpp"
#include "results/number_text.hpp"
#include "results/table_text.hpp"
#include "tally/interval.hpp"

namespace kdt::reports {
namespace {

using results::Measure;
using results::Probability;

/// Builds the cards of one report.
class Deck {
public:
    Deck(const results::Results& results, Language language) : results_(results), say_(results, language) {}

    std::vector<Card> deal() {
        add({"资金池耗尽概率", "P(pool depleted)"}, *results_.probabilities.pool_depleted.find(say_.last()), {});
        target();
        bad_loss();
        mean_loss();
        breaker();
        year();
        return std::move(cards_);
    }

private:
    std::string in(const Text& text) const { return text.in(say_.language()); }
    std::string within() const {
        const std::string months = say_.months(say_.last());
        return say_.zh() ? months + "内" : "within " + months;
    }
    std::string interval_of(const results::Ranged& figure) const {
        if (!results_.frame.drawn || (!figure.lo && !figure.hi)) { return {}; }
        return in({"95%区间", "95% interval "}) + say_.range(figure.lo, figure.hi);
    }
    std::string together(const std::string& first, const std::string& second) const {
        if (first.empty() || second.empty()) { return first + second; }
        return first + in({"；", "; "}) + second;
    }
    void put(const Text& label, std::string figure, std::string detail) {
        cards_.push_back({in(label), std::move(figure), std::move(detail)});
    }

    /// The chance in large, its interval and what else is to be said below.
    void add(const Text& label, const Probability& p, const std::string& more) {
        const Text title{label.zh + "（" + within() + "）", label.en + ", " + within()};
        if (!p.value) { return put(title, "—", more); }
        if (p.lo == p.hi) { return put(title, results::probability_text(p, say_.language()), more); }
        const std::string full = results::probability_text(p, say_.language());
        if (p.events == 0 || p.events == p.n) {
            // "未出现（95%上限0.003%）": the words in large, the bound below.
            const std::string open = in({"（", " ("});
            const std::size_t place = full.find(open);
            const std::string close = in({"）", ")"});
            const std::string bound =
                full.substr(place + open.size(), full.size() - place - open.size() - close.size());
            return put(title, full.substr(0, place), together(bound, more));
        }
        put(title, results::share_text(p),
            together(in({"95%区间", "95% interval "}) + results::interval_text(p), more));
    }

    void target() {
        if (results_.frame.targets.empty()) {
            const results::Distribution& lent = say_.at_end(Measure::disbursed);
            return put({"放款金额（" + within() + "，均值）", "Lending " + within() + ", mean"},
                       say_.money(lent.mean.value), say_.error(lent.mean));
        }
        const std::string& id = results_.frame.targets.front().id;
        const results::TargetResult& target = *results_.targets.find(id);
        const Probability& p = target.probability;
        const std::string median = in({"中位数", "median "}) + say_.money(target.p50);
        const Text label{"目标“" + id + "”达成概率", "P(target “" + id + "” met)"};
        if (!p.value || p.lo == p.hi || p.events == 0 || p.events == p.n) {
            return put(label, results::probability_text(p, say_.language()), median);
        }
        put(label, results::share_text(p),
            together(in({"95%区间", "95% interval "}) + results::interval_text(p), median));
    }

    void bad_loss() {
        const results::Distribution& loss = say_.at_end(Measure::pool_net_loss);
        const std::string bad = results::bad_level(results_);
        const results::Ranged& value = *loss.quantile.find(bad);
        const results::Estimate& es = *loss.es.find(bad);
        const std::string level = say_.bad_percent();
        const std::string digits = level.substr(0, level.size() - 1);
        put({"资金池净损失VaR" + digits + "（" + within() + "）", "Pool's net loss, VaR" + digits + " " + within()},
            say_.money(value.value),
            together(interval_of(value), results_.frame.drawn
                                             ? "ES" + digits + " " + say_.money(es.value) + say_.error(es)
                                             : std::string()));
    }

    void mean_loss() {
        const results::Distribution& loss = say_.at_end(Measure::pool_net_loss);
        const results::Estimate& cost = results_.cost_per_100;
        std::string price;
        if (cost.value) {
            std::string yuan = results::rounded(*cost.value, 2);
            if (cost.se) { yuan += " ±" + results::rounded(tally::kNormal95 * *cost.se, 2); }
            price = say_.zh() ? "每百元放款的财政成本" + yuan + "元" : "cost to public money per 100 yuan lent " + yuan;
        }
        std::string error = say_.error(loss.mean);
        if (!error.empty()) { error.erase(0, 1); }
        put({"资金池预期净损失（" + within() + "）", "Pool's expected net loss " + within()},
            say_.money(loss.mean.value), together(error, price));
    }

    void breaker() {
        const results::BreakerFrame* breaker = likeliest_breaker(results_);
        if (breaker == nullptr) { return closing_balance(); }
        const Probability& stop = *results_.probabilities.breaker_stop.find(breaker->id)->find(say_.last());
        const Probability& alarm = *results_.probabilities.false_alarm.find(breaker->id)->find(say_.last());
        const std::string more = results_.frame.drawn ? in({"经济不差时误触发", "false alarm in a fair economy "}) +
                                                            results::probability_text(alarm, say_.language())
                                                      : std::string();
        add({"“" + breaker->id + "”熔断概率", "P(breaker “" + breaker->id + "” stops)"}, stop, more);
    }

    void closing_balance() {
        const results::Distribution& balance = say_.at_end(Measure::pool_balance);
        const std::string date = say_.date(say_.last());
        if (!results_.frame.drawn) {
            return put({"期末余额（" + date + "）", "Closing balance, " + date}, say_.money(balance.mean.value), {});
        }
        put({"期末余额中位数（" + date + "）", "Closing balance, median, " + date},
            say_.money(balance.quantile.find("0.5")->value),
            in({"九成区间", "90% band "}) +
                say_.range(balance.quantile.find("0.05")->value, balance.quantile.find("0.95")->value));
    }

    void year() {
        const WorstYear worst = worst_year(results_);
        const Text label =
            results_.frame.drawn
                ? Text{"支出最多的年份：" + worst.year + "年补偿支出" + say_.bad_percent() + "分位",
                       "Heaviest year: claims paid in " + worst.year + ", " + say_.bad_percent() + " quantile"}
                : Text{"支出最多的年份：" + worst.year + "年补偿支出", "Heaviest year: claims paid in " + worst.year};
        put(label, say_.money(worst.paid.value), interval_of(worst.paid));
    }

    const results::Results& results_;
    Phrases say_;
    std::vector<Card> cards_;
};

} // namespace

std::vector<Card> headline_cards(const results::Results& results, Language language) {
    return Deck(results, language).deal();
}

} // namespace kdt::reports
