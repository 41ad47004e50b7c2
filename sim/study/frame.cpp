#include "study/frame.hpp"

#include "base/hash.hpp"
#include "base/version.hpp"
#include "credit/seasoning.hpp"
#include "scenario/bytes.hpp"
#include "scenario/stressed.hpp"
#include "study/book_facts.hpp"
#include "study/breaker_frame.hpp"
#include "study/cuts_in_force.hpp"
#include "study/parameters.hpp"
#include "study/reading.hpp"

#include <algorithm>

namespace kdt::study {
namespace {

using scenario::Scenario;

/// Who is paid a fee, and which subsidies there are.
std::vector<tally::Measure> measures_of_charges(const Scenario& scenario) {
    using tally::Measure;
    std::vector<Measure> shown;
    const auto show = [&](Measure measure) {
        if (std::find(shown.begin(), shown.end(), measure) == shown.end()) { shown.push_back(measure); }
    };
    for (const scenario::Product& product : scenario.products) {
        if (const auto& fee = product.guarantee_fee) {
            if (fee->to == terms::FeeTo::guarantor) { show(Measure::guarantor_fees); }
            if (fee->to == terms::FeeTo::insurer) { show(Measure::insurer_fees); }
            if (fee->subsidised_by_pool.value > 0.0) { show(Measure::fee_subsidies); }
        }
        if (const auto& subsidy = product.interest_subsidy) {
            const bool by_pool = subsidy->paid_by == terms::SubsidyPayer::pool;
            show(by_pool ? Measure::interest_subsidies : Measure::budget_subsidies);
        }
    }
    return shown;
}

/// Measures of rules that only some scenarios have.
std::vector<tally::Measure> measures_by_rule(const Scenario& scenario) {
    const scenario::Pool& pool = scenario.pool;
    std::vector<tally::Measure> shown;
    const bool grants = std::any_of(pool.top_ups.begin(), pool.top_ups.end(), [](const scenario::TopUp& top_up) {
        return top_up.kind != scenario::TopUpKind::budget;
    });
    if (grants) { shown.push_back(tally::Measure::grants); }
    if (pool.refill) { shown.push_back(tally::Measure::refills); }
    if (pool.mode != scenario::PoolMode::cash_pool) {
        shown.push_back(tally::Measure::limit_renewed);
        shown.push_back(tally::Measure::returned_to_treasury);
    }
    if (scenario::has_sub_accounts(scenario)) {
        shown.push_back(tally::Measure::account_balance);
        shown.push_back(tally::Measure::common_account);
    }
    for (const tally::Measure measure : measures_of_charges(scenario)) { shown.push_back(measure); }
    const auto rules = cuts_in_force(scenario);
    if (std::any_of(rules.begin(), rules.end(), [](const results::CutFrame& rule) { return rule.puts_off; })) {
        shown.push_back(tally::Measure::claims_deferred);
    }
    return shown;
}

std::vector<results::AccountFrame> accounts_of(const Scenario& scenario) {
    std::vector<results::AccountFrame> accounts;
    if (!scenario::has_sub_accounts(scenario)) { return accounts; }
    accounts.push_back({"", scenario.pool.balance});
    for (const scenario::Bank& bank : scenario.banks) {
        if (!bank.opening_balance) { continue; }
        accounts.front().opening -= *bank.opening_balance;
        accounts.push_back({bank.id, *bank.opening_balance});
    }
    return accounts;
}

results::TargetReading reading_of(scenario::TargetMeasure measure) {
    switch (measure) {
    case scenario::TargetMeasure::cumulative: return results::TargetReading::cumulative;
    case scenario::TargetMeasure::outstanding: return results::TargetReading::outstanding;
    case scenario::TargetMeasure::disbursed: break;
    }
    return results::TargetReading::disbursed;
}

std::vector<results::TargetFrame> targets_of(const Scenario& scenario) {
    std::vector<results::TargetFrame> frames;
    for (const auto& target : scenario.targets) {
        results::TargetFrame frame{target.id,
                                   reading_of(target.measure),
                                   target.from_month,
                                   target.to_month,
                                   target.amount,
                                   target.already_lent,
                                   {}};
        for (int product : target.products) {
            frame.products.push_back(scenario.products[static_cast<std::size_t>(product)].id);
        }
        frames.push_back(std::move(frame));
    }
    return frames;
}

std::vector<results::ImpliedPd> implied_of(const Scenario& scenario) {
    std::vector<results::ImpliedPd> implied;
    for (std::size_t tier = 0; tier < scenario.tiers.size(); ++tier) {
        const double base = scenario.tiers[tier].pd;
        const auto& factors = scenario.stress.pd_multiplier;
        const double factor = tier < factors.size() ? factors[tier] : 1.0;
        results::ImpliedPd line;
        line.tier = scenario.tiers[tier].id;
        for (std::size_t i = 0; i < results::kImpliedMonths.size(); ++i) {
            const int months = results::kImpliedMonths[i];
            line.base[i] = credit::implied_pd(base, scenario.credit.seasoning, months);
            line.stressed[i] =
                credit::implied_pd(scenario::stressed_pd(base, factor), scenario.credit.seasoning, months);
        }
        implied.push_back(line);
    }
    return implied;
}

/// Tiers with firms at some time.
std::vector<results::FirmCount> firms_of(const Scenario& scenario) {
    std::vector<results::FirmCount> out;
    for (std::size_t tier = 0; tier < scenario.tiers.size(); ++tier) {
        const std::vector<double>& firms = scenario.firms[tier];
        const bool some = std::any_of(firms.begin(), firms.end(), [](double n) { return n > 0.0; });
        if (some) { out.push_back({scenario.tiers[tier].id, firms}); }
    }
    return out;
}

std::vector<results::InputHash> hashes_of(const scenario::Loaded& loaded) {
    std::vector<results::InputHash> hashes;
    for (const auto& input : loaded.inputs) {
        // What the scenario says is in its own hash; the files it was put together from are the manifest's business.
        if (input.role == "scenario" || input.role == "overlay") { continue; }
        hashes.push_back({input.role, scenario::shown(input.path.filename()), input.sha256});
    }
    return hashes;
}

/// Of the whole pool: where banks have multiples of their own, what their accounts carry together at as_of, by balance.
std::optional<double> multiple_of(const Scenario& scenario) {
    const auto& leverage = scenario.pool.leverage;
    if (!leverage) { return std::nullopt; }
    double carried = 0.0;
    double balance = 0.0;
    for (const scenario::Bank& bank : scenario.banks) {
        if (!bank.leverage_multiple) { continue; }
        const auto account = static_cast<double>(bank.opening_balance.value_or(Fen{}).count);
        carried += account * (*bank.leverage_multiple - leverage->multiple);
    }
    if (carried == 0.0) { return leverage->multiple; }
    for (const scenario::Bank& bank : scenario.banks) {
        balance += static_cast<double>(bank.opening_balance.value_or(Fen{}).count);
    }
    return leverage->multiple + carried / balance;
}

std::string method_name(scenario::Method method) {
    switch (method) {
    case scenario::Method::plain: return "plain";
    case scenario::Method::tilt: return "tilt";
    case scenario::Method::sobol: return "sobol";
    }
    return {};
}

/// What the errors of a run rest on, where they do not come from independent paths of one law.
std::optional<Text> method_notice(const engine::Model& model) {
    switch (model.shape.sampling) {
    case tally::Sampling::plain: return std::nullopt;
    case tally::Sampling::weighted:
        return Text{"抽样方法 tilt：各数字按似然比加权。n 与 events 是实际路径数，不是概率的分母与分子；误差由 delta "
                    "法估计，月度序列、分组、出资方、分户与批次的误差取自 32 批路径。",
                    "Method tilt: every figure is weighted by likelihood ratios. n and events count paths as drawn and "
                    "are not the parts of the probability; errors are by the delta method, those of monthly series, "
                    "groups, funders, accounts and vintages from 32 batches of paths."};
    case tally::Sampling::randomised:
        return Text{"抽样方法 sobol：均值与比率的误差取自 32 "
                    "次独立打乱；概率与分位数的区间，预期短缺、标准差与耗尽条件下均值的误差仍按"
                    "独立路径计算，偏于保守。",
                    "Method sobol: errors of means and ratios come from 32 independent scramblings; the intervals of "
                    "probabilities and quantiles and the errors of ES, sd and means given depletion are those of "
                    "independent paths, and are "
                    "on the safe side."};
    }
    return std::nullopt;
}

std::vector<results::FactorShift> shifts_of(const engine::Model& model) {
    std::vector<results::FactorShift> shifts;
    if (model.tilt.empty()) { return shifts; }
    const auto& factors = model.scenario.credit.factors;
    for (std::size_t factor = 0; factor < factors.size(); ++factor) {
        results::FactorShift& shift = shifts.emplace_back(results::FactorShift{factors[factor].id, {}});
        for (std::size_t i = factor; i < model.tilt.size(); i += factors.size()) {
            shift.by_period.push_back(model.tilt[i]);
        }
    }
    return shifts;
}

} // namespace

results::Frame frame_of(const scenario::Loaded& loaded, const engine::Model& model) {
    const Scenario& scenario = model.scenario;
    results::Frame frame;
    frame.name = scenario.name;
    frame.description = scenario.description;
    frame.sha256 = sha256_hex(loaded.effective_json);
    frame.unit = unit_of(scenario.unit);
    frame.as_of = scenario.as_of;
    frame.horizon_months = scenario.horizon_months;
    frame.language = scenario.report.language;
    for (double level : scenario.report.levels) { frame.levels.push_back(tally::Level::of(level)); }
    frame.discount_rate = scenario.report.discount_rate.value;
    frame.drawn = scenario.credit.dependence != scenario::Dependence::given;
    frame.paths = scenario.paths;
    frame.seed = scenario.seed;
    frame.method = method_name(scenario.method);
    frame.shifts = shifts_of(model);
    frame.version = std::string(base::version());
    frame.repeat_command = "kdt run scenario.json";
    frame.inputs = hashes_of(loaded);
    frame.groups = {scenario::ids_of(scenario.banks), scenario::ids_of(scenario.products),
                    scenario::ids_of(scenario.tiers), scenario::ids_of(scenario.sectors)};
    frame.breakers = breakers_of(scenario);
    frame.targets = targets_of(scenario);
    frame.cuts = cuts_in_force(scenario);
    frame.opening_balance = scenario.pool.balance + scenario.pool.annual_limit;
    frame.by_rule = measures_by_rule(scenario);
    frame.funders = scenario::ids_of(scenario.pool.funders);
    frame.accounts = accounts_of(scenario);
    frame.multiple = multiple_of(scenario);
    frame.book = book_facts(model);
    frame.implied_pd = implied_of(scenario);
    frame.firms = firms_of(scenario);
    frame.parameters = parameters_of(loaded);
    frame.warnings = loaded.notices;
    if (const auto notice = method_notice(model)) { frame.warnings.push_back(*notice); }
    return frame;
}

} // namespace kdt::study
