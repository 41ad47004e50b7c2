#include "book/synthetic.hpp"

#include "book/amortisation.hpp"
#include "book/weights.hpp"
#include "scenario/demand.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace kdt::book {
namespace {

// Irrational steps of Weyl sequences (fractional parts of √5, (√13+3)/…, the golden ratio, √2, √3, √7, √11, √15 and
// √17): low-discrepancy and unrelated to one another.
constexpr double kTierStep = 0.2360679775;
constexpr double kSizeStep = 0.3027756377;
constexpr double kAgeStep = 0.6180339887;
constexpr double kBankStep = 0.4142135624;
constexpr double kSectorStep = 0.7320508076;
constexpr double kFirstLoanStep = 0.6457513111;
constexpr double kCollateralStep = 0.3166247904;
constexpr double kRevenueStep = 0.8729833462;
constexpr double kTenorStep = 0.1231056256;

/// A probability must lie inside (0,1) for a size law; frac(i·α) never is 1 and is 0 only by accident.
double weyl(std::size_t i, double step) {
    const double product = static_cast<double>(i) * step;
    return std::max(product - std::floor(product), 1e-12);
}

std::vector<double> tier_shares(const scenario::Scenario& scenario, int product) {
    std::vector<double> shares(scenario.tiers.size(), 0.0);
    double sum = 0.0;
    for (const auto& row : scenario.lending.demand) {
        if (row.product != product) { continue; }
        shares[static_cast<std::size_t>(row.tier)] += row.loans_per_month;
        sum += row.loans_per_month;
    }
    if (sum <= 0.0) { std::fill(shares.begin(), shares.end(), 1.0); }
    return shares;
}

double mean_capped_size(const scenario::Scenario& scenario, const std::vector<double>& shares, int product) {
    double sum = 0.0;
    double weight = 0.0;
    for (std::size_t tier = 0; tier < shares.size(); ++tier) {
        if (shares[tier] <= 0.0 || !scenario.tiers[tier].loan_size) { continue; }
        const double cap = scenario::largest_line(scenario, product, static_cast<int>(tier));
        sum += shares[tier] * scenario.tiers[tier].loan_size->capped_mean(cap);
        weight += shares[tier];
    }
    return weight > 0.0 ? sum / weight : 0.0;
}

template <class Member>
std::vector<double> weights_of(const std::vector<Member>& members) {
    std::vector<double> weights;
    for (const auto& member : members) { weights.push_back(member.weight); }
    return weights;
}

std::string numbered(const std::string& prefix, std::size_t i) {
    const std::string digits = std::to_string(i);
    return prefix + "-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

/// Principal still outstanding after so many months of a tenor, as a fraction of what was granted.
std::vector<double> outstanding_fractions(const scenario::Product& product, int tenor) {
    std::vector<double> out(static_cast<std::size_t>(tenor), 1.0);
    for (int age = 1; age < tenor; ++age) {
        if (product.repayment == scenario::Repayment::equal_principal) {
            out[static_cast<std::size_t>(age)] = static_cast<double>(tenor - age) / tenor;
        }
    }
    if (product.repayment == scenario::Repayment::equal_instalment) {
        const Annuity annuity(product.rate, tenor);
        for (int age = 1; age < tenor; ++age) { out[static_cast<std::size_t>(age)] = annuity.fraction_after(age); }
    }
    return out;
}

/// Of the loans on the books at a time those of a long tenor are as many more as they stay longer.
std::vector<double> tenor_shares(const scenario::Tenors& tenors) {
    std::vector<double> shares;
    for (std::size_t i = 0; i < tenors.months.size(); ++i) { shares.push_back(tenors.weights[i] * tenors.months[i]); }
    return shares;
}

class ProductBook {
public:
    ProductBook(const scenario::Scenario& scenario, int product)
        : scenario_(scenario), product_(scenario.products[static_cast<std::size_t>(product)]), place_(product),
          shares_(tier_shares(scenario, product)), banks_(weights_of(scenario.banks)),
          sectors_(weights_of(scenario.sectors)), tenors_(tenor_shares(product_.tenor_months)) {
        for (const int tenor : product_.tenor_months.months) {
            fractions_.push_back(outstanding_fractions(product_, tenor));
        }
    }

    void append(Fen amount, std::vector<scenario::TapeLoan>& out) {
        const double mean = mean_capped_size(scenario_, shares_, place_) * product_.utilisation;
        if (amount <= Fen{} || mean <= 0.0) { return; }
        const auto n = static_cast<std::size_t>(std::max(1.0, std::round(static_cast<double>(amount.count) / mean)));
        for (std::size_t i = 1; i <= n; ++i) { add_loan(i); }
        fit_to(amount);
        out.insert(out.end(), loans_.begin(), loans_.end());
    }

private:
    void add_loan(std::size_t i) {
        scenario::TapeLoan loan;
        const std::size_t tier = place_of(weyl(i, kTierStep), shares_);
        const double cap = scenario::largest_line(scenario_, place_, static_cast<int>(tier));
        const double size = scenario_.tiers[tier].loan_size->at(weyl(i, kSizeStep), cap);
        loan.loan_id = numbered(product_.id, i);
        loan.borrower_id = loan.loan_id;
        loan.product = place_;
        loan.tier = static_cast<int>(tier);
        loan.bank = static_cast<int>(place_of(weyl(i, kBankStep), banks_));
        loan.sector = static_cast<int>(place_of(weyl(i, kSectorStep), sectors_));
        const std::size_t tenor = place_of(weyl(i, kTenorStep), tenors_);
        const int months = product_.tenor_months.months[tenor];
        loan.months_on_book = static_cast<int>(months * weyl(i, kAgeStep));
        loan.remaining_months = months - loan.months_on_book;
        const scenario::Tier& firm = scenario_.tiers[tier];
        loan.first_loan = weyl(i, kFirstLoanStep) < firm.first_loan;
        loan.collateral = weyl(i, kCollateralStep) < firm.collateral;
        loan.collateral_kind = firm.kind_of_collateral(weyl(i, kCollateralStep));
        if (firm.revenue) {
            loan.revenue = to_fen(firm.revenue->at(weyl(i, kRevenueStep), std::numeric_limits<double>::infinity()));
        }
        loans_.push_back(loan);
        left_.push_back(fractions_[tenor][static_cast<std::size_t>(loan.months_on_book)]);
        outstanding_.push_back(size * left_.back());
    }

    /// What was granted is the drawn part of a line.
    Fen undrawn_beside(Fen granted) const {
        constexpr double kTrillion = 1e12;
        return scale(granted, to_fen(kTrillion), to_fen(product_.utilisation * kTrillion)) - granted;
    }

    void fit_to(Fen amount) {
        std::vector<Fen> parts(loans_.size());
        split(amount, std::span<const double>(outstanding_), std::span<Fen>(parts));
        for (std::size_t i = 0; i < loans_.size(); ++i) {
            loans_[i].principal = parts[i];
            loans_[i].original_principal = to_fen(static_cast<double>(parts[i].count) / left_[i]);
            loans_[i].undrawn = undrawn_beside(loans_[i].original_principal);
        }
    }

    const scenario::Scenario& scenario_;
    const scenario::Product& product_;
    int place_;
    std::vector<double> shares_;
    std::vector<double> banks_;
    std::vector<double> sectors_;
    std::vector<double> tenors_;                 ///< their shares of the loans
    std::vector<std::vector<double>> fractions_; ///< outstanding by tenor and age
    std::vector<scenario::TapeLoan> loans_;
    std::vector<double> left_; ///< of each loan: the fraction outstanding
    std::vector<double> outstanding_;
};

} // namespace

std::vector<scenario::TapeLoan> synthetic_book(const scenario::Scenario& scenario) {
    std::vector<scenario::TapeLoan> book;
    if (!scenario.portfolio.synthetic) { return book; }
    const scenario::SyntheticBook& wanted = *scenario.portfolio.synthetic;
    std::vector<Fen> amounts(wanted.mix.size());
    split(wanted.outstanding, std::span<const double>(wanted.mix), std::span<Fen>(amounts));
    for (std::size_t product = 0; product < amounts.size(); ++product) {
        ProductBook(scenario, static_cast<int>(product)).append(amounts[product], book);
    }
    return book;
}

} // namespace kdt::book
