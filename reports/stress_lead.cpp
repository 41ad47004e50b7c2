#include "reports/stress_lead.hpp"

#include "reports/phrases.hpp"
#include "results/cells.hpp"
#include "results/half_width.hpp"
#include "results/table_text.hpp"

#include <cmath>
#include <utility>

namespace kdt::reports {
namespace {

using results::StressCase;
using results::StressFigure;
using results::StressResults;

bool is_worse(const StressFigure& figure) { return figure.difference.value.value_or(0.0) > 0.0 && figure.differs(); }

/// Words for the cases of one stress test.
class CaseWords {
public:
    CaseWords(const StressResults& stress, const results::Results& base, Language language)
        : stress_(stress), say_(base, language), cells_(base.frame.unit) {}

    std::string sentence() const {
        const StressCase* worst = worst_case();
        if (worst == nullptr) { return none_is_worse(); }
        const std::string name = "“" + worst->label + "”";
        const std::string chance = say_.chance(depletion(*worst).chance());
        const std::string paid = say_.with_error(claims(*worst).mean());
        if (say_.zh()) {
            return "压力情景中以" + name + "最差：" + within() + "资金池耗尽概率：" + chance + "，" +
                   chance_against_base(*worst) + "；补偿支出均值" + paid + "，" + claims_against_base(*worst) + "。";
        }
        return "Of the stress cases " + name + " is the worst: probability of depletion " + within() + ": " + chance +
               ", " + chance_against_base(*worst) + "; mean claims paid " + paid + ", " + claims_against_base(*worst) +
               ". ";
    }

    std::vector<Card> cards() const {
        const StressCase* worst = worst_case();
        if (worst == nullptr) {
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
        return {depletion_card(*worst), claims_card(*worst)};
    }

private:
    std::string in(const Text& text) const { return text.in(say_.language()); }
    int last() const { return stress_.horizons.back(); }
    std::string within() const { return say_.zh() ? say_.months(last()) + "内" : "within " + say_.months(last()); }
    const StressFigure& depletion(const StressCase& one) const {
        return *one.find("pool_depleted", "probability", last());
    }
    const StressFigure& claims(const StressCase& one) const { return *one.find("claims_paid", "mean", last()); }

    /// The worst of the overlays that are worse than the base in one figure; null where none is.
    template <class Figure>
    const StressCase* worst_by(Figure figure) const {
        const auto rank = [&](const StressCase& one) {
            return std::pair(depletion(one).figure.value.value_or(0.0), claims(one).figure.value.value_or(0.0));
        };
        const StressCase* worst = nullptr;
        for (std::size_t i = 1; i < stress_.cases.size(); ++i) {
            const StressCase& one = stress_.cases[i];
            if (is_worse(figure(one)) && (worst == nullptr || rank(one) > rank(*worst))) { worst = &one; }
        }
        return worst;
    }
    const StressCase* worst_case() const {
        const auto by_depletion = [&](const StressCase& one) -> const StressFigure& { return depletion(one); };
        const auto by_claims = [&](const StressCase& one) -> const StressFigure& { return claims(one); };
        const StressCase* worst = worst_by(by_depletion);
        return worst != nullptr ? worst : worst_by(by_claims);
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
        const Text words{(value < 0.0 ? "比基准低" : "比基准高") + size + "个百分点" + error,
                         size + " percentage points " + (value < 0.0 ? "below" : "above") + " the base" + error};
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
        return say_.zh() ? "压力情景“" + one.label + "”" + figure.zh + "（" + within() + "）"
                         : "Stress case “" + one.label + "”: " + figure.en + " " + within();
    }
    std::string together(const std::string& first, const std::string& second) const {
        return first.empty() ? second : first + in({"；", "; "}) + second;
    }

    Card depletion_card(const StressCase& one) const {
        const results::Probability chance = depletion(one).chance();
        const results::Bounds bounds = results::shown_bounds(chance);
        const auto [large, small] = say_.large_and_small(chance);
        return {"stress_pool_depleted",
                title(one, {"资金池耗尽概率", "P(pool depleted)"}),
                large,
                together(small, chance_against_base(one)),
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
                together(say_.error(figure.mean()), claims_against_base(one)),
                money(figure.figure.value),
                money(figure.figure.lo).value,
                money(figure.figure.hi).value};
    }

    const StressResults& stress_;
    Phrases say_;
    results::Cells cells_;
};

} // namespace

std::string stress_sentence(const StressResults& stress, const results::Results& base, Language language) {
    return CaseWords(stress, base, language).sentence();
}

std::vector<Card> stress_cards(const StressResults& stress, const results::Results& base, Language language) {
    return CaseWords(stress, base, language).cards();
}

} // namespace kdt::reports
