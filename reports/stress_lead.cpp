#include "reports/stress_lead.hpp"

#include "reports/phrases.hpp"
#include "reports/worst_case.hpp"
#include "results/cells.hpp"
#include "results/half_width.hpp"
#include "results/names.hpp"
#include "results/table_text.hpp"

#include <cmath>
#include <vector>

namespace kdt::reports {
namespace {

using results::StressCase;
using results::StressFigure;
using results::StressResults;

/// Words for the cases of one stress test.
class CaseWords {
public:
    CaseWords(const StressResults& stress, const results::Results& base, Language language)
        : stress_(stress), say_(base, language), cells_(base.frame.unit),
          worst_(worst_cases(stress, base.frame.drawn)) {}

    std::string sentence() const {
        if (worst_.empty()) { return none_is_worse(); }
        const StressCase& worst = *worst_.front();
        const std::string chance = say_.chance(depletion(worst).chance());
        const std::string paid = say_.with_error(claims(worst).mean());
        if (say_.zh()) {
            return which_is_worst() + say_.within() + "资金池耗尽概率：" + chance + "，" + chance_against_base(worst) +
                   "；补偿支出均值" + paid + "，" + claims_against_base(worst) + "。";
        }
        return which_is_worst() + "probability of depletion " + say_.within() + ": " + chance + ", " +
               chance_against_base(worst) + "; mean claims paid " + paid + ", " + claims_against_base(worst) + ". ";
    }

    std::vector<Card> cards() const {
        if (worst_.empty()) {
            const std::string count = std::to_string(stress_.cases.size() - 1);
            return {{"stress",
                     in({"压力情景", "Stress cases"}),
                     in({"不差于基准", "none is worse"}),
                     in({count + "个情景的耗尽概率与补偿支出均未见高于基准",
                         count + " cases, none with more depletion or claims than the base"}),
                     results::text_cell({"不差于基准", "none is worse"}),
                     {},
                     {}}};
        }
        return {depletion_card(*worst_.front()), claims_card(*worst_.front())};
    }

private:
    std::string in(const Text& text) const { return text.in(say_.language()); }
    int last() const { return stress_.horizons.back(); }
    const StressFigure& depletion(const StressCase& one) const {
        return *one.find("pool_depleted", "probability", last());
    }
    const StressFigure& claims(const StressCase& one) const { return *one.find("claims_paid", "mean", last()); }

    static std::string quoted(const StressCase* one) { return "“" + one->label + "”"; }
    /// Up to three by their names, of more the first and how many.
    std::string names_of_worst() const {
        constexpr std::size_t kMostNamed = 3;
        std::string out = quoted(worst_.front());
        const std::size_t count = worst_.size();
        if (count > kMostNamed) {
            return out + in({"等" + std::to_string(count) + "个情景", " and " + std::to_string(count - 1) + " others"});
        }
        for (std::size_t i = 1; i < count; ++i) {
            out += in({"", i + 1 == count ? " and " : ", "}) + quoted(worst_[i]);
        }
        return out;
    }
    /// "压力情景中以“重度”最差："
    std::string which_is_worst() const {
        const std::string name = quoted(worst_.front());
        if (worst_.size() == 1) {
            return in({"压力情景中以" + name + "最差：", "Of the stress cases " + name + " is the worst: "});
        }
        const Text level = say_.results().frame.drawn
                               ? Text{"在误差内分不出先后", "not to be told apart within their errors"}
                               : Text{"没有差别", "without a difference"};
        return in({"压力情景中" + names_of_worst() + "最重，" + level.zh + "；其中" + name + "：",
                   "Of the stress cases " + names_of_worst() + " are the worst, " + level.en + "; of " + name + ", "});
    }
    /// "（与“中度”在误差内分不出先后）" beside the name of the first
    std::string level_with() const {
        if (worst_.size() == 1) { return {}; }
        const Text others = worst_.size() == 2 ? results::both(quoted(worst_[1]))
                                               : Text{"另外" + std::to_string(worst_.size() - 1) + "个情景",
                                                      std::to_string(worst_.size() - 1) + " others"};
        return say_.results().frame.drawn
                   ? in({"（与" + others.zh + "在误差内分不出先后）", " (not to be told from " + others.en + ")"})
                   : in({"（与" + others.zh + "没有差别）", " (no different from " + others.en + ")"});
    }

