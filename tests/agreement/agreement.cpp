#include "catch.hpp"
#include "plain/plain.hpp"
#include "short_run.hpp"

#include "results/summary_json.hpp"
#include "scenario/load.hpp"
#include "study/run.hpp"

#include <boost/math/distributions/normal.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

// The engine beside the plain program, which reads the same page and shares no code with it: every measure, group,
// probability, target and refusal of each case, with a family-wise error of 1e-3 over all comparisons of a case. Seeds
// and path counts are fixed; the two programs have nothing in common but the scenario, so their luck is independent.
namespace {

using Json = nlohmann::json;

constexpr double kFamilyWiseError = 1e-3;
/// A tail is compared where both samples hold this many paths beyond it: the standard error of fewer is itself unknown.
constexpr double kFewestTailPaths = 20.0;

struct Comparison {
    std::string name;
    double engine = 0.0;
    double plain = 0.0;
    double se = 0.0; ///< of the difference
};

/// A block of the plain program's answer; it leaves out those that a scenario has nothing for.
Json block(const Json& answer, const char* key) { return answer.value(key, Json::object()); }

bool has(const Json& value, const char* key) { return value.contains(key) && value[key].is_number(); }

double number(const Json& value, const char* key) { return has(value, key) ? value[key].get<double>() : 0.0; }

double half_width(const Json& range) { return (number(range, "hi") - number(range, "lo")) / 2.0 / 1.96; }

class Gatherer {
public:
    Gatherer(double engine_paths, double plain_paths) : paths_(std::min(engine_paths, plain_paths)) {}

    std::vector<Comparison> found;

    void measures(const std::string& scope, const Json& engine, const Json& plain) {
        for (const auto& [name, months] : plain.items()) {
            for (const auto& [month, distribution] : months.items()) {
                const std::string label = scope + name + "@" + month;
                INFO(label);
                REQUIRE(engine.contains(name));
                REQUIRE(engine[name].contains(month));
                one_measure(label, engine[name][month], distribution);
            }
        }
    }

    void probabilities(const std::string& name, const Json& engine, const Json& plain) {
        for (const auto& [month, chance] : plain.items()) { probability(name + "@" + month, engine[month], chance); }
    }

    /// Two shares: the pooled share gives the standard error, so that 0 of n beside a few of n is judged soundly.
    void probability(const std::string& name, const Json& engine, const Json& plain) {
        const double n = number(engine, "n");
        const double m = number(plain, "n");
        if (n == 0.0 || m == 0.0) { return; }
        const double pooled = (number(engine, "events") + number(plain, "events")) / (n + m);
        add(name, number(engine, "value"), number(plain, "value"),
            std::sqrt(pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)));
    }

    void estimate(const std::string& name, const Json& engine, const Json& plain) {
        if (!has(engine, "value") || !has(plain, "value")) { return; }
        add(name, number(engine, "value"), number(plain, "value"),
            std::hypot(number(engine, "se"), number(plain, "se")));
    }

    void add(const std::string& name, double engine, double plain, double se) {
        found.push_back({name, engine, plain, se});
    }

private:
    bool has_tail(const std::string& level) const {
        const double a = std::stod(level);
        return paths_ * std::min(a, 1.0 - a) >= kFewestTailPaths * (1.0 - 1e-9);
    }

    void one_measure(const std::string& label, const Json& engine, const Json& plain) {
        // A ratio that some paths do not have (leverage at balance 0): the engine ranks those paths above all others,
        // the plain program leaves them out. Only where all paths have it are the two the same figure.
        if (!engine.contains("mean") || !has(engine["mean"], "value")) { return; }
        estimate(label + ".mean", engine["mean"], plain["mean"]);
        if (plain.contains("sd") && has(plain["sd"], "se") && has(engine["sd"], "se")) {
            estimate(label + ".sd", engine["sd"], plain["sd"]);
        }
        if (plain.contains("quantile")) {
            for (const auto& [level, range] : plain["quantile"].items()) {
                quantile(label + ".q" + level, engine, range, level);
            }
        }
        if (plain.contains("es") && engine.contains("es")) {
            for (const auto& [level, value] : plain["es"].items()) {
                if (engine["es"].contains(level) && has_tail(level)) {
                    estimate(label + ".es" + level, engine["es"][level], value);
                }
            }
        }
    }

    void quantile(const std::string& name, const Json& engine, const Json& range, const std::string& level) {
        if (!has_tail(level) || !engine.contains("quantile") || !engine["quantile"].contains(level)) { return; }
        const Json& ours = engine["quantile"][level];
        for (const char* key : {"value", "lo", "hi"}) {
            if (!has(ours, key) || !has(range, key)) { return; }
        }
        add(name, number(ours, "value"), number(range, "value"), std::hypot(half_width(ours), half_width(range)));
    }

