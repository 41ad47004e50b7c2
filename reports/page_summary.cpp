#include "reports/page_summary.hpp"

#include "reports/picture_months.hpp"
#include "results/catalogue.hpp"
#include "results/stress_json.hpp"
#include "results/summary_json.hpp"
#include "results/table_text.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <initializer_list>

namespace kdt::reports {
namespace {

using Json = nlohmann::ordered_json;

/// The members of an object that are named, those that are there.
Json members(const Json& object, std::initializer_list<const char*> names) {
    Json out = Json::object();
    for (const char* name : names) {
        if (object.contains(name)) { out[name] = object[name]; }
    }
    return out;
}

/// What charts draw of a measure: its mean at the last month and, where levels are given, quantiles and ES there.
class Excerpt {
public:
    explicit Excerpt(int month) : month_(std::to_string(month)) {}

    Json of(const Json& by_month, const std::vector<std::string>& levels = {}) const {
        const Json& figures = by_month[month_];
        Json out = {{"mean", members(figures["mean"], {"value"})}};
        for (const std::string& level : levels) {
            out["quantile"][level] = members(figures["quantile"][level], {"value"});
            if (figures.contains("es")) { out["es"][level] = members(figures["es"][level], {"value"}); }
        }
        return {{month_, std::move(out)}};
    }
    Json last(const Json& by_month) const { return members(by_month, {month_.c_str()}); }
    Json stress_case(const Json& one) const {
        Json out;
        out["measures"]["claims_paid"] = of(one["measures"]["claims_paid"]);
        out["probabilities"]["pool_depleted"][month_] =
            members(one["probabilities"]["pool_depleted"][month_], {"value"});
        return out;
    }

private:
    std::string month_;
};

Json each(const Json& named, std::initializer_list<const char*> names) {
    Json out = Json::object();
    for (const auto& [id, one] : named.items()) { out[id] = members(one, names); }
    return out;
}

/// Five digits where reports show the same of them: there are thousands of such figures.
Json short_rate(const Json& rate) {
    if (rate.is_null()) { return rate; }
    const auto full = rate.get<double>();
    std::array<char, 32> text{};
    const char* end = std::to_chars(text.data(), text.data() + text.size(), full, std::chars_format::general, 5).ptr;
    double few = full;
    std::from_chars(text.data(), end, few);
    return results::percent_text(few) == results::percent_text(full) ? few : full;
}

Json vintages_json(const Json& all) {
    Json out = Json::object();
    for (const auto& [quarter, vintage] : all.items()) {
        Json rates = Json::array();
        for (const Json& rate : vintage["default_rate"]) { rates.push_back(short_rate(rate)); }
        out[quarter] = {{"default_rate", std::move(rates)}, {"lent", members(vintage["lent"], {"value"})}};
    }
    return out;
}

Json breakers_json(const Json& all, const std::vector<int>& months) {
    Json out = Json::object();
    for (const auto& [breaker, each] : all.items()) {
        out[breaker] = Json::object();
        for (const auto& [member, shares] : each.items()) {
            Json& drawn = out[breaker][member] = Json::array();
            for (const int month : months) { drawn.push_back(shares[static_cast<std::size_t>(month)]); }
        }
    }
    return out;
}

} // namespace

nlohmann::ordered_json page_summary(const Findings& findings) {
    const Json whole = Json::parse(results::to_json(findings.results));
    const Excerpt excerpt(findings.results.horizons.back());
    const std::vector<std::string> levels = results::shown_levels(findings.results);
    const std::vector<int> months = picture_months(findings.results.frame.horizon_months);
    Json out = members(whole, {"target_curves"});
    out["breaker_months"] = months;
    out["breaker_by_month"] = breakers_json(whole["breaker_by_month"], months);
    out["levels"] = levels;
    out["scenario"] = members(whole["scenario"], {"unit", "as_of", "horizon_months"});
    out["simulation"] = members(whole["simulation"], {"paths"});
    const Json& measures = whole["measures"];
    out["measures"]["pool_net_loss"] = excerpt.of(measures["pool_net_loss"], levels);
    for (const char* name :
         {"bank_net_loss", "guarantor_net_loss", "insurer_net_loss", "reguarantee_net_loss", "loss_to_date"}) {
        out["measures"][name] = excerpt.of(measures[name]);
    }
    out["series"]["pool_balance"] = members(whole["series"]["pool_balance"], {"p05", "p25", "p50", "p75", "p95"});
    out["histograms"] = Json::object();
    if (const Json& all = whole["histograms"]; all.contains("pool_net_loss")) {
        out["histograms"]["pool_net_loss"] = excerpt.last(all["pool_net_loss"]);
    }
    out["targets"] = each(whole["targets"], {"amount"});
    out["vintages"] = vintages_json(whole["vintages"]);
    out["banks"] = Json::object();
    for (const auto& [id, bank] : whole["banks"].items()) {
        out["banks"][id]["measures"]["bank_net_loss"] = excerpt.of(bank["measures"]["bank_net_loss"]);
    }
    for (const char* kind : {"banks", "sectors"}) { out["book"][kind] = each(whole["book"][kind], {"share"}); }
    if (findings.stress == nullptr) { return out; }
    const Json stress = Json::parse(results::stress_json(*findings.stress));
    out["stress"] = {{"base", excerpt.stress_case(stress["base"])}, {"overlays", Json::object()}};
    for (const auto& [label, one] : stress["overlays"].items()) {
        out["stress"]["overlays"][label] = excerpt.stress_case(one);
    }
    return out;
}

} // namespace kdt::reports
