#include "model.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace plain {
namespace {

double unit_of(const std::string& word) {
    if (word == "元") return 1;
    if (word == "万元" || word == "万") return 1e4;
    if (word == "亿元" || word == "亿") return 1e8;
    throw std::runtime_error("plain: unknown unit of money: " + word);
}

const Json& get(const Json& object, const char* key) {
    static const Json nothing;
    return object.is_object() && object.contains(key) ? object.at(key) : nothing;
}

std::string text(const Json& object, const char* key, const char* otherwise) {
    return get(object, key).is_null() ? otherwise : get(object, key).get<std::string>();
}
double number(const Json& object, const char* key, double otherwise) {
    return get(object, key).is_null() ? otherwise : read_rate(get(object, key));
}

// The entries of an object keyed by id; a note is no entry.
std::vector<std::pair<std::string, Json>> entries(const Json& object) {
    std::vector<std::pair<std::string, Json>> found;
    if (object.is_object())
        for (const auto& [key, value] : object.items())
            if (key != "note") found.emplace_back(key, value);
    return found;
}

template <class Things>
int position(const Things& things, const std::string& id) {
    for (size_t i = 0; i < things.size(); ++i)
        if (things[i].id == id) return int(i);
    throw std::runtime_error("plain: unknown id " + id);
}

int month_index(const std::string& s) { return std::stoi(s.substr(0, 4)) * 12 + std::stoi(s.substr(5, 2)) - 1; }

int month(const Json& value, const Model& model) {
    return value.is_string() ? month_index(value.get<std::string>()) - model.as_of : value.get<int>();
}
int month(const Json& object, const char* key, const Model& model, int otherwise) {
    return get(object, key).is_null() ? otherwise : month(get(object, key), model);
}
double money(const Json& object, const char* key, const Model& model, double otherwise) {
    return get(object, key).is_null() ? otherwise : read_money(get(object, key), model.unit);
}

void must_be(const std::string& value, const char* supported, const char* what) {
    if (value != supported) throw std::runtime_error(std::string("plain: not built here: ") + what + " " + value);
}

void read_pool(Model& model, const Json& j) {
    model.commitment = text(j, "mode", "cash_pool") == "budget_commitment";
    if (!model.commitment) must_be(text(j, "mode", "cash_pool"), "cash_pool", "pool mode");
    model.balance = money(j, model.commitment ? "annual_limit" : "balance", model, 0);
    model.carries_over = j.value("carry_over", false);
    model.yearly_cap = money(j, "yearly_cap", model, no_limit);
    model.cap_waits = text(j, "on_cap", "bank_bears") == "next_year";
    model.interest = number(j, "interest_rate", 0);
    model.queue = text(j, "on_shortfall", "queue") == "queue";
    for (const Json& one : get(j, "top_ups"))
        model.top_ups.push_back({month(one.at("month"), model), read_money(one.at("amount"), model.unit)});
    const Json& leverage = get(j, "leverage");
    if (leverage.is_null()) return;
    model.has_leverage = true;
    model.multiple = number(leverage, "multiple", 0);
    model.counts_bad = leverage.value("counts_bad", false);
    const std::string base = text(leverage, "base", "opening");
    model.base = base == "opening" ? Base::opening : base == "balance" ? Base::balance : Base::net_of_pipeline;
}

SizeLaw read_size(const Model& model, const Json& j) {
    SizeLaw law;
    const std::string kind = text(j, "distribution", "lognormal");
    law.mean = money(j, "mean", model, 0);
    law.sd = money(j, "sd", model, 0);
    law.least = money(j, "min", model, 0);
    for (const Json& value : get(j, "values")) law.values.push_back(read_money(value, model.unit));
    std::sort(law.values.begin(), law.values.end());
    law.kind = kind == "empirical"                 ? SizeLaw::empirical
               : kind == "constant" || law.sd == 0 ? SizeLaw::constant
               : kind == "gamma"                   ? SizeLaw::gamma
                                                   : SizeLaw::lognormal;
    return law;
}

void read_parties(Model& model, const Json& scenario) {
    for (const auto& [id, j] : entries(get(scenario, "banks")))
        model.banks.push_back({id, number(j, "weight", 1), money(j, "yearly_plan", model, no_limit),
                               money(j, "max_outstanding", model, no_limit),
                               money(get(j, "yearly_cap"), "amount", model, no_limit),
                               number(get(j, "yearly_cap"), "rate_of_prior_balance", no_limit),
                               text(get(j, "yearly_cap"), "on_cap", "bank_bears") == "next_year"});
    if (model.banks.empty()) model.banks.push_back({});
    for (const auto& [id, j] : entries(get(scenario, "tiers")))
        model.tiers.push_back(
            {id, number(j, "pd", 0), read_size(model, get(j, "loan_size")), money(j, "turnover", model, 0)});
    if (model.tiers.empty()) model.tiers.push_back({});
    for (const auto& [id, j] : entries(get(get(scenario, "credit"), "factors"))) {
        Factor factor;
        factor.id = id;
        factor.persistence = number(j, "persistence", 0);
        factor.start = number(j, "start", 0);
        factor.started = !get(j, "start").is_null();
        factor.gamma_sd = number(j, "gamma_sd", 0);
        model.factors.push_back(factor);
    }
    for (const auto& [id, j] : entries(get(scenario, "sectors"))) {
        const Json& rho = get(j, "asset_correlation");
        const bool formula = rho.is_string() && rho.get<std::string>().starts_with("basel");
        Sector sector{id, number(j, "weight", 1), formula || rho.is_null() ? 0 : read_rate(rho), {}, ""};
        if (formula) sector.formula = rho.get<std::string>();
        sector.loading.assign(model.factors.size(), 0);
        for (const auto& [factor, weight] : entries(get(j, "factors")))
            sector.loading[position(model.factors, factor)] = weight.get<double>();
        model.sectors.push_back(sector);
    }
    if (model.sectors.empty()) model.sectors.push_back({"", 1, 0, std::vector<double>(model.factors.size(), 0)});
}

void read_products(Model& model, const Json& scenario) {
    for (const auto& [id, j] : entries(get(scenario, "products"))) {
        Product product;
        product.id = id;
        product.starts = month(j, "starts_month", model, 1);
        const Json& tenors = j.at("tenor_months");
        if (tenors.is_number()) {
            product.tenors = {tenors.get<int>()};
            product.tenor_weights = {1};
        } else {
            for (const Json& one : tenors) {
                product.tenors.push_back(one.at("months").get<int>());
                product.tenor_weights.push_back(number(one, "weight", 1));
            }
        }
        product.yearly_cap = money(get(j, "yearly_cap"), "amount", model, no_limit);
        product.cap_waits = text(get(j, "yearly_cap"), "on_cap", "bank_bears") == "next_year";
        const std::string repayment = text(j, "repayment", "bullet");
        product.equal_principal = repayment == "equal_principal";
        product.equal_instalment = repayment == "equal_instalment";
        if (!product.equal_principal && !product.equal_instalment) must_be(repayment, "bullet", "repayment");
        product.rate = number(j, "rate", 0);
        product.early = number(j, "early_repayment", 0);
        product.extension_probability = number(get(j, "extension"), "probability", 0);
        product.extension = int(number(get(j, "extension"), "months", 0));
        product.cap = money(j, "borrower_cap", model, no_limit);
        product.renewal_probability = number(get(j, "renewal"), "probability", 0);
        product.renewals = int(number(get(j, "renewal"), "max_times", 0));
        const Json& claim = get(j, "claim");
        must_be(text(claim, "basis", "principal"), "principal", "claim basis");
        product.net_loss = text(claim, "pay_on", "overdue") == "net_loss";
        product.overdue = int(number(claim, "overdue_months", 3));
        product.review = int(number(claim, "review_months", 1));
        product.rejection = number(claim, "rejection_probability", 0);
        for (const Json& one : j.at("shares")) {
            ShareRow row;
            const Json &when = get(one, "when"), &pays = one.at("pays");
            row.at_most = money(when, "principal_at_most", model, no_limit);
            row.above = money(when, "principal_above", model, -1);
            if (!get(when, "tier").is_null()) row.tier = position(model.tiers, when.at("tier").get<std::string>());
            if (!get(when, "sector").is_null())
                row.sector = position(model.sectors, when.at("sector").get<std::string>());
            if (!get(when, "bank").is_null()) row.bank = position(model.banks, when.at("bank").get<std::string>());
            if (!get(when, "renewal").is_null()) row.renewal = when.at("renewal").get<bool>();
            const char* names[] = {"pool", "guarantor", "insurer", "reguarantee"};
            for (int party = 0; party < outside_parties; ++party) row.pays[party] = number(pays, names[party], 0);
            product.rows.push_back(row);
        }
        model.products.push_back(product);
    }
}

void read_credit(Model& model, const Json& j) {
    const std::string dependence = text(j, "dependence", "gaussian");
    model.dependence = dependence == "student_t"          ? Dependence::student_t
                       : dependence == "credit_risk_plus" ? Dependence::credit_risk_plus
                       : dependence == "logit"            ? Dependence::logit
                       : dependence == "independent"      ? Dependence::independent
                                                          : Dependence::gaussian;
    if (model.dependence == Dependence::gaussian) must_be(dependence, "gaussian", "dependence");
    model.freedom = number(j, "degrees_of_freedom", 0);
    model.slope = number(j, "logit_slope", 0);
    model.yuan_per_euro = number(j, "yuan_per_euro", 1);
    model.period = int(number(j, "factor_period_months", 12));
    const size_t n = model.factors.size();
    model.correlation.assign(n, std::vector<double>(n, 0));
    for (size_t i = 0; i < n; ++i) model.correlation[i][i] = 1;
    for (const auto& [a, row] : entries(get(j, "correlations")))
        for (const auto& [b, x] : entries(row)) {
            const int k = position(model.factors, a), l = position(model.factors, b);
            model.correlation[k][l] = model.correlation[l][k] = x.get<double>();
        }

    const Json& curve = get(j, "seasoning");
    auto& s = model.seasoning;
    if (curve.is_array()) {
        s = curve.get<std::vector<double>>();
    } else if (curve.is_null() || curve == "flat") {
        s = {1};
    } else {
        must_be(curve.get<std::string>(), "second_year_peak", "seasoning");
        const std::pair<int, double> steps[] = {{3, 0.2},  {6, 0.6},  {12, 1.0}, {18, 1.5},
                                                {24, 1.3}, {36, 0.9}, {37, 0.6}};
        for (auto [last, value] : steps) s.resize(last, value);
    }
    if (text(j, "pd_means", "curve") == "first_year") {
        double mean = 0;
        for (size_t a = 0; a < 12; ++a) mean += s[std::min(a, s.size() - 1)] / 12;
        for (double& value : s) value /= mean;
    }
}

void read_recovery(Model& model, const Json& j) {
    model.recovery = number(j, "mean", 0);
    model.cost = number(j, "cost_rate", 0);
    model.frye_jacobs = text(j, "cycle_link", "none") == "frye_jacobs";
    const double sd = number(j, "sd", 0);
    if (text(j, "distribution", "constant") == "beta" && sd > 0) {
        model.beta = true;
        model.recovery_precision = model.recovery * (1 - model.recovery) / (sd * sd) - 1;
    }
    for (const Json& point : get(j, "workout"))
        model.workout.push_back({point.at("month").get<int>(), read_rate(point.at("share"))});
    if (model.workout.empty()) model.workout.push_back({0, 1});
    std::stable_sort(model.workout.begin(), model.workout.end(), [](auto a, auto b) { return a.month < b.month; });
}

void read_lending(Model& model, const Json& j) {
    if (j.is_null()) return;
    for (const auto& [product, tiers] : entries(get(j, "demand")))
        for (const auto& [tier, row] : entries(tiers))
            model.demand.push_back(
                {position(model.products, product), position(model.tiers, tier), number(row, "loans_per_month", 0)});
    model.growth = number(j, "growth_per_year", 0);
    model.poisson = text(j, "counts", "poisson") == "poisson";
    model.volatility = number(j, "demand_volatility", 0);
    model.macro_loading = number(j, "macro_loading", 0);
    if (!get(j, "seasonality").is_null()) model.seasonality = j.at("seasonality").get<std::vector<double>>();
    if (!get(j, "macro_factor").is_null())
        model.macro = position(model.factors, j.at("macro_factor").get<std::string>());
}

void read_breakers(Model& model, const Json& object) {
    const std::vector<std::string> scopes = {"scheme", "bank", "product", "sector"};
    const std::vector<std::string> metrics = {"bad_balance_over_balance",
                                              "bad_over_lending_in_year",
                                              "claims_over_lending_in_year",
                                              "claims_over_matured_in_year",
                                              "cumulative_claims_over_cumulative_lending",
                                              "claims_over_pool"};
    const auto index = [](const std::vector<std::string>& names, const std::string& name) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) throw std::runtime_error("plain: unknown word " + name);
        return int(found - names.begin());
    };
    for (const auto& [id, j] : entries(object)) {
        Breaker b;
        b.id = id;
        b.scope = Scope(index(scopes, text(j, "scope", "scheme")));
        b.metric = Metric(index(metrics, j.at("metric").get<std::string>()));
        b.warn = number(j, "warn_above", no_limit);
        b.stop = number(j, "stop_above", no_limit);
        b.resume = number(j, "resume_below", b.warn < no_limit ? b.warn : b.stop);
        b.review = int(number(j, "review_months", 1));
        b.how = Resume(index({"below", "after_months", "year_end", "never"}, text(j, "resume", "below")));
        b.resume_after = int(number(j, "resume_after_months", 0));
        for (const Json& what : get(j, "halts")) (what == "lending" ? b.halts_lending : b.halts_claims) = true;
        model.breakers.push_back(b);
    }
}

