#include "engine/trace.hpp"

#include <array>
#include <map>

namespace kdt::engine {
namespace {

using tally::Measure;

/// Which cumulative measure an event adds to, and with which sign; nothing for events that move no measured money.
struct Effect {
    Measure measure;
    int sign;
};

const std::multimap<EventKind, Effect>& effects() {
    static const std::multimap<EventKind, Effect> table = {
        {EventKind::interest, {Measure::interest_income, 1}},
        {EventKind::top_up, {Measure::top_ups, 1}},
        {EventKind::grant, {Measure::top_ups, 1}},
        {EventKind::grant, {Measure::grants, 1}},
        {EventKind::refill, {Measure::refills, 1}},
        {EventKind::limit_renewed, {Measure::limit_renewed, 1}},
        {EventKind::budget_called, {Measure::budget_called, 1}},
        {EventKind::returned_to_treasury, {Measure::returned_to_treasury, 1}},
        {EventKind::management_cost, {Measure::management_cost, 1}},
        {EventKind::subsidy, {Measure::interest_subsidies, 1}},
        {EventKind::subsidy, {Measure::subsidies, 1}},
        {EventKind::fee_subsidy, {Measure::fee_subsidies, 1}},
        {EventKind::fee_subsidy, {Measure::subsidies, 1}},
        {EventKind::budget_subsidy, {Measure::budget_subsidies, 1}},
        {EventKind::guarantee_fee, {Measure::fees, 1}},
        {EventKind::guarantor_fee, {Measure::guarantor_fees, 1}},
        {EventKind::insurer_fee, {Measure::insurer_fees, 1}},
        {EventKind::default_event, {Measure::defaulted_principal, 1}},
        {EventKind::default_event, {Measure::loss_to_date, 1}},
        {EventKind::recovery_bank, {Measure::recoveries, 1}},
        {EventKind::recovery_pool, {Measure::recoveries, 1}},
        {EventKind::recovery_guarantor, {Measure::recoveries, 1}},
        {EventKind::recovery_insurer, {Measure::recoveries, 1}},
        {EventKind::recovery_reguarantee, {Measure::recoveries, 1}},
        {EventKind::recovery_bank, {Measure::loss_to_date, -1}},
        {EventKind::recovery_pool, {Measure::loss_to_date, -1}},
        {EventKind::recovery_guarantor, {Measure::loss_to_date, -1}},
        {EventKind::recovery_insurer, {Measure::loss_to_date, -1}},
        {EventKind::recovery_reguarantee, {Measure::loss_to_date, -1}},
        {EventKind::recovery_pool, {Measure::recoveries_to_pool, 1}},
        {EventKind::recovery_guarantor, {Measure::guarantor_net_loss, -1}},
        {EventKind::recovery_insurer, {Measure::insurer_net_loss, -1}},
        {EventKind::recovery_reguarantee, {Measure::reguarantee_net_loss, -1}},
        {EventKind::guarantor_paid, {Measure::guarantor_net_loss, 1}},
        {EventKind::insurer_paid, {Measure::insurer_net_loss, 1}},
        {EventKind::reguarantee_paid, {Measure::reguarantee_net_loss, 1}},
        {EventKind::claim_filed, {Measure::claims_filed, 1}},
        {EventKind::claim_rejected, {Measure::claims_rejected, 1}},
        {EventKind::claim_cut, {Measure::claims_cut, 1}},
        {EventKind::claim_paid, {Measure::claims_paid, 1}},
        {EventKind::claim_to_bank, {Measure::claims_to_bank, 1}},
        {EventKind::claim_cancelled, {Measure::claims_cancelled, 1}},
        {EventKind::granted, {Measure::disbursed, 1}},
        {EventKind::drawn, {Measure::disbursed, 1}},
        {EventKind::renewed, {Measure::disbursed, 1}},
        {EventKind::extended, {Measure::extended, 1}},
        {EventKind::repaid_early, {Measure::repaid_early, 1}},
    };
    return table;
}

class Auditor {
public:
    Auditor(const Model& model, const Trace& trace)
        : model_(model), trace_(trace), year_limit_(model.scenario.pool.annual_limit.count) {}

