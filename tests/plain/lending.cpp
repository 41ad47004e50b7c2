// Steps 7 to 9 of a month: lending, breaker reviews, the record.
#include "path.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace plain {

double Path::capacity() const {
    double base = model_.balance;
    if (model_.base == Base::balance) base = stands_behind_loans();
    if (model_.base == Base::net_of_pipeline)
        base = std::max(stands_behind_loans() - now_[0][claims_waiting] - pending_, 0.0);
    const double used = now_[0][outstanding] + (model_.counts_bad ? now_[0][bad_balance] : 0);
    return model_.has_leverage ? std::max(model_.multiple * base - used, 0.0) : no_limit;
}

bool Path::within_plan(int bank, double amount) const {
    const int group = groups_.bank + bank;
    return this_year(group, disbursed) + amount <= model_.banks[bank].plan + half_fen &&
           now_[group][outstanding] + amount <= model_.banks[bank].most + half_fen;
}

void Path::lend() {
    for (Loan& loan : loans_)
        if (loan.remaining == 0 && !renewed(loan)) loan.remaining = -1;
    std::erase_if(loans_, [](const Loan& loan) { return loan.remaining < 0; });

    make_applications();
    std::vector<size_t> order(applications_.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), rng_);
    for (size_t i : order) decide(applications_[i]);
    for (const Application& application : applications_)
        if (application.granted) loans_.push_back(application.loan);
}

bool Path::renewed(Loan& loan) {
    const Product& product = model_.products[loan.product];
    if (loan.renewed >= product.renewals || uniform(rng_) >= product.renewal_probability) return false;
    Loan next = loan;
    ++next.renewed;
    next.balance = next.original;
    next.remaining = next.tenor;
    next.extended = false;
    next.row = model_.row_of(next);
    if (halted(lending_halted_, next)) {
        refuse(next, by_breaker);
    } else if (!within_plan(next.bank, next.balance)) {
        refuse(next, by_bank_plan);
    } else if (next.balance > capacity() + half_fen) {
        refuse(next, by_capacity);
    } else {
        loan = next;
        grant(loan);
        return true;
    }
    return false;
}

double Path::draw_size(const SizeLaw& law, double cap) {
    double size = law.mean;
    if (law.kind == SizeLaw::lognormal) {
        const double variance = std::log1p(law.sd * law.sd / (law.mean * law.mean));
        size = std::lognormal_distribution<double>(std::log(law.mean) - variance / 2, std::sqrt(variance))(rng_);
    } else if (law.kind == SizeLaw::gamma) {
        const double scale = law.sd * law.sd / law.mean;
        size = std::gamma_distribution<double>(law.mean / scale, scale)(rng_);
    } else if (law.kind == SizeLaw::empirical) {
        size = law.values[std::uniform_int_distribution<size_t>(0, law.values.size() - 1)(rng_)];
    }
    return std::min(std::max(size, law.least), cap);
}

void Path::make_applications() {
    applications_.clear();
    const double season = model_.seasonality[model_.calendar_month(t_) - 1];
    const double growth = std::pow(1 + model_.growth, (t_ - 1) / 12.0);
    for (const Demand& row : model_.demand) {
        const Product& product = model_.products[row.product];
        if (t_ < product.starts) continue;
        const double mean = row.per_month * season * growth * credit_.demand_shock() * model_.demand_multiplier;
        long count = 0;
        if (mean > 0 && model_.poisson)
            count = std::poisson_distribution<long>(mean)(rng_);
        else if (mean > 0)
            count = long(std::floor(mean)) + (uniform(rng_) < mean - std::floor(mean));
        for (long i = 0; i < count; ++i) {
            Loan loan;
            loan.product = row.product;
            loan.tier = row.tier;
            loan.original = loan.balance = draw_size(model_.tiers[row.tier].size, product.cap);
            double total = 0;
            for (const Sector& sector : model_.sectors) total += sector.weight;
            double u = uniform(rng_) * total;
            while (loan.sector + 1 < int(model_.sectors.size()) && (u -= model_.sectors[loan.sector].weight) >= 0)
                ++loan.sector;
            loan.kind = model_.kind_of(loan.tier, loan.sector);
            size_t tenor = 0;
            if (product.tenors.size() > 1)
                tenor = std::discrete_distribution<size_t>(product.tenor_weights.begin(),
                                                           product.tenor_weights.end())(rng_);
            loan.remaining = loan.tenor = product.tenors[tenor];
            loan.rate = product.rate;
            applications_.push_back({loan});
        }
    }
}