    std::string none_is_worse() const {
        const std::string count = std::to_string(stress_.cases.size() - 1);
        return in({count + "个压力情景的资金池耗尽概率与补偿支出均未见高于基准（之差在95%误差之内，或低于基准）。",
                   "None of the " + count +
                       " stress cases shows more depletion or claims paid than the base (the differences lie within "
                       "their 95% error or below 0). "});
    }

    std::string within_error(const StressFigure& figure) const {
        return figure.differs() ? std::string() : in({"（误差之内）", " (within its error)"});
    }

    std::string chance_against_base(const StressCase& one) const {
        const StressFigure& figure = depletion(one);
        if (!say_.results().frame.drawn) {
            return in({"基准：", "base: "}) + say_.chance(depletion(stress_.cases.front()).chance());
        }
        if (figure.difference_bound) {
            const std::string bound = results::percent_text(*figure.difference_bound);
            return in({"与基准未见差异（95%界±" + bound + "）",
                       "no difference from the base seen (95% bound ±" + bound + ")"});
        }
        const auto points = [](double share) {
            const std::string text = results::percent_text(share);
            return text.substr(0, text.size() - 1);
        };
        const double value = figure.difference.value.value_or(0.0);
        const std::string size = points(std::abs(value));
        const std::string error = " ±" + points(results::half_width(figure.difference.se.value_or(0.0)));
        const Text words{(value < 0.0 ? "比基准低" : "比基准高") + size + error + "个百分点",
                         size + error + " percentage points " + (value < 0.0 ? "below" : "above") + " the base"};
        return in(words) + within_error(figure);
    }

    std::string claims_against_base(const StressCase& one) const {
        const StressFigure& figure = claims(one);
        const double value = figure.difference.value.value_or(0.0);
        if (value == 0.0) { return in({"与基准相同", "the same as in the base"}); }
        const std::string size = say_.with_error({std::abs(value), figure.difference.se});
        const Text words{(value < 0.0 ? "比基准少" : "比基准多") + size,
                         size + (value < 0.0 ? " less" : " more") + " than in the base"};
        return in(words) + within_error(figure);
    }

    std::string title(const StressCase& one, const Text& figure) const {
        return say_.zh() ? "压力情景" + quoted(&one) + level_with() + figure.zh + "（" + say_.within() + "）"
                         : "Stress case " + quoted(&one) + level_with() + ": " + figure.en + " " + say_.within();
    }

    Card depletion_card(const StressCase& one) const {
        const results::Probability chance = depletion(one).chance();
        const results::Bounds bounds = results::shown_bounds(chance);
        const auto [large, small] = say_.large_and_small(chance);
        return {"stress_pool_depleted",
                title(one, {"资金池耗尽概率", "P(pool depleted)"}),
                large,
                say_.together(small, chance_against_base(one)),
                results::probability_cell(chance),
                bounds.lo,
                bounds.hi};
    }

    Card claims_card(const StressCase& one) const {
        const StressFigure& figure = claims(one);
        const auto money = [&](results::Number value) { return cells_.money(value); };
        return {"stress_claims_paid",
                title(one, {"补偿支出均值", "mean claims paid"}),
                say_.money(figure.figure.value),
                say_.together(say_.error(figure.mean()), claims_against_base(one)),
                money(figure.figure.value),
                money(figure.figure.lo).value,
                money(figure.figure.hi).value};
    }

    const StressResults& stress_;
    Phrases say_;
    results::Cells cells_;
    std::vector<const StressCase*> worst_; ///< the first stands for those that can't be told from it
};

} // namespace

std::string stress_sentence(const StressResults& stress, const results::Results& base, Language language) {
    return CaseWords(stress, base, language).sentence();
}

std::vector<Card> stress_cards(const StressResults& stress, const results::Results& base, Language language) {
    return CaseWords(stress, base, language).cards();
}

} // namespace kdt::reports
