#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::properties {
namespace {

constexpr std::size_t place(Measure measure) { return static_cast<std::size_t>(measure); }

/// The sign of numerator ÷ denominator − level; 0/0 counts as 0, x/0 as above every level.
int against(terms::Ratio ratio, double level) {
    const Wide parts = std::llround(level * 1e12);
    if (ratio.denominator.count == 0) { return ratio.numerator.count > 0 ? 1 : (parts > 0 ? -1 : 0); }
    const Wide left = static_cast<Wide>(ratio.numerator.count) * 1'000'000'000'000;
    const Wide right = parts * ratio.denominator.count;
    return left == right ? 0 : (left > right ? 1 : -1);
}

/// Whether a breaker on this member of its scope looks at loans of this product, bank and sector.
bool concerned(const terms::BreakerRule& rule, int member, const std::array<int, 3>& where) {
    const auto& products = rule.products;
    if (!products.empty() && std::find(products.begin(), products.end(), where[0]) == products.end()) { return false; }
    switch (rule.scope) {
    case terms::Scope::product: return where[0] == member;
    case terms::Scope::bank: return where[1] == member;
    case terms::Scope::sector: return where[2] == member;
    case terms::Scope::scheme: break;
    }
    return true;
}

std::int64_t ratio_score(Money numerator, Money denominator, double units) {
    return std::llround(static_cast<double>(numerator) / static_cast<double>(denominator) * units);
}

} // namespace

bool Replay::halted(bool claims, const Kind& kind) const {
    for (std::size_t i = 0; i < breakers_.size(); ++i) {
        const engine::BreakerMember& member = model_.members[i];
        const terms::BreakerRule& rule = scenario_.breakers[member.breaker].rule;
        const bool halts = claims ? rule.halts_claims : rule.halts_lending;
        if (breakers_[i].stopped && halts && concerned(rule, member.member, {kind.product, kind.bank, kind.sector})) {
            return true;
        }
    }
    return false;
}

Money WatchedCell::paid(terms::Payer payer) const {
    Money sum = payer == terms::Payer::guarantor ? 0 : of(Measure::claims_paid);
    if (payer != terms::Payer::pool) { sum += by_guarantor; }
    return payer == terms::Payer::all ? sum + by_others : sum;
}

void WatchedCell::add(const WatchedCell& other) {
    for (std::size_t m = 0; m < sums.size(); ++m) { sums[m] += other.sums[m]; }
    repaid += other.repaid;
    by_guarantor += other.by_guarantor;
    by_others += other.by_others;
}

/// All that a breaker looks at, added up from the cells of its scope and products.
WatchedCell Replay::watched(const WatchedCells& cells, const engine::BreakerMember& member) const {
    WatchedCell sum;
    for (const auto& [where, cell] : cells) {
        if (concerned(scenario_.breakers[member.breaker].rule, member.member, where)) { sum.add(cell); }
    }
    return sum;
}

terms::Ratio Replay::ratio_of(const engine::BreakerMember& member) {
    const terms::BreakerRule& rule = scenario_.breakers[member.breaker].rule;
    const WatchedCell now = watched(cells_, member);
    const WatchedCell start = watched(year_cells_, member);
    const auto in_year = [&](Measure measure) { return Fen{now.of(measure) - start.of(measure)}; };
    const Fen paid_in_year{now.paid(rule.payer) - start.paid(rule.payer)};
    const Fen bad{now.of(Measure::bad_balance)};
    switch (rule.metric) {
    case terms::Metric::bad_balance_over_balance: return {bad, bad + Fen{now.of(Measure::outstanding)}};
    case terms::Metric::bad_over_lending_in_year:
        return {in_year(Measure::defaulted_principal), in_year(Measure::disbursed)};
    case terms::Metric::claims_over_lending_in_year: return {paid_in_year, in_year(Measure::disbursed)};
    case terms::Metric::claims_over_matured_in_year: return {paid_in_year, Fen{now.repaid - start.repaid}};
    case terms::Metric::cumulative_claims_over_cumulative_lending:
        return {Fen{now.paid(rule.payer)}, Fen{now.of(Measure::disbursed)}};
    case terms::Metric::claims_over_pool: break;
    }
    const bool of_bank = rule.scope == terms::Scope::bank;
    const std::size_t account = of_bank && !accounts_.empty() ? account_of(member.member) : 0;
    return {paid_in_year, Fen{account > 0 ? year_accounts_[account] : year_pool_}};
}