void read_targets(Model& model, const Json& object) {
    for (const auto& [id, j] : entries(object)) {
        Target target;
        target.id = id;
        const std::string measure = text(j, "measure", "disbursed");
        target.measure = measure == "disbursed"    ? Target::disbursed
                         : measure == "cumulative" ? Target::cumulative
                                                   : Target::outstanding;
        const bool window = target.measure == Target::disbursed;
        target.from = window ? month(j, "from_month", model, 1) : 1;
        target.to = month(j, window ? "to_month" : "at_month", model, model.horizon);
        target.amount = money(j, "amount", model, 0);
        target.already_lent = target.measure == Target::cumulative ? money(j, "already_lent", model, 0) : 0;
        target.counts.assign(model.products.size(), get(j, "products").is_null());
        for (const Json& product : get(j, "products"))
            target.counts[position(model.products, product.get<std::string>())] = true;
        model.targets.push_back(target);
    }
}

void read_stress(Model& model, const Json& j) {
    const Json& pd = get(j, "pd_multiplier");
    model.pd_multiplier.assign(model.tiers.size(), pd.is_null() || pd.is_object() ? 1 : read_rate(pd));
    for (const auto& [tier, x] : entries(pd)) model.pd_multiplier[position(model.tiers, tier)] = read_rate(x);
    for (const auto& [id, list] : entries(get(j, "factor_shift")))
        model.factors[position(model.factors, id)].shift = list.get<std::vector<double>>();
    for (const auto& [id, list] : entries(get(j, "factor_path")))
        model.factors[position(model.factors, id)].path = list.get<std::vector<double>>();
    const Json& rho = get(j, "asset_correlation");
    if (rho.is_object())
        model.rho_multiply = number(rho, "multiply", 1);
    else if (!rho.is_null())
        model.rho_value = read_rate(rho);
    model.recovery_multiplier = number(j, "recovery_multiplier", 1);
    model.demand_multiplier = number(j, "demand_multiplier", 1);
    for (Payment& top_up : model.top_ups) top_up.month += int(number(j, "top_up_delay_months", 0));
}