    double paths_;
};

/// Whole 分 in the engine against doubles in the plain program: this much is rounding.
double rounding(const Comparison& c) { return 2e-4 + 1e-9 * std::abs(c.plain); }

void judge(const std::vector<Comparison>& all) {
    REQUIRE(all.size() > 100);
    const double each = kFamilyWiseError / (2.0 * static_cast<double>(all.size()));
    const double bound = -boost::math::quantile(boost::math::normal(), each);
    int bad = 0;
    for (const Comparison& c : all) {
        if (std::abs(c.engine - c.plain) <= bound * c.se + rounding(c)) { continue; }
        ++bad;
        UNSCOPED_INFO(c.name << ": engine " << c.engine << ", plain " << c.plain << ", "
                             << std::abs(c.engine - c.plain) / c.se << " standard errors");
    }
    INFO(all.size() << " comparisons within " << bound << " standard errors");
    CHECK(bad == 0);
}

void gather_groups(Gatherer& gatherer, const Json& engine, const Json& plain) {
    for (const char* kind : {"banks", "products", "tiers", "sectors"}) {
        const Json groups = block(plain, kind);
        for (const auto& [id, group] : groups.items()) {
            const std::string scope = std::string(kind) + "/" + id + "/";
            INFO(scope);
            if (!block(engine, kind).contains(id)) {
                REQUIRE(groups.size() == 1); // the nameless default, whose figures are the scheme's
                continue;
            }
            gatherer.measures(scope, engine[kind][id]["measures"], group["measures"]);
            if (!group.contains("probabilities")) { continue; }
            for (const char* what : {"breaker_stop", "false_alarm"}) {
                if (!group["probabilities"].contains(what)) { continue; }
                for (const auto& [breaker, chances] : group["probabilities"][what].items()) {
                    gatherer.probabilities(scope + what + "/" + breaker,
                                           engine[kind][id]["probabilities"][what][breaker], chances);
                }
            }
        }
    }
}

/// The reason that bound a target, as a share of the paths that missed it.
void gather_bounds(Gatherer& gatherer, const std::string& id, const Json& engine, const Json& plain) {
    const auto missed = [](const Json& target) {
        return number(target["probability"], "n") - number(target["probability"], "events");
    };
    for (const auto& [reason, share] : plain["bound_by"].items()) {
        if (!share.is_number() || !has(engine["bound_by"], reason.c_str())) { continue; }
        const auto part = [&](const Json& target) {
            return Json{{"value", target["bound_by"][reason]},
                        {"n", missed(target)},
                        {"events", number(target["bound_by"], reason.c_str()) * missed(target)}};
        };
        gatherer.probability("bound_by/" + id + "/" + reason, part(engine), part(plain));
    }
}

void gather_refusals(Gatherer& gatherer, const Json& engine, const Json& plain) {
    for (const auto& [product, reasons] : plain.items()) {
        for (const auto& [reason, refused] : reasons.items()) {
            for (const char* what : {"count", "amount"}) {
                REQUIRE(engine[product][reason].contains(what));
                gatherer.estimate("refusals/" + product + "/" + reason + "/" + what, engine[product][reason][what],
                                  refused[what]);
            }
        }
    }
}

void gather_depletion(Gatherer& gatherer, const Json& engine, const Json& plain) {
    for (const auto& [month, depletion] : plain.items()) {
        const auto mean = [](const Json& shortfall) {
            return Json{{"value", shortfall["mean"]}, {"se", shortfall["se"]}};
        };
        if (number(engine[month], "n") < kFewestTailPaths) { continue; }
        gatherer.estimate("shortfall@" + month, mean(engine[month]["shortfall"]), mean(depletion["shortfall"]));
    }
}

void gather_scheme(Gatherer& gatherer, const Json& engine, const Json& plain) {
    gatherer.measures("", engine["measures"], plain["measures"]);
    const Json chances_of = block(plain, "probabilities");
    REQUIRE(chances_of.contains("pool_depleted"));
    gatherer.probabilities("pool_depleted", engine["probabilities"]["pool_depleted"], chances_of["pool_depleted"]);
    for (const char* what : {"breaker_stop", "breaker_warn", "false_alarm"}) {
        const Json by_breaker = block(chances_of, what);
        for (const auto& [breaker, chances] : by_breaker.items()) {
            gatherer.probabilities(std::string(what) + "/" + breaker, engine["probabilities"][what][breaker], chances);
        }
    }
    const Json targets = block(plain, "targets");
    for (const auto& [id, target] : targets.items()) {
        gatherer.probability("target/" + id, engine["targets"][id]["probability"], target["probability"]);
        gather_bounds(gatherer, id, engine["targets"][id], target);
    }
    gather_refusals(gatherer, engine["refusals"], block(plain, "refusals"));
    gather_depletion(gatherer, engine["depletion"], block(plain, "depletion"));
}