void Replay::review() {
    using Line = std::tuple<EventKind, int, Money, Money>;
    std::vector<Line> expected;
    measure_levels();
    for (std::size_t i = 0; i < breakers_.size(); ++i) {
        const engine::BreakerMember& member = model_.members[i];
        const terms::BreakerRule& rule = scenario_.breakers[member.breaker].rule;
        BreakerState& now = breakers_[i];
        const auto row = i * static_cast<std::size_t>(model_.months + 1);
        expect("stop in force", now.stopped ? 1 : 0, trace_.scores.stopped[row + static_cast<std::size_t>(month_)]);
        const terms::Ratio ratio = ratio_of(member);
        const auto tell = [&](EventKind kind) {
            expected.emplace_back(kind, static_cast<int>(i), ratio.numerator.count, ratio.denominator.count);
        };
        const bool december = model_.calendar_month(month_) == 12;
        const int months_in_force = now.stopped ? month_ - now.since + 1 : 0;
        const bool runs_out =
            (rule.resume == terms::Resume::after_months && months_in_force >= rule.resume_after_months) ||
            (rule.resume == terms::Resume::year_end && december);
        if (now.stopped && runs_out) {
            tell(EventKind::resumed);
            now.stopped = false;
        }
        if (model_.calendar_month(month_) % rule.review_months != 0) { continue; }
        if (rule.warn_above && against(ratio, *rule.warn_above) > 0) {
            if (now.first_warn == 0) { now.first_warn = month_; }
            tell(EventKind::warned);
        }
        const bool too_high = rule.stop_above && against(ratio, *rule.stop_above) > 0;
        if (too_high && !now.stopped && !(rule.resume == terms::Resume::year_end && december)) {
            tell(EventKind::stopped);
            if (now.first_stop == 0) { now.first_stop = month_; }
            now.stopped = true;
            now.since = month_ + 1;
        } else if (!too_high && now.stopped && rule.resume == terms::Resume::below &&
                   against(ratio, rule.resume_below) < 0) {
            tell(EventKind::resumed);
            now.stopped = false;
        }
    }
    std::vector<Line> found;
    for (const Event* event : now_) {
        if (event->member >= 0) {
            found.emplace_back(event->kind, event->member, event->amount.count, event->of.count);
        }
    }
    if (found != expected) { complain("breakers aren't reviewed as the rules say"); }
}

/// What stands now, added up anew from the contracts and the defaults.
void Replay::measure_levels() {
    for (auto& row : sums_) {
        for (Measure level : {Measure::outstanding, Measure::authorised, Measure::bad_balance, Measure::claims_waiting,
                              Measure::claims_deferred, Measure::claims_pending}) {
            row[place(level)] = 0;
        }
    }
    for (auto& [where, watched] : cells_) {
        watched.sums[place(Measure::outstanding)] = watched.sums[place(Measure::bad_balance)] = 0;
    }
    for (const Contract& contract : contracts_) {
        if (contract.defaulted != 0) { continue; }
        const Money owed = contract.balance_after(month_);
        post(contract.kind, Measure::outstanding, owed);
        post(contract.kind, Measure::authorised, owed + (month_ < contract.last() ? contract.undrawn : 0));
    }
    std::fill(awaited_.begin(), awaited_.end(), 0);
    for (const WaitingLine& line : lines_) {
        post(line.kind, Measure::authorised, line.whole);
        for (std::size_t group : model_.groups.of(line.kind)) { awaited_[group] += line.drawing; }
    }
    const int workout = scenario_.recovery.last_month();
    for (const Default& defaulted : defaults_) {
        const Kind& kind = contracts_[defaulted.contract].kind;
        if (month_ < defaulted.month + workout) { post(kind, Measure::bad_balance, defaulted.ead - defaulted.gross); }
        if (defaulted.filed) {
            post(kind, Measure::claims_waiting, defaulted.waiting);
            post(kind, Measure::claims_deferred, defaulted.deferred);
        } else if (defaulted.barred < 0) {
            post(kind, Measure::claims_pending, parts_of(defaulted, basis_of(defaulted)).front());
        }
    }
}