void read_report(Model& model, const Json& j) {
    for (const Json& h : get(j, "horizons")) model.horizons.push_back(month(h, model));
    if (model.horizons.empty())
        for (int h = 12; h <= model.horizon; h += 12) model.horizons.push_back(h);
    model.horizons.push_back(model.horizon);
    std::sort(model.horizons.begin(), model.horizons.end());
    model.horizons.erase(std::unique(model.horizons.begin(), model.horizons.end()), model.horizons.end());
    for (const Json& level : get(j, "levels")) model.levels.push_back(read_rate(level));
    if (model.levels.empty()) model.levels = {0.95, 0.99, 0.995, 0.999};
}

} // namespace

double read_money(const Json& value, double unit) {
    if (value.is_number()) return value.get<double>() * unit;
    std::string s = value.get<std::string>();
    s.erase(std::remove_if(s.begin(), s.end(), [](char c) { return c == ',' || c == ' '; }), s.end());
    char* rest = nullptr;
    const double amount = std::strtod(s.c_str(), &rest);
    return amount * (*rest ? unit_of(rest) : unit);
}

double read_rate(const Json& value) {
    if (value.is_number()) return value.get<double>();
    const std::string s = value.get<std::string>();
    return std::stod(s) / (s.find('%') != std::string::npos ? 100 : 1);
}

