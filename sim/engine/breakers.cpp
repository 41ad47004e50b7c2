#include "engine/breakers.hpp"

#include "engine/tell.hpp"

namespace kdt::engine {
namespace {

const terms::BreakerRule& rule_of(const Model& model, const BreakerMember& member) {
    return model.scenario.breakers[member.breaker].rule;
}

bool concerns(const terms::BreakerRule& rule, int member, const Kind& kind) {
    switch (rule.scope) {
    case terms::Scope::scheme: return true;
    case terms::Scope::bank: return kind.bank == member;
    case terms::Scope::product: return kind.product == member;
    case terms::Scope::sector: return kind.sector == member;
    }
    return false;
}

bool halts(const terms::BreakerRule& rule, int member, const Kind& kind) {
    return terms::watches(rule, kind.product) && concerns(rule, member, kind);
}

template <class Wanted>
[[gnu::always_inline]] inline Halt first_in_force(const Model& model, const PathState& state, Wanted wanted) {
    for (const std::size_t place : state.stops_in_force) {
        const BreakerMember& member = model.members[place];
        if (wanted(rule_of(model, member), member.member)) { return static_cast<int>(place); }
    }
    return std::nullopt;
}

/// The pool at the start of the year; to a bank's breaker its own account, where it has one.
Fen pool_of(const Model& model, const PathState& state, const BreakerMember& member) {
    const bool own =
        rule_of(model, member).scope == terms::Scope::bank && state.sub_accounts.has_account(member.member);
    return own ? state.year.account[static_cast<std::size_t>(member.member)] : state.year.pool_balance;
}

terms::Exposure exposure_of(const Model& model, const PathState& state, std::size_t place) {
    const BreakerMember& member = model.members[place];
    const std::size_t group = member.group;
    const Accounts& accounts = state.accounts;
    terms::Exposure exposure;
    exposure.performing = accounts.of(group, Measure::outstanding);
    exposure.bad = accounts.of(group, Measure::bad_balance);
    exposure.claims_so_far = accounts.paid_so_far(group, rule_of(model, member).payer);
    exposure.lent_so_far = accounts.of(group, Measure::disbursed);
    exposure.claims_in_year = exposure.claims_so_far - state.year.paid[place];
    exposure.lent_in_year = exposure.lent_so_far - state.year.lent[group];
    exposure.defaulted_in_year = accounts.of(group, Measure::defaulted_principal) - state.year.defaulted[group];
    exposure.matured_in_year = accounts.repaid_so_far(group) - state.year.repaid[group];
    exposure.pool_at_start_of_year = pool_of(model, state, member);
    return exposure;
}

void tell_breaker(PathState& state, int month, EventKind kind, std::size_t member, terms::Ratio ratio) {
    if (state.listener == nullptr) { return; }
    Event event{.month = month,
                .kind = kind,
                .amount = ratio.numerator,
                .of = ratio.denominator,
                .member = static_cast<int>(member)};
    deliver(state, event);
}

terms::Ratio ratio_of(const Model& model, const PathState& state, std::size_t place) {
    return terms::measure(rule_of(model, model.members[place]).metric, exposure_of(model, state, place));
}

void resume(PathState& state, std::size_t place, int month, terms::Ratio ratio) {
    state.members[place].stopped = false;
    tell_breaker(state, month, EventKind::resumed, place, ratio);
}

void review(const Model& model, PathState& state, std::size_t place, int month) {
    const BreakerMember& member = model.members[place];
    const terms::BreakerRule& rule = rule_of(model, member);
    MemberState& now = state.members[place];
    const terms::Ratio ratio = ratio_of(model, state, place);
    if (member.warn && terms::above(ratio, *member.warn)) {
        if (now.first_warn == 0) { now.first_warn = month; }
        tell_breaker(state, month, EventKind::warned, place, ratio);
    }
    if (member.stop && terms::above(ratio, *member.stop)) {
        if (now.stopped || !terms::may_stop(rule, model.calendar_month(month))) { return; }
        tell_breaker(state, month, EventKind::stopped, place, ratio);
        now.stopped = true;
        now.stopped_in = month;
        if (now.first_stop == 0) { now.first_stop = month; }
    } else if (now.stopped && rule.resume == terms::Resume::below && terms::below(ratio, member.resume)) {
        resume(state, place, month, ratio);
    }
}

constexpr int kNone = -1;

Halt found(int halt) { return halt == kNone ? std::nullopt : Halt(halt); }

/// The cell of a product and sector, of a state that is const or not.
template <class State>
auto& lending_halt(const Model& model, State& state, int product, int sector) {
    return state.lending_halts[static_cast<std::size_t>(product * model.groups.sectors + sector)];
}

template <class State>
auto& bank_halt(const Model& model, State& state, int product, int bank) {
    return state.bank_halts[static_cast<std::size_t>(product * model.groups.banks + bank)];
}

/// Of the breakers on lending, those of banks or the others.
Halt first_halting(const Model& model, const PathState& state, const Kind& kind, bool of_banks) {
    return first_in_force(model, state, [&](const terms::BreakerRule& rule, int member) {
        return rule.halts_lending && (rule.scope == terms::Scope::bank) == of_banks && halts(rule, member, kind);
    });
}

} // namespace

Halt claims_halted(const Model& model, const PathState& state, const Kind& kind) {
    return first_in_force(model, state, [&](const terms::BreakerRule& rule, int member) {
        return rule.halts_claims && halts(rule, member, kind);
    });
}

void fix_halts(const Model& model, PathState& state) {
    std::fill(state.lending_halts.begin(), state.lending_halts.end(), kNone);
    std::fill(state.bank_halts.begin(), state.bank_halts.end(), kNone);
    if (state.stops_in_force.empty()) { return; }
    for (int product = 0; product < model.groups.products; ++product) {
        for (int sector = 0; sector < model.groups.sectors; ++sector) {
            lending_halt(model, state, product, sector) =
                first_halting(model, state, {product, 0, 0, sector}, false).value_or(kNone);
        }
        for (int bank = 0; bank < model.groups.banks; ++bank) {
            bank_halt(model, state, product, bank) =
                first_halting(model, state, {product, bank, 0, 0}, true).value_or(kNone);
        }
    }
}

Halt lending_halted(const Model& model, const PathState& state, const Kind& kind) {
    return found(lending_halt(model, state, kind.product, kind.sector));
}

Halt bank_halted(const Model& model, const PathState& state, const Kind& kind) {
    return found(bank_halt(model, state, kind.product, kind.bank));
}

void review_breakers(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    state.stops_in_force.clear();
    const auto months = static_cast<std::size_t>(model.months) + 1;
    for (std::size_t place = 0; place < model.members.size(); ++place) {
        const BreakerMember& member = model.members[place];
        const terms::BreakerRule& rule = rule_of(model, member);
        const MemberState& now = state.members[place];
        const int calendar = model.calendar_month(month);
        if (now.stopped) {
            scores.stopped[place * months + static_cast<std::size_t>(month)] = 1;
            // A stop that runs out ends before the month's review, which may make it anew.
            if (terms::lapses(rule, now.stopped_in, month, calendar)) {
                resume(state, place, month, ratio_of(model, state, place));
            }
        }
        if (calendar % rule.review_months == 0) { review(model, state, place, month); }
        if (now.stopped) { state.stops_in_force.push_back(place); }
    }
}

void start_year(const Model& model, PathState& state) {
    for (std::size_t group = 0; group < model.groups.rows(); ++group) {
        state.year.lent[group] = state.accounts.of(group, Measure::disbursed);
        state.year.defaulted[group] = state.accounts.of(group, Measure::defaulted_principal);
        state.year.repaid[group] = state.accounts.repaid_so_far(group);
    }
    for (std::size_t place = 0; place < model.members.size(); ++place) {
        const BreakerMember& member = model.members[place];
        state.year.paid[place] = state.accounts.paid_so_far(member.group, rule_of(model, member).payer);
    }
    state.year.pool_balance = state.pool.base();
    state.sub_accounts.read_banks(state.year.account);
}

} // namespace kdt::engine
