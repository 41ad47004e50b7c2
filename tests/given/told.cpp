#include "given/told.hpp"

#include "scenario/load.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace given {
namespace {

using kdt::engine::EventKind;
using kdt::engine::Model;

template <class Member>
std::size_t place_of(const std::vector<Member>& members, const std::string& id) {
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.id == id; });
    if (found == members.end()) { throw std::runtime_error("no such id: " + id); }
    return static_cast<std::size_t>(found - members.begin());
}

/// Row in PathScores::groups: banks, products, tiers, sectors.
std::size_t group_of(const Model& model, const LedgerRow& row) {
    const auto& scenario = model.scenario;
    std::size_t before = 0;
    if (row.scope == "bank") { return place_of(scenario.banks, row.id); }
    before += scenario.banks.size();
    if (row.scope == "product") { return before + place_of(scenario.products, row.id); }
    before += scenario.products.size();
    if (row.scope == "tier") { return before + place_of(scenario.tiers, row.id); }
    before += scenario.tiers.size();
    if (row.scope == "sector") { return before + place_of(scenario.sectors, row.id); }
    throw std::runtime_error("no such scope: " + row.scope);
}

std::size_t measure_of(const std::string& name) {
    const auto& all = kdt::tally::kMeasureInfo;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& info) { return info.name == name; });
    if (found == all.end()) { throw std::runtime_error("no such measure: " + name); }
    return static_cast<std::size_t>(found - all.begin());
}

/// A line of a funder's account.
std::size_t line_of(const std::string& name) {
    const auto& all = kdt::tally::kFunderLineNames;
    const auto found = std::find(all.begin(), all.end(), name);
    if (found == all.end()) { throw std::runtime_error("no such line: " + name); }
    return static_cast<std::size_t>(found - all.begin());
}

} // namespace

Told tell(const std::filesystem::path& folder) {
    kdt::scenario::Request request;
    request.scenario = folder / "scenario.json";
    auto loaded = kdt::scenario::load(request);
    std::string problems;
    for (const auto& problem : loaded.problems) { problems += describe(problem, kdt::Language::en) + "\n"; }
    if (!problems.empty()) { throw std::runtime_error(problems); }

    kdt::scenario::Scenario& scenario = loaded.value.scenario;
    scenario.report.horizons.clear();
    for (int month = 1; month <= scenario.horizon_months; ++month) { scenario.report.horizons.push_back(month); }
    Told told;
    told.model = kdt::engine::compile(std::move(scenario));
    told.trace = kdt::engine::trace(told.model, 0);
    return told;
}

std::int64_t score_of(const Told& told, const LedgerRow& row, int month) {
    const auto& scores = told.trace.scores;
    if (month < 0 || month > told.model.months) { throw std::runtime_error("no such month: " + std::to_string(month)); }
    if (row.scope == "funder") {
        const auto& funders = told.model.scenario.pool.funders;
        const std::size_t place = static_cast<std::size_t>(month - 1) * funders.size() + place_of(funders, row.id);
        return scores.funders.at(place * kdt::tally::kFunderLines + line_of(row.measure));
    }
    const auto measure = measure_of(row.measure);
    if (row.scope.empty()) { return scores.at(month, static_cast<kdt::tally::Measure>(measure)); }
    const auto horizon = static_cast<std::size_t>(month - 1); // horizons are 1, 2, …, H
    const auto groups = static_cast<std::size_t>(told.model.shape.groups);
    return scores.groups.at((horizon * groups + group_of(told.model, row)) * kdt::tally::kMeasures + measure);
}

std::int64_t as_score(const LedgerRow& row) {
    if (!row.value) { return kdt::tally::kNoScore; }
    if (row.scope == "funder") { return fen(*row.value); }
    switch (kdt::tally::kMeasureInfo[measure_of(row.measure)].unit) {
    case kdt::tally::ScoreUnit::fen: return fen(*row.value);
    case kdt::tally::ScoreUnit::count: return std::llround(*row.value);
    case kdt::tally::ScoreUnit::ratio: return std::llround(*row.value * 1e12);
    case kdt::tally::ScoreUnit::times: return std::llround(*row.value * 1e9);
    }
    throw std::runtime_error("no such unit");
}

std::string member_name(const Model& model, const kdt::engine::BreakerMember& member) {
    const auto place = static_cast<std::size_t>(member.member);
    switch (model.scenario.breakers[member.breaker].rule.scope) {
    case kdt::terms::Scope::scheme: return "";
    case kdt::terms::Scope::bank: return model.scenario.banks[place].id;
    case kdt::terms::Scope::product: return model.scenario.products[place].id;
    case kdt::terms::Scope::sector: return model.scenario.sectors[place].id;
    }
    return "";
}

namespace {

/// "银行熔断/甲行", by place in Model::members.
std::string breaker_name(const Told& told, int place) {
    const auto& member = told.model.members.at(static_cast<std::size_t>(place));
    const std::string name = member_name(told.model, member);
    const std::string& breaker = told.model.scenario.breakers[member.breaker].id;
    return name.empty() ? breaker : breaker + "/" + name;
}

} // namespace

