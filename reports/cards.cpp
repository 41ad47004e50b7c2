#include "reports/lead.hpp"

#include "reports/phrases.hpp"
#include "reports/what_binds.hpp"
#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/half_width.hpp"
#include "results/number_text.hpp"
#include "results/table_text.hpp"

namespace kdt::reports {
namespace {

using results::Measure;
using results::Probability;

/// Builds the cards of one report.
class Deck {
public:
    Deck(const results::Results& results, Language language)
        : results_(results), say_(results, language), cells_(results.frame.unit) {}

    std::vector<Card> deal() {
        add("pool_depleted", {"资金池耗尽概率", "P(pool depleted)"},
            *results_.probabilities.pool_depleted.find(say_.last()), {});
        target();
        bad_loss();
        mean_loss();
        breaker();
        year();
        return std::move(cards_);
    }

private:
    std::string in(const Text& text) const { return text.in(say_.language()); }
    std::string interval_of(const results::Ranged& figure) const {
        return results_.frame.drawn ? say_.interval(figure) : std::string();
    }
    void put(const char* id, const Text& label, const results::Ranged& amount, const std::string& more) {
        const auto number = [&](results::Number value) { return cells_.money(value); };
        cards_.push_back({id, in(label), say_.money(amount.value), more, number(amount.value),
                          results_.frame.drawn ? number(amount.lo).value : std::nullopt,
                          results_.frame.drawn ? number(amount.hi).value : std::nullopt});
    }
    void put(const char* id, const Text& label, const results::Estimate& mean, const std::string& more) {
        results::Ranged around{mean.value, {}, {}};
        if (const auto half = results::shown_error(mean)) {
            around = {mean.value, *mean.value - *half, *mean.value + *half};
        }
        put(id, label, around, more);
    }
    void put(const char* id, const Text& label, const Probability& p, const std::string& figure,
             const std::string& more) {
        const results::Bounds bounds = results::shown_bounds(p);
        cards_.push_back({id, in(label), figure, more, results::probability_cell(p), bounds.lo, bounds.hi});
    }

    /// The chance in large, its interval and what else is to be said below.
    void add(const char* id, const Text& label, const Probability& p, const std::string& more) {
        const Text title{label.zh + "（" + say_.within() + "）", label.en + ", " + say_.within()};
        const auto [large, small] = say_.large_and_small(p);
        put(id, title, p, large, say_.together(small, more));
    }

    void target() {
        if (results_.frame.targets.empty()) {
            const results::Distribution& lent = say_.at_end(Measure::disbursed);
            return put("disbursed_mean",
                       {"放款金额（" + say_.within() + "，均值）", "Lending " + say_.within() + ", mean"}, lent.mean,
                       say_.error(lent.mean));
        }
        const std::string& id = results_.frame.targets.front().id;
        const results::TargetResult& target = *results_.targets.find(id);
        const Probability& p = target.probability;
        const std::string median = in({"中位数", "median "}) + say_.money(target.p50);
        const Text label{"目标“" + id + "”达成概率", "P(target “" + id + "” met)"};
        if (!p.value || p.lo == p.hi || p.events == 0 || p.events == p.n) {
            return put("target", label, p, results::probability_text(p, say_.language()), median);
        }
        put("target", label, p, results::share_text(p),
            say_.together(in({"95%区间", "95% interval "}) + results::interval_text(p), median));
    }

    void bad_loss() {
        const results::Distribution& loss = say_.at_end(Measure::pool_net_loss);
        const std::string bad = results::bad_level(results_);
        const results::Ranged& value = *loss.quantile.find(bad);
        const results::Estimate& es = *loss.es.find(bad);
        const std::string level = say_.bad_percent();
        const std::string digits = level.substr(0, level.size() - 1);
        put("pool_net_loss_bad",
            {"资金池净损失VaR" + digits + "（" + say_.within() + "）",
             "Pool's net loss, VaR" + digits + " " + say_.within()},
            value,
            say_.together(interval_of(value),
                          results_.frame.drawn ? "ES" + digits + " " + say_.with_error(es) : std::string()));
    }

