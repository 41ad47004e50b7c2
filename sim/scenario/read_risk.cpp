#include "scenario/read.hpp"

#include "scenario/limits.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

credit::SizeLaw read_size(const Block& size) {
    using credit::SizeDistribution;
    const auto fen = [&](const char* key) { return static_cast<double>(size.money(key).count); };
    credit::SizeLaw out;
    out.distribution = size.choice<SizeDistribution>("distribution", {{"lognormal", SizeDistribution::lognormal},
                                                                      {"gamma", SizeDistribution::gamma},
                                                                      {"constant", SizeDistribution::constant},
                                                                      {"empirical", SizeDistribution::empirical}});
    out.mean = fen("mean");
    out.sd = fen("sd");
    out.floor = fen("min");
    for (const Block& value : size.block("values").entries()) {
        out.values.push_back(static_cast<double>(value.as_money().value_or(Fen{}).count));
    }
    std::sort(out.values.begin(), out.values.end());
    return out;
}

credit::Seasoning read_seasoning(const Block& credit) {
    const Block curve = credit.block("seasoning");
    credit::Seasoning out = credit::Seasoning::flat();
    if (curve.as_text() == "second_year_peak") { out = credit::Seasoning::second_year_peak(); }
    if (curve.is_array() && !curve.entries().empty()) { out.by_month = curve.as_rates(); }
    return credit.text("pd_means") == "first_year" ? out.with_first_year_mean() : out;
}

std::vector<std::vector<double>> read_correlations(const Block& correlations, const std::vector<Factor>& factors) {
    const std::size_t n = factors.size();
    std::vector<std::vector<double>> out(n, std::vector<double>(n, 0.0));
    for (std::size_t i = 0; i < n; ++i) { out[i][i] = 1.0; }
    const auto known = [&](const std::string& id) {
        return std::any_of(factors.begin(), factors.end(), [&](const Factor& factor) { return factor.id == id; });
    };
    for (const auto& [a, row] : correlations.members()) {
        for (const auto& [b, value] : row.members()) {
            if (!known(a) || !known(b) || a == b) { continue; }
            const auto i = static_cast<std::size_t>(place_in(factors, a));
            const auto j = static_cast<std::size_t>(place_in(factors, b));
            out[i][j] = out[j][i] = value.as_rate().value_or(0.0);
        }
    }
    return out;
}

} // namespace

std::vector<Tier> read_tiers(const Block& tiers, const std::vector<std::string>& collateral_kinds) {
    std::vector<Tier> out;
    for (const auto& [id, tier] : tiers.members()) {
        Tier read;
        read.id = id;
        read.pd = tier.rate("pd", 0.0);
        if (tier.has("loan_size")) { read.loan_size = read_size(tier.block("loan_size")); }
        read.first_loan = tier.rate("first_loan", 0.0);
        read_collateral(tier.block("collateral"), collateral_kinds, read);
        if (tier.has("revenue")) { read.revenue = read_size(tier.block("revenue")); }
        read.turnover = tier.maybe_money("turnover");
        read.borrower_cap = tier.maybe_money("borrower_cap");
        if (tier.has("firms")) { read.firms = tier.whole("firms", 0); }
        read.flows.entry_per_year = tier.rate("entry_per_year", 0.0);
        read.flows.entrants_per_year = tier.rate("entrants_per_year", 0.0);
        read.flows.exit_per_year = tier.rate("exit_per_year", 0.0);
        read.flows.promotion_per_year = tier.block("promote").rate("probability_per_year", 0.0);
        out.push_back(std::move(read));
    }
    std::size_t place = 0;
    for (const auto& [id, tier] : tiers.members()) {
        const Block promote = tier.block("promote");
        if (promote.there()) { out[place].flows.promote_to = place_in(out, promote.text("to")); }
        ++place;
    }
    if (out.empty()) { out.emplace_back(); }
    return out;
}

std::vector<Sector> read_sectors(const Block& sectors, const std::vector<Factor>& factors) {
    std::vector<Sector> out;
    for (const auto& [id, sector] : sectors.members()) {
        Sector read;
        read.id = id;
        read.weight = sector.rate("weight", 1.0);
        read.asset_correlation = sector.rate("asset_correlation", 0.0);
        read.correlation_rule =
            sector.choice<CorrelationRule>("asset_correlation", {{"", CorrelationRule::stated},
                                                                 {"basel_sme", CorrelationRule::basel_sme},
                                                                 {"basel_retail", CorrelationRule::basel_retail}});
        for (const Factor& factor : factors) {
            read.factor_weights.push_back(sector.block("factors").rate(factor.id, 0.0));
        }
        out.push_back(std::move(read));
    }
    if (out.empty()) {
        out.emplace_back();
        out.back().factor_weights.assign(factors.size(), 0.0);
    }
    return out;
}

