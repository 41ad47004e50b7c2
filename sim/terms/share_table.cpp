#include "terms/share_table.hpp"

#include <cmath>

namespace kdt::terms {
namespace {

template <class T>
bool same_if_given(const std::optional<T>& wanted, const T& actual) {
    return !wanted || *wanted == actual;
}

/// A party beside which nobody but the bank has a share; nothing where there are several.
std::optional<Party> sole_party(const Shares& shares) {
    std::optional<Party> sole;
    for (const Party party : {Party::pool, Party::guarantor, Party::insurer, Party::reguarantee}) {
        if (shares[party] == 0.0) { continue; }
        if (sole) { return std::nullopt; }
        sole = party;
    }
    return sole ? sole : Party::pool;
}

} // namespace

bool Condition::holds(const LoanFacts& loan) const {
    return (!principal_at_most || loan.principal <= *principal_at_most) &&
           (!principal_above || loan.principal > *principal_above) && same_if_given(tier, loan.tier) &&
           same_if_given(sector, loan.sector) && same_if_given(bank, loan.bank) &&
           same_if_given(renewal, loan.renewal) && same_if_given(first_loan, loan.first_loan) &&
           same_if_given(collateral, loan.collateral) && same_if_given(collateral_kind, loan.collateral_kind) &&
           (!revenue_at_most || (loan.revenue && *loan.revenue <= *revenue_at_most));
}

std::size_t matching_row(std::span<const ShareRow> rows, const LoanFacts& loan) {
    for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
        if (rows[row].when.holds(loan)) { return row; }
    }
    return rows.size() - 1;
}

ByParty split_basis(Fen basis, const Shares& shares) {
    if (const auto party = sole_party(shares); party && basis >= Fen{}) {
        ByParty parts;
        // Of two parts that with the larger remainder is rounded up, of equal ones the earlier: half a 分 is.
        parts[*party] = round_part(basis, Rate{shares[*party]});
        parts[Party::bank] = basis - parts[*party];
        return parts;
    }
    // In whole trillionths the split is exact, ties and all.
    std::array<Fen, kParties> weights{};
    Fen rest{kTrillion};
    for (std::size_t party = 0; party < kParties; ++party) {
        if (party == static_cast<std::size_t>(Party::bank) || shares.fraction[party] == 0.0) { continue; }
        weights[party] = Fen{in_trillionths(shares.fraction[party])};
        rest -= weights[party];
    }
    weights[static_cast<std::size_t>(Party::bank)] = not_below_zero(rest);
    ByParty parts;
    split(basis, std::span<const Fen>(weights), std::span<Fen>(parts.amount));
    return parts;
}

} // namespace kdt::terms