void Path::decide(Application& application) {
    Loan& loan = application.loan;
    double total = 0;
    bool every_bank_stopped = true;
    std::vector<double> weights(model_.banks.size(), 0);
    for (size_t b = 0; b < weights.size(); ++b) {
        loan.bank = int(b);
        if (halted(lending_halted_, loan)) continue;
        every_bank_stopped = false;
        if (within_plan(loan.bank, loan.balance)) total += weights[b] = model_.banks[b].weight;
    }
    if (total <= 0) return refuse(loan, every_bank_stopped ? by_breaker : by_bank_plan);
    if (loan.balance > capacity() + half_fen) return refuse(loan, by_capacity);

    double u = uniform(rng_) * total;
    for (size_t b = 0; b < weights.size(); ++b) {
        if (weights[b] == 0) continue;
        loan.bank = int(b);
        if ((u -= weights[b]) < 0) break;
    }
    loan.row = model_.row_of(loan);
    application.granted = true;
    grant(loan);
}

void Path::grant(const Loan& loan) {
    add(loan, disbursed, loan.balance);
    add(loan, loans_granted, 1);
    add(loan, outstanding, loan.balance);
    out_.principal[loan.product] += loan.balance;
    out_.pool_share[loan.product] += loan.balance * model_.products[loan.product].rows[loan.row].pays[pool];
    for (size_t i = 0; i < model_.targets.size(); ++i) {
        const Target& target = model_.targets[i];
        if (target.measure != Target::outstanding && target.counts[loan.product] && target.from <= t_ &&
            t_ <= target.to)
            out_.target_value[i] += loan.balance;
    }
}

void Path::refuse(const Loan& loan, Reason reason) {
    out_.refused_count[loan.product][reason] += 1;
    out_.refused_amount[loan.product][reason] += loan.original;
    for (size_t i = 0; i < model_.targets.size(); ++i) {
        const Target& target = model_.targets[i];
        if (target.counts[loan.product] && target.from <= t_ && t_ <= target.to)
            out_.target_refused[i][reason] += loan.original;
    }
}

std::vector<Watch> watches(const Model& model) {
    const Groups groups(model);
    std::vector<Watch> list;
    for (size_t b = 0; b < model.breakers.size(); ++b) {
        int first = 0, end = 1;
        if (model.breakers[b].scope == Scope::bank) first = groups.bank, end = groups.product;
        if (model.breakers[b].scope == Scope::product) first = groups.product, end = groups.tier;
        if (model.breakers[b].scope == Scope::sector) first = groups.sector, end = groups.count;
        for (int group = first; group < end; ++group) list.push_back({int(b), group});
    }
    return list;
}

std::pair<double, double> Path::metric(const Watch& watch) const {
    const int g = watch.group;
    switch (model_.breakers[watch.breaker].metric) {
    case Metric::bad_over_balance: return {now_[g][bad_balance], now_[g][outstanding] + now_[g][bad_balance]};
    case Metric::bad_over_lent: return {this_year(g, defaulted_principal), this_year(g, disbursed)};
    case Metric::claims_over_lent: return {this_year(g, claims_paid), this_year(g, disbursed)};
    case Metric::claims_over_matured: return {this_year(g, claims_paid), this_year(g, repaid)};
    case Metric::cumulative: return {now_[g][claims_paid], now_[g][disbursed]};
    default: return {this_year(g, claims_paid), balance_at_new_year_};
    }
}