Credit read_credit(const Block& credit) {
    Credit out;
    out.dependence = credit.choice<Dependence>("dependence", {{"gaussian", Dependence::gaussian},
                                                              {"student_t", Dependence::student_t},
                                                              {"credit_risk_plus", Dependence::credit_risk_plus},
                                                              {"logit", Dependence::logit},
                                                              {"independent", Dependence::independent},
                                                              {"given", Dependence::given}});
    out.degrees_of_freedom = credit.rate("degrees_of_freedom", 0.0);
    out.logit_slope = credit.rate("logit_slope", 0.0);
    out.yuan_per_euro = credit.maybe_rate("yuan_per_euro");
    if (const Block contagion = credit.block("contagion"); contagion.is_object()) {
        out.contagion = Contagion{contagion.rate("multiplier", 1.0), contagion.whole("months", 1)};
    }
    out.factor_period_months = credit.whole("factor_period_months", 12);
    for (const auto& [id, factor] : credit.block("factors").members()) {
        if (out.factors.size() == kMostFactors) { break; }
        out.factors.push_back(
            {id, factor.rate("persistence", 0.0), factor.maybe_rate("start"), factor.maybe_rate("gamma_sd")});
    }
    out.correlations = read_correlations(credit.block("correlations"), out.factors);
    out.seasoning = read_seasoning(credit);
    return out;
}

Recovery read_recovery(const Block& recovery) {
    Recovery out;
    out.distribution = recovery.choice<RecoveryDistribution>(
        "distribution", {{"constant", RecoveryDistribution::constant}, {"beta", RecoveryDistribution::beta}});
    out.mean = recovery.rate("mean", 0.0);
    out.sd = recovery.rate("sd", 0.0);
    out.cycle_link =
        recovery.choice<CycleLink>("cycle_link", {{"none", CycleLink::none}, {"frye_jacobs", CycleLink::frye_jacobs}});
    out.cost_rate = Rate{recovery.rate("cost_rate", 0.0)};
    double sum = 0.0;
    std::vector<WorkoutPoint> points;
    for (const Block& point : recovery.block("workout").entries()) {
        sum += point.rate("share", 0.0);
        points.push_back({point.whole("month", 0), sum});
    }
    if (!points.empty()) {
        points.back().cumulative_share = 1.0;
        out.workout = std::move(points);
    }
    return out;
}

namespace {

std::vector<DefaultShock> read_stated_defaults(const Block& defaults, const std::vector<Sector>& sectors) {
    using Whom = DefaultShock::Whom;
    std::vector<DefaultShock> out;
    for (const Block& entry : defaults.entries()) {
        DefaultShock shock;
        shock.month = entry.month("month", 1);
        shock.whom = entry.has("loan_id")       ? Whom::loan
                     : entry.has("borrower_id") ? Whom::borrower
                     : entry.has("sector")      ? Whom::sector
                                                : Whom::largest;
        shock.id = entry.text(shock.whom == Whom::loan ? "loan_id" : "borrower_id");
        shock.sector = place_in(sectors, entry.text("sector"));
        shock.count = entry.whole("largest", 0);
        out.push_back(std::move(shock));
    }
    return out;
}

std::vector<BankStop> read_bank_stops(const Block& stops, const std::vector<Bank>& banks) {
    std::vector<BankStop> out;
    for (const Block& entry : stops.entries()) {
        out.push_back({place_in(banks, entry.text("bank")), entry.month("from_month", 1), entry.month("to_month", 1)});
    }
    return out;
}

} // namespace

Stress read_stress(const Block& stress, const Scenario& known) {
    Stress out;
    const Block multiplier = stress.block("pd_multiplier");
    for (const Tier& tier : known.tiers) {
        out.pd_multiplier.push_back(multiplier.is_object() ? multiplier.rate(tier.id, 1.0)
                                                           : multiplier.as_rate().value_or(1.0));
    }
    for (const Factor& factor : known.credit.factors) {
        out.factor_shift.push_back(stress.block("factor_shift").block(factor.id).as_rates());
        out.factor_path.push_back(stress.block("factor_path").block(factor.id).as_rates());
    }
    out.asset_correlation = stress.maybe_rate("asset_correlation");
    out.correlation_multiplier = stress.block("asset_correlation").rate("multiply", 1.0);
    out.recovery_multiplier = stress.rate("recovery_multiplier", 1.0);
    out.demand_multiplier = stress.rate("demand_multiplier", 1.0);
    out.defaults = read_stated_defaults(stress.block("defaults"), known.sectors);
    out.bank_stops = read_bank_stops(stress.block("bank_stops"), known.banks);
    const auto differs = [](double x) { return x != 1.0; };
    const auto shifts = [](const std::vector<double>& by_period) {
        return std::any_of(by_period.begin(), by_period.end(), [](double x) { return x != 0.0; });
    };
    const auto given = [](const std::vector<double>& by_period) { return !by_period.empty(); };
    out.active = std::any_of(out.pd_multiplier.begin(), out.pd_multiplier.end(), differs) ||
                 std::any_of(out.factor_shift.begin(), out.factor_shift.end(), shifts) ||
                 std::any_of(out.factor_path.begin(), out.factor_path.end(), given) || out.asset_correlation ||
                 differs(out.correlation_multiplier) || differs(out.recovery_multiplier) ||
                 differs(out.demand_multiplier) || stress.whole("top_up_delay_months", 0) != 0 ||
                 !out.defaults.empty() || !out.bank_stops.empty() || !stress.block("top_up_fails").entries().empty();
    return out;
}

} // namespace kdt::scenario
