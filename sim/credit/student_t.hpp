#pragma once

#include "credit/economy.hpp"

namespace kdt::credit {

/// Student-t threshold model: P_c = Φ((√(W/ν)·t_ν⁻¹(P) − √ρ·Y)/√(1−ρ)), W ~ χ²_ν shared by all in a period
/// (Demarta & McNeil 2005, the t copula). Names are dependent at ρ = 0 too.
class StudentT {
public:
    /// ν > 2 may be any real number.
    StudentT(double period_pd, double asset_correlation, double degrees_of_freedom);

    double conditional_pd(const Economy& economy) const;
    /// −ln(1 − P_c).
    double conditional_hazard(const Economy& economy) const;
    /// Frye–Jacobs with the threshold √(W/ν)·t_ν⁻¹(·) in place of Φ⁻¹(·).
    double conditional_lgd(double lgd, const Economy& economy) const;

private:
    double argument(const Economy& economy) const;

    double period_pd_;
    double degrees_of_freedom_;
    double threshold_; ///< t_ν⁻¹(P)
    double loading_;
    double idiosyncratic_;
};

/// √(W/ν) for W the χ²_ν quantile at u in (0,1).
double chi_scale(double degrees_of_freedom, double u);

} // namespace kdt::credit
