#include "replay_state.hpp"

#include <algorithm>
#include <limits>

namespace kdt::properties {

/// What the pool has accepted on claims filed before this one: of contracts alike, of the same year or of all.
template <class Like>
Money Replay::accepted(bool this_year_only, Like like) const {
    Money sum = 0;
    for (const Default& other : defaults_) {
        const bool in_time = !this_year_only || (other.filed && year_of(other.due) == year_of(month_));
        if (in_time && like(contracts_[other.contract])) { sum += other.accepted; }
    }
    return sum;
}

void Replay::cut(const Contract& contract, terms::Cut rule, Money amount, std::vector<CutLine>& lines) {
    if (amount == 0) { return; }
    lines.emplace_back(key_of(contract.name), static_cast<int>(rule), amount);
    post(contract.kind, Measure::claims_cut, amount);
    ++scores_.cuts[static_cast<std::size_t>(rule)].count;
    scores_.cuts[static_cast<std::size_t>(rule)].amount += amount;
}

/// What lies between the bank's two levels: the part of (before, before + basis] above the one and up to the other.
Money Replay::in_layer(const Default& defaulted) const {
    const Kind& kind = contracts_[defaulted.contract].kind;
    const auto& layer = scenario_.banks[static_cast<std::size_t>(kind.bank)].layer;
    if (!layer) { return defaulted.basis; }
    Money before = 0;
    for (const Default& other : defaults_) {
        const bool counts = other.admitted && year_of(other.due) == year_of(month_) &&
                            contracts_[other.contract].kind.bank == kind.bank;
        if (counts) { before += other.basis; }
    }
    const std::size_t group = model_.groups.bank(kind.bank);
    const auto at = [&](Measure measure) { return static_cast<std::size_t>(measure); };
    const Money book = layer->book == terms::LayerBook::opening_of_year ? year_[group][at(Measure::outstanding)]
                                                                        : lent_last_year_[group];
    const Money from = std::max(before, part_of(book, layer->attach.value));
    Money to = before + defaulted.basis;
    if (layer->detach) { to = std::min(to, part_of(book, layer->detach->value)); }
    return std::max<Money>(0, to - from);
}

Money Replay::after_cuts(const Default& defaulted, Money filed, const Parts& parts, std::vector<CutLine>& lines) {
    const Contract& contract = contracts_[defaulted.contract];
    const scenario::Product& product = product_of(contract);
    const terms::ClaimTerms& claim = product.claim;
    Money left = filed;
    const auto cap = [&](terms::Cut rule, Money room) {
        const Money gone = left - std::min(left, std::max<Money>(0, room));
        left -= gone;
        cut(contract, rule, gone, lines);
    };
    cap(terms::Cut::layer, parts.front());
    if (product.public_ceiling) {
        cap(terms::Cut::public_ceiling,
            public_room(defaulted, parts) - parts[static_cast<std::size_t>(terms::Party::reguarantee)]);
    }
    if (claim.cap_per_claim) { cap(terms::Cut::cap_per_claim, claim.cap_per_claim->count); }
    if (claim.cap_per_borrower) {
        cap(terms::Cut::cap_per_borrower, claim.cap_per_borrower->count - accepted(false, [&](const Contract& other) {
                                              return other.borrower == contract.borrower;
                                          }));
    }
    const terms::YearlyCap& yearly = scenario_.banks[static_cast<std::size_t>(contract.kind.bank)].yearly_cap;
    Money of_bank = std::numeric_limits<Money>::max();
    if (yearly.amount) { of_bank = yearly.amount->count; }
    if (yearly.rate_of_prior_balance) {
        const auto& row = year_[model_.groups.bank(contract.kind.bank)];
        const Money prior = row[static_cast<std::size_t>(Measure::outstanding)];
        of_bank = std::min(of_bank, part_of(prior, yearly.rate_of_prior_balance->value));
    }
    cap(terms::Cut::bank_yearly_cap,
        of_bank - accepted(true, [&](const Contract& other) { return other.kind.bank == contract.kind.bank; }));
    if (product.yearly_cap) {
        const Money used =
            accepted(true, [&](const Contract& other) { return other.kind.product == contract.kind.product; });
        cap(terms::Cut::product_yearly_cap, product.yearly_cap->count - used);
    }
    if (scenario_.pool.yearly_cap && scenario_.pool.on_cap == terms::OnCap::bank_bears) {
        cap(terms::Cut::pool_yearly_cap,
            scenario_.pool.yearly_cap->count - accepted(true, [](const Contract&) { return true; }));
    }
    return left;
}

/// What the scheme's cap of this year has no room for waits for the next.
void Replay::put_off(Default& defaulted, Money amount, std::vector<CutLine>& lines) {
    if (!scenario_.pool.yearly_cap || scenario_.pool.on_cap != terms::OnCap::next_year) { return; }
    Money& used = admitted_[year_of(month_)];
    const Money now = std::min(amount, scenario_.pool.yearly_cap->count - used);
    used += now;
    defaulted.deferred = amount - now;
    if (defaulted.deferred > 0) {
        lines.emplace_back(key_of(contracts_[defaulted.contract].name), -1, defaulted.deferred);
    }
}

void Replay::check_cuts(const std::vector<CutLine>& expected) {
    std::vector<CutLine> found;
    for (const Event* event : now_) {
        if (event->kind == EventKind::claim_cut) {
            found.emplace_back(key_of(event->loan), static_cast<int>(event->cut), event->amount.count);
        } else if (event->kind == EventKind::claim_deferred) {
            found.emplace_back(key_of(event->loan), -1, event->amount.count);
        }
    }
    if (found != expected) { complain("claims aren't cut as the rules say"); }
}

} // namespace kdt::properties