    std::vector<std::string> findings() {
        std::size_t next = 0;
        for (int month = 0; month <= model_.months; ++month) {
            for (; next < trace_.events.size() && trace_.events[next].month == month; ++next) {
                add(trace_.events[next]);
            }
            check_events(month);
            check_pool(month);
            check_claims(month);
            check_losses(month);
        }
        check_funders();
        check_accounts();
        return std::move(findings_);
    }

private:
    std::int64_t score(int month, Measure measure) const { return trace_.scores.at(month, measure); }

    void add(const Event& event) {
        const auto [first, last] = effects().equal_range(event.kind);
        for (auto effect = first; effect != last; ++effect) {
            sums_[effect->second.measure] += effect->second.sign * event.amount.count;
        }
    }

    void expect(int month, std::string_view what, std::int64_t left, std::int64_t right) {
        if (left == right) { return; }
        findings_.push_back("month " + std::to_string(month) + ": " + std::string(what) + ": " + std::to_string(left) +
                            " ≠ " + std::to_string(right));
    }

    void check_events(int month) {
        for (const auto& [kind, effect] : effects()) {
            expect(month, tally::info(effect.measure).name, sums_[effect.measure], score(month, effect.measure));
        }
    }

    void check_pool(int month) {
        // What can be paid: cash, and what is left of the year's limit. What the commitment pays leaves the one and
        // passes through the other, so that it cancels.
        const scenario::Pool& pool = model_.scenario.pool;
        const std::int64_t in = score(month, Measure::top_ups) + score(month, Measure::refills) +
                                score(month, Measure::interest_income) + score(month, Measure::recoveries_to_pool) +
                                score(month, Measure::fees) + score(month, Measure::limit_renewed);
        const std::int64_t paid = score(month, Measure::claims_paid) + score(month, Measure::subsidies) +
                                  score(month, Measure::management_cost);
        const std::int64_t out = paid + score(month, Measure::returned_to_treasury);
        expect(month, "pool account", pool.balance.count + pool.annual_limit.count + in - out,
               score(month, Measure::pool_balance));
        if (scenario::has_sub_accounts(model_.scenario)) {
            expect(month, "accounts", score(month, Measure::account_balance) + score(month, Measure::common_account),
                   score(month, Measure::pool_balance));
        }
        if (pool.mode != scenario::PoolMode::cash_pool) { check_commitment(month, paid); }
    }

    struct SharedLine {
        tally::FunderLine line;
        Measure measure;
        int sign; ///< in what it has cost the funders
    };
    static std::array<SharedLine, 7> shared_lines() {
        using tally::FunderLine;
        return {{{FunderLine::interest_income, Measure::interest_income, -1},
                 {FunderLine::fees, Measure::fees, -1},
                 {FunderLine::recovered, Measure::recoveries_to_pool, -1},
                 {FunderLine::returned, Measure::returned_to_treasury, 0},
                 {FunderLine::claims_paid, Measure::claims_paid, 1},
                 {FunderLine::subsidies, Measure::subsidies, 1},
                 {FunderLine::management_cost, Measure::management_cost, 1}}};
    }

    /// The funders' accounts are the pool's, line by line.
    void check_funders() {
        using tally::FunderLine;
        const std::size_t funders = model_.funders.size();
        for (std::size_t horizon = 0; funders > 0 && horizon < model_.shape.horizons.size(); ++horizon) {
            const int month = model_.shape.horizons[horizon];
            const auto sum = [&](FunderLine line) {
                std::int64_t total = 0;
                for (std::size_t funder = 0; funder < funders; ++funder) {
                    total += trace_.scores.funders[(horizon * funders + funder) * tally::kFunderLines +
                                                   static_cast<std::size_t>(line)];
                }
                return total;
            };
            std::int64_t cost = 0;
            for (const auto& [line, measure, sign] : shared_lines()) {
                expect(month, "funders' lines of " + std::string(tally::info(measure).name), sum(line),
                       score(month, measure));
                cost += sign * score(month, measure);
            }
            expect(month, "funders' balances", sum(FunderLine::balance), score(month, Measure::pool_balance));
            expect(month, "funders' cost", sum(FunderLine::net_contribution), cost);
        }
    }