double Model::stressed_pd(double pd, int tier) const {
    return pd_multiplier[tier] == 1 ? pd : std::min(pd * pd_multiplier[tier], 0.99);
}
double Model::stressed_rho(double rho) const {
    return rho_value >= 0 ? rho_value : std::min(rho * rho_multiply, 0.999);
}
double Model::sector_rho(int tier, int sector, double p) const {
    const std::string& formula = sectors[sector].formula;
    if (formula == "basel_retail") {
        const double k = (1 - std::exp(-35 * p)) / (1 - std::exp(-35.0));
        return 0.03 * k + 0.16 * (1 - k);
    }
    if (formula == "basel_sme") {
        const double k = (1 - std::exp(-50 * p)) / (1 - std::exp(-50.0));
        const double s = std::clamp(tiers[tier].turnover / yuan_per_euro / 1e6, 5.0, 50.0);
        return 0.12 * k + 0.24 * (1 - k) - 0.04 * (1 - (s - 5) / 45);
    }
    return sectors[sector].rho;
}
double Model::stressed_recovery(double mean) const { return std::min(mean * recovery_multiplier, 1.0); }

int Model::row_of(const Loan& loan) const {
    const auto& rows = products[loan.product].rows;
    for (size_t i = 0; i < rows.size(); ++i) {
        const ShareRow& row = rows[i];
        if (loan.original <= row.at_most && loan.original > row.above && (row.tier < 0 || row.tier == loan.tier) &&
            (row.sector < 0 || row.sector == loan.sector) && (row.bank < 0 || row.bank == loan.bank) &&
            (row.renewal < 0 || (row.renewal == 1) == (loan.renewed > 0)))
            return int(i);
    }
    throw std::runtime_error("plain: no share row holds for a loan of " + products[loan.product].id);
}

