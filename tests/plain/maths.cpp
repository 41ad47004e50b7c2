#include "maths.hpp"

#include <cmath>
#include <limits>

namespace plain {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Increasing>
double bisect(Increasing f, double target, double low, double high) {
    for (int i = 0; i < 200; ++i) {
        const double middle = 0.5 * (low + high);
        (f(middle) < target ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

// Continued fraction of the incomplete beta function, modified Lentz (Abramowitz & Stegun 26.5.8).
double beta_fraction(double a, double b, double x) {
    const double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (std::fabs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m < 10000; ++m) {
        for (int odd = 0; odd < 2; ++odd) {
            const double n = odd ? -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
                                 : m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 + n * d;
            d = 1 / (std::fabs(d) < tiny ? tiny : d);
            c = 1 + n / c;
            if (std::fabs(c) < tiny) c = tiny;
            h *= c * d;
            if (odd && std::fabs(c * d - 1) < 1e-16) return h;
        }
    }
    return h;
}

double incomplete_beta(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

} // namespace

double normal_cdf(double x) { return 0.5 * std::erfc(-x * 0.70710678118654752440); }

double normal_quantile(double p) {
    if (p <= 0) return -infinity;
    if (p >= 1) return infinity;
    if (p > 0.5) return -bisect(normal_cdf, 1 - p, -40, 0);
    return bisect(normal_cdf, p, -40, 0);
}

double student_cdf(double x, double freedom) {
    const double tail = 0.5 * incomplete_beta(freedom / 2, 0.5, freedom / (freedom + x * x));
    return x < 0 ? tail : 1 - tail;
}

double student_quantile(double p, double freedom) {
    if (p <= 0) return -infinity;
    if (p >= 1) return infinity;
    if (p > 0.5) return -student_quantile(1 - p, freedom);
    double low = -1;
    while (student_cdf(low, freedom) > p) low *= 2;
    return bisect([=](double x) { return student_cdf(x, freedom); }, p, low, 0);
}

double gamma_cdf(double x, double shape) {
    if (x <= 0) return 0;
    const double front = std::exp(shape * std::log(x) - x - std::lgamma(shape));
    if (x < shape + 1) { // series
        double term = 1 / shape, sum = term;
        for (int n = 1; n < 100000 && term > sum * 1e-17; ++n) sum += term *= x / (shape + n);
        return front * sum;
    }
    double b = x + 1 - shape, c = 1e300, d = 1 / b, h = d; // continued fraction
    for (int n = 1; n < 100000; ++n) {
        const double a = -n * (n - shape);
        b += 2;
        d = 1 / (a * d + b);
        c = b + a / c;
        h *= c * d;
        if (std::fabs(c * d - 1) < 1e-16) break;
    }
    return 1 - front * h;
}

double gamma_quantile(double p, double shape) {
    if (p <= 0) return 0;
    double high = shape + 1;
    while (gamma_cdf(high, shape) < p) high *= 2;
    return bisect([=](double x) { return gamma_cdf(x, shape); }, p, 0, high);
}

} // namespace plain
