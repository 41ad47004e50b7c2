#include "scenario/rule_list.hpp"

#include "credit/factors.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

/// A parameter that one kind of dependence needs and the others leave unread.
void check_own_parameter(const RuleInput& in, Dependence owner, const char* key, const std::string& owner_name,
                         const Text& needs, const std::string& example) {
    const Block credit = in.root.block("credit");
    const bool needed = in.scenario.credit.dependence == owner;
    if (needed && !credit.has(key)) {
        in.mistake(credit.pointer(key), needs, {"例如 " + example, "such as " + example});
    } else if (!needed && credit.has(key)) {
        in.notice(credit.pointer(key), {"只有 " + owner_name + " 使用", "used by " + owner_name + " only"});
    }
}

void notice_unused_correlations(const RuleInput& in) {
    const Dependence dependence = in.scenario.credit.dependence;
    if (dependence != Dependence::logit && dependence != Dependence::credit_risk_plus) { return; }
    const Text unused{"logit 与 credit_risk_plus 不使用资产相关系数",
                      "logit and credit_risk_plus use no asset correlation"};
    for (const auto& [id, sector] : in.root.block("sectors").members()) {
        if (sector.has("asset_correlation")) { in.notice(sector.pointer("asset_correlation"), unused); }
    }
    const Block stress = in.root.block("stress");
    if (stress.has("asset_correlation")) { in.notice(stress.pointer("asset_correlation"), unused); }
}

/// Raw weights from 0 to 1 in sum, so that the firm's own part is none below 0.
void check_gamma_weights(const RuleInput& in) {
    for (const Sector& sector : in.scenario.sectors) {
        const std::string pointer = child(child("/sectors", sector.id), "factors");
        if (!in.sound(pointer)) { continue; }
        double sum = 0.0;
        for (std::size_t i = 0; i < sector.factor_weights.size(); ++i) {
            sum += sector.factor_weights[i];
            if (sector.factor_weights[i] >= 0.0) { continue; }
            in.mistake(child(pointer, in.scenario.credit.factors[i].id),
                       {"credit_risk_plus 的权重不能小于 0", "a weight of credit_risk_plus can't be below 0"},
                       {"写 0 到 1 之间的数", "give a number from 0 to 1"});
        }
        if (sum > 1.0 + kShareTolerance) {
            const std::string total = sum_text(sum);
            in.mistake(pointer,
                       {"credit_risk_plus 的权重合计 " + total + " 超过 1，企业自身部分成了负数",
                        "the weights of credit_risk_plus sum to " + total + ", so the firm's own part is below 0"},
                       {"合计不超过 1", "let them sum to 1 at most"});
        }
    }
}

} // namespace

void check_logit(const RuleInput& in) {
    const Credit& read = in.scenario.credit;
    if (read.dependence != Dependence::logit || read.logit_slope == 0.0) { return; }
    if (!in.sound("/credit") || !in.sound("/sectors")) { return; }
    bool any = false;
    for (const Sector& sector : in.scenario.sectors) {
        const bool loads = credit::composite_scale(sector.factor_weights, read.correlations) > 0.0;
        const bool named = std::any_of(sector.factor_weights.begin(), sector.factor_weights.end(),
                                       [](double weight) { return weight != 0.0; });
        any = any || loads;
        if (loads || !named) { continue; }
        any = true; // told here
        in.mistake(child(child("/sectors", sector.id), "factors"),
                   {"因子权重相互抵消，没有合成因子", "the weights cancel out and leave no composite factor"},
                   {"改动权重，或不写 factors", "change the weights, or leave factors out"});
    }
    if (!any) {
        in.mistake("/sectors",
                   {"logit 的斜率大于 0，却没有行业有因子权重",
                    "the slope of logit is above 0, but no sector has a factor to carry it"},
                   {"例如 credit.factors: {\"Z\": {}} 与行业的 \"factors\": {\"Z\": 1}",
                    "such as credit.factors: {\"Z\": {}} and a sector's \"factors\": {\"Z\": 1}"});
    }
}

