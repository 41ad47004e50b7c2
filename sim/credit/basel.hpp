#pragma once

namespace kdt::credit {

/// Asset correlation of the Basel framework for corporate exposures to small and medium firms (CRE31.5, CRE31.8):
/// R = 0.12k + 0.24(1−k) − 0.04(1 − (S−5)/45), k = (1 − e^{−50p})/(1 − e^{−50}), S the yearly turnover in million euro,
/// taken as 5 below 5 and as 50 above 50. p: annual PD in [0,1].
double basel_sme_correlation(double annual_pd, double turnover_million_euro);

/// Of other retail exposures (CRE31.14): R = 0.03k + 0.16(1−k), k = (1 − e^{−35p})/(1 − e^{−35}).
double basel_retail_correlation(double annual_pd);

} // namespace kdt::credit
