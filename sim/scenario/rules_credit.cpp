#include "scenario/rule_list.hpp"

#include "credit/factors.hpp"
#include "scenario/semidefinite.hpp"
#include "scenario/stressed.hpp"

#include <algorithm>
#include <map>

namespace kdt::scenario {
namespace {

bool uses_correlations(const Scenario& scenario) {
    return scenario.credit.dependence == Dependence::gaussian || scenario.credit.dependence == Dependence::student_t;
}

/// The pointer of a pair's correlation as it was written, in either order.
std::string pair_pointer(const Block& correlations, const std::string& a, const std::string& b) {
    const bool other_way = !correlations.block(a).has(b) && correlations.block(b).has(a);
    return other_way ? child(correlations.pointer(b), a) : child(correlations.pointer(a), b);
}

/// wᵀRw of a sector's composite factor.
double composite_variance(const Credit& credit, const std::vector<double>& weights) {
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        for (std::size_t j = 0; j < weights.size(); ++j) { sum += weights[i] * credit.correlations[i][j] * weights[j]; }
    }
    return sum;
}

void refuse_matrix(const RuleInput& in, const Matrix& matrix, const Text& name) {
    if (credit::cholesky(matrix)) { return; } // the engine's own judge
    const auto pair = offending_pair(matrix);
    const auto& factors = in.scenario.credit.factors;
    const std::string& a = factors[pair.first].id;
    const std::string& b = factors[pair.second].id;
    const std::string x = number_text(in.scenario.credit.correlations[pair.first][pair.second]);
    in.mistake(pair_pointer(in.root.block("credit").block("correlations"), a, b),
               {name.zh + "不是半正定的：“" + a + "”与“" + b + "”的相关系数 " + x + " 与其余的不相容",
                name.en + " is not positive semi-definite: the correlation " + x + " of \"" + a + "\" and \"" + b +
                    "\" does not fit the others"},
               {"把它改得离 0 近一些，或调整其余的相关系数", "move it towards 0, or change the others"});
}

} // namespace

void check_factor_pairs(const RuleInput& in) {
    const Block correlations = in.root.block("credit").block("correlations");
    if (!in.sound(correlations.pointer())) { return; }
    std::map<std::pair<std::string, std::string>, double> seen;
    for (const auto& [a, row] : correlations.members()) {
        for (const auto& [b, value] : row.members()) {
            const double x = value.as_rate().value_or(0.0);
            if (a == b && x != 1.0) {
                in.mistake(value.pointer(), {"一个因子与自身的相关系数是 1", "a factor's correlation with itself is 1"},
                           {"删掉这一项", "take it out"});
            }
            const auto [before, is_new] = seen.try_emplace(std::minmax(a, b), x);
            if (!is_new && before->second != x) {
                in.mistake(
                    value.pointer(),
                    {"这一对已写为 " + number_text(before->second) + "，这里是 " + number_text(x),
                     "this pair stands as " + number_text(before->second) + " already, here as " + number_text(x)},
                    {"只写一次", "give it once"});
            }
        }
    }
}

void check_factor_matrices(const RuleInput& in) {
    if (!in.sound("/credit/correlations") || !in.sound("/credit/factors")) { return; }
    const Credit& credit = in.scenario.credit;
    refuse_matrix(in, credit.correlations, {"相关矩阵", "the correlation matrix"});
    if (!in.sound("/credit/correlations")) { return; }
    Matrix innovations = credit.correlations;
    for (std::size_t i = 0; i < innovations.size(); ++i) {
        for (std::size_t j = 0; j < innovations.size(); ++j) {
            innovations[i][j] *= 1.0 - credit.factors[i].persistence * credit.factors[j].persistence;
        }
    }
    refuse_matrix(in, innovations,
                  {"新息的协方差矩阵（相关系数 × (1−φᵢφⱼ)，持续性差别太大）",
                   "the matrix of innovations (correlation × (1−φᵢφⱼ); the persistences differ too much)"});
}