    /// Each account's movements give its balance; what one account pays for another the other has been paid.
    void check_accounts() {
        using tally::AccountLine;
        const auto accounts = static_cast<std::size_t>(model_.shape.accounts);
        std::vector<std::int64_t> opening{model_.scenario.pool.balance.count};
        for (const auto& own : model_.account_openings) {
            if (!own) { continue; }
            opening.push_back(own->count);
            opening.front() -= own->count;
        }
        for (std::size_t horizon = 0; accounts > 0 && horizon < model_.shape.horizons.size(); ++horizon) {
            const int month = model_.shape.horizons[horizon];
            const auto line = [&](std::size_t account, AccountLine which) {
                return trace_.scores
                    .accounts[(horizon * accounts + account) * tally::kAccountLines + static_cast<std::size_t>(which)];
            };
            std::int64_t transferred = 0;
            std::int64_t paid = 0;
            for (std::size_t i = 0; i < accounts; ++i) {
                const std::int64_t in = line(i, AccountLine::received) + line(i, AccountLine::transferred_in);
                const std::int64_t out = line(i, AccountLine::paid) + line(i, AccountLine::transferred_out);
                expect(month, "an account's movements", opening[i] + in - out, line(i, AccountLine::balance));
                transferred += line(i, AccountLine::transferred_out) - line(i, AccountLine::transferred_in);
                paid += line(i, AccountLine::paid);
            }
            expect(month, "transfers between accounts", transferred, 0);
            expect(month, "what accounts pay", paid,
                   score(month, Measure::claims_paid) + score(month, Measure::subsidies));
        }
    }

    /// The calendar year's limit is drawn by what is called in the year, and by nothing else.
    void check_commitment(int month, std::int64_t paid) {
        const scenario::Pool& pool = model_.scenario.pool;
        const std::int64_t called = score(month, Measure::budget_called);
        if (month > 1 && model_.calendar_month(month) == 1) {
            const std::int64_t left = year_limit_ - (score(month - 1, Measure::budget_called) - called_before_year_);
            year_limit_ = pool.annual_limit.count + (pool.carry_over ? left : 0);
            called_before_year_ = score(month - 1, Measure::budget_called);
        }
        const std::int64_t left = year_limit_ - (called - called_before_year_);
        const std::int64_t back = score(month, Measure::recoveries_to_pool) + score(month, Measure::fees);
        if (left < 0) { expect(month, "limit left, below zero", left, 0); }
        if (pool.mode == scenario::PoolMode::budget_commitment) {
            expect(month, "limit left", left, score(month, Measure::pool_balance));
            expect(month, "called by the budget", paid, called);
            expect(month, "returned to the treasury", back, score(month, Measure::returned_to_treasury));
        }
        if (pool.mode == scenario::PoolMode::hybrid && score(month, Measure::returned_to_treasury) > called) {
            expect(month, "returned beyond what was called", score(month, Measure::returned_to_treasury), called);
        }
    }

    void check_claims(int month) {
        const std::int64_t parts = score(month, Measure::claims_paid) + score(month, Measure::claims_waiting) +
                                   score(month, Measure::claims_cut) + score(month, Measure::claims_rejected) +
                                   score(month, Measure::claims_to_bank) + score(month, Measure::claims_cancelled);
        expect(month, "claims", score(month, Measure::claims_filed), parts);
        const std::int64_t waiting = score(month, Measure::claims_waiting);
        const std::int64_t deferred = score(month, Measure::claims_deferred);
        if (deferred < 0 || deferred > waiting) {
            expect(month, "claims put off beyond those waiting", deferred, waiting);
        }
    }

    void check_losses(int month) {
        const std::int64_t loss = score(month, Measure::loss_to_date);
        expect(month, "loss", score(month, Measure::defaulted_principal) - score(month, Measure::recoveries), loss);
        expect(month, "parties",
               score(month, Measure::pool_net_loss) + score(month, Measure::bank_net_loss) +
                   score(month, Measure::guarantor_net_loss) + score(month, Measure::insurer_net_loss) +
                   score(month, Measure::reguarantee_net_loss),
               loss);
    }

    const Model& model_;
    const Trace& trace_;
    std::map<Measure, std::int64_t> sums_;
    std::int64_t year_limit_; ///< of a commitment
    std::int64_t called_before_year_ = 0;
    std::vector<std::string> findings_;
};

} // namespace

std::vector<std::string> audit(const Model& model, const Trace& trace) { return Auditor(model, trace).findings(); }

} // namespace kdt::engine