void Path::review_breakers() {
    for (size_t w = 0; w < watches_.size(); ++w) {
        const Breaker& breaker = model_.breakers[watches_[w].breaker];
        const int calendar = model_.calendar_month(t_);
        const bool at_year_end = breaker.how == Resume::year_end && calendar == 12;
        const bool over = breaker.how == Resume::after_months && t_ >= stopped_since_[w] + breaker.resume_after;
        if (at_year_end || over) stopped_[w] = false;
        if (calendar % breaker.review != 0) continue;
        auto [top, bottom] = metric(watches_[w]);
        if (std::abs(top) < half_fen) top = 0; // what sums in doubles leave behind is no amount
        if (std::abs(bottom) < half_fen) bottom = 0;
        const auto above = [=](double level) { return level < no_limit && top - level * bottom > half_fen; };
        const auto below = [=](double level) {
            return top == 0 && bottom == 0 ? level > 0 : level * bottom - top > half_fen;
        };
        if (above(breaker.warn) && out_.first_warn[w] == 0) out_.first_warn[w] = t_;
        if (stopped_[w]) {
            stopped_[w] = breaker.how != Resume::below || !below(breaker.resume);
        } else if (above(breaker.stop) && !at_year_end) {
            stopped_[w] = true;
            stopped_since_[w] = t_;
        }
        if (stopped_[w] && out_.first_stop[w] == 0) out_.first_stop[w] = t_;
    }
    lending_halted_.assign(groups_.count, false);
    claims_halted_.assign(groups_.count, false);
    for (size_t w = 0; w < watches_.size(); ++w) {
        const Breaker& breaker = model_.breakers[watches_[w].breaker];
        if (stopped_[w] && breaker.halts_lending) lending_halted_[watches_[w].group] = true;
        if (stopped_[w] && breaker.halts_claims) claims_halted_[watches_[w].group] = true;
    }
}

void Path::record() {
    Figures& all = now_[0];
    const double exposed = out_.monthly[0][outstanding] + all[disbursed];
    all[default_rate] = t_ > 0 && exposed > 0 ? all[defaulted_principal] / exposed : 0;
    all[pool_balance] = balance_;
    all[leverage_used] = stands_behind_loans() < half_fen ? NAN : all[outstanding] / stands_behind_loans();
    if (model_.commitment) all[budget_called] = all[claims_paid];
    all[capacity_left] = model_.has_leverage ? capacity() : NAN;
    all[claims_pending] = pending_;
    all[claims_deferred] = 0;
    for (const Bad& bad : bads_) all[claims_deferred] += bad.deferred;
    out_.monthly[t_] = all;
    check_identities();

    for (size_t i = 0; i < model_.targets.size(); ++i)
        if (model_.targets[i].measure == Target::outstanding && model_.targets[i].to == t_)
            for (size_t p = 0; p < model_.products.size(); ++p)
                if (model_.targets[i].counts[p]) out_.target_value[i] += now_[groups_.product + int(p)][outstanding];
    for (size_t h = 0; h < model_.horizons.size(); ++h)
        if (model_.horizons[h] == t_) {
            out_.at[h] = now_;
            out_.shortfall[h] = worst_shortfall_;
            out_.good_times[h] = good_times_;
        }
}

void Path::check_identities() const {
    // Within 1e-6 元, and what doubles lose on all the money that has moved.
    const double turnover =
        now_[0][disbursed] + out_.monthly[0][outstanding] + model_.balance * (1 + t_ / 12.0) + now_[0][top_ups];
    const auto same = [this, turnover](double a, double b, const char* what) {
        if (std::abs(a - b) > 1e-6 + 1e-13 * turnover)
            throw std::logic_error("plain: identity broken in month " + std::to_string(t_) + ": " + what + ": " +
                                   std::to_string(a) + " against " + std::to_string(b));
    };
    const Figures& x = now_[0];
    same(balance_,
         model_.balance + x[top_ups] + x[interest_income] + x[limit_renewed] + x[recoveries_to_pool] -
             x[returned_to_treasury] - x[claims_paid],
         "the pool");
    same(x[claims_filed],
         x[claims_paid] + x[claims_waiting] + x[claims_cut] + x[claims_rejected] + x[claims_to_bank] +
             x[claims_cancelled],
         "claims");
    same(x[loss_to_date],
         x[pool_net_loss] + x[bank_net_loss] + x[guarantor_net_loss] + x[insurer_net_loss] + x[reguarantee_net_loss],
         "who bears the loss");
    same(x[loss_to_date], x[defaulted_principal] - x[recoveries], "the loss");
    same(x[pool_net_loss], x[claims_paid] - x[recoveries_to_pool], "the pool's loss");
    double performing = 0, bad = 0, waiting = 0;
    for (const Loan& loan : loans_) performing += loan.balance;
    for (const Bad& one : bads_) {
        if (t_ < one.month + model_.workout.back().month) bad += one.ead - one.gross;
        waiting += one.owed;
    }
    same(x[outstanding], performing, "outstanding");
    same(x[bad_balance], bad, "bad balance");
    same(x[claims_waiting], waiting, "claims waiting");
}

} // namespace plain
