#include "drawn_tenor.hpp"
#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::properties {
namespace {

bool is_renewal_refusal(EventKind kind) {
    return kind == EventKind::renewal_refused_breaker || kind == EventKind::renewal_refused_bank_plan ||
           kind == EventKind::renewal_refused_bank_stop || kind == EventKind::renewal_refused_capacity;
}

bool is_application(EventKind kind) {
    return kind == EventKind::granted || kind == EventKind::line_granted || kind == EventKind::refused_breaker ||
           kind == EventKind::refused_bank_plan || kind == EventKind::refused_bank_stop ||
           kind == EventKind::refused_capacity;
}

/// 0 breaker, 1 bank plan, 2 capacity.
std::size_t reason_of(EventKind kind) {
    switch (kind) {
    case EventKind::refused_breaker:
    case EventKind::renewal_refused_breaker: return 0;
    case EventKind::refused_bank_plan:
    case EventKind::refused_bank_stop:
    case EventKind::renewal_refused_bank_plan:
    case EventKind::renewal_refused_bank_stop: return 1;
    default: return 2;
    }
}

} // namespace

/// Extensions and early repayments of the month: who has them is luck's, the amounts are the contract's.
void Replay::note_ends() {
    std::vector<Name> due;
    for (const Contract& contract : contracts_) {
        if (contract.owes_in(month_) && contract.matures() == month_) { due.push_back(key_of(contract.name)); }
    }
    for (const Event* event : now_) {
        if (event->kind != EventKind::extended && event->kind != EventKind::repaid_early) { continue; }
        Contract& contract = contracts_[places_.at(key_of(event->loan))];
        const scenario::Product& product = product_of(contract);
        if (!contract.owes_in(month_)) { complain("an end of what isn't owed"); }
        if (event->kind == EventKind::extended) {
            if (product.extension_probability == 0.0 || contract.matures() != month_) { complain("an extension"); }
            expect("extended", contract.balance_after(month_ - 1), event->amount.count);
            contract.extended = product.extension_months;
            post(contract.kind, Measure::extended, event->amount.count);
        } else {
            if (product.early_repayment == 0.0 || contract.last() == month_) { complain("an early repayment"); }
            expect("repaid early", contract.balance_after(month_), event->amount.count);
            contract.early = month_;
            post(contract.kind, Measure::repaid_early, event->amount.count);
        }
    }
    for (const Name& name : due) {
        const Contract& contract = contracts_[places_.at(name)];
        if (product_of(contract).extension_probability >= 1.0 && contract.extended == 0) {
            complain("no extension where all are extended");
        }
    }
}

void Replay::repay() {
    note_ends();
    for (const Contract& contract : contracts_) {
        if (!contract.owes_in(month_)) { continue; }
        const Money paid = contract.balance_after(month_ - 1) - contract.balance_after(month_);
        cell(contract.kind).repaid += paid;
    }
    measure_levels();
}

void Replay::check_lending() {
    check_maturities();
    check_drawings();
    bool applications_began = false;
    for (const Event* event : now_) {
        if (event->kind == EventKind::matured) {
            matured_ = &contracts_[places_.at(key_of(event->loan))];
            cut_ = 0;
        } else if (event->kind == EventKind::renewal_capped) {
            cut_ = event->amount.count;
            expect("cut by the borrower cap", matured_->granted + matured_->undrawn - line_left(*matured_), cut_);
        } else if (event->kind == EventKind::renewed || is_renewal_refusal(event->kind)) {
            if (applications_began) { complain("a renewal after an application"); }
            check_renewed_line(*event);
            check_decision(*event, true);
        } else if (event->kind == EventKind::drawn) {
            if (applications_began) { complain("a drawing after an application"); }
            take_line(*event);
            book_drawing(*event);
        } else if (is_application(event->kind)) {
            applications_began = true;
            check_application(*event);
            check_decision(*event, false);
        }
    }
}

