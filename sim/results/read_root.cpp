#include "results/read_root.hpp"

#include "results/catalogue.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

Problem unreadable(const std::string& file, Text what) {
    return problem_of(file, std::move(what), {"用 kdt run 重新生成", "make it again with kdt run"});
}

bool has_quantiles(const Distribution& figures, const std::string& bad) {
    const auto kept = [&](const std::string& level) { return figures.quantile.find(level) != nullptr; };
    return kept("0.05") && kept("0.5") && kept("0.95") && kept(bad);
}

bool is_whole_measure(const ByMonth<Distribution>* months, const std::vector<int>& horizons, Measure measure,
                      const std::string& bad) {
    if (months == nullptr) { return false; }
    return std::all_of(horizons.begin(), horizons.end(), [&](int month) {
        const Distribution* figures = months->find(month);
        return figures != nullptr && has_quantiles(*figures, bad) &&
               (!tally::info(measure).is_loss || figures->es.find(bad) != nullptr);
    });
}

bool has_all(const Chances* chances, const std::vector<int>& horizons) {
    return chances != nullptr &&
           std::all_of(horizons.begin(), horizons.end(), [&](int month) { return chances->find(month) != nullptr; });
}

void check_measures(const Results& results, const JsonPlace& root) {
    const std::string bad = bad_level(results);
    for (std::size_t place = 0; place < tally::kMeasures; ++place) {
        const auto measure = static_cast<Measure>(place);
        if (!results.frame.shows(measure)) { continue; }
        const std::string name(tally::info(measure).name);
        if (!is_whole_measure(results.measures.find(measure), results.horizons, measure, bad)) {
            root.at("measures").at(name).refuse();
        }
        if (results.series.find(measure) == nullptr) { root.at("series").at(name).refuse(); }
        for (const auto& [year, measures] : results.years) {
            const auto* months = measures.find(measure);
            if (months == nullptr || months->empty() || !has_quantiles(months->begin()->second, bad)) {
                root.at("years").at(year).at("measures").at(name).refuse();
            }
        }
    }
}

void check_breaker_months(const Results& results, const BreakerFrame& breaker, const JsonPlace& place) {
    const auto* members = results.breaker_by_month.find(breaker.id);
    const auto months = static_cast<std::size_t>(results.frame.horizon_months) + 1;
    for (const std::string& named : breaker.members) {
        const std::string member = breaker.scope == BreakerScope::scheme ? name_of(breaker.scope) : named;
        const auto* shares = members == nullptr ? nullptr : members->find(member);
        if (shares != nullptr && shares->size() == months) { continue; }
        const std::string wanted = std::to_string(months);
        place.at(breaker.id)
            .at(member)
            .refuse({"应有 " + wanted + " 个月末的数值", wanted + " month ends are due here"});
    }
}

void check_breakers(const Results& results, const JsonPlace& root) {
    const auto check = [&](const Probabilities& all, const std::string& id, const JsonPlace& place) {
        for (const auto& [name, found] : {std::pair("breaker_stop", all.breaker_stop.find(id)),
                                          {"breaker_warn", all.breaker_warn.find(id)},
                                          {"false_alarm", all.false_alarm.find(id)}}) {
            if (!has_all(found, results.horizons)) { place.at(name).at(id).refuse(); }
        }
    };
    for (const BreakerFrame& breaker : results.frame.breakers) {
        check(results.probabilities, breaker.id, root.at("probabilities"));
        check_breaker_months(results, breaker, root.at("breaker_by_month"));
        if (breaker.scope == BreakerScope::scheme) { continue; }
        const auto kind = static_cast<std::size_t>(breaker.scope == BreakerScope::bank      ? GroupKind::bank
                                                   : breaker.scope == BreakerScope::product ? GroupKind::product
                                                                                            : GroupKind::sector);
        for (const std::string& member : breaker.members) {
            const Group* group = results.groups[kind].find(member);
            const JsonPlace place = root.at(kGroupKeys[kind]).at(member);
            if (group == nullptr) {
                place.refuse();
            } else {
                check(group->probabilities, breaker.id, place.at("probabilities"));
            }
        }
    }
}

} // namespace

JsonPlace::Json parsed_root(std::string_view json, const std::string& file, std::string_view format,
                            Problems& problems) {
    auto root = JsonPlace::Json::parse(json, nullptr, false);
    if (root.is_discarded()) {
        problems.push_back(unreadable(file, {"不是 JSON 文件", "is no JSON file"}));
        return nullptr;
    }
    if (!root.is_object()) {
        problems.push_back(unreadable(file, {"其中不是 JSON 对象（{…}）", "holds no JSON object ({…})"}));
        return nullptr;
    }
    if (root.value("format", JsonPlace::Json()) != format) {
        const std::string wanted(format);
        problems.push_back(unreadable(file, {"格式不是 " + wanted, "its format is not " + wanted}));
        return nullptr;
    }
    return root;
}

void check_whole(const Results& results, const JsonPlace& root) {
    if (results.horizons.empty()) { root.at("depletion").refuse(); }
    if (results.years.empty()) { root.at("years").refuse(); }
    if (results.horizons.empty() || results.years.empty()) { return; }
    check_measures(results, root);
    if (!has_all(&results.probabilities.pool_depleted, results.horizons) ||
        !has_all(&results.probabilities.any_breaker_stop, results.horizons)) {
        root.at("probabilities").refuse();
    }
    check_breakers(results, root);
    for (const std::string& product : results.frame.groups[static_cast<std::size_t>(GroupKind::product)]) {
        if (results.refusals.find(product) == nullptr) { root.at("refusals").at(product).refuse(); }
    }
    for (const char* name : {"npl_ratio", "claims_ratio", "recovery_rate"}) {
        const auto* months = results.ratios.find(name);
        for (const int month : results.horizons) {
            if (months == nullptr || months->find(month) == nullptr) { root.at("ratios").at(name).refuse(); }
        }
    }
    for (const auto& [product, rate] : results.break_even) {
        if (results.pool_share.find(product) == nullptr) { root.at("pool_share").at(product).refuse(); }
    }
    for (const auto& [bank, account] : results.accounts) {
        if (account.months.find(results.horizons.back()) == nullptr) { root.at("accounts").at("banks").refuse(); }
    }
    if (results.common_account && results.common_account->months.find(results.horizons.back()) == nullptr) {
        root.at("accounts").at("common").refuse();
    }
    for (const auto& [id, months] : results.funders) {
        if (months.find(results.horizons.back()) == nullptr) { root.at("funders").at(id).refuse(); }
    }
    for (const FirmCount& firms : results.frame.firms) {
        if (firms.by_month.size() != static_cast<std::size_t>(results.frame.horizon_months) + 1) {
            root.at("firms").at(firms.tier).refuse();
        }
    }
}

} // namespace kdt::results
