#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::properties {

using terms::Party;

Parts Replay::parts_of(const Default& defaulted, Money basis) const {
    return shared_out(basis, contracts_[defaulted.contract].shares);
}

void Replay::receive_recoveries() {
    for (Default& defaulted : defaults_) {
        for (const auto& point : scenario_.recovery.workout) {
            if (point.month > 0 && defaulted.month + point.month == month_) { receive(defaulted, point); }
        }
    }
}

Money Replay::basis_of(const Default& defaulted) const {
    return std::max<Money>(0, defaulted.ead + defaulted.interest - defaulted.net);
}

/// By granted parts; where the bank comes first, its own part before all others.
Parts Replay::split_receipt(Default& defaulted, Money net) const {
    const scenario::Product& product = product_of(contracts_[defaulted.contract]);
    Parts weights = defaulted.granted;
    Money& bank = weights[place(Party::bank)];
    if (bank == defaulted.basis) { return shared_out(net, weights); }
    Parts parts;
    if (product.recovery_split == terms::RecoverySplit::pro_rata) {
        parts = shared_out(net, weights);
    } else {
        const Money first = std::clamp<Money>(bank - defaulted.back[place(Party::bank)], 0, net);
        if (product.public_ceiling) { weights = borne(defaulted); }
        bank = 0;
        parts = shared_out(net - first, weights);
        parts[place(Party::bank)] += first;
    }
    if (product.public_ceiling) { hold_to_ceiling(defaulted, product.public_ceiling->value, parts); }
    for (std::size_t i = 0; i < parts.size(); ++i) { defaulted.back[i] += parts[i]; }
    return parts;
}

/// What is left of each granted part after what has come back on it.
Parts Replay::borne(const Default& defaulted) {
    Parts left{};
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = std::max<Money>(0, defaulted.granted[i] - defaulted.back[i]);
    }
    return left;
}

/// After the receipt pool and re-guarantee together bear no more than the ceiling of what insurers do not: what is
/// missing comes from the guarantor's part of it, then from the bank's.
void Replay::hold_to_ceiling(const Default& defaulted, double ceiling, Parts& parts) {
    Parts after{};
    for (std::size_t i = 0; i < after.size(); ++i) { after[i] = defaulted.granted[i] - defaulted.back[i] - parts[i]; }
    const auto of = [&](Party party) { return after[place(party)]; };
    const Money loss = of(Party::pool) + of(Party::guarantor) + of(Party::reguarantee) + of(Party::bank);
    const Money public_money = of(Party::pool) + of(Party::reguarantee);
    Money lacking = std::max<Money>(0, public_money - part_of(std::max<Money>(0, loss), ceiling));
    Parts weights{};
    weights[0] = std::max<Money>(0, of(Party::pool));
    weights[1] = std::max<Money>(0, of(Party::reguarantee));
    Money moved = 0;
    for (const Party payer : {Party::guarantor, Party::bank}) {
        const Money from = std::min(lacking - moved, parts[place(payer)]);
        parts[place(payer)] -= from;
        moved += from;
    }
    if (moved == 0) { return; }
    const Parts more = shared_out(moved, weights);
    parts[place(Party::pool)] += more[0];
    parts[place(Party::reguarantee)] += more[1];
}

