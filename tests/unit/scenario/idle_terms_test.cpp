#include "catch.hpp"
#include "unit/scenario/scratch.hpp"

#include <string>
#include <vector>

using testing::Scratch;

// Terms that can never act are noticed, with their place and what to do; terms that act are not.
namespace {

struct IdleSetting {
    std::string pointer;
    std::string value;
};

struct IdleCase {
    std::string at;   ///< the pointer that the notice names
    std::string says; ///< words of it, in English
    std::vector<IdleSetting> idle;
    std::vector<IdleSetting> acts; ///< laid over `idle`: the same, just so that it acts
    bool begins_empty = false;     ///< without an opening book, but for what `acts` adds
};

const std::string kTwoRows = R"([{"when":{"principal_at_most":500},"pays":{"pool":0.4}},
    {"when":{"principal_at_most":300,"renewal":true},"pays":{"pool":0.3}},{"pays":{"pool":0.5}}])";
const std::string kOtherRows = R"([{"when":{"principal_at_most":200},"pays":{"pool":0.4}},
    {"when":{"principal_at_most":300,"renewal":true},"pays":{"pool":0.3}},{"pays":{"pool":0.5}}])";

const std::string kFirstLoans = R"([{"when":{"first_loan":true},"pays":{"pool":0.4}},{"pays":{"pool":0.5}}])";
const std::string kRenewals = R"([{"when":{"renewal":true},"pays":{"pool":0.4}},{"pays":{"pool":0.5}}])";
const std::string kDemand = R"({"demand":{"loan":{"firm":{"loans_per_month":1}}}})";

/// One tier of firms with these facts beside the rest.
std::string firm_with(const std::string& facts) {
    return R"({"firm":{"pd":0.02,"loan_size":{"distribution":"constant","mean":100})" + facts + "}}";
}

