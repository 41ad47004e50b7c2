#include "replay.hpp"

#include "replay_state.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::properties {
namespace {

using engine::OpeningLoan;
using scenario::Repayment;

/// What is owed after 0, 1, …, n months of a contract kept as agreed.
std::vector<Money> agreed_balances(Repayment repayment, Money principal, int months, double yearly) {
    std::vector<Money> owed;
    const long double r = static_cast<long double>(std::llround(yearly * 1e12)) / 12e12L;
    long double whole = 1.0L;
    for (int k = 0; k < months; ++k) { whole *= 1.0L + r; }
    long double grown = 1.0L; // (1+r)^k
    for (int k = 0; k <= months; ++k, grown *= 1.0L + r) {
        Money left = k < months ? principal : 0;
        if (k < months && repayment == Repayment::equal_principal) { left -= principal / months * k; }
        if (k < months && repayment == Repayment::equal_instalment) {
            left = r == 0.0L ? (2 * principal * (months - k) + months) / (2 * months)
                             : std::llround(static_cast<long double>(principal) * (whole - grown) / (whole - 1.0L));
        }
        owed.push_back(left);
    }
    return owed;
}

} // namespace

Parts shared_out(Money total, const Parts& weights) {
    Wide sum = 0;
    for (Money weight : weights) { sum += weight; }
    Parts parts{};
    std::array<Wide, terms::kParties> rest{};
    Money left = total;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Wide product = static_cast<Wide>(total) * weights[i];
        parts[i] = static_cast<Money>(product / sum);
        rest[i] = product % sum;
        left -= parts[i];
    }
    for (; left > 0; --left) {
        const auto most = std::max_element(rest.begin(), rest.end());
        ++parts[static_cast<std::size_t>(most - rest.begin())];
        *most = -1;
    }
    return parts;
}

Money part_of(Money amount, double rate, int divisor) {
    const Wide denominator = Wide{1'000'000'000'000} * divisor;
    return static_cast<Money>((Wide{amount} * std::llround(rate * 1e12) * 2 + denominator) / (2 * denominator));
}

Replay::Replay(const engine::Model& model, const engine::Trace& trace)
    : model_(model), scenario_(model.scenario), trace_(trace), luck_(model.scenario.seed, trace.path),
      sums_(model.groups.count()), year_(sums_), awaited_(sums_.size()), breakers_(model.members.size()),
      target_value_(model.scenario.targets.size()), target_refused_(target_value_.size()) {
    scores_.fit(model.shape);
}

std::vector<std::string> Replay::findings() {
    pool_ = scenario_.pool.balance.count;
    limit_ = year_limit_ = scenario_.pool.annual_limit.count;
    after_claims_ = year_pool_ = pool_ + year_limit_;
    open_accounts();
    std::size_t next = 0;
    for (month_ = 0; month_ <= model_.months; ++month_) {
        now_.clear();
        for (; next < trace_.events.size() && trace_.events[next].month == month_; ++next) {
            now_.push_back(&trace_.events[next]);
        }
        begin_month();
        if (month_ == 0) {
            open_book();
        } else {
            fund();
            receive_recoveries();
            check_shocks();
            take_defaults();
            check_contagion();
            settle_claims();
            repay();
            check_lending();
            settle_charges();
            review();
            check_budget();
        }
        share_among_funders();
        check_accounts();
        compare_scores();
        if (month_ != 0) { continue; } // the first year's opening balances
        year_ = sums_;
        year_cells_ = cells_;
    }
    if (next != trace_.events.size()) { complain("events beyond the horizon or out of order"); }
    end_of_path();
    return std::move(findings_);
}

void Replay::complain(std::string_view what) {
    if (findings_.size() < 20) { findings_.push_back("month " + std::to_string(month_) + ": " + std::string(what)); }
}

void Replay::expect(std::string_view what, Money expected, Money found) {
    if (expected == found) { return; }
    complain(std::string(what) + ": expected " + std::to_string(expected) + ", found " + std::to_string(found));
}

std::vector<Told> Replay::told(std::initializer_list<EventKind> kinds) const {
    std::vector<Told> out;
    for (const Event* event : now_) {
        if (std::find(kinds.begin(), kinds.end(), event->kind) != kinds.end()) {
            out.push_back({event->kind, key_of(event->loan), event->amount.count});
        }
    }
    return out;
}

bool Replay::was_told(EventKind kind, const Contract& contract) const {
    return std::any_of(now_.begin(), now_.end(), [&](const Event* event) {
        return event->kind == kind && key_of(event->loan) == key_of(contract.name);
    });
}

void Replay::post(const Kind& kind, Measure measure, Money amount) {
    for (std::size_t group : model_.groups.of(kind)) { of(group, measure) += amount; }
    cell(kind).sums[static_cast<std::size_t>(measure)] += amount;
}

