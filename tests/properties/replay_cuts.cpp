#include "replay_state.hpp"

#include <algorithm>
#include <cmath>
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

/// The layer of the loan's bank and sector; null where there is none.
const terms::Layer* Replay::layer_of(const Kind& kind) const {
    for (const terms::Layer& layer : scenario_.banks[static_cast<std::size_t>(kind.bank)].layers) {
        if (layer.sectors.empty() || std::count(layer.sectors.begin(), layer.sectors.end(), kind.sector) > 0) {
            return &layer;
        }
    }
    return nullptr;
}

/// The book that the levels of a layer are rates of: of the bank's loans in the layer's sectors.
Money Replay::layer_book(const Kind& kind, const terms::Layer& layer) const {
    Money book = 0;
    for (const auto& [where, at_start] : year_cells_) {
        const bool within = where[1] == kind.bank && layer_of({where[0], where[1], 0, where[2]}) == &layer;
        if (!within) { continue; }
        if (layer.book != terms::LayerBook::lending_of_year) {
            book += at_start.of(Measure::outstanding);
        } else {
            const auto before = last_year_cells_.find(where);
            book += at_start.of(Measure::disbursed);
            if (before != last_year_cells_.end()) { book -= before->second.of(Measure::disbursed); }
        }
    }
    return book;
}

/// What the bands let be shared: of the year's bases with this one, less that of those before it.
Money Replay::in_layer(const Default& defaulted) const {
    const Kind& kind = contracts_[defaulted.contract].kind;
    const terms::Layer* layer = layer_of(kind);
    if (layer == nullptr) { return defaulted.basis; }
    Money before = 0;
    for (const Default& other : defaults_) {
        const bool counts = other.admitted && year_of(other.due) == year_of(month_) &&
                            contracts_[other.contract].kind.bank == kind.bank &&
                            layer_of(contracts_[other.contract].kind) == layer;
        if (counts) { before += other.basis; }
    }
    const Money book = layer_book(kind, *layer);
    const auto shared = [&](Money losses) {
        constexpr Wide kWhole = 1'000'000'000'000;
        Wide sum = 0;
        for (const terms::Band& band : layer->bands) {
            const Money from = part_of(book, band.attach.value);
            const Money to = band.detach ? std::min(losses, part_of(book, band.detach->value)) : losses;
            sum += Wide{std::max<Money>(0, to - from)} * std::llround(band.share.value * 1e12);
        }
        return static_cast<Money>((2 * sum + kWhole) / (2 * kWhole));
    };
    return shared(before + defaulted.basis) - shared(before);
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
    if (yearly.stated() && yearly.on_cap == terms::OnCap::bank_bears) {
        cap(terms::Cut::bank_yearly_cap, limit_of_bank(contract.kind.bank) - accepted(true, [&](const Contract& other) {
                                             return other.kind.bank == contract.kind.bank;
                                         }));
    }
    if (product.yearly_cap && product.on_cap == terms::OnCap::bank_bears) {
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

/// The smaller of the two amounts of a bank's yearly cap.
Money Replay::limit_of_bank(int bank) const {
    const terms::YearlyCap& yearly = scenario_.banks[static_cast<std::size_t>(bank)].yearly_cap;
    Money limit = std::numeric_limits<Money>::max();
    if (yearly.amount) { limit = yearly.amount->count; }
    if (yearly.rate_of_prior_balance) {
        const Money prior = year_.at(model_.groups.bank(bank))[static_cast<std::size_t>(Measure::outstanding)];
        limit = std::min(limit, part_of(prior, yearly.rate_of_prior_balance->value));
    }
    return limit;
}

/// What the caps of this year that let it wait have no room for waits for the next.
void Replay::put_off(Default& defaulted, Money amount, std::vector<CutLine>& lines) {
    const Kind& kind = contracts_[defaulted.contract].kind;
    const int product = kind.product;
    const terms::YearlyCap& of_bank = scenario_.banks[static_cast<std::size_t>(kind.bank)].yearly_cap;
    const int bank = kFirstBank - kind.bank;
    const scenario::Product& terms = product_of(contracts_[defaulted.contract]);
    Money now = amount;
    terms::Cut least{};
    const auto bounded = [&](const std::optional<Fen>& cap, terms::OnCap on_cap, int whose, terms::Cut rule) {
        const bool waits = cap && on_cap == terms::OnCap::next_year;
        const Money room = waits ? cap->count - admitted_[{year_of(month_), whose}] : now;
        if (room < now) { least = rule; }
        now = std::min(now, room);
        return waits;
    };
    const auto bank_cap = of_bank.stated() ? std::optional(Fen{limit_of_bank(kind.bank)}) : std::nullopt;
    const bool by_bank = bounded(bank_cap, of_bank.on_cap, bank, terms::Cut::bank_yearly_cap);
    const bool by_product = bounded(terms.yearly_cap, terms.on_cap, product, terms::Cut::product_yearly_cap);
    const bool by_scheme =
        bounded(scenario_.pool.yearly_cap, scenario_.pool.on_cap, kScheme, terms::Cut::pool_yearly_cap);
    if (by_bank) { admitted_[{year_of(month_), bank}] += now; }
    if (by_product) { admitted_[{year_of(month_), product}] += now; }
    if (by_scheme) { admitted_[{year_of(month_), kScheme}] += now; }
    defaulted.deferred = amount - now;
    if (defaulted.deferred > 0) {
        lines.emplace_back(key_of(contracts_[defaulted.contract].name), -1, defaulted.deferred);
        if (defaulted.due == month_) { // not when it is put off again
            ++scores_.cuts[terms::place_put_off(least)].count;
            scores_.cuts[terms::place_put_off(least)].amount += defaulted.deferred;
        }
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