const std::vector<IdleCase>& idle_cases() {
    static const std::vector<IdleCase> cases = {
        {"/pool/top_ups/0/month",
         "beyond the horizon",
         {{"/pool/top_ups", R"([{"month":13,"amount":5}])"}},
         {{"/pool/top_ups", R"([{"month":12,"amount":5}])"}}},
        {"/pool/top_ups/0/late/months",
         "to be late is never to come",
         {{"/pool/top_ups", R"([{"month":6,"amount":5,"late":{"probability":0.5,"months":7}}])"}},
         {{"/pool/top_ups", R"([{"month":6,"amount":5,"late":{"probability":0.5,"months":6}}])"}}},
        {"/pool/refill/lag_months",
         "no refill ever comes",
         {{"/pool/refill", R"({"target":900,"lag_months":12})"}},
         {{"/pool/refill", R"({"target":900,"lag_months":11})"}}},
        {"/pool/refill/yearly_limit",
         "nothing is ever filled up",
         {{"/pool/refill", R"({"target":900,"yearly_limit":0})"}},
         {{"/pool/refill", R"({"target":900,"yearly_limit":1})"}}},
        {"/pool/annual_limit",
         "the budget pays nothing",
         {{"/pool", R"({"mode":"hybrid","balance":1000,"annual_limit":0})"}},
         {{"/pool", R"({"mode":"hybrid","balance":1000,"annual_limit":1})"}}},
        {"/pool/yearly_cap",
         "never paid",
         {{"/pool/yearly_cap", "0"}, {"/pool/on_cap", "next_year"}},
         {{"/pool/yearly_cap", "1"}}},
        {"/pool/yearly_cap", "the pool pays no claim", {{"/pool/yearly_cap", "0"}}, {{"/pool/yearly_cap", "1"}}},
        {"/banks/甲/layer/book",
         "the layer is of nothing",
         {{"/banks", R"({"甲":{"layer":{"attach":0.01,"book":"lending_of_year"}}})"}},
         {{"/products/loan/renewal", R"({"probability":0.5,"max_times":1})"}}},
        {"/banks/甲/layer/1",
         "the other bands name every sector",
         {{"/sectors", R"({"a":{}})"},
          {"/banks", R"({"甲":{"layer":[{"detach":0.02,"sectors":["a"]},{"attach":0.02}]}})"}},
         {{"/banks/甲/layer/1/sectors", R"(["a"])"}}},
        {"/parties/guarantor",
         "no share row has it pay",
         {{"/parties", R"({"guarantor":{"limit":10}})"}},
         {{"/products/loan/shares/0/pays", R"({"pool":0.5,"guarantor":0.1})"}}},
        {"/parties/insurer",
         "no share row has it pay",
         {{"/parties", R"({"insurer":{"limit":10,"first_loss":10}})"}},
         {{"/products/loan/shares/0/pays", R"({"pool":0.5,"insurer":0.1})"}}},
        {"/parties/reguarantee",
         "no share row has it pay",
         {{"/parties", R"({"reguarantee":{"limit":10}})"}},
         {{"/products/loan/shares/0/pays", R"({"pool":0.5,"reguarantee":0.1})"}}},
        {"/parties/insurer/first_loss",
         "above its limit",
         {{"/parties", R"({"insurer":{"limit":10,"first_loss":11}})"}},
         {{"/parties", R"({"insurer":{"limit":10,"first_loss":10}})"}}},
        {"/products/loan/claim/lock_in_months",
         "no default is ever covered",
         {{"/products/loan/claim", R"({"lock_in_months":12})"}},
         {{"/products/loan/claim", R"({"lock_in_months":11})"}}},
        {"/products/loan/claim/basis",
         "there is no rate",
         {{"/products/loan/claim", R"({"basis":"principal_and_interest"})"}},
         {{"/products/loan/rate", "0.04"}}},
        {"/products/loan/claim/basis",
         "overdue_months is 0",
         {{"/products/loan/claim", R"({"basis":"principal_and_interest","overdue_months":0})"},
          {"/products/loan/rate", "0.04"}},
         {{"/products/loan/claim/overdue_months", "1"}}},
        {"/products/loan/claim/instalments/1/month",
         "beyond the horizon",
         {{"/products/loan/claim", R"({"instalments":[{"month":0,"share":0.5},{"month":8,"share":0.5}]})"}},
         {{"/products/loan/claim", R"({"instalments":[{"month":0,"share":0.5},{"month":7,"share":0.5}]})"}}},
        {"/products/loan/interest_subsidy",
         "no interest to subsidise",
         {{"/products/loan/interest_subsidy", R"({"share":0.5})"}},
         {{"/products/loan/rate", "0.04"}}},
        {"/products/loan/interest_subsidy",
         "no interest to subsidise",
         {{"/products/loan/interest_subsidy", R"({"share":0.5})"}},
         {{"/products/loan/interest_subsidy/lpr", "0.031"}}},
        {"/products/loan/add_ons/0",
         "has no condition",
         {{"/products/loan/add_ons", R"([{"points":0.1}])"}},
         {{"/products/loan/add_ons", R"([{"points":0.1,"when":{"renewal":true}}])"}}},
        {"/products/loan/add_ons",
         "what is beyond has no effect",
         {{"/products/loan/add_ons",
           R"([{"points":0.3,"when":{"first_loan":true}},{"points":0.3,"when":{"collateral":false}}])"}},
         {{"/products/loan/add_ons",
           R"([{"points":0.3,"when":{"first_loan":true}},{"points":0.3,"when":{"first_loan":false}}])"}}},
        {"/products/loan/add_ons",
         "what is beyond has no effect",
         {{"/products/loan/add_ons", R"([{"points":0.6,"when":{"first_loan":true}}])"}},
         {{"/products/loan/share_ceiling", "0.8"}}},
        {"/products/loan/shares/1",
         "row 1 holds for every loan",
         {{"/products/loan/shares", kTwoRows}},
         {{"/products/loan/shares", kOtherRows}}},
        {"/products/loan/add_ons/0/when",
         "a renewal is no first loan",
         {{"/products/loan/add_ons", R"([{"points":0.1,"when":{"first_loan":true,"renewal":true}}])"}},
         {{"/products/loan/add_ons", R"([{"points":0.1,"when":{"first_loan":true,"renewal":false}}])"}}},
        {"/products/loan/public_ceiling",
         "never paid in full",
         {{"/products/loan/public_ceiling", "0.4"}},
         {{"/products/loan/public_ceiling", "0.5"}}},
        {"/products/loan/shares/0/when/first_loan",
         "no loan can meet it",
         {{"/products/loan/shares", kFirstLoans}, {"/tiers", firm_with("")}, {"/lending", kDemand}},
         {{"/tiers/firm/first_loan", "0.1"}}},
        {"/products/loan/shares/0/when/first_loan",
         "no loan can meet it",
         {{"/products/loan/shares", kFirstLoans}, {"/tiers", firm_with(R"(,"first_loan":0.5)")}},
         {{"/lending", kDemand}}},
        {"/products/loan/add_ons/0/when/collateral",
         "no loan can meet it",
         {{"/products/loan/add_ons", R"([{"points":0.1,"when":{"collateral":true}}])"}},
         {{"/products/loan/add_ons/0/when/collateral", "false"}}},
        {"/products/loan/add_ons/0/when/collateral",
         "no loan can meet it",
         {{"/portfolio", R"({"synthetic":{"outstanding":300}})"},
          {"/tiers", firm_with(R"(,"collateral":1)")},
          {"/products/loan/add_ons", R"([{"points":0.1,"when":{"collateral":false}}])"}},
         {{"/tiers/firm/collateral", "0.9"}}},
        {"/products/loan/add_ons/0/when/collateral",
         "no loan can meet it",
         {{"/products/loan/add_ons", R"([{"points":0.1,"when":{"collateral":"专利"}}])"},
          {"/tiers", firm_with(R"(,"collateral":{"房产":0.5})")},
          {"/lending", kDemand}},
         {{"/tiers/firm/collateral/专利", "0.1"}}},
        {"/products/loan/shares/0/when/renewal",
         "no loan can meet it",
         {{"/products/loan/shares", kRenewals}},
         {{"/products/loan/renewal", R"({"probability":0.5,"max_times":1})"}}},
        {"/products/loan/covered",
         "nobody pays",
         {{"/products/loan/covered", "0"}},
         {{"/products/loan/covered", "0.01"}}},
        {"/products/loan/claim/rejection_probability",
         "every claim is rejected",
         {{"/products/loan/claim", R"({"rejection_probability":1})"}},
         {{"/products/loan/claim/rejection_probability", "0.99"}}},
        {"/products/loan/claim/cap_per_claim",
         "the pool pays no claim of the product",
         {{"/products/loan/claim", R"({"cap_per_claim":0})"}},
         {{"/products/loan/claim/cap_per_claim", "1"}}},
        {"/products/loan/claim/cap_per_borrower",
         "the pool pays no claim of the product",
         {{"/products/loan/claim", R"({"cap_per_borrower":0})"}},
         {{"/products/loan/claim/cap_per_borrower", "1"}}},
        {"/products/loan/yearly_cap/amount",
         "the pool pays no claim of the product",
         {{"/products/loan/yearly_cap", R"({"amount":0})"}},
         {{"/products/loan/yearly_cap/amount", "1"}}},
        {"/banks/甲/yearly_cap/amount",
         "never paid",
         {{"/banks", R"({"甲":{"yearly_cap":{"amount":0,"on_cap":"next_year"}}})"}},
         {{"/banks/甲/yearly_cap/amount", "1"}}},
        {"/banks/甲/yearly_cap/rate_of_prior_balance",
         "the pool pays no claim of the bank",
         {{"/banks", R"({"甲":{"yearly_cap":{"rate_of_prior_balance":0}}})"}},
         {{"/banks/甲/yearly_cap/rate_of_prior_balance", "0.01"}}},
        {"/pool/top_ups/0/probability",
         "it never comes",
         {{"/pool/top_ups", R"([{"month":6,"amount":5,"probability":0}])"}},
         {{"/pool/top_ups/0/probability", "0.1"}}},
        {"/tiers/firm/firms",
         "no demand is stated by firms",
         {{"/tiers", firm_with(R"(,"firms":5)")}},
         {{"/sources", R"({"/tiers/firm/firms":"yearbook"})"}}},
        {"/parties/guarantor/yearly_limit_rate",
         "in the first year (to 2022-12) its limit is 0",
         {{"/parties", R"({"guarantor":{"yearly_limit_rate":0.05}})"},
          {"/tiers", firm_with("")},
          {"/lending", kDemand}},
         {{"/portfolio", R"({"file":"tape.csv"})"}},
         true},
        {"/banks/甲/layer",
         "in the first year (to 2022-12) every level is 0: all losses lie above it and are shared",
         {{"/banks", R"({"甲":{"layer":{"attach":0.9}}})"}, {"/tiers", firm_with("")}, {"/lending", kDemand}},
         {{"/portfolio", R"({"file":"tape.csv"})"}},
         true},
        {"/banks/甲/layer",
         "all losses lie above it and none is shared",
         {{"/banks", R"({"甲":{"layer":{"attach":0.01,"detach":0.5}}})"},
          {"/tiers", firm_with("")},
          {"/lending", kDemand}},
         {{"/banks/甲/layer/book", "lending_of_year"}},
         true},
        {"/banks/甲/yearly_cap/rate_of_prior_balance",
         "in the first year (to 2022-12) the cap is 0: every claim waits for January",
         {{"/banks", R"({"甲":{"yearly_cap":{"rate_of_prior_balance":0.02,"on_cap":"next_year"}}})"},
          {"/tiers", firm_with("")},
          {"/lending", kDemand}},
         {{"/portfolio", R"({"file":"tape.csv"})"}},
         true},
    };
    return cases;
}

