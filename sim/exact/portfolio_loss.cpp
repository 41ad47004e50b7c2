#include "exact/portfolio_loss.hpp"

#include <algorithm>
#include <map>

namespace kdt::exact {

std::optional<std::vector<Borrower>> by_borrower(std::span<const Loan> loans) {
    std::map<std::size_t, std::size_t> place;
    std::vector<Borrower> borrowers;
    for (const Loan& loan : loans) {
        const auto [found, added] = place.emplace(loan.borrower, borrowers.size());
        if (added) {
            borrowers.push_back({loan.loss, loan.risk});
            continue;
        }
        Borrower& borrower = borrowers[found->second];
        if (borrower.risk.correlation != loan.risk.correlation || borrower.risk.direction != loan.risk.direction) {
            return std::nullopt;
        }
        borrower.loss += loan.loss;
        borrower.risk.pd = std::max(borrower.risk.pd, loan.risk.pd);
    }
    return borrowers;
}

std::optional<LossDistribution> portfolio_loss(std::span<const Borrower> borrowers,
                                               std::optional<double> degrees_of_freedom,
                                               const PortfolioLimits& limits) {
    std::vector<std::int64_t> losses;
    std::vector<DefaultRisk> risks;
    std::vector<ConditionalPd> conditional;
    for (const Borrower& borrower : borrowers) {
        losses.push_back(borrower.loss);
        risks.push_back(borrower.risk);
        conditional.emplace_back(borrower.risk, degrees_of_freedom);
    }
    const auto pds = [&](const FactorPoint& point, std::span<double> out) {
        for (std::size_t i = 0; i < out.size(); ++i) { out[i] = conditional[i](point); }
    };
    return mixture_loss(losses, factor_space(risks, degrees_of_freedom), pds, limits);
}

} // namespace kdt::exact
