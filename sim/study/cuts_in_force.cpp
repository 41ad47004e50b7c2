#include "study/cuts_in_force.hpp"

#include "study/event_text.hpp"

#include <algorithm>

namespace kdt::study {
namespace {

using terms::Cut;

/// Whether some yearly cap of this kind does so with what is beyond it.
bool caps(const scenario::Scenario& scenario, Cut rule, terms::OnCap on_cap) {
    if (rule == Cut::bank_yearly_cap) {
        return std::any_of(scenario.banks.begin(), scenario.banks.end(), [&](const auto& bank) {
            return bank.yearly_cap.stated() && bank.yearly_cap.on_cap == on_cap;
        });
    }
    if (rule == Cut::product_yearly_cap) {
        return std::any_of(scenario.products.begin(), scenario.products.end(),
                           [&](const auto& product) { return product.yearly_cap && product.on_cap == on_cap; });
    }
    return scenario.pool.yearly_cap && scenario.pool.on_cap == on_cap;
}

bool in_force(const scenario::Scenario& scenario, Cut rule) {
    const auto any_product = [&](auto states) {
        return std::any_of(scenario.products.begin(), scenario.products.end(), states);
    };
    switch (rule) {
    case Cut::covered:
        return any_product([](const auto& product) { return product.covered < 1.0; }) ||
               std::any_of(scenario.portfolio.tape.begin(), scenario.portfolio.tape.end(),
                           [](const auto& loan) { return loan.covered == false; });
    case Cut::lock_in: return any_product([](const auto& product) { return product.claim.lock_in_months > 0; });
    case Cut::layer:
        return std::any_of(scenario.banks.begin(), scenario.banks.end(),
                           [](const auto& bank) { return !bank.layers.empty(); });
    case Cut::public_ceiling:
        return any_product([](const auto& product) { return product.public_ceiling.has_value(); });
    case Cut::cap_per_claim:
        return any_product([](const auto& product) { return product.claim.cap_per_claim.has_value(); });
    case Cut::cap_per_borrower:
        return any_product([](const auto& product) { return product.claim.cap_per_borrower.has_value(); });
    case Cut::bank_yearly_cap:
    case Cut::product_yearly_cap:
    case Cut::pool_yearly_cap: return caps(scenario, rule, terms::OnCap::bank_bears);
    }
    return false;
}

} // namespace

std::vector<results::CutFrame> cuts_in_force(const scenario::Scenario& scenario) {
    std::vector<results::CutFrame> frames;
    for (std::size_t rule = 0; rule < terms::kCuts; ++rule) {
        const auto cut = static_cast<Cut>(rule);
        if (!in_force(scenario, cut)) { continue; }
        frames.push_back({static_cast<int>(rule), std::string(terms::kCutKeys[rule]), cut_rule(cut), false});
    }
    for (std::size_t rule = terms::kCuts - terms::kCaps; rule < terms::kCuts; ++rule) {
        const auto cap = static_cast<Cut>(rule);
        if (!caps(scenario, cap, terms::OnCap::next_year)) { continue; }
        const Text name = cut_rule(cap);
        frames.push_back({static_cast<int>(terms::place_put_off(cap)),
                          std::string(terms::kCutKeys[rule]) + "_next_year",
                          {name.zh + "（推到次年）", name.en + " (put off)"},
                          true});
    }
    return frames;
}

} // namespace kdt::study