std::string without_book(std::string scenario) {
    const std::size_t at = scenario.rfind(',');
    REQUIRE(scenario.find("portfolio", at) != std::string::npos);
    return scenario.substr(0, at) + "}";
}

std::string told_of(const IdleCase& one, bool acts) {
    Scratch scratch(one.begins_empty ? without_book(testing::least_scenario()) : testing::least_scenario());
    scratch.write("tape.csv", testing::kLeastTape);
    for (const IdleSetting& setting : one.idle) { scratch.set(setting.pointer, setting.value); }
    for (std::size_t i = 0; acts && i < one.acts.size(); ++i) { scratch.set(one.acts[i].pointer, one.acts[i].value); }
    const auto loaded = scratch.load();
    INFO(testing::described(loaded.problems));
    REQUIRE(loaded.ok());
    return testing::notices(loaded.value);
}

bool says(const std::string& notices, const IdleCase& one) {
    const std::size_t at = notices.find(one.at + ": ");
    return at != std::string::npos &&
           notices.substr(at, notices.find('\n', at) - at).find(one.says) != std::string::npos;
}

} // namespace

TEST_CASE("idle terms: what can never act is noticed at its place, and not where it acts") {
    for (const IdleCase& one : idle_cases()) {
        DYNAMIC_SECTION(one.at << ": " << one.says) {
            const std::string idle = told_of(one, false);
            INFO(idle);
            CHECK(says(idle, one));
            const std::string acts = told_of(one, true);
            INFO(acts);
            CHECK_FALSE(says(acts, one));
        }
    }
}
