#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

// The pool's account split over its funders, from the sums of the account alone: cash and commitment are two purses
// where the funders state their part, else there is one.
namespace kdt::properties {
namespace {

using tally::FunderLine;

std::size_t at(FunderLine line) { return static_cast<std::size_t>(line); }

bool is_commitment(const scenario::Funder& funder) { return funder.part == terms::FunderPart::commitment; }

/// Figures that follow from the others.
void complete(FunderLines& lines) {
    lines[at(FunderLine::earned)] = lines[at(FunderLine::interest_income)] + lines[at(FunderLine::fees)];
    lines[at(FunderLine::paid)] =
        lines[at(FunderLine::claims_paid)] + lines[at(FunderLine::subsidies)] + lines[at(FunderLine::management_cost)];
    lines[at(FunderLine::net_contribution)] =
        lines[at(FunderLine::paid)] - lines[at(FunderLine::earned)] - lines[at(FunderLine::recovered)];
    lines[at(FunderLine::balance)] =
        lines[at(FunderLine::contributed)] - lines[at(FunderLine::returned)] - lines[at(FunderLine::net_contribution)];
}

} // namespace

/// The pool's lines since as_of, a commitment's limits among what is contributed.
FunderLines Replay::pool_lines() {
    FunderLines lines{};
    lines[at(FunderLine::contributed)] = scenario_.pool.balance.count + scenario_.pool.annual_limit.count +
                                         scheme(Measure::limit_renewed) + scheme(Measure::top_ups) +
                                         scheme(Measure::refills);
    lines[at(FunderLine::interest_income)] = scheme(Measure::interest_income);
    lines[at(FunderLine::fees)] = scheme(Measure::fees);
    lines[at(FunderLine::recovered)] = scheme(Measure::recoveries_to_pool);
    lines[at(FunderLine::returned)] = scheme(Measure::returned_to_treasury);
    lines[at(FunderLine::claims_paid)] = scheme(Measure::claims_paid);
    lines[at(FunderLine::subsidies)] = scheme(Measure::interest_subsidies) + scheme(Measure::fee_subsidies);
    lines[at(FunderLine::management_cost)] = scheme(Measure::management_cost);
    return lines;
}

/// Of the month's payments cash has paid claims first, then the manager, then subsidies; the rest was called.
void Replay::fill_purses() {
    const FunderLines now = pool_lines();
    FunderLines& cash = purses_[0];
    FunderLines& commitment = purses_[1];
    if (scenario_.pool.funders.front().part) {
        const Money called = scheme(Measure::budget_called) - called_before_;
        Money cash_left = -called;
        constexpr std::array kInTurn = {FunderLine::claims_paid, FunderLine::management_cost, FunderLine::subsidies};
        for (const FunderLine line : kInTurn) { cash_left += now[at(line)] - pool_before_[at(line)]; }
        for (const FunderLine line : kInTurn) {
            const Money month = now[at(line)] - pool_before_[at(line)];
            const Money by_cash = std::min(month, cash_left);
            cash_left -= by_cash;
            cash[at(line)] += by_cash;
            commitment[at(line)] += month - by_cash;
        }
        commitment[at(FunderLine::contributed)] = scenario_.pool.annual_limit.count + scheme(Measure::limit_renewed);
        commitment[at(FunderLine::returned)] = commitment[at(FunderLine::recovered)] = now[at(FunderLine::returned)];
        for (const FunderLine line : {FunderLine::contributed, FunderLine::interest_income, FunderLine::fees,
                                      FunderLine::recovered, FunderLine::returned}) {
            cash[at(line)] = now[at(line)] - commitment[at(line)];
        }
    } else {
        cash = now;
    }
    pool_before_ = now;
    called_before_ = scheme(Measure::budget_called);
}

void Replay::share_purse(const FunderLines& purse, const FunderLines& before, const std::vector<std::size_t>& members) {
    const auto& funders = scenario_.pool.funders;
    std::vector<Money> weights;
    std::vector<Money> stood;
    Money shared = purse[at(FunderLine::contributed)];
    for (const std::size_t i : members) {
        weights.push_back(std::llround(funders[i].share * 100.0));
        stood.push_back(std::max<Money>(0, funders_[i][at(FunderLine::balance)]));
        shared -= own_top_ups_[i];
    }
    const auto split_line = [&](FunderLine line, Money amount) {
        const auto parts = by_weight(amount, weights);
        for (std::size_t i = 0; i < members.size(); ++i) { funders_[members[i]][at(line)] = parts[i]; }
    };
    for (const FunderLine line : {FunderLine::fees, FunderLine::returned}) { split_line(line, purse[at(line)]); }
    split_line(FunderLine::contributed, shared);
    for (const std::size_t i : members) { funders_[i][at(FunderLine::contributed)] += own_top_ups_[i]; }
    if (!funders[members.front()].order) {
        for (const FunderLine line : {FunderLine::interest_income, FunderLine::recovered, FunderLine::claims_paid,
                                      FunderLine::management_cost, FunderLine::subsidies}) {
            split_line(line, purse[at(line)]);
        }
        return;
    }
    const auto moved = [&](FunderLine line) { return purse[at(line)] - before[at(line)]; };
    if (const Money interest = moved(FunderLine::interest_income); interest > 0) {
        const auto parts = by_weight(interest, stood);
        for (std::size_t i = 0; i < members.size(); ++i) {
            funders_[members[i]][at(FunderLine::interest_income)] += parts[i];
        }
    }
    take_turns(members, moved(FunderLine::recovered),
               {{FunderLine::claims_paid, moved(FunderLine::claims_paid)},
                {FunderLine::management_cost, moved(FunderLine::management_cost)},
                {FunderLine::subsidies, moved(FunderLine::subsidies)}});
}

void Replay::take_turns(const std::vector<std::size_t>& members, Money back,
                        const std::vector<std::pair<FunderLine, Money>>& payments) {
    std::map<int, std::size_t> turn;
    for (const std::size_t i : members) { turn[*scenario_.pool.funders[i].order] = i; }
    for (auto last = turn.rbegin(); last != turn.rend(); ++last) {
        FunderLines& lines = funders_[last->second];
        complete(lines);
        Money part = std::min(back, std::max<Money>(0, lines[at(FunderLine::paid)] - lines[at(FunderLine::recovered)]));
        if (last->first == turn.begin()->first) { part = back; }
        lines[at(FunderLine::recovered)] += part;
        back -= part;
    }
    for (auto [line, due] : payments) {
        for (const auto& [order, i] : turn) {
            complete(funders_[i]);
            Money part = std::min(due, std::max<Money>(0, funders_[i][at(FunderLine::balance)]));
            if (order == turn.rbegin()->first) { part = due; }
            funders_[i][at(line)] += part;
            due -= part;
        }
    }
}

void Replay::share_among_funders() {
    const auto& funders = scenario_.pool.funders;
    if (funders.empty()) { return; }
    funders_.resize(funders.size());
    own_top_ups_.resize(funders.size());
    const std::array<FunderLines, 2> before = purses_;
    fill_purses();
    for (const bool commitment : {false, true}) {
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < funders.size(); ++i) {
            if (is_commitment(funders[i]) == commitment) { members.push_back(i); }
        }
        const std::size_t purse = commitment ? 1 : 0;
        if (!members.empty()) { share_purse(purses_[purse], before[purse], members); }
    }
    for (FunderLines& lines : funders_) { complete(lines); }
    compare_funders();
}

void Replay::compare_funders() {
    const auto& horizons = model_.shape.horizons;
    for (std::size_t horizon = 0; horizon < horizons.size(); ++horizon) {
        if (horizons[horizon] != month_) { continue; }
        for (std::size_t i = 0; i < funders_.size() * tally::kFunderLines; ++i) {
            expect("account of a funder", funders_[i / tally::kFunderLines][i % tally::kFunderLines],
                   trace_.scores.funders[horizon * funders_.size() * tally::kFunderLines + i]);
        }
    }
}

} // namespace kdt::properties