void Replay::receive(Default& defaulted, const scenario::WorkoutPoint& point) {
    const Kind kind = contracts_[defaulted.contract].kind;
    const Money gross = part_of(defaulted.total, point.cumulative_share) - defaulted.gross;
    const Money net = gross - part_of(gross, scenario_.recovery.cost_rate.value);
    defaulted.gross += gross;
    defaulted.net += net;
    post(kind, Measure::recoveries, net);
    post(kind, Measure::loss_to_date, -net);
    if (!defaulted.filed || defaulted.basis == 0) { return; }
    const Parts parts = split_receipt(defaulted, net);
    const Money cancelled = std::min(parts[place(Party::pool)], defaulted.waiting);
    defaulted.cancelled += cancelled;
    defaulted.waiting -= cancelled;
    defaulted.deferred = std::max<Money>(0, defaulted.deferred - cancelled);
    defaulted.closed = std::max<Money>(0, defaulted.closed - cancelled);
    take_back(parts[place(Party::pool)] - cancelled);
    put_in(kind.bank, parts[place(Party::pool)] - cancelled);
    post(kind, Measure::claims_cancelled, cancelled);
    post(kind, Measure::recoveries_to_pool, parts[place(Party::pool)] - cancelled);
    post(kind, Measure::guarantor_net_loss, -parts[place(Party::guarantor)]);
    post(kind, Measure::insurer_net_loss, -parts[place(Party::insurer)]);
    post(kind, Measure::reguarantee_net_loss, -parts[place(Party::reguarantee)]);
}

void Replay::take_defaults() {
    std::vector<std::string> borrowers;
    Name previous{};
    bool first = true;
    for (const Event* event : now_) {
        if (event->kind != EventKind::default_event) { continue; }
        const auto known = places_.find(key_of(event->loan));
        if (known == places_.end() || !contracts_[known->second].owes_in(month_)) {
            complain("a default of a loan that isn't on the books");
            continue;
        }
        if (!first && !(previous < known->first)) { complain("defaults aren't in entity order"); }
        previous = known->first;
        first = false;
        borrowers.push_back(contracts_[known->second].borrower);
        take_default(*event, contracts_[known->second]);
    }
    check_whole_borrowers(borrowers);
}

void Replay::take_default(const Event& event, Contract& contract) {
    contract.defaulted = month_;
    const scenario::Recovery& recovery = scenario_.recovery;
    Default defaulted;
    defaulted.contract = static_cast<std::size_t>(&contract - contracts_.data());
    defaulted.month = month_;
    const terms::ClaimTerms& terms = product_of(contract).claim;
    const int lag = terms.overdue_months + terms.review_months;
    defaulted.due = month_ + (terms.pay_on == terms::PayOn::overdue ? lag : std::max(lag, recovery.last_month()));
    const terms::Layer* layer = layer_of(contract.kind);
    if (layer != nullptr && layer->book != terms::LayerBook::opening_of_year) {
        const int year = year_of(defaulted.due);
        while (year_of(defaulted.due) == year) { ++defaulted.due; }
    }
    defaulted.barred = barred(contract);
    defaulted.ead = contract.balance_after(month_ - 1);
    if (terms.basis == terms::Basis::principal_and_interest) {
        const scenario::TapeLoan* row = tape_row(contract);
        const double rate = row != nullptr && row->rate ? *row->rate : product_of(contract).rate.value;
        const Wide year = Wide{defaulted.ead} * std::llround(rate * 1e12) * terms.overdue_months;
        const Wide denominator = Wide{12} * 1'000'000'000'000;
        defaulted.interest = static_cast<Money>((2 * year + denominator) / (2 * denominator));
    }
    expect("exposure at default", defaulted.ead, event.amount.count);
    if (event.luck < 0.0 || event.luck > 1.0) { complain("a recovery rate outside [0,1]"); }
    defaulted.total = part_of(defaulted.ead, event.luck);

    Money ultimate = 0;
    Money before = 0;
    for (const auto& point : recovery.workout) {
        const Money gross = part_of(defaulted.total, point.cumulative_share) - before;
        before += gross;
        ultimate += gross - part_of(gross, recovery.cost_rate.value);
    }
    post(contract.kind, Measure::defaulted_principal, defaulted.ead);
    post(contract.kind, Measure::loss_to_date, defaulted.ead);
    post(contract.kind, Measure::credit_loss, defaulted.ead - ultimate);
    if (contract.first > 1) {
        const int cohort = scenario_.as_of.plus(contract.first - 1).count / 3 - scenario_.as_of.plus(1).count / 3;
        const auto age = static_cast<std::size_t>(month_ - contract.first);
        const auto ages = static_cast<std::size_t>(model_.months);
        scores_.cohort_defaulted[static_cast<std::size_t>(cohort) * ages + age] += defaulted.ead;
    }
    if (recovery.workout.front().month == 0) { receive(defaulted, recovery.workout.front()); }
    defaults_.push_back(defaulted);
}