const scenario::Product& Replay::product_of(const Contract& contract) const {
    return scenario_.products[static_cast<std::size_t>(contract.kind.product)];
}

void Replay::sign(Contract contract) {
    const scenario::Product& product = product_of(contract);
    double yearly = product.rate.value;
    if (contract.name.opening >= 0) {
        const OpeningLoan& opening = model_.opening[static_cast<std::size_t>(contract.name.opening)];
        yearly = model_.tape[opening.tape_row].rate.value_or(yearly);
    }
    contract.agreed = agreed_balances(product.repayment, contract.principal, contract.months, yearly);
    contract.shares = shares_of(contract);
    const auto place = static_cast<std::size_t>(contract.kind.product);
    scores_.granted_principal[place] += contract.granted;
    // Hundredths, in the trillionths that the scores count.
    scores_.pool_share_of_it[place] +=
        static_cast<tally::Int128>(contract.granted) * contract.shares.front() * 10'000'000'000;
    if (!places_.emplace(key_of(contract.name), contracts_.size()).second) { complain("a contract signed twice"); }
    contracts_.push_back(std::move(contract));
}

void Replay::open_book() {
    expect("opening loans told", static_cast<Money>(model_.tape.size()), static_cast<Money>(now_.size()));
    for (std::size_t i = 1; i < model_.tape.size(); ++i) {
        if (model_.tape[i - 1].loan_id >= model_.tape[i].loan_id) { complain("the tape isn't in order of loan id"); }
    }
    for (const Event* event : now_) {
        if (event->kind != EventKind::on_books) {
            complain("an event at as_of that is no opening loan");
            continue;
        }
        const auto& row = model_.tape[model_.opening[static_cast<std::size_t>(event->loan.opening)].tape_row];
        expect("principal of an opening loan", row.principal.count, event->amount.count);
        Contract contract;
        contract.name = event->loan;
        contract.kind = event->where;
        contract.borrower = "tape " + row.borrower_id;
        contract.principal = row.principal.count;
        contract.granted = row.original_principal.count;
        contract.undrawn = row.undrawn.count;
        contract.months = row.remaining_months;
        sign(contract);
    }
}

void Replay::begin_month() {
    if (month_ == 0 || model_.calendar_month(month_) != 1) { return; }
    year_ = sums_;
    last_year_cells_ = year_cells_;
    year_cells_ = cells_;
    renew_limit();
    year_pool_ = pool_ + year_limit_;
    year_accounts_ = accounts_;
}

void Replay::end_of_path() {
    const tally::PathScores& found = trace_.scores;
    expect("depleted month", depleted_, found.depleted_month);
    std::size_t scored = 0;
    for (std::size_t account = 0; account < accounts_.size(); ++account) {
        if (account > 0 && !scenario_.banks[account - 1].opening_balance) { continue; }
        const auto first = account_depleted_.find(account);
        expect("depleted account", first == account_depleted_.end() ? 0 : first->second,
               found.account_depleted[scored++]);
    }
    for (std::size_t i = 0; i < breakers_.size(); ++i) {
        expect("first stop", breakers_[i].first_stop, found.first_stop[i]);
        expect("first warning", breakers_[i].first_warn, found.first_warn[i]);
    }
    for (std::size_t i = 0; i < scores_.refusals.size(); ++i) {
        expect("refusals", scores_.refusals[i].count, found.refusals[i].count);
        expect("refused", scores_.refusals[i].amount, found.refusals[i].amount);
    }
    for (std::size_t i = 0; i < scores_.cuts.size(); ++i) {
        expect("cuts", scores_.cuts[i].count, found.cuts[i].count);
        expect("cut", scores_.cuts[i].amount, found.cuts[i].amount);
    }
    if (scores_.cohort_lent != found.cohort_lent) { complain("lending by cohort"); }
    if (scores_.cohort_defaulted != found.cohort_defaulted) { complain("defaults by cohort and age"); }
    if (scores_.granted_principal != found.granted_principal) { complain("principal granted by product"); }
    if (scores_.pool_share_of_it != found.pool_share_of_it) { complain("pool's share of the principal by product"); }
    int below_zero = 0;
    const std::size_t factors = scenario_.credit.factors.size();
    for (int period = model_.periods; factors > 0 && period-- > 0;) {
        const auto place =
            static_cast<std::size_t>(period) * factors + static_cast<std::size_t>(scenario_.macro_factor);
        if (trace_.factors[place] < 0.0) { below_zero = period * model_.period_months + 1; }
    }
    expect("macro factor below zero", below_zero, found.macro_below_zero_month);
    judge_targets();
}

std::vector<std::string> replay(const engine::Model& model, const engine::Trace& trace) {
    return Replay(model, trace).findings();
}

} // namespace kdt::properties
