// Distribution functions, each the plainest way that is accurate enough; inverses by bisection (used at set-up only).
#pragma once

namespace plain {

double normal_cdf(double x);
double normal_quantile(double p);
double student_cdf(double x, double freedom);
double student_quantile(double p, double freedom);
double gamma_cdf(double x, double shape); // scale 1
double gamma_quantile(double p, double shape);

} // namespace plain
