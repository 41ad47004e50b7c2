#include "catch.hpp"
#include "scratch.hpp"

#include <string>
#include <utility>
#include <vector>

// `kdt check` says what is written and changes nothing: each row sets it, names the place and a word of the notice, and
// then sets what gives it an effect, whereupon the notice is gone.
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

struct IdleInput {
    std::string claim;
    Settings idle;
    std::string at;
    std::string says;
    Settings acts;
};

const std::string kStop = R"("metric": "claims_over_pool", "stop_above": 0.1, "halts": ["claims"])";
const std::string kLending = R"({"demand": {"loan": {"small": {"loans_per_month": 1}}}})";
const std::string kTier = R"({"pd": 0.02, "loan_size": {"distribution": "constant", "mean": 10})";

std::string one_breaker(const std::string& members) { return R"({"b": {)" + members + "}}"; }

const std::vector<IdleInput>& idle_inputs() {
    static const std::vector<IdleInput> all = {
        {"halts of a breaker that only warns",
         {{"/breakers", one_breaker(R"("metric": "claims_over_pool", "warn_above": 0.1, "halts": ["claims"])")}},
         "/breakers/b/halts",
         "nothing is ever halted",
         {{"/breakers/b/stop_above", "0.2"}}},
        {"a stop that resumes below 0",
         {{"/breakers", one_breaker(kStop + R"(, "resume_below": 0)")}},
         "/breakers/b/resume_below",
         "which is never",
         {{"/breakers/b/resume_below", "0.01"}}},
        {"a stop above 0 that resumes below its own level",
         {{"/breakers", one_breaker(R"("metric": "claims_over_pool", "stop_above": 0, "halts": ["claims"])")}},
         "/breakers/b/stop_above",
         "which is never",
         {{"/breakers/b/resume", "never"}}},
        {"a stop that lasts beyond the horizon",
         {{"/breakers", one_breaker(kStop + R"(, "resume": "after_months", "resume_after_months": 12)")}},
         "/breakers/b/resume_after_months",
         "not shorter than the horizon",
         {{"/breakers/b/resume_after_months", "11"}}},
        {"a ratio to lending where nothing is lent",
         {{"/breakers", one_breaker(R"("metric": "claims_over_lending_in_year", "warn_above": 0.1)")}},
         "/breakers/b/metric",
         "nothing is ever lent",
         {{"/products/loan/renewal", R"({"probability": 0.5, "max_times": 1})"}}},
        {"lending halted where nothing is lent",
         {{"/breakers", one_breaker(R"("metric": "claims_over_pool", "stop_above": 0.1, "halts": ["lending"])")}},
         "/breakers/b/halts",
         "nothing is ever lent",
         {{"/lending", kLending}}},
        {"banks stopped where nothing is lent",
         {{"/banks", R"({"甲行": {}})"},
          {"/stress", R"({"bank_stops": [{"bank": "甲行", "from_month": 1, "to_month": 2}]})"}},
         "/stress/bank_stops",
         "nothing is ever lent",
         {{"/lending", kLending}}},
        {"payments of a party that has no share",
         {{"/breakers", one_breaker(R"("metric": "claims_over_pool", "of": "guarantor", "warn_above": 0.1)")}},
         "/breakers/b/of",
         "guarantor has no share",
         {{"/products/loan/shares/0/pays/guarantor", "0.2"}}},
        {"payments of a party that has no share in one of the products that stand alone",
         {{"/products/other", R"({"tenor_months": 12, "shares": [{"pays": {"pool": 0.4, "guarantor": 0.4}}]})"},
          {"/breakers", one_breaker(R"("scope": "product", "metric": "claims_over_pool", "of": "guarantor",
                                      "warn_above": 0.1)")}},
         "/breakers/b/of",
         "always 0: loan",
         {{"/breakers/b/scope", "scheme"}}},
        {"payments of the pool where it has no share",
         {{"/products/loan/shares/0/pays/pool", "0"},
          {"/breakers", one_breaker(R"("metric": "claims_over_pool", "warn_above": 0.1)")}},
         "/breakers/b/metric",
         "pool has no share",
         {{"/products/loan/shares/0/pays/pool", "0.2"}}},
        {"a path of more periods than the run has",
         {{"/stress", R"({"factor_path": {"Z": [-1, -2]}})"}},
         "/stress/factor_path/Z",
         "states 2 periods of 1",
         {{"/horizon_months", "13"}}},
        {"a path of factors that nothing hangs on",
         {{"/credit/dependence", "independent"}, {"/stress", R"({"factor_path": {"Z": [-1]}})"}},
         "/stress/factor_path",
         "use no factors",
         {{"/lending", R"({"demand": {"loan": {"small": {"loans_per_month": 1}}}, "demand_volatility": 0.2,
                           "macro_loading": 0.5})"}}},
        {"a path of factors with stated defaults",
         {{"/credit/dependence", "given"},
          {"/credit/defaults_file", "defaults.csv"},
          {"/stress", R"({"factor_shift": {"Z": [-1]}})"}},
         "/stress/factor_shift",
         "use no factors",
         {{"/credit/dependence", "gaussian"}, {"/credit/defaults_file", "null"}}},
        {"contagion with stated defaults",
         {{"/credit/dependence", "given"},
          {"/credit/defaults_file", "defaults.csv"},
          {"/credit/contagion", R"({"multiplier": 2, "months": 3})"}},
         "/credit/contagion",
         "are all stated",
         {{"/credit/dependence", "gaussian"}, {"/credit/defaults_file", "null"}}},
        {"a stated default of a loan that is repaid before",
         {{"/credit/dependence", "given"}, {"/credit/defaults_file", "late.csv"}},
         "/credit/defaults_file",
         "L1",
         {{"/credit/defaults_file", "defaults.csv"}}},
        {"flows of firms where demand is a number",
         {{"/tiers/small", kTier + R"(, "firms": 10, "entry_per_year": 0.1})"}, {"/lending", kLending}},
         "/tiers/small/entry_per_year",
         "no demand is stated by firms",
         {{"/lending", R"({"demand": {"loan": {"small": {"applications_per_firm_year": 0.1}}}})"}}},
        {"a shock to a loan that is repaid before",
         {{"/stress", R"({"defaults": [{"month": 11, "loan_id": "L1"}]})"}},
         "/stress/defaults/0/month",
         "repaid by month 10",
         {{"/products/loan/renewal", R"({"probability": 0.5, "max_times": 1})"}}},
        {"a shock to a sector without loans",
         {{"/stress", R"({"defaults": [{"month": 1, "sector": "other"}]})"}},
         "/stress/defaults/0/sector",
         "has no loans",
         {{"/lending", kLending}}},
        {"more of the largest than there are borrowers",
         {{"/stress", R"({"defaults": [{"month": 1, "largest": 3}]})"}},
         "/stress/defaults/0/largest",
         "only 2 borrowers",
         {{"/lending", kLending}}},
    };
    return all;
}

std::string notices_after(const std::vector<Settings>& all) {
    testing::Scratch scratch(R"({
  "as_of": "2021-12", "horizon_months": 12, "unit": "万元",
  "pool": { "balance": 1000 },
  "products": { "loan": { "tenor_months": 12, "shares": [ { "pays": { "pool": 0.5 } } ] } },
  "tiers": { "small": { "pd": 0.02, "loan_size": { "distribution": "constant", "mean": 10 } } },
  "sectors": { "one": {}, "other": {} },
  "credit": { "factors": { "Z": {} } },
  "recovery": { "mean": 0.4 },
  "portfolio": { "file": "tape.csv" }
})");
    scratch.write("tape.csv",
                  "loan_id,product,sector,principal,remaining_months\nL1,loan,one,100,10\nL2,loan,one,200,12\n");
    scratch.write("defaults.csv", "loan_id,month,recovery\nL1,10,0\n");
    scratch.write("late.csv", "loan_id,month,recovery\nL1,11,0\n");
    for (const Settings& settings : all) {
        for (const auto& [pointer, value] : settings) { scratch.set(pointer, value); }
    }
    const auto loaded = scratch.load();
    INFO(testing::described(loaded.problems));
    CHECK(loaded.ok());
    return testing::notices(loaded.value);
}

bool is_noticed(const std::string& said, const IdleInput& input) {
    std::istringstream lines(said);
    for (std::string line; std::getline(lines, line);) {
        if (line.find(input.at + ":") == 0 && line.find(input.says) != std::string::npos) { return true; }
    }
    return false;
}

} // namespace

TEST_CASE("check: an input without effect is noticed, and no longer once it has one") {
    for (const IdleInput& input : idle_inputs()) {
        const std::string idle = notices_after({input.idle});
        const std::string acts = notices_after({input.idle, input.acts});
        INFO(input.claim << "\nidle: " << idle << "\nacts: " << acts);
        CHECK(is_noticed(idle, input));
        CHECK_FALSE(is_noticed(acts, input));
    }
}