    void mean_loss() {
        const results::Distribution& loss = say_.at_end(Measure::pool_net_loss);
        const results::Estimate& cost = results_.cost_per_100;
        std::string price;
        if (cost.value) {
            const auto shown = [](double value) { return results::rounded(value, results::places_showing(value, 2)); };
            std::string yuan = shown(*cost.value);
            if (const auto half = results::shown_error(cost)) { yuan += " ±" + shown(*half); }
            price = say_.zh() ? "每百元放款的财政成本" + yuan + "元" : "cost to public money per 100 yuan lent " + yuan;
        }
        put("pool_net_loss_mean",
            {"资金池预期净损失（" + say_.within() + "）", "Pool's expected net loss " + say_.within()}, loss.mean,
            say_.together(say_.error(loss.mean), price));
    }

    void breaker() {
        const results::BreakerFrame* breaker = likeliest_breaker(results_);
        if (breaker == nullptr) { return closing_balance(); }
        const Probability& stop = *results_.probabilities.breaker_stop.find(breaker->id)->find(say_.last());
        const Probability& alarm = *results_.probabilities.false_alarm.find(breaker->id)->find(say_.last());
        const std::string more = results_.frame.drawn ? in({"经济不差时误触发", "false alarm in a fair economy "}) +
                                                            results::probability_text(alarm, say_.language())
                                                      : std::string();
        add("breaker_stop", {"“" + breaker->id + "”熔断概率", "P(breaker “" + breaker->id + "” stops)"}, stop, more);
    }

    void closing_balance() {
        const results::Distribution& balance = say_.at_end(Measure::pool_balance);
        const std::string date = say_.date(say_.last());
        if (!results_.frame.drawn) {
            return put("pool_balance", {"期末余额（" + date + "）", "Closing balance, " + date}, balance.mean, {});
        }
        put("pool_balance_median", {"期末余额中位数（" + date + "）", "Closing balance, median, " + date},
            *balance.quantile.find("0.5"),
            in({"九成区间", "90% band "}) +
                say_.range(balance.quantile.find("0.05")->value, balance.quantile.find("0.95")->value));
    }

    void year() {
        const std::vector<YearsClaims> years = heaviest_years(results_);
        const Text of_bad =
            results_.frame.drawn ? Text{say_.bad_percent() + "分位", ", " + say_.bad_percent() + " quantile"} : Text{};
        if (years.empty()) {
            return put("heaviest_year", {"各年补偿支出" + of_bad.zh, "Claims paid in any year" + of_bad.en},
                       results::Ranged{0.0, {}, {}}, {});
        }
        const YearsClaims& worst = years.front();
        if (results_.frame.drawn && least_of_level_years(results_)) {
            return put("heaviest_year",
                       {worst.year + "年补偿支出" + of_bad.zh + "（各年以现有路径数分不出高低，没有突出的年份）",
                        "Claims paid in " + worst.year + of_bad.en +
                            " (no year stands out, not to be told apart by so many paths)"},
                       worst.paid, interval_of(worst.paid));
        }
        put("heaviest_year",
            {"支出最多的年份：" + not_told_apart(years).zh + worst.year + "年补偿支出" + of_bad.zh,
             "Heaviest year: " + not_told_apart(years).en + "claims paid in " + worst.year + of_bad.en},
            worst.paid, interval_of(worst.paid));
    }

    /// "2027年与2028年（以现有路径数分不出先后），"
    Text not_told_apart(const std::vector<YearsClaims>& years) const {
        if (years.size() == 1) { return {}; }
        const std::string names = say_.years(names_of(years));
        return results_.frame.drawn
                   ? Text{names + "（以现有路径数分不出先后），", names + " (not to be told apart by so many paths), "}
                   : Text{names + "（相同），", names + " (the same), "};
    }

    const results::Results& results_;
    Phrases say_;
    results::Cells cells_;
    std::vector<Card> cards_;
};

} // namespace

std::vector<Card> headline_cards(const results::Results& results, Language language) {
    return Deck(results, language).deal();
}

} // namespace kdt::reports