std::string subject_of(const Told& told, const kdt::engine::Event& event) {
    return event.member < 0 ? kdt::engine::name_of(told.model, event.loan) : breaker_name(told, event.member);
}

std::string rule_of(const Told& told, const kdt::engine::Event& event) {
    if (event.halted_by >= 0) { return breaker_name(told, event.halted_by); }
    if (event.giver) {
        return *event.giver < 0 ? "common" : told.model.scenario.banks[static_cast<std::size_t>(*event.giver)].id;
    }
    if (event.payer >= 0) { return told.model.scenario.reguarantors[static_cast<std::size_t>(event.payer)].id; }
    return event.kind == EventKind::claim_cut ? std::string(kdt::terms::kCutKeys[static_cast<std::size_t>(event.cut)])
                                              : std::string();
}

std::string_view name_of(EventKind kind) {
    switch (kind) {
    case EventKind::on_books: return "on_books";
    case EventKind::interest: return "interest";
    case EventKind::top_up: return "top_up";
    case EventKind::grant: return "grant";
    case EventKind::top_up_missed: return "top_up_missed";
    case EventKind::top_up_late: return "top_up_late";
    case EventKind::refill_ordered: return "refill_ordered";
    case EventKind::refill_limited: return "refill_limited";
    case EventKind::refill: return "refill";
    case EventKind::limit_renewed: return "limit_renewed";
    case EventKind::budget_called: return "budget_called";
    case EventKind::returned_to_treasury: return "returned_to_treasury";
    case EventKind::top_up_failed: return "top_up_failed";
    case EventKind::management_cost: return "management_cost";
    case EventKind::management_cut: return "management_cut";
    case EventKind::subsidy: return "subsidy";
    case EventKind::subsidy_capped: return "subsidy_capped";
    case EventKind::subsidy_cut: return "subsidy_cut";
    case EventKind::budget_subsidy: return "budget_subsidy";
    case EventKind::fee_subsidy: return "fee_subsidy";
    case EventKind::fee_subsidy_cut: return "fee_subsidy_cut";
    case EventKind::guarantee_fee: return "guarantee_fee";
    case EventKind::guarantor_fee: return "guarantor_fee";
    case EventKind::insurer_fee: return "insurer_fee";
    case EventKind::recovery_bank: return "recovery_bank";
    case EventKind::recovery_pool: return "recovery_pool";
    case EventKind::recovery_guarantor: return "recovery_guarantor";
    case EventKind::recovery_insurer: return "recovery_insurer";
    case EventKind::recovery_reguarantee: return "recovery_reguarantee";
    case EventKind::recovery_cost: return "recovery_cost";
    case EventKind::claim_cancelled: return "claim_cancelled";
    case EventKind::default_stated: return "default_stated";
    case EventKind::default_event: return "default";
    case EventKind::contagion: return "contagion";
    case EventKind::claim_filed: return "claim_filed";
    case EventKind::add_on: return "add_on";
    case EventKind::add_on_cut: return "add_on_cut";
    case EventKind::first_loss: return "first_loss";
    case EventKind::part_cut: return "part_cut";
    case EventKind::claim_rejected: return "claim_rejected";
    case EventKind::claim_cut: return "claim_cut";
    case EventKind::claim_deferred: return "claim_deferred";
    case EventKind::guarantor_paid: return "guarantor_paid";
    case EventKind::insurer_paid: return "insurer_paid";
    case EventKind::reguarantee_paid: return "reguarantee_paid";
    case EventKind::guarantor_limited: return "guarantor_limited";
    case EventKind::insurer_limited: return "insurer_limited";
    case EventKind::reguarantee_limited: return "reguarantee_limited";
    case EventKind::reguarantor_limited: return "reguarantor_limited";
    case EventKind::account_transfer: return "account_transfer";
    case EventKind::claim_held: return "claim_held";
    case EventKind::claim_paid: return "claim_paid";
    case EventKind::claim_waits: return "claim_waits";
    case EventKind::claim_to_bank: return "claim_to_bank";
    case EventKind::matured: return "matured";
    case EventKind::extended: return "extended";
    case EventKind::repaid_early: return "repaid_early";
    case EventKind::renewed: return "renewed";
    case EventKind::renewal_not_wanted: return "renewal_not_wanted";
    case EventKind::renewal_capped: return "renewal_capped";
    case EventKind::granted: return "granted";
    case EventKind::line_granted: return "line_granted";
    case EventKind::drawn: return "drawn";
    case EventKind::refused_breaker: return "refused_breaker";
    case EventKind::refused_bank_plan: return "refused_bank_plan";
    case EventKind::refused_bank_stop: return "refused_bank_stop";
    case EventKind::refused_capacity: return "refused_capacity";
    case EventKind::renewal_refused_breaker: return "renewal_refused_breaker";
    case EventKind::renewal_refused_bank_plan: return "renewal_refused_bank_plan";
    case EventKind::renewal_refused_bank_stop: return "renewal_refused_bank_stop";
    case EventKind::renewal_refused_capacity: return "renewal_refused_capacity";
    case EventKind::warned: return "warned";
    case EventKind::stopped: return "stopped";
    case EventKind::resumed: return "resumed";
    }
    return "?";
}

} // namespace given