/// What the cap leaves of a matured contract's line beside its borrower's other contracts now on the books.
Money Replay::line_left(const Contract& old) const {
    Money line = old.granted + old.undrawn;
    if (product_of(old).renewal_cap) { line = std::min(line, product_of(old).renewal_cap->count); }
    if (!scenario_.lending.borrower_cap) { return line; }
    Money others = 0;
    for (const Contract& contract : contracts_) {
        const bool stands = contract.defaulted == 0 && month_ < contract.last();
        if (stands && contract.borrower == old.borrower) {
            others += contract.balance_after(month_) + contract.undrawn;
        }
    }
    return std::min(line, std::max<Money>(0, scenario_.lending.borrower_cap->count - others));
}

void Replay::check_renewed_line(const Event& event) {
    const Money line = line_left(*matured_);
    const Money whole = matured_->granted + matured_->undrawn;
    expect("a cut that was told", whole - line, cut_);
    expect("the line of a renewal", line, std::max(event.amount, event.of).count);
    const Wide twice = 2 * static_cast<Wide>(matured_->granted) * line + whole;
    const Money drawing = std::max<Money>(1, static_cast<Money>(twice / (2 * static_cast<Wide>(whole))));
    expect("a renewal draws as much of its line as before", drawing, event.amount.count);
}

/// The lines that are due for drawing are drawn, and no others, in entity order.
void Replay::check_drawings() {
    std::vector<Told> expected;
    for (const WaitingLine& line : lines_) {
        if (line.drawn_in == month_) { expected.push_back({EventKind::drawn, line.name, line.drawing}); }
    }
    std::sort(expected.begin(), expected.end(), [](const Told& a, const Told& b) { return a.name < b.name; });
    if (told({EventKind::drawn}) != expected) { complain("what is drawn"); }
}

/// The line stops waiting.
void Replay::take_line(const Event& event) {
    const auto line = std::find_if(lines_.begin(), lines_.end(),
                                   [&](const WaitingLine& waiting) { return waiting.name == key_of(event.loan); });
    if (line == lines_.end()) { return complain("a drawing without a line"); }
    expect("the line of a drawing", line->whole, std::max(event.amount, event.of).count);
    post(line->kind, Measure::authorised, -line->whole);
    for (std::size_t group : model_.groups.of(line->kind)) { awaited_[group] -= line->drawing; }
    lines_.erase(line);
}

void Replay::check_maturities() {
    std::vector<Name> expected;
    for (const Contract& contract : contracts_) {
        if (contract.defaulted == 0 && contract.early == 0 && contract.last() == month_) {
            expected.push_back(key_of(contract.name));
        }
    }
    std::sort(expected.begin(), expected.end());
    std::vector<Name> found;
    for (const Told& event : told({EventKind::matured})) { found.push_back(event.name); }
    if (found != expected) { complain("what matures, in entity order"); }
    for (std::size_t i = 0; i + 1 < now_.size(); ++i) {
        if (now_[i]->kind != EventKind::matured) { continue; }
        const Contract& contract = contracts_[places_.at(key_of(now_[i]->loan))];
        expect("final payment", contract.balance_after(month_ - 1), now_[i]->amount.count);
        const scenario::Product& product = product_of(contract);
        const bool wanted = now_[i + 1]->kind != EventKind::renewal_not_wanted;
        const bool may = contract.name.renewals < product.renewal_max_times && product.renewal_probability > 0.0;
        const bool must = may && product.renewal_probability >= 1.0;
        if ((wanted && !may) || (!wanted && must)) { complain("a renewal that is against the contract"); }
    }
}

bool Replay::bank_can(int bank, Money drawing) {
    const scenario::Bank& terms = scenario_.banks[static_cast<std::size_t>(bank)];
    const std::size_t group = model_.groups.bank(bank);
    const Money lent = of(group, Measure::disbursed) - year_[group][static_cast<std::size_t>(Measure::disbursed)];
    const Money amount = drawing + awaited_[group];
    if (terms.yearly_plan && lent + amount > terms.yearly_plan->count) { return false; }
    return !terms.max_outstanding || of(group, Measure::outstanding) + amount <= terms.max_outstanding->count;
}

/// Of its own account, where the ceiling is by bank.
Money Replay::room_of_bank(int bank) {
    const auto& own = scenario_.banks[static_cast<std::size_t>(bank)].leverage_multiple;
    return room(model_.groups.bank(bank), base_of_bank(bank), own.value_or(scenario_.pool.leverage->multiple));
}

