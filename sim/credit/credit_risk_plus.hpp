#pragma once

#include "credit/economy.hpp"
#include "credit/frye_jacobs.hpp"
#include "credit/gamma_mixture.hpp"

#include <memory>

namespace kdt::credit {

/// CreditRisk+ (Credit Suisse First Boston, 1997) with names that default at most once: P_c = 1 − exp(−ΛS),
/// S = w_0 + Σ w_kΓ_k, Λ such that E[P_c] = P. For small PDs it is the published Poisson form.
class CreditRiskPlus {
public:
    /// P: probability of default over the period, in [0,1).
    CreditRiskPlus(double period_pd, std::shared_ptr<const GammaMixture> mixture);

    double conditional_pd(const Economy& economy) const;
    /// Frye–Jacobs with k solved from E[P_c·cLGD] = P·LGD. LGD itself where no factor moves the sector.
    double conditional_lgd(double lgd, const Economy& economy) const;
    /// Solves k for an LGD that will be asked for; any other is solved when it is.
    void prepare_lgd(double lgd);

private:
    bool moves() const { return mixture_->moves() && period_pd_ > 0.0 && period_pd_ < 1.0; }
    double shift(double lgd) const;

    double period_pd_;
    std::shared_ptr<const GammaMixture> mixture_;
    double intensity_; ///< Λ
    ShiftsByLgd shifts_;
};

} // namespace kdt::credit
