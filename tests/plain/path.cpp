// Steps 1 to 6 of a month: money, recoveries, defaults, claims, repayments.
#include "path.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace plain {

Path::Path(const Model& model) : model_(model), groups_(model), watches_(watches(model)), credit_(model) {
    const size_t horizons = model.horizons.size();
    out_.at.resize(horizons);
    out_.monthly.resize(model.horizon + 1);
    out_.shortfall.resize(horizons);
    out_.good_times.resize(horizons);
}

const Outcome& Path::walk(unsigned long long seed, long number) {
    start(seed, number);
    for (t_ = 1; t_ <= model_.horizon; ++t_) {
        money_comes_in();
        receive_recoveries();
        if ((t_ - 1) % model_.period == 0) {
            credit_.next_period(rng_);
            good_times_ = good_times_ && credit_.macro() >= 0;
        }
        default_loans();
        settle_claims();
        repay();
        lend();
        review_breakers();
        record();
    }
    return out_;
}

void Path::start(unsigned long long seed, long number) {
    std::seed_seq words{unsigned(seed), unsigned(seed >> 32), unsigned(number), unsigned(number >> 32)};
    rng_.seed(words);
    credit_.start(rng_);

    t_ = 0;
    balance_ = year_limit_ = model_.balance;
    pending_ = worst_shortfall_ = 0;
    good_times_ = true;
    now_.assign(groups_.count, Figures{});
    new_year_ = now_;
    loans_ = model_.book;
    bads_.clear();
    queue_.clear();
    stopped_.assign(watches_.size(), false);
    stopped_since_.assign(watches_.size(), 0);
    lending_halted_.assign(groups_.count, false);
    claims_halted_.assign(groups_.count, false);

    out_.depleted = 0;
    out_.first_stop.assign(watches_.size(), 0);
    out_.first_warn.assign(watches_.size(), 0);
    out_.target_value.assign(model_.targets.size(), 0);
    out_.target_refused.assign(model_.targets.size(), {});
    out_.refused_count.assign(model_.products.size(), {});
    out_.refused_amount = out_.refused_count;
    out_.principal.assign(model_.products.size(), 0);
    out_.pool_share.assign(model_.products.size(), 0);
    for (size_t i = 0; i < model_.targets.size(); ++i) out_.target_value[i] = model_.targets[i].already_lent;
    for (const Loan& loan : loans_) {
        add(loan, outstanding, loan.balance);
        out_.principal[loan.product] += loan.balance;
        out_.pool_share[loan.product] += loan.balance * model_.products[loan.product].rows[loan.row].pays[pool];
    }
    record();
}

void Path::add(const Loan& loan, Measure measure, double amount) {
    now_[0][measure] += amount;
    now_[groups_.bank + loan.bank][measure] += amount;
    now_[groups_.product + loan.product][measure] += amount;
    now_[groups_.tier + loan.tier][measure] += amount;
    now_[groups_.sector + loan.sector][measure] += amount;
}

bool Path::halted(const std::vector<bool>& by_group, const Loan& loan) const {
    return by_group[0] || by_group[groups_.bank + loan.bank] || by_group[groups_.product + loan.product] ||
           by_group[groups_.sector + loan.sector];
}

void Path::money_comes_in() {
    if (t_ == 1 || model_.calendar_month(t_) == 1) {
        if (model_.commitment && t_ > 1) {
            year_limit_ = model_.balance + (model_.carries_over ? balance_ : 0);
            now_[0][limit_renewed] += year_limit_ - balance_;
            balance_ = year_limit_;
        }
        new_year_ = now_;
        balance_at_new_year_ = stands_behind_loans();
        used_by_scheme_ = 0;
        used_by_bank_.assign(model_.banks.size(), 0);
        used_by_product_.assign(model_.products.size(), 0);
    }
    const double interest = balance_ * model_.interest / 12;
    balance_ += interest;
    now_[0][interest_income] += interest;
    for (const Payment& top_up : model_.top_ups)
        if (top_up.month == t_) {
            balance_ += top_up.amount;
            now_[0][top_ups] += top_up.amount;
        }
}

void Path::receive_recoveries() {
    for (Bad& bad : bads_)
        for (const WorkoutPoint& point : model_.workout)
            if (point.month > 0 && bad.month + point.month == t_) receive(bad, bad.gross_total * point.share);
}

