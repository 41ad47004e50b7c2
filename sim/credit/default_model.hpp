#pragma once

#include "credit/credit_risk_plus.hpp"
#include "credit/gaussian.hpp"
#include "credit/given.hpp"
#include "credit/independent.hpp"
#include "credit/logit.hpp"
#include "credit/student_t.hpp"

#include <variant>

namespace kdt::credit {

/// The closed list of default models. Each answers conditional_pd(economy) and conditional_lgd(lgd, economy); one that
/// has a quicker way to −ln(1 − P_c) answers conditional_hazard(economy) too.
using DefaultModel = std::variant<Independent, Gaussian, StudentT, CreditRiskPlus, Logit, Given>;

/// P = 1 − (1−p)^{M/12}, p annual.
double period_pd(double annual_pd, int period_months);

/// Hazard per exposure month at seasoning 1: λ = −ln(1−p)/12.
double monthly_hazard(double annual_pd);

/// −ln(1−P), bounded so that it stays finite.
double hazard_of(double pd);

/// −ln(1−P_c), bounded in the same way.
double conditional_hazard(const DefaultModel& model, const Economy& economy);

/// λ ÷ −ln(1−P): what of the conditional hazard of a period of so many months an exposure month at seasoning 1 adds, so
/// that their product is μλ with μ = ln(1−P_c)/ln(1−P). 0 where P is 0, be it by underflow.
double hazard_share(double annual_pd, int period_months);

double conditional_lgd(const DefaultModel& model, double lgd, const Economy& economy);

/// Tells the model of an LGD that conditional_lgd will be asked for, so that what can be solved beforehand is.
void prepare_lgd(DefaultModel& model, double lgd);

} // namespace kdt::credit
