#include "drawn_tenor.hpp"
#include "replay_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// What hangs on the firm and on the contract's own draws, from the addresses that the model page gives them.
namespace kdt::properties {

/// The first contract's entity: a tape loan by its id, an application by (row, month, ordinal).
EntityId Replay::root_of(const Contract& contract) const { return properties::root_of(model_, contract.name); }

EntityId Replay::entity_of_contract(const Contract& contract) const {
    const bool renewal = contract.name.opening >= 0 ? contract.first > 1 : contract.name.renewals > 0;
    const EntityId root = root_of(contract);
    return renewal ? child_of(root, static_cast<std::uint64_t>(contract.name.renewals)) : root;
}

const scenario::TapeLoan* Replay::tape_row(const Contract& contract) const {
    if (contract.name.opening < 0) { return nullptr; }
    return &model_.tape[model_.opening[static_cast<std::size_t>(contract.name.opening)].tape_row];
}

terms::LoanFacts Replay::facts_of(const Contract& contract) const {
    terms::LoanFacts facts{Fen{contract.granted}, contract.kind.tier, contract.kind.sector, contract.kind.bank,
                           contract.name.renewals > 0};
    if (const auto* row = tape_row(contract)) {
        facts.first_loan = contract.first == 1 && row->first_loan;
        facts.collateral = row->collateral;
        facts.collateral_kind = row->collateral_kind;
        facts.revenue = row->revenue;
        return facts;
    }
    const scenario::Tier& tier = scenario_.tiers[static_cast<std::size_t>(contract.kind.tier)];
    const EntityId root = root_of(contract); // a new firm's entity is its application's
    facts.first_loan =
        contract.name.renewals == 0 && luck_.coarse_uniform(random::Purpose::first_loan, root) < tier.first_loan;
    const double of_collateral = luck_.coarse_uniform(random::Purpose::collateral, root);
    facts.collateral = of_collateral < tier.collateral;
    for (auto one = tier.collateral_kinds.rbegin(); one != tier.collateral_kinds.rend(); ++one) {
        if (of_collateral < one->up_to) { facts.collateral_kind = one->kind; }
    }
    if (tier.revenue) {
        const double u = luck_.coarse_uniform(random::Purpose::revenue, root);
        facts.revenue = Fen{std::llround(std::min(tier.revenue->at(u, std::numeric_limits<double>::infinity()), 1e15))};
    }
    return facts;
}

/// The first row that holds.
std::size_t Replay::row_of(const Contract& contract) const {
    const auto& rows = product_of(contract).shares;
    const terms::LoanFacts facts = facts_of(contract);
    std::size_t row = 0;
    while (row + 1 < rows.size() && !rows[row].when.holds(facts)) { ++row; }
    return row;
}

/// In whole hundredths (all that the generator writes): the first row that holds, and what the add-ons move to the
/// pool.
Parts Replay::shares_of(const Contract& contract) const {
    const scenario::Product& product = product_of(contract);
    const terms::LoanFacts facts = facts_of(contract);
    const std::size_t row = row_of(contract);
    Parts hundredths{};
    for (std::size_t i = 0; i < hundredths.size(); ++i) {
        hundredths[i] = std::llround(product.shares[row].pays.fraction[i] * 100.0);
    }
    Money points = 0;
    for (const auto& add_on : product.add_ons) {
        if (add_on.when.holds(facts)) { points += std::llround(add_on.points * 100.0); }
    }
    if (product.share_ceiling) {
        points = std::clamp<Money>(std::llround(*product.share_ceiling * 100.0) - hundredths.front(), 0, points);
    }
    points = std::min(points, hundredths.back());
    hundredths.front() += points;
    hundredths.back() -= points;
    return hundredths;
}

int Replay::barred(const Contract& contract) const {
    const scenario::Product& product = product_of(contract);
    const scenario::TapeLoan* row = tape_row(contract);
    const bool original = row != nullptr && contract.first == 1;
    bool covered = luck_.coarse_uniform(random::Purpose::coverage, entity_of_contract(contract)) < product.covered;
    if (original && row->covered) { covered = *row->covered; }
    if (!covered) { return static_cast<int>(terms::Cut::covered); }
    const int since_grant = (original ? row->months_on_book : 0) + month_ - contract.first + 1;
    return since_grant <= product.claim.lock_in_months ? static_cast<int>(terms::Cut::lock_in) : -1;
}

} // namespace kdt::properties