/// A borrower defaults with all its loans, once.
void Replay::check_whole_borrowers(const std::vector<std::string>& borrowers) {
    for (const Contract& contract : contracts_) {
        const bool with_borrower = std::find(borrowers.begin(), borrowers.end(), contract.borrower) != borrowers.end();
        if (with_borrower && contract.owes_in(month_)) { complain("a loan outlives its borrower's default"); }
        if (with_borrower && contract.defaulted != 0 && contract.defaulted != month_) {
            complain("a borrower defaults twice");
        }
    }
}

void Replay::file(Default& defaulted, std::vector<CutLine>& lines, std::vector<PartyLine>& paid) {
    const Contract& contract = contracts_[defaulted.contract];
    defaulted.filed = true;
    defaulted.basis = basis_of(defaulted);
    const Money shared = in_layer(defaulted);
    const std::array<Money, 2> first = first_losses(contract, shared);
    const Money borne = first[0] + first[1];
    const Parts whole = parts_of(defaulted, defaulted.basis - borne);
    const Money pool = whole.front();
    const double chance = product_of(contract).claim.rejection_probability;
    const bool barred = defaulted.barred >= 0;
    const bool rejected =
        !barred && luck_.coarse_uniform(random::Purpose::rejection, entity_of_contract(contract)) < chance;
    if (was_told(EventKind::claim_rejected, contract) != (rejected && pool > 0)) { complain("whether it is rejected"); }
    if (barred || rejected) {
        post(contract.kind, Measure::claims_filed, pool);
        defaulted.granted[place(Party::bank)] = defaulted.basis;
        if (barred) {
            cut(contract, static_cast<terms::Cut>(defaulted.barred), pool, lines);
        } else {
            post(contract.kind, Measure::claims_rejected, pool);
        }
        return;
    }
    defaulted.first = first;
    post(contract.kind, Measure::claims_filed, pool);
    Parts granted = parts_of(defaulted, shared - borne);
    for (std::size_t i = 0; i < place(Party::bank); ++i) { // the layer gives nobody more
        granted[place(Party::bank)] += std::max<Money>(0, granted[i] - whole[i]);
        granted[i] = std::min(granted[i], whole[i]);
    }
    granted[place(Party::bank)] += defaulted.basis - shared;
    settle_parties(defaulted, granted, paid);
    defaulted.admitted = true;
    const Money left = after_cuts(defaulted, pool, granted, lines);
    granted[place(Party::bank)] += granted[place(Party::pool)] - left;
    granted[place(Party::pool)] = left;
    defaulted.granted = granted;
    defaulted.accepted = defaulted.waiting = left;
    put_off(defaulted, left, lines);
    for (std::size_t i = 0; i < product_of(contract).claim.instalments.size(); ++i) {
        if (product_of(contract).claim.instalments[i].month > 0) { defaulted.closed += instalment(defaulted, i); }
    }
}

/// What of a claim may be paid: neither an instalment to come nor put off to January.
Money Replay::payable(const Default& defaulted) {
    return std::min(defaulted.waiting - defaulted.deferred, defaulted.waiting - defaulted.closed);
}

/// Rounded on the amounts so far, so that the instalments sum to what was accepted.
Money Replay::instalment(const Default& defaulted, std::size_t number) const {
    const auto& instalments = product_of(contracts_[defaulted.contract]).claim.instalments;
    const Money before = number == 0 ? 0 : part_of(defaulted.accepted, instalments[number - 1].cumulative_share);
    return part_of(defaulted.accepted, instalments[number].cumulative_share) - before;
}

