#include "same_outcome.hpp"

#include <algorithm>

namespace kdt::properties {
namespace {

using tally::Measure;

class Comparison {
public:
    void same(bool equal, const std::string& what) {
        if (!equal) { found_.push_back(what); }
    }
    template <class Column>
    void columns(Column a, Column b, const std::string& what) {
        same(a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin()), what);
    }
    std::vector<std::string> take() { return std::move(found_); }

private:
    std::vector<std::string> found_;
};

bool equal(const tally::Estimate& a, const tally::Estimate& b) { return a.value == b.value && a.se == b.se; }

/// Order statistics from the least to the greatest.
bool equal(const tally::LogHistogram* a, const tally::LogHistogram* b) {
    if (a == nullptr || b == nullptr) { return a == b; }
    const std::int64_t n = a->count();
    for (std::int64_t part = 0; part <= 8; ++part) {
        const std::int64_t rank = 1 + (n - 1) * part / 8;
        if (a->at_rank(rank) != b->at_rank(rank)) { return false; }
    }
    return n == b->count();
}

void compare_groups(const tally::Shape& shape, const tally::Tally& a, const tally::Tally& b, Comparison& out) {
    for (int horizon = 0; horizon < static_cast<int>(shape.horizons.size()); ++horizon) {
        for (int group = 0; group < shape.groups; ++group) {
            for (std::size_t m = 0; m < tally::kMeasures; ++m) {
                if (!tally::kMeasureInfo[m].by_group) { continue; }
                const auto measure = static_cast<Measure>(m);
                const std::string what = std::string(tally::info(measure).name) + " of group " + std::to_string(group);
                out.same(equal(a.group_mean(horizon, group, measure), b.group_mean(horizon, group, measure)), what);
                out.same(equal(a.group_sd(horizon, group, measure), b.group_sd(horizon, group, measure)), "sd " + what);
            }
        }
    }
}

void compare_events(const tally::Shape& shape, const tally::Tally& a, const tally::Tally& b, Comparison& out) {
    const tally::Events& left = a.events();
    const tally::Events& right = b.events();
    for (int product = 0; product < shape.products; ++product) {
        for (std::size_t reason = 0; reason < tally::kRefusals; ++reason) {
            const auto& x = left.refused(product, static_cast<tally::Refusal>(reason));
            const auto& y = right.refused(product, static_cast<tally::Refusal>(reason));
            out.same(x.count == y.count && x.amount == y.amount, "refusals");
        }
        const tally::RatioSums& x = left.pool_share(product);
        const tally::RatioSums& y = right.pool_share(product);
        out.same(x.numerator == y.numerator && x.denominator == y.denominator && x.products == y.products, "share");
    }
    for (int cohort = 0; cohort < shape.cohorts; ++cohort) {
        out.same(left.lent(cohort) == right.lent(cohort), "cohort");
        const auto x = left.default_curve(cohort, a.paths());
        const auto y = right.default_curve(cohort, b.paths());
        out.same(std::equal(x.begin(), x.end(), y.begin(), y.end(),
                            [](const tally::Estimate& p, const tally::Estimate& q) { return equal(p, q); }),
                 "default curve");
    }
    for (int member = 0; member < shape.breaker_members; ++member) {
        for (int month = 0; month <= shape.months; ++month) {
            out.same(left.stopped(member, month) == right.stopped(member, month), "stops in force");
        }
    }
}

} // namespace

std::vector<std::string> differences(const engine::Model& model, const tally::Scores& a, const tally::Scores& b) {
    Comparison out;
    const tally::Shape& shape = model.shape;
    for (int date = 0; date < static_cast<int>(a.dates().size()); ++date) {
        for (std::size_t m = 0; m < tally::kMeasures; ++m) {
            const auto measure = static_cast<Measure>(m);
            out.columns(a.measure(date, measure), b.measure(date, measure), std::string(tally::info(measure).name));
        }
    }
    for (int horizon = 0; horizon < static_cast<int>(shape.horizons.size()); ++horizon) {
        out.columns(a.shortfall(horizon), b.shortfall(horizon), "shortfall");
        for (int account = 0; account < shape.accounts; ++account) {
            out.columns(a.account_balance(horizon, account), b.account_balance(horizon, account), "account");
        }
        for (int bank = 0; bank < shape.banks; ++bank) {
            for (Measure measure : {Measure::pool_net_loss, Measure::bank_net_loss}) {
                out.columns(a.bank(horizon, bank, measure), b.bank(horizon, bank, measure), "loss of a bank");
            }
        }
    }
    for (int target = 0; target < shape.targets; ++target) {
        out.columns(a.target(target), b.target(target), "target");
        out.columns(a.target_outcome(target), b.target_outcome(target), "outcome of a target");
    }
    for (int member = 0; member < shape.breaker_members; ++member) {
        out.columns(a.first_stop(member), b.first_stop(member), "first stop");
        out.columns(a.first_warn(member), b.first_warn(member), "first warning");
    }
    for (int account = 0; account < shape.accounts; ++account) {
        out.columns(a.account_depleted(account), b.account_depleted(account), "depletion of an account");
    }
    out.columns(a.npv_cost(), b.npv_cost(), "npv of cost");
    out.columns(a.npv_lending(), b.npv_lending(), "npv of lending");
    out.columns(a.depleted_month(), b.depleted_month(), "depleted month");
    out.columns(a.macro_below_zero_month(), b.macro_below_zero_month(), "macro factor below zero");
    return out.take();
}

std::vector<std::string> differences(const engine::Model& model, const tally::Tally& a, const tally::Tally& b) {
    Comparison out;
    out.same(a.paths() == b.paths() && a.finished() && b.finished(), "paths");
    for (int month = 0; month <= model.shape.months; ++month) {
        for (std::size_t m = 0; m < tally::kMeasures; ++m) {
            const auto measure = static_cast<Measure>(m);
            const std::string what = std::string(tally::info(measure).name) + " in month " + std::to_string(month);
            out.same(a.month(month, measure) == b.month(month, measure), what);
            out.same(equal(a.band(month, measure), b.band(month, measure)), "band of " + what);
        }
    }
    compare_groups(model.shape, a, b, out);
    compare_events(model.shape, a, b, out);
    return out.take();
}

} // namespace kdt::properties
