#include "engine/record.hpp"

#include "engine/capacity.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::engine {
namespace {

using tally::kNoScore;

constexpr double kRatioUnits = 1e12;
constexpr double kTimesUnits = 1e9;
/// Multiples beyond this do not fit the integer score; they stand for a balance of next to nothing.
constexpr double kMostTimes = 9e9;

Fen bank_loss(const Accounts& accounts, std::size_t group) {
    return accounts.of(group, Measure::loss_to_date) - accounts.of(group, Measure::pool_net_loss) -
           accounts.of(group, Measure::guarantor_net_loss) - accounts.of(group, Measure::insurer_net_loss) -
           accounts.of(group, Measure::reguarantee_net_loss);
}

void derive_losses(Accounts& accounts, std::size_t group) {
    accounts.set(group, Measure::pool_net_loss,
                 accounts.of(group, Measure::claims_paid) - accounts.of(group, Measure::recoveries_to_pool));
    accounts.set(group, Measure::bank_net_loss, bank_loss(accounts, group));
}

std::int64_t ratio_score(Fen numerator, Fen denominator) {
    if (denominator <= Fen{}) { return 0; }
    const double ratio = static_cast<double>(numerator.count) / static_cast<double>(denominator.count);
    return to_fen(ratio * kRatioUnits).count; // rounded as money is
}

std::int64_t times_score(Fen numerator, Fen denominator) {
    if (denominator <= Fen{}) { return kNoScore; }
    const double times = static_cast<double>(numerator.count) / static_cast<double>(denominator.count);
    return times > kMostTimes ? kNoScore : to_fen(times * kTimesUnits).count;
}

std::int64_t default_rate(const Model& model, const Accounts& accounts, std::size_t group) {
    return ratio_score(accounts.of(group, Measure::defaulted_principal),
                       model.opening_by_group[group] + accounts.of(group, Measure::disbursed));
}

/// All measures of a row of the accounts, as scores.
void copy_row(std::span<const Fen> row, std::int64_t* scores) {
    for (std::size_t measure = 0; measure < tally::kMeasures; ++measure) { scores[measure] = row[measure].count; }
}

void record_scheme(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    Accounts& accounts = state.accounts;
    derive_losses(accounts, Groups::scheme());
    copy_row(accounts.row(Groups::scheme()), &scores.at(month, Measure{}));
    const Fen outstanding = accounts.scheme(Measure::outstanding);
    scores.at(month, Measure::pool_balance) = state.pool.balance().count;
    for (int bank = 0; bank < model.groups.banks; ++bank) {
        scores.at(month, Measure::account_balance) += state.sub_accounts.of_bank(bank).count;
    }
    scores.at(month, Measure::common_account) = state.sub_accounts.common().count;
    scores.at(month, Measure::authorised) = (outstanding + accounts.undrawn(Groups::scheme())).count;
    scores.at(month, Measure::default_rate) = default_rate(model, accounts, Groups::scheme());
    scores.at(month, Measure::leverage_used) = times_score(outstanding, state.pool.base());
    const auto left = capacity_left(model, state);
    scores.at(month, Measure::capacity_left) = left ? left->count : kNoScore;
}

void record_groups(const Model& model, PathState& state, tally::PathScores& scores, std::size_t horizon) {
    const std::size_t groups = model.groups.count() - 1;
    for (std::size_t group = 1; group <= groups; ++group) {
        derive_losses(state.accounts, group);
        const std::size_t row = (horizon * groups + group - 1) * tally::kMeasures;
        copy_row(state.accounts.row(group), &scores.groups[row]);
        if (group <= static_cast<std::size_t>(model.groups.banks)) {
            scores.groups[row + static_cast<std::size_t>(Measure::account_balance)] =
                state.sub_accounts.of_bank(static_cast<int>(group) - 1).count;
        }
        scores.groups[row + static_cast<std::size_t>(Measure::authorised)] =
            (state.accounts.of(group, Measure::outstanding) + state.accounts.undrawn(group)).count;
        scores.groups[row + static_cast<std::size_t>(Measure::default_rate)] =
            default_rate(model, state.accounts, group);
    }
}

void record_funders(const Model& model, const PathState& state, tally::PathScores& scores, std::size_t horizon) {
    const std::size_t first = horizon * model.funders.size() * tally::kFunderLines;
    for (std::size_t i = 0; i < model.funders.size() * tally::kFunderLines; ++i) {
        scores.funders[first + i] =
            state.funders.line(i / tally::kFunderLines, static_cast<tally::FunderLine>(i % tally::kFunderLines)).count;
    }
}

void record_accounts(const PathState& state, tally::PathScores& scores, std::size_t horizon) {
    const std::size_t accounts = state.sub_accounts.accounts();
    for (std::size_t i = 0; i < accounts * tally::kAccountLines; ++i) {
        scores.accounts[horizon * accounts * tally::kAccountLines + i] =
            state.sub_accounts.line(i / tally::kAccountLines, static_cast<tally::AccountLine>(i % tally::kAccountLines))
                .count;
    }
}

void read_outstanding_targets(const Model& model, PathState& state, int month) {
    for (std::size_t i = 0; i < model.scenario.targets.size(); ++i) {
        const scenario::Target& target = model.scenario.targets[i];
        if (target.measure != scenario::TargetMeasure::outstanding || month != target.to_month) { continue; }
        Fen& value = state.target_value[i];
        value = target.products.empty() ? state.accounts.scheme(Measure::outstanding) : Fen{};
        for (int product : target.products) {
            value += state.accounts.of(model.groups.product(product), Measure::outstanding);
        }
    }
}

tally::TargetScore judge(const PathState& state, const scenario::Target& target, std::size_t place) {
    tally::TargetScore score;
    const Fen reached = state.target_value[place] + target.already_lent;
    score.value = reached.count;
    score.met = reached >= target.amount;
    if (score.met) { return score; }
    const auto first = state.target_refused.begin() + static_cast<std::ptrdiff_t>(place * tally::kRefusals);
    const auto last = first + static_cast<std::ptrdiff_t>(tally::kRefusals);
    Fen refused;
    for (auto amount = first; amount != last; ++amount) { refused += *amount; }
    if (refused >= target.amount - reached) {
        score.bound_by = 1 + static_cast<int>(std::max_element(first, last) - first);
    }
    return score;
}

} // namespace

void record_month(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    record_scheme(model, state, scores, month);
    read_outstanding_targets(model, state, month);
    const auto& horizons = model.shape.horizons;
    const auto horizon = std::find(horizons.begin(), horizons.end(), month);
    if (horizon == horizons.end()) { return; }
    const auto place = static_cast<std::size_t>(horizon - horizons.begin());
    record_groups(model, state, scores, place);
    scores.shortfall[place] = state.worst_shortfall.count;
    record_funders(model, state, scores, place);
    record_accounts(state, scores, place);
}

void record_path(const Model& model, const PathState& state, tally::PathScores& scores) {
    for (std::size_t i = 0; i < state.members.size(); ++i) {
        scores.first_stop[i] = state.members[i].first_stop;
        scores.first_warn[i] = state.members[i].first_warn;
    }
    for (std::size_t i = 0; i < model.scenario.targets.size(); ++i) {
        scores.targets[i] = judge(state, model.scenario.targets[i], i);
    }
}

} // namespace kdt::engine
