#include "engine/trace.hpp"

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
        {EventKind::renewed, {Measure::disbursed, 1}},
    };
    return table;
}

class Auditor {
public:
    Auditor(const Model& model, const Trace& trace) : model_(model), trace_(trace) {}

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
        const std::int64_t closing = model_.scenario.pool.balance.count + score(month, Measure::top_ups) +
                                     score(month, Measure::interest_income) +
                                     score(month, Measure::recoveries_to_pool) + score(month, Measure::fees) -
                                     score(month, Measure::claims_paid) - score(month, Measure::subsidies) -
                                     score(month, Measure::management_cost);
        expect(month, "pool account", closing, score(month, Measure::pool_balance));
    }

    void check_claims(int month) {
        const std::int64_t parts = score(month, Measure::claims_paid) + score(month, Measure::claims_waiting) +
                                   score(month, Measure::claims_cut) + score(month, Measure::claims_rejected) +
                                   score(month, Measure::claims_to_bank) + score(month, Measure::claims_cancelled);
        expect(month, "claims", score(month, Measure::claims_filed), parts);
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
    std::vector<std::string> findings_;
};

} // namespace

std::vector<std::string> audit(const Model& model, const Trace& trace) { return Auditor(model, trace).findings(); }

} // namespace kdt::engine