void Path::receive(Bad& bad, double gross) {
    const double net = gross * (1 - model_.cost);
    const bool over = t_ == bad.month + model_.workout.back().month;
    add(bad.loan, bad_balance, over ? -(bad.ead - bad.gross) : -gross);
    bad.gross += gross;
    bad.net += net;
    add(bad.loan, recoveries, net);
    add(bad.loan, loss_to_date, -net);

    double to_bank = net;
    if (bad.filed && !bad.rejected) {
        const Measure loss[] = {pool_net_loss, guarantor_net_loss, insurer_net_loss, reguarantee_net_loss};
        for (int party = 0; party < outside_parties; ++party) {
            double part = net * bad.granted[party] / bad.basis;
            if (party == pool) {
                const double cancelled =
                    std::min(part, bad.owed); // what it still owes goes first; the bank keeps that cash
                bad.owed -= cancelled;
                bad.deferred = std::max(bad.deferred - cancelled, 0.0); // the last of it goes first
                part -= cancelled;
                add(bad.loan, claims_cancelled, cancelled);
                add(bad.loan, claims_waiting, -cancelled);
                add(bad.loan, recoveries_to_pool, part);
                if (model_.commitment)
                    now_[0][returned_to_treasury] += part;
                else
                    balance_ += part;
            }
            add(bad.loan, loss[party], -part);
            to_bank -= part;
        }
    }
    add(bad.loan, bank_net_loss, -to_bank);
}

void Path::default_loans() {
    // A borrower with several loans defaults with all of them, at the greatest of their hazards.
    std::vector<double> family_probability(model_.families, 0);
    std::vector<int> family_fate(model_.families, -1);
    if (model_.families > 0)
        for (const Loan& loan : loans_)
            if (loan.family >= 0)
                family_probability[loan.family] =
                    std::max(family_probability[loan.family], credit_.default_probability(loan));

    bool any = false;
    for (Loan& loan : loans_) {
        bool defaults = false;
        if (loan.family < 0) {
            defaults = uniform(rng_) < credit_.default_probability(loan);
        } else {
            int& fate = family_fate[loan.family];
            if (fate < 0) fate = uniform(rng_) < family_probability[loan.family];
            defaults = fate;
        }
        if (!defaults) continue;
        default_one(loan);
        loan.remaining = -1;
        any = true;
    }
    if (any) std::erase_if(loans_, [](const Loan& loan) { return loan.remaining < 0; });
}

void Path::default_one(const Loan& loan) {
    const Product& product = model_.products[loan.product];
    Bad bad{
        .loan = loan, .month = t_, .due = t_ + product.overdue + product.review, .ead = loan.balance, .gross_total = 0};
    if (product.net_loss) bad.due = std::max(bad.due, t_ + model_.workout.back().month);
    bad.gross_total = bad.ead * credit_.draw_recovery(loan, rng_);
    add(loan, outstanding, -bad.ead);
    add(loan, defaulted_principal, bad.ead);
    add(loan, loss_to_date, bad.ead);
    add(loan, bank_net_loss, bad.ead);
    add(loan, bad_balance, bad.ead);
    add(loan, credit_loss, bad.ead - bad.gross_total * (1 - model_.cost));
    bads_.push_back(bad);
    for (const WorkoutPoint& point : model_.workout)
        if (point.month == 0) receive(bads_.back(), bad.gross_total * point.share);
}

void Path::settle_claims() {
    if (model_.calendar_month(t_) == 1) {
        std::vector<std::pair<std::pair<int, size_t>, size_t>> waiting; // in the order in which they were filed
        for (size_t i = 0; i < bads_.size(); ++i)
            if (bads_[i].deferred > 0) waiting.push_back({{bads_[i].due, i}, i});
        std::sort(waiting.begin(), waiting.end());
        for (const auto& [filed, i] : waiting) bads_[i].deferred = put_off(bads_[i].loan, bads_[i].deferred);
    }
    for (Bad& bad : bads_)
        if (bad.due == t_) file(bad);
    queue_payable();

    double short_by = 0;
    for (Payable& payable : queue_) {
        Bad& bad = bads_[payable.bad];
        payable.amount = std::min(payable.amount, bad.owed - bad.deferred - bad.queued);
        if (payable.amount <= 0) continue;
        if (!halted(claims_halted_, bad.loan)) {
            payable.amount = pay(bad, payable.amount);
            short_by += payable.amount;
        }
        bad.queued += payable.amount;
    }
    std::erase_if(queue_, [](const Payable& payable) { return payable.amount <= 0; });
    worst_shortfall_ = std::max(worst_shortfall_, now_[0][claims_to_bank] + short_by);

    pending_ = 0;
    for (const Bad& bad : bads_)
        if (bad.due > t_)
            pending_ +=
                std::max(bad.ead - bad.net, 0.0) * model_.products[bad.loan.product].rows[bad.loan.row].pays[pool];
}

// What has become payable this month stands behind what was payable before.
void Path::queue_payable() {
    for (size_t i = 0; i < bads_.size(); ++i) {
        Bad& bad = bads_[i];
        const double more = bad.owed - bad.deferred - bad.queued; // below 0 where a recovery has cancelled some
        if (more > 1e-6) queue_.push_back({i, more});
        bad.queued = 0;
    }
}

// What a bank's yearly cap still has room for.
double Path::room_of_bank(int place) const {
    const Bank& bank = model_.banks[place];
    const double prior = new_year_[groups_.bank + place][outstanding];
    return std::min(bank.yearly_cap, bank.cap_of_balance < no_limit ? bank.cap_of_balance * prior : no_limit) -
           used_by_bank_[place];
}

