#include "credit/credit_risk_plus.hpp"

#include "random/normal.hpp"

#include <cmath>
#include <vector>

namespace kdt::credit {
namespace {

/// Φ⁻¹(1 − e^{−x}), each half from its own tail.
double default_as_normal(double x) {
    return x < 0.5 ? random::normal_quantile(-std::expm1(-x)) : -random::normal_quantile(std::exp(-x));
}

} // namespace

CreditRiskPlus::CreditRiskPlus(double period_pd, std::shared_ptr<const GammaMixture> mixture)
    : period_pd_(period_pd), mixture_(std::move(mixture)),
      intensity_(moves() ? mixture_->intensity_for(period_pd) : 0.0) {}

double CreditRiskPlus::conditional_pd(const Economy& economy) const {
    return moves() ? -std::expm1(-intensity_ * economy.intensity) : period_pd_;
}

double CreditRiskPlus::shift(double lgd) const {
    std::vector<double> x;
    for (double s : mixture_->nodes()) { x.push_back(default_as_normal(intensity_ * s)); }
    return frye_jacobs_shift(x, mixture_->weights(), period_pd_ * lgd);
}

void CreditRiskPlus::prepare_lgd(double lgd) {
    if (moves() && lgd > 0.0 && lgd < 1.0 && !shifts_.find(lgd)) { shifts_.add(lgd, shift(lgd)); }
}

double CreditRiskPlus::conditional_lgd(double lgd, const Economy& economy) const {
    if (!moves() || lgd <= 0.0 || lgd >= 1.0) { return lgd; }
    const auto prepared = shifts_.find(lgd);
    return frye_jacobs_ratio(default_as_normal(intensity_ * economy.intensity), prepared ? *prepared : shift(lgd), lgd);
}

} // namespace kdt::credit