void check_gamma_factors(const RuleInput& in) {
    const bool used = in.scenario.credit.dependence == Dependence::credit_risk_plus;
    if (used) { check_gamma_weights(in); }
    const auto& read = in.scenario.credit.factors;
    for (std::size_t i = 0; i < read.size(); ++i) {
        const Block factor = in.root.block("credit").block("factors").block(read[i].id);
        const auto& sectors = in.scenario.sectors;
        const bool loaded = std::any_of(sectors.begin(), sectors.end(),
                                        [&](const Sector& sector) { return sector.factor_weights[i] > 0.0; });
        if (used && loaded && !factor.has("gamma_sd") && in.sound(factor.pointer())) {
            in.mistake(factor.pointer("gamma_sd"),
                       {"credit_risk_plus 需要因子的伽马标准差", "credit_risk_plus needs the factor's gamma_sd"},
                       {"例如 \"gamma_sd\": 1", "such as \"gamma_sd\": 1"});
        } else if (!used && factor.has("gamma_sd")) {
            in.notice(factor.pointer("gamma_sd"), {"只有 credit_risk_plus 使用", "used by credit_risk_plus only"});
        }
    }
}

void check_basel(const RuleInput& in) {
    const auto& sectors = in.scenario.sectors;
    const bool used = std::any_of(sectors.begin(), sectors.end(), [](const Sector& sector) {
        return sector.correlation_rule == CorrelationRule::basel_sme;
    });
    const Block credit = in.root.block("credit");
    if (!used) {
        const Text unused{"只有 basel_sme 使用", "used by basel_sme only"};
        if (credit.has("yuan_per_euro")) { in.notice(credit.pointer("yuan_per_euro"), unused); }
        for (const auto& [id, tier] : in.root.block("tiers").members()) {
            if (tier.has("turnover")) { in.notice(tier.pointer("turnover"), unused); }
        }
        return;
    }
    if (!credit.has("yuan_per_euro")) {
        in.mistake(credit.pointer("yuan_per_euro"),
                   {"basel_sme 按欧元计营业收入，需要汇率", "basel_sme counts turnover in euro and needs the rate"},
                   {"例如 \"yuan_per_euro\": 7.8", "such as \"yuan_per_euro\": 7.8"});
    }
    for (const Tier& tier : in.scenario.tiers) {
        if (tier.turnover) { continue; }
        in.mistake(tier.id.empty() ? "/tiers" : child(child("/tiers", tier.id), "turnover"),
                   {"basel_sme 需要各类企业的年营业收入", "basel_sme needs the yearly turnover of every tier's firms"},
                   {"例如 \"turnover\": \"5000万元\"", "such as \"turnover\": \"5000万元\""});
    }
}

void check_dependence(const RuleInput& in) {
    check_own_parameter(in, Dependence::student_t, "degrees_of_freedom", "student_t",
                        {"student_t 需要自由度", "student_t needs its degrees of freedom"},
                        "\"degrees_of_freedom\": 5");
    check_own_parameter(in, Dependence::logit, "logit_slope", "logit", {"logit 需要斜率", "logit needs its slope"},
                        "\"logit_slope\": 0.5");
    notice_unused_correlations(in);
    const Credit& read = in.scenario.credit;
    const Block lending = in.root.block("lending");
    if (in.scenario.lending.macro_loading != 0.0 && read.factors.empty() && in.sound("/credit/factors") &&
        in.sound(lending.pointer("macro_loading"))) {
        in.mistake(
            lending.pointer("macro_loading"),
            {"需求与宏观因子相关，但情景没有因子", "demand hangs on the macro factor, but the scenario has no factors"},
            {"在 credit.factors 中加一个，或设为 0", "add one to credit.factors, or set this to 0"});
    }
}

} // namespace kdt::scenario
