#pragma once

#include "credit/economy.hpp"
#include "credit/frye_jacobs.hpp"

namespace kdt::credit {

/// Logit model with one composite factor: P_c = logit⁻¹(logit(P) + α − βY), α such that E[P_c] = P (McNeil, Frey &
/// Embrechts, Quantitative Risk Management, 2015, §11.2: a Bernoulli mixture with a logit-normal law of the PD).
class Logit {
public:
    /// P: probability of default over the period, in [0,1); β ≥ 0: slope. Below kLeastMoved, where doubles lose their
    /// digits, P is constant.
    Logit(double period_pd, double slope);

    double conditional_pd(const Economy& economy) const;
    /// Frye–Jacobs with k solved from E[P_c·cLGD] = P·LGD. LGD itself at β = 0.
    double conditional_lgd(double lgd, const Economy& economy) const;
    /// Solves k for an LGD that will be asked for; any other is solved when it is.
    void prepare_lgd(double lgd);

private:
    static constexpr double kLeastMoved = 1e-290;
    bool moves() const { return slope_ > 0.0 && period_pd_ >= kLeastMoved && period_pd_ < 1.0; }
    double shift(double lgd) const;

    double period_pd_;
    double slope_;
    double centre_ = 0.0; ///< logit(P) + α; where P moves
    ShiftsByLgd shifts_;
};

} // namespace kdt::credit