/// What the ceiling leaves of a group, given its base.
Money Replay::room(std::size_t group, Money base, double multiple) {
    const scenario::Leverage& leverage = *scenario_.pool.leverage;
    if (leverage.base == scenario::LeverageBase::net_of_pipeline) {
        base = std::max<Money>(0, base - of(group, Measure::claims_waiting) - of(group, Measure::claims_pending));
    }
    const bool lines = leverage.on == scenario::LeverageOn::authorised;
    const Money used = (lines ? of(group, Measure::authorised) : of(group, Measure::outstanding) + awaited_[group]) +
                       (leverage.counts_bad ? of(group, Measure::bad_balance) : Money{0});
    return std::max<Money>(0, part_of(base, multiple) - used);
}

std::optional<Money> Replay::capacity() {
    const auto& leverage = scenario_.pool.leverage;
    if (!leverage) { return std::nullopt; }
    if (leverage->per == scenario::LeveragePer::bank) {
        Money sum = 0;
        for (int bank = 0; bank < model_.groups.banks; ++bank) { sum += room_of_bank(bank); }
        return sum;
    }
    return room(0,
                leverage->base == scenario::LeverageBase::opening
                    ? scenario_.pool.balance.count + scenario_.pool.annual_limit.count
                    : after_claims_,
                leverage->multiple);
}

bool Replay::fits(const Event& event) {
    const auto& leverage = scenario_.pool.leverage;
    if (!leverage) { return true; }
    const int bank = event.where.bank;
    const Money left = leverage->per == scenario::LeveragePer::bank ? room_of_bank(bank) : *capacity();
    const bool lines = leverage->on == scenario::LeverageOn::authorised;
    return (lines ? std::max(event.amount, event.of) : event.amount).count <= left;
}

std::optional<EventKind> Replay::refusal_at_bank(const Event& event) {
    if (halted(false, event.where)) { return EventKind::renewal_refused_breaker; }
    if (bank_stopped(event.where.bank)) { return EventKind::renewal_refused_bank_stop; }
    if (!bank_can(event.where.bank, event.amount.count)) { return EventKind::renewal_refused_bank_plan; }
    return fits(event) ? std::nullopt : std::optional(EventKind::renewal_refused_capacity);
}

std::optional<EventKind> Replay::refusal_of_application(const Event& event) {
    bool all_halted = true;
    bool all_shut = true; // halted, or stopped by the stress block
    bool any_can = false;
    for (int bank = 0; bank < model_.groups.banks; ++bank) {
        Kind kind = event.where;
        kind.bank = bank;
        const bool open = !halted(false, kind);
        const bool lends = open && !bank_stopped(bank);
        const bool can =
            lends && bank_can(bank, event.amount.count) && scenario_.banks[static_cast<std::size_t>(bank)].weight > 0.0;
        all_halted = all_halted && !open;
        all_shut = all_shut && !lends;
        any_can = any_can || can;
        const bool grants = event.kind == EventKind::granted || event.kind == EventKind::line_granted;
        if (grants && event.where.bank == bank && !can) { complain("granted by a wrong bank"); }
    }
    if (all_halted) { return EventKind::refused_breaker; }
    if (!any_can) { return all_shut ? EventKind::refused_bank_stop : EventKind::refused_bank_plan; }
    return fits(event) ? std::nullopt : std::optional(EventKind::refused_capacity);
}

void Replay::check_decision(const Event& event, bool renewal) {
    const auto reason = renewal ? refusal_at_bank(event) : refusal_of_application(event);
    const auto& product = scenario_.products[static_cast<std::size_t>(event.where.product)];
    const EventKind grants = product.draw_lag_months > 0 ? EventKind::line_granted : EventKind::granted;
    const EventKind expected = reason.value_or(renewal ? EventKind::renewed : grants);
    expect("decision on lending", static_cast<Money>(expected), static_cast<Money>(event.kind));
    if (event.kind == EventKind::renewed || event.kind == EventKind::granted || event.kind == EventKind::line_granted) {
        grant(event, renewal);
    } else {
        refuse(event);
    }
}