Model read(const Json& scenario, const std::string& folder) {
    Model model;
    model.unit = unit_of(scenario.at("unit").get<std::string>());
    model.as_of = month_index(scenario.at("as_of").get<std::string>());
    model.horizon = scenario.at("horizon_months").get<int>();
    read_pool(model, scenario.at("pool"));
    read_parties(model, scenario);
    read_products(model, scenario);
    read_credit(model, get(scenario, "credit"));
    read_recovery(model, get(scenario, "recovery"));
    read_lending(model, get(scenario, "lending"));
    read_breakers(model, get(scenario, "breakers"));
    read_targets(model, get(scenario, "targets"));
    read_stress(model, get(scenario, "stress"));
    read_report(model, get(scenario, "report"));
    if (model.seasonality.empty()) model.seasonality.assign(12, 1);
    if (model.macro < 0 && !model.factors.empty()) model.macro = 0;

    for (size_t tier = 0; tier < model.tiers.size(); ++tier)
        for (size_t sector = 0; sector < model.sectors.size(); ++sector) {
            const double pd = model.stressed_pd(model.tiers[tier].pd, int(tier));
            model.kinds.push_back({pd, int(sector), model.stressed_rho(model.sector_rho(int(tier), int(sector), pd)),
                                   model.stressed_recovery(model.recovery)});
        }
    const Json& portfolio = get(scenario, "portfolio");
    if (!get(portfolio, "file").is_null())
        read_tape(model, folder + "/" + portfolio.at("file").get<std::string>(), model.unit);
    else if (!get(portfolio, "synthetic").is_null())
        build_synthetic(model, portfolio.at("synthetic"));
    for (Loan& loan : model.book) loan.row = model.row_of(loan);
    return model;
}

} // namespace plain