void check_factor_weights(const RuleInput& in) {
    if (!uses_correlations(in.scenario) || !in.sound("/credit/factors") || !in.sound("/credit/correlations")) {
        return;
    }
    const bool stressed = in.scenario.stress.asset_correlation.value_or(0.0) > 0.0;
    for (std::size_t i = 0; i < in.scenario.sectors.size(); ++i) {
        const Sector& sector = in.scenario.sectors[i];
        const std::string pointer = sector.id.empty() ? "/sectors" : child("/sectors", sector.id);
        if (!in.sound(pointer)) { continue; }
        const auto& tape = in.scenario.portfolio.tape;
        const auto own = std::find_if(tape.begin(), tape.end(), [&](const TapeLoan& loan) {
            return loan.sector == static_cast<int>(i) && loan.asset_correlation.value_or(0.0) > 0.0;
        });
        const bool stated = sector.correlation_rule == CorrelationRule::stated;
        if (stated && sector.asset_correlation <= 0.0 && own == tape.end() && !stressed) { continue; }
        if (composite_variance(in.scenario.credit, sector.factor_weights) > 1e-12) { continue; }
        const Text who =
            own == tape.end() ? Text{"", ""} : Text{"（贷款 " + own->loan_id + "）", " (loan " + own->loan_id + ")"};
        in.mistake(child(pointer, "factors"),
                   {"资产相关系数大于 0" + who.zh + "，却没有因子（权重为空、全为 0 或相互抵消）",
                    "the asset correlation is above 0" + who.en +
                        ", but no factor carries it (weights are absent, all 0 or cancel out)"},
                   {"例如 credit.factors: {\"Z\": {}} 与 \"factors\": {\"Z\": 1}",
                    "such as credit.factors: {\"Z\": {}} and here \"factors\": {\"Z\": 1}"});
    }
}

void check_seasoning(const RuleInput& in) {
    const Block credit = in.root.block("credit");
    if (credit.text("pd_means") != "first_year" || !in.sound(credit.pointer("seasoning"))) { return; }
    double sum = 0.0;
    for (int month = 1; month <= 12; ++month) { sum += in.scenario.credit.seasoning.at(month); }
    if (sum <= 0.0) {
        in.mistake(
            credit.pointer("seasoning"),
            {"首年倍数全为 0，无法按首年违约概率换算",
             "the curve is 0 throughout the first year, whose mean pd_means asks for"},
            {"写出首年的倍数，或用 pd_means: curve", "give multiples for the first year, or use pd_means: curve"});
    }
}

void check_stressed_correlations(const RuleInput& in) {
    const double multiplier = in.scenario.stress.correlation_multiplier;
    if (!in.sound("/stress/asset_correlation") || !in.sound("/sectors")) { return; }
    double highest = 0.0;
    const auto plain = [&](double annual_pd, int tier, int sector) {
        const double pd = stressed_pd(annual_pd, pd_multiplier(in.scenario.stress, tier));
        return asset_correlation(in.scenario, tier, sector, pd);
    };
    for (std::size_t sector = 0; sector < in.scenario.sectors.size(); ++sector) {
        for (std::size_t tier = 0; tier < in.scenario.tiers.size(); ++tier) {
            highest =
                std::max(highest, plain(in.scenario.tiers[tier].pd, static_cast<int>(tier), static_cast<int>(sector)));
        }
    }
    for (const TapeLoan& loan : in.scenario.portfolio.tape) {
        const double tier_pd = in.scenario.tiers[static_cast<std::size_t>(loan.tier)].pd;
        highest = std::max(highest,
                           loan.asset_correlation.value_or(plain(loan.pd.value_or(tier_pd), loan.tier, loan.sector)));
    }
    if (highest * multiplier >= 1.0) {
        in.mistake("/stress/asset_correlation/multiply",
                   {"最大的相关系数 " + number_text(highest) + " 乘以它后不再小于 1",
                    "takes the highest correlation, " + number_text(highest) + ", to 1 or above"},
                   {"减小倍数", "lower it"});
    }
}

} // namespace kdt::scenario
