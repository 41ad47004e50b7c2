#pragma once

#include "engine/trace.hpp"
#include "random/luck.hpp"

#include <string>

namespace kdt::properties {

/// Whose luck the first contract of a loan is.
inline EntityId root_of(const engine::Model& model, const engine::LoanName& name) {
    const scenario::Scenario& s = model.scenario;
    if (name.opening >= 0) {
        const auto opening = static_cast<std::size_t>(name.opening);
        return entity_of("loan:" + model.tape[model.opening[opening].tape_row].loan_id);
    }
    const auto& row = s.lending.demand[static_cast<std::size_t>(name.row)];
    const EntityId rows = entity_of("demand:" + s.products[static_cast<std::size_t>(row.product)].id + "/" +
                                    s.tiers[static_cast<std::size_t>(row.tier)].id);
    return child_of(child_of(rows, static_cast<std::uint64_t>(name.first_month)),
                    static_cast<std::uint64_t>(name.ordinal));
}

/// For how long a contract of this name that is signed now runs, as the model page says: the product's one tenor; of
/// several what the first contract's own draw falls on when they stand in a row by weight; a renewal of the opening
/// book as long as the loan there.
inline int drawn_tenor(const engine::Model& model, const random::Luck& luck, const engine::LoanName& name,
                       int product) {
    const scenario::Tenors& tenors = model.scenario.products[static_cast<std::size_t>(product)].tenor_months;
    if (tenors.months.size() == 1) { return tenors.months.front(); }
    if (name.opening >= 0) {
        const auto& row = model.tape[model.opening[static_cast<std::size_t>(name.opening)].tape_row];
        return row.months_on_book + row.remaining_months;
    }
    double sum = 0.0;
    for (const double weight : tenors.weights) { sum += weight; }
    double left = luck.coarse_uniform(random::Purpose::tenor, root_of(model, name)) * sum;
    std::size_t place = 0;
    while (place + 1 < tenors.months.size() && left >= tenors.weights[place]) { left -= tenors.weights[place++]; }
    return tenors.months[place];
}

} // namespace kdt::properties
