#pragma once

#include "engine/trace.hpp"

#include <algorithm>
#include <string>
#include <vector>

// Cases small enough to work out by hand: one of everything, defaults stated, money in whole 分.
namespace kdt::small {

using engine::EventKind;
using scenario::Scenario;
using tally::Measure;
using terms::Party;

/// One bank, product (bullet, 12 months, the pool pays half at once), tier and sector; as_of December, pool of 1000.
inline Scenario scheme(int months) {
    Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = months;
    s.report.horizons = {months};
    s.pool.balance = Fen{1000};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.tiers.push_back({"层级", 0.02, credit::SizeLaw{credit::SizeDistribution::constant, 100.0, 0.0, 0.0, {}}, {}});
    s.sectors.push_back({"行业", 1.0, 0.0, {}});
    s.credit.dependence = scenario::Dependence::given;
    scenario::Product product;
    product.id = "产品";
    product.shares.push_back({});
    product.shares.back().pays.fraction = {0.5, 0.0, 0.0, 0.0, 0.5};
    product.claim.overdue_months = product.claim.review_months = 0;
    s.products.push_back(product);
    return s;
}

/// A loan of the opening book with so many months left.
inline scenario::TapeLoan& add_loan(Scenario& s, const std::string& id, std::int64_t principal, int remaining) {
    scenario::TapeLoan loan;
    loan.loan_id = loan.borrower_id = id;
    loan.principal = loan.original_principal = Fen{principal};
    loan.remaining_months = remaining;
    s.portfolio.tape.push_back(loan);
    return s.portfolio.tape.back();
}

inline void add_default(Scenario& s, const std::string& id, int month, double recovery = 0.0) {
    s.credit.given.push_back({id, month, recovery});
}

/// The only path, told.
struct Told {
    explicit Told(const Scenario& s) : model(engine::compile(s)), trace(engine::trace(model, 0)) {}

    std::int64_t at(int month, Measure measure) const { return trace.scores.at(month, measure); }
    /// "L1 50" for each event of the kind in the month, in order; the loan's name and the amount.
    std::vector<std::string> said(int month, EventKind kind) const {
        std::vector<std::string> lines;
        for (const engine::Event& event : trace.events) {
            if (event.month != month || event.kind != kind) { continue; }
            const std::string name = engine::name_of(model, event.loan);
            lines.push_back((name.empty() ? "" : name + " ") + std::to_string(event.amount.count));
        }
        return lines;
    }
    /// Kinds of the month's events, in order.
    std::vector<EventKind> kinds(int month) const {
        std::vector<EventKind> out;
        for (const engine::Event& event : trace.events) {
            if (event.month == month) { out.push_back(event.kind); }
        }
        return out;
    }

    engine::Model model;
    engine::Trace trace;
};

using Lines = std::vector<std::string>;

} // namespace kdt::small