// What the caps that cut leave of the pool's part.
double Path::within_caps(const Loan& loan, double wanted) {
    const Bank& bank = model_.banks[loan.bank];
    const Product& product = model_.products[loan.product];
    double left = wanted;
    if (!bank.cap_waits) left = std::min(left, room_of_bank(loan.bank));
    if (!product.cap_waits) left = std::min(left, product.yearly_cap - used_by_product_[loan.product]);
    if (!model_.cap_waits) left = std::min(left, model_.yearly_cap - used_by_scheme_);
    left = std::max(left, 0.0);
    if (!bank.cap_waits) used_by_bank_[loan.bank] += left;
    if (!product.cap_waits) used_by_product_[loan.product] += left;
    if (!model_.cap_waits) used_by_scheme_ += left;
    return left;
}

// What the caps of the year that let it wait have no room for.
double Path::put_off(const Loan& loan, double granted) {
    const Bank& bank = model_.banks[loan.bank];
    const Product& product = model_.products[loan.product];
    double now = granted;
    if (bank.cap_waits) now = std::min(now, room_of_bank(loan.bank));
    if (product.cap_waits) now = std::min(now, product.yearly_cap - used_by_product_[loan.product]);
    if (model_.cap_waits) now = std::min(now, model_.yearly_cap - used_by_scheme_);
    if (bank.cap_waits) used_by_bank_[loan.bank] += now;
    if (product.cap_waits) used_by_product_[loan.product] += now;
    if (model_.cap_waits) used_by_scheme_ += now;
    return granted - now;
}

void Path::file(Bad& bad) {
    const Product& product = model_.products[bad.loan.product];
    bad.basis = bad.ead - bad.net;
    if (bad.basis < half_fen) return;
    bad.filed = true;
    bad.rejected = uniform(rng_) < product.rejection;
    const double* pays = product.rows[bad.loan.row].pays;
    add(bad.loan, claims_filed, bad.basis * pays[pool]);
    if (bad.rejected) {
        add(bad.loan, claims_rejected, bad.basis * pays[pool]);
        return;
    }
    const Measure loss[] = {pool_net_loss, guarantor_net_loss, insurer_net_loss, reguarantee_net_loss};
    for (int party = 0; party < outside_parties; ++party) {
        bad.granted[party] = bad.basis * pays[party];
        if (party == pool) continue;
        add(bad.loan, loss[party], bad.granted[party]);
        add(bad.loan, bank_net_loss, -bad.granted[party]);
    }
    bad.owed = within_caps(bad.loan, bad.granted[pool]);
    add(bad.loan, claims_cut, bad.granted[pool] - bad.owed);
    bad.granted[pool] = bad.owed;
    bad.deferred = put_off(bad.loan, bad.owed);
    add(bad.loan, claims_waiting, bad.owed);
}

// Returns what is missing and waits.
double Path::pay(Bad& bad, double wanted) {
    const double paid = std::min(balance_, wanted), missing = wanted - paid;
    balance_ -= paid;
    bad.owed -= paid;
    bad.paid += paid;
    add(bad.loan, claims_paid, paid);
    add(bad.loan, claims_waiting, -paid);
    add(bad.loan, pool_net_loss, paid);
    add(bad.loan, bank_net_loss, -paid);
    if (missing < half_fen) return 0;
    if (out_.depleted == 0) out_.depleted = t_;
    if (model_.queue) return missing;
    add(bad.loan, claims_to_bank, missing);
    add(bad.loan, claims_waiting, -missing);
    bad.owed -= missing;
    bad.granted[pool] = bad.paid + bad.owed;
    return 0;
}

void Path::repay() {
    for (Loan& loan : loans_) repay_one(loan);
    std::erase_if(loans_, [](const Loan& loan) { return loan.remaining < 0; });
}

void Path::repay_one(Loan& loan) {
    const Product& product = model_.products[loan.product];
    ++loan.age;
    const bool due = --loan.remaining == 0;
    if (due && !loan.extended && product.extension > 0 && uniform(rng_) < product.extension_probability) {
        add(loan, extended, loan.balance);
        loan.extended = true;
        loan.remaining = product.extension;
        return;
    }
    const double r = loan.rate / 12, months = loan.remaining + 1;
    if (due)
        pay_back(loan, loan.balance);
    else if (!loan.extended && (product.equal_principal || (product.equal_instalment && r == 0)))
        pay_back(loan, loan.balance / months);
    else if (!loan.extended && product.equal_instalment)
        pay_back(loan, loan.balance * r / (std::pow(1 + r, months) - 1));
    if (due || product.early == 0 || uniform(rng_) >= 1 - std::pow(1 - product.early, 1 / 12.0)) return;
    add(loan, repaid_early, loan.balance);
    pay_back(loan, loan.balance);
    loan.remaining = -1;
}

void Path::pay_back(Loan& loan, double amount) {
    loan.balance -= amount;
    add(loan, outstanding, -amount);
    add(loan, repaid, amount);
}

} // namespace plain