void Replay::compare_row(std::size_t group, const std::int64_t* scores) {
    of(group, Measure::pool_net_loss) = of(group, Measure::claims_paid) - of(group, Measure::recoveries_to_pool);
    of(group, Measure::bank_net_loss) = of(group, Measure::loss_to_date) - of(group, Measure::pool_net_loss) -
                                        of(group, Measure::guarantor_net_loss) - of(group, Measure::insurer_net_loss) -
                                        of(group, Measure::reguarantee_net_loss);
    Money whole = of(group, Measure::disbursed);
    for (const Contract& contract : contracts_) {
        const auto groups = model_.groups.of(contract.kind);
        const bool opening = contract.name.opening >= 0 && contract.first == 1;
        if (opening && std::find(groups.begin(), groups.end(), group) != groups.end()) { whole += contract.principal; }
    }
    of(group, Measure::default_rate) =
        whole == 0 ? 0 : ratio_score(of(group, Measure::defaulted_principal), whole, 1e12);
    for (std::size_t m = 0; m < tally::kMeasures; ++m) {
        const tally::MeasureInfo& info = tally::kMeasureInfo[m];
        if (group == 0 || info.by_group) {
            expect(std::string(info.name) + " of group " + std::to_string(group), sums_[group][m], scores[m]);
        }
        if (info.name != "capacity_left" && info.name != "leverage_used" && info.unit == tally::ScoreUnit::fen &&
            info.kind == tally::ScoreKind::level && scores[m] < 0) {
            complain(std::string(info.name) + " is negative");
        }
    }
}

void Replay::compare_scores() {
    measure_levels();
    scheme(Measure::pool_balance) = pool_ + limit_;
    scheme(Measure::capacity_left) = capacity().value_or(tally::kNoScore);
    const Money used = scheme(Measure::outstanding);
    const Money base = pool_ + year_limit_;
    const bool countless = base == 0 || static_cast<double>(used) / static_cast<double>(base) > 9e9;
    scheme(Measure::leverage_used) = countless ? tally::kNoScore : ratio_score(used, base, 1e9);
    compare_row(0, trace_.scores.series.data() + static_cast<std::size_t>(month_) * tally::kMeasures);
    const auto& horizons = model_.shape.horizons;
    for (std::size_t horizon = 0; horizon < horizons.size(); ++horizon) {
        if (horizons[horizon] != month_) { continue; }
        expect("shortfall", shortfall_, trace_.scores.shortfall[horizon]);
        for (std::size_t group = 1; group < sums_.size(); ++group) {
            const std::size_t row = horizon * (sums_.size() - 1) + group - 1;
            compare_row(group, trace_.scores.groups.data() + row * tally::kMeasures);
        }
    }
    for (std::size_t i = 0; i < scenario_.targets.size(); ++i) {
        const scenario::Target& target = scenario_.targets[i];
        if (target.measure != scenario::TargetMeasure::outstanding || target.to_month != month_) { continue; }
        target_value_[i] = 0;
        for (int product = 0; product < model_.groups.products; ++product) {
            if (counts(target, product, month_)) {
                target_value_[i] += of(model_.groups.product(product), Measure::outstanding);
            }
        }
    }
}

void Replay::judge_targets() {
    for (std::size_t i = 0; i < scenario_.targets.size(); ++i) {
        const scenario::Target& target = scenario_.targets[i];
        const tally::TargetScore& found = trace_.scores.targets[i];
        const Money value = target_value_[i] + target.already_lent.count;
        const auto& refused = target_refused_[i];
        expect("target value", value, found.value);
        expect("target met", value >= target.amount.count ? 1 : 0, found.met ? 1 : 0);
        if (found.met) { continue; }
        int bound_by = 0;
        if (refused[0] + refused[1] + refused[2] >= target.amount.count - value) {
            bound_by = 1 + static_cast<int>(std::max_element(refused.begin(), refused.end()) - refused.begin());
        }
        expect("target bound by", bound_by, found.bound_by);
    }
}

} // namespace kdt::properties