void Replay::check_application(const Event& event) {
    const auto& row = scenario_.lending.demand[static_cast<std::size_t>(event.loan.row)];
    const auto& product = scenario_.products[static_cast<std::size_t>(row.product)];
    expect("an application's product", row.product, event.where.product);
    expect("an application's tier", row.tier, event.where.tier);
    expect("an application's month", month_, event.loan.first_month);
    if (month_ < product.starts_month) { complain("an application before the product starts"); }
    const Fen line = std::max(event.amount, event.of);
    const auto& tier = scenario_.tiers[static_cast<std::size_t>(row.tier)];
    if (line.count < 1 || (product.borrower_cap && line > *product.borrower_cap) ||
        (tier.borrower_cap && line > *tier.borrower_cap) ||
        (scenario_.lending.borrower_cap && line > *scenario_.lending.borrower_cap)) {
        complain("a size outside its bounds");
    }
    expect("what is drawn of a line", std::max<Money>(1, part_of(line.count, product.utilisation)), event.amount.count);
}

bool Replay::counts(const scenario::Target& target, int product, int month) const {
    const bool of_products = target.products.empty() || std::find(target.products.begin(), target.products.end(),
                                                                  product) != target.products.end();
    return of_products && target.from_month <= month && month <= target.to_month;
}

void Replay::grant(const Event& event, bool renewal) {
    post(event.where, Measure::loans_granted, 1);
    if (event.kind != EventKind::line_granted) { return book_drawing(event); }
    if (renewal) { complain("a renewal that waits for its drawing"); }
    const int lag = scenario_.products[static_cast<std::size_t>(event.where.product)].draw_lag_months;
    const Money whole = std::max(event.amount, event.of).count;
    lines_.push_back({key_of(event.loan), event.where, event.amount.count, whole, month_ + lag});
    post(event.where, Measure::authorised, whole);
    for (std::size_t group : model_.groups.of(event.where)) { awaited_[group] += event.amount.count; }
}

/// What is drawn this month: a new contract, on the books from the next.
void Replay::book_drawing(const Event& event) {
    Contract contract;
    contract.name = event.loan;
    contract.kind = event.where;
    contract.principal = contract.granted = event.amount.count;
    contract.undrawn = std::max(event.amount, event.of).count - event.amount.count;
    contract.months = drawn_tenor(model_, luck_, contract.name, event.where.product);
    contract.first = month_ + 1;
    engine::LoanName root = event.loan;
    if (event.kind == EventKind::renewed) {
        --root.renewals;
        contract.borrower = contracts_[places_.at(key_of(root))].borrower;
    } else {
        contract.borrower = "new " + engine::name_of(model_, event.loan);
    }
    post(event.where, Measure::disbursed, event.amount.count);
    post(event.where, Measure::outstanding, event.amount.count);
    post(event.where, Measure::authorised, event.amount.count + contract.undrawn);
    const int cohort = scenario_.as_of.plus(month_).count / 3 - scenario_.as_of.plus(1).count / 3;
    scores_.cohort_lent[static_cast<std::size_t>(cohort)] += event.amount.count;
    for (std::size_t i = 0; i < target_value_.size(); ++i) {
        if (counts(scenario_.targets[i], event.where.product, month_)) { target_value_[i] += event.amount.count; }
    }
    sign(contract);
}

void Replay::refuse(const Event& event) {
    const bool renewal = is_renewal_refusal(event.kind);
    const int lag = renewal ? 0 : scenario_.products[static_cast<std::size_t>(event.where.product)].draw_lag_months;
    const std::size_t reason = reason_of(event.kind);
    auto& score = scores_.refusals[static_cast<std::size_t>(event.where.product) * tally::kRefusals + reason];
    ++score.count;
    score.amount += event.amount.count;
    for (std::size_t i = 0; i < target_value_.size(); ++i) {
        if (counts(scenario_.targets[i], event.where.product, month_ + lag)) {
            target_refused_[i][reason] += event.amount.count;
        }
    }
}

} // namespace kdt::properties