/// Gives the engine's answer, so that a case can insist on what it is there for.
Json compare(const std::string& scenario, const std::vector<std::string>& overlays) {
    const std::string folder = std::string(KDT_SOURCE_DIR) + "/";
    kdt::scenario::Request request;
    request.scenario = folder + scenario;
    for (const auto& overlay : overlays) { request.overlays.push_back(folder + overlay); }
    const long engine_paths = kdt::is_short_run() ? 2000 : 16000;
    const long plain_paths = engine_paths / 2;
    request.settings.push_back({"/simulation/paths", std::to_string(engine_paths)});
    const auto loaded = kdt::scenario::load(request);
    for (const auto& problem : loaded.problems) { UNSCOPED_INFO(describe(problem, kdt::Language::en)); }
    REQUIRE(loaded.ok());
    const Json engine = Json::parse(kdt::results::to_json(kdt::study::run(loaded.value).results));
    const auto beside = (std::filesystem::path(folder) / scenario).parent_path().string();
    // File order carries meaning (banks and sectors of the synthetic book, the first factor): keep it.
    const auto effective = plain::Json::parse(loaded.value.effective_json);
    const auto answer = plain::run(effective, beside, plain_paths, 20260501, 2);
    const Json plain = Json::parse(answer.dump());
    Gatherer gatherer(static_cast<double>(engine_paths), static_cast<double>(plain_paths));
    gather_scheme(gatherer, engine, plain);
    gather_groups(gatherer, engine, plain);
    judge(gatherer.found);
    return engine;
}

} // namespace

TEST_CASE("agreement: engine and plain program give the same Jiujiang base case") {
    compare("scenarios/jiujiang/base.json", {});
}

TEST_CASE("agreement: the same under a stress that depletes, queues and trips breakers") {
    const Json engine = compare("scenarios/jiujiang/base.json",
                                {"scenarios/jiujiang/stress/3-severe.json", "tests/agreement/depleting.json"});
    REQUIRE(number(engine["probabilities"]["pool_depleted"]["36"], "value") > 0.1);
    REQUIRE_FALSE(engine["probabilities"]["breaker_stop"].empty());
    for (const auto& [breaker, chances] : engine["probabilities"]["breaker_stop"].items()) {
        INFO(breaker);
        REQUIRE(number(chances["36"], "value") > 0.1);
    }
    // Waiting for money, and held by the breaker on claims.
    REQUIRE(number(engine["measures"]["claims_waiting"]["36"]["mean"], "value") > 1.0);
    REQUIRE(number(engine["depletion"]["36"]["shortfall"], "mean") > 1.0);
}

TEST_CASE("agreement: the same where net losses are paid and the bank bears what is missing", "[long]") {
    compare("scenarios/jiujiang/base.json", {"tests/agreement/net_loss_bank_bears.json"});
}

TEST_CASE("agreement: the same with annuities, early repayments, extensions and stops that end by the calendar",
          "[long]") {
    compare("scenarios/jiujiang/base.json", {"tests/agreement/contracts.json"});
}

TEST_CASE("agreement: the same under a budget commitment with yearly caps that cut or wait, and several tenors") {
    const Json engine = compare("scenarios/jiujiang/base.json", {"tests/agreement/commitment.json"});
    REQUIRE(number(engine["probabilities"]["pool_depleted"]["36"], "value") > 0.05);
    REQUIRE(number(engine["measures"]["claims_cut"]["36"]["mean"], "value") > 1.0);
    REQUIRE(number(engine["measures"]["claims_waiting"]["36"]["mean"], "value") > 1.0);
    REQUIRE(number(engine["measures"]["budget_called"]["36"]["mean"], "value") > 1.0);
}

TEST_CASE("agreement: the same for the textbook portfolio, Gaussian and Student-t") {
    compare("scenarios/textbook/one_factor.json", {});
    compare("scenarios/textbook/one_factor.json", {"tests/agreement/student_t.json"});
}

TEST_CASE("agreement: the same under logit with linked recoveries, and under CreditRisk+ over two half-years",
          "[long]") {
    compare("scenarios/textbook/one_factor.json", {"tests/agreement/logit.json"});
    compare("scenarios/textbook/one_factor.json", {"tests/agreement/credit_risk_plus.json"});
}

TEST_CASE("agreement: the same Jiujiang base case with Basel's correlations and a factor path", "[long]") {
    compare("scenarios/jiujiang/base.json", {"tests/agreement/basel.json"});
}