/// Returns what is still owed of it.
Money Replay::pay(Default& defaulted, Money owed, std::vector<Told>& expected) {
    const Contract& contract = contracts_[defaulted.contract];
    const Money paid = pay_for(contract, owed);
    const Money missing = owed - paid;
    defaulted.paid += paid;
    defaulted.waiting -= paid;
    post(contract.kind, Measure::claims_paid, paid);
    if (paid > 0) { expected.push_back({EventKind::claim_paid, key_of(contract.name), paid}); }
    if (missing == 0) { return 0; }
    if (depleted_ == 0) { depleted_ = month_; }
    if (!accounts_.empty()) { account_depleted_.try_emplace(account_of(contract.kind.bank), month_); }
    const bool queue = scenario_.pool.on_shortfall == scenario::OnShortfall::queue;
    expected.push_back({queue ? EventKind::claim_waits : EventKind::claim_to_bank, key_of(contract.name), missing});
    if (queue) { return missing; }
    defaulted.waiting -= missing;
    // From now on the pool's part is what it paid and still owes, whatever recoveries cancelled before.
    const Money granted = defaulted.paid + defaulted.waiting;
    defaulted.granted[place(Party::bank)] += defaulted.granted[place(Party::pool)] - granted;
    defaulted.granted[place(Party::pool)] = granted;
    defaulted.back[place(Party::pool)] -= defaulted.cancelled;
    defaulted.back[place(Party::bank)] += defaulted.cancelled;
    defaulted.cancelled = 0;
    post(contract.kind, Measure::claims_to_bank, missing);
    return 0;
}

/// What has become payable this month comes after what was payable before.
void Replay::open_payable() {
    std::map<std::size_t, Money> new_ones;
    for (std::size_t i : queue_) {
        const Money more = payable(defaults_[i]) - defaults_[i].queued;
        if (more > 0) { new_ones[i] = more; }
    }
    payable_.insert(payable_.end(), new_ones.begin(), new_ones.end());
}

void Replay::settle_claims() {
    std::vector<CutLine> lines;
    std::vector<PartyLine> paid;
    for (std::size_t i : queue_) {
        Default& defaulted = defaults_[i];
        const auto& instalments = product_of(contracts_[defaulted.contract]).claim.instalments;
        for (std::size_t number = 0; number < instalments.size(); ++number) {
            if (defaulted.due + instalments[number].month == month_) {
                defaulted.closed -= std::min(defaulted.closed, instalment(defaulted, number));
            }
        }
        if (model_.calendar_month(month_) == 1) { put_off(defaults_[i], defaults_[i].deferred, lines); }
    }
    for (std::size_t i = 0; i < defaults_.size(); ++i) {
        if (defaults_[i].due != month_) { continue; }
        file(defaults_[i], lines, paid);
        queue_.push_back(i); // in order of due month, then of default month and entity
    }
    check_cuts(lines);
    check_parties(paid);
    std::vector<Told> expected;
    Money unmet = 0;
    open_payable();
    for (std::size_t i : queue_) { defaults_[i].queued = 0; }
    for (auto& [i, amount] : payable_) {
        Default& defaulted = defaults_[i];
        const Contract& contract = contracts_[defaulted.contract];
        amount = std::min(amount, payable(defaulted) - defaulted.queued); // the last of it may have been cancelled
        if (amount > 0 && halted(true, contract.kind)) {
            expected.push_back({EventKind::claim_held, key_of(contract.name), amount});
        } else if (amount > 0) {
            amount = pay(defaulted, amount, expected);
            unmet += amount;
        }
        defaulted.queued += amount;
    }
    std::erase_if(payable_, [](const auto& entry) { return entry.second == 0; });
    const auto found =
        told({EventKind::claim_paid, EventKind::claim_held, EventKind::claim_waits, EventKind::claim_to_bank});
    if (found != expected) { complain("claims aren't paid as the contract orders"); }
    shortfall_ = std::max(shortfall_, scheme(Measure::claims_to_bank) + unmet);
    after_claims_ = pool_ + year_limit_;
    accounts_after_claims_ = accounts_;
}

} // namespace kdt::properties
