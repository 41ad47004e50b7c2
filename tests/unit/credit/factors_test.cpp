#include "credit/factors.hpp"

#include "base/hash.hpp"
#include "catch.hpp"

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <vector>

using namespace kdt;
using credit::Factors;
using credit::Matrix;

namespace {

constexpr int kPaths = 40'000;
/// Two-sided tests of the stationary law in this file: mean, variances, correlations and lags of three settings.
constexpr double kError = 1e-3 / (3 * (3 * 3 + 3 * 6 + 3));

Factors::Settings settings_of(const Matrix& correlations, const std::vector<double>& persistence) {
    Factors::Settings settings;
    for (std::size_t i = 0; i < persistence.size(); ++i) {
        settings.ids.push_back(entity_of("factor:" + std::to_string(i)));
    }
    settings.persistence = persistence;
    settings.start.resize(persistence.size());
    settings.correlations = correlations;
    settings.periods = 3;
    return settings;
}

/// [period][factor] flat.
std::vector<double> drawn(const Factors& factors, std::uint64_t path) {
    std::vector<double> out(static_cast<std::size_t>(factors.periods()) * factors.count());
    std::vector<double> innovations(factors.innovations());
    std::vector<double> scratch(factors.count());
    factors.draw(random::Luck(77, path), innovations);
    factors.realise(innovations, out, scratch);
    return out;
}

void check_stationary(const Matrix& r, const std::vector<double>& persistence) {
    const Factors factors(settings_of(r, persistence));
    const double bound = boost::math::quantile(boost::math::normal(), 1.0 - kError / 2.0);
    std::vector<double> mean(9, 0.0);
    std::vector<double> lag(3, 0.0);
    std::vector<Matrix> product(3, Matrix(3, std::vector<double>(3, 0.0)));
    for (std::uint64_t path = 0; path < kPaths; ++path) {
        const std::vector<double> z = drawn(factors, path);
        for (std::size_t period = 0; period < 3; ++period) {
            for (std::size_t i = 0; i < 3; ++i) {
                mean[period * 3 + i] += z[period * 3 + i];
                for (std::size_t j = 0; j < 3; ++j) { product[period][i][j] += z[period * 3 + i] * z[period * 3 + j]; }
            }
        }
        for (std::size_t i = 0; i < 3; ++i) { lag[i] += z[i] * z[3 + i]; }
    }
    const double root = std::sqrt(static_cast<double>(kPaths));
    // Var(XY) = 1 + c² for standard normals of correlation c.
    const auto far = [&](double sum, double c) { return std::abs(sum / kPaths - c) * root / std::sqrt(1.0 + c * c); };
    for (double sum : mean) { CHECK(std::abs(sum) / root < bound); }
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(far(lag[i], persistence[i]) < bound);
        for (std::size_t j = i; j < 3; ++j) {
            for (const Matrix& sums : product) { CHECK(far(sums[i][j], r[i][j]) < bound); }
        }
    }
}

} // namespace

TEST_CASE("factors: R is the correlation within every period, for any persistence") {
    const Matrix r = {{1.0, 0.3, -0.4}, {0.3, 1.0, 0.5}, {-0.4, 0.5, 1.0}};
    check_stationary(r, {0.0, 0.0, 0.0});
    check_stationary(r, {0.1, 0.5, 0.7});
}

TEST_CASE("factors: a singular R is met exactly: the third factor is what the first two make it") {
    const double h = std::sqrt(0.5);
    const Matrix r = {{1.0, 0.0, h}, {0.0, 1.0, h}, {h, h, 1.0}};
    check_stationary(r, {0.6, 0.6, 0.6});
    const Factors factors(settings_of(r, {0.6, 0.6, 0.6}));
    for (std::uint64_t path = 0; path < 100; ++path) {
        const std::vector<double> z = drawn(factors, path);
        for (std::size_t k = 0; k < 9; k += 3) { CHECK(z[k + 2] == Approx(h * (z[k] + z[k + 1])).margin(1e-12)); }
    }
}

TEST_CASE("factors: a given path replaces the factor while it lasts and is carried on, a shift is not") {
    const Matrix r = {{1.0, 0.2}, {0.2, 1.0}};
    Factors::Settings plain = settings_of(r, {0.5, 0.8});
    Factors::Settings with_path = plain;
    with_path.path = {{}, {-2.0}};
    Factors::Settings with_shift = plain;
    with_shift.shift = {{0.0, -1.5}};
    for (std::uint64_t path = 0; path < 50; ++path) {
        const auto z = drawn(Factors(plain), path);
        const auto replaced = drawn(Factors(with_path), path);
        const auto shifted = drawn(Factors(with_shift), path);
        CHECK(replaced[1] == -2.0);
        CHECK(replaced[3] == Approx(z[3] + 0.8 * (-2.0 - z[1])).margin(1e-12));
        CHECK(replaced[5] == Approx(z[5] + 0.64 * (-2.0 - z[1])).margin(1e-12));
        for (std::size_t own : {0, 2, 4}) { CHECK(replaced[own] == z[own]); }
        for (std::size_t i = 0; i < 6; ++i) { CHECK(shifted[i] == (i == 2 ? z[i] - 1.5 : z[i])); }
    }
}

TEST_CASE("factors: a given start is period 0's value, and period 1 keeps its persistence of it") {
    Factors::Settings settings = settings_of({{1.0}}, {0.4});
    settings.start = {2.0};
    Factors::Settings other = settings;
    other.start = {-1.0};
    for (std::uint64_t path = 0; path < 20; ++path) {
        const auto a = drawn(Factors(settings), path);
        const auto b = drawn(Factors(other), path);
        CHECK(a[0] - b[0] == Approx(0.4 * 3.0));
        CHECK(a[2] - b[2] == Approx(0.4 * 0.4 * 0.4 * 3.0));
    }
}

TEST_CASE("cholesky: gives the matrix back, also a singular one, and refuses what is no covariance") {
    for (const Matrix& m :
         {Matrix{{4.0, 2.0}, {2.0, 3.0}}, Matrix{{1.0, 1.0}, {1.0, 1.0}}, Matrix{{0.0, 0.0}, {0.0, 1.0}}}) {
        const auto lower = credit::cholesky(m);
        REQUIRE(lower.has_value());
        for (std::size_t i = 0; i < 2; ++i) {
            for (std::size_t j = 0; j < 2; ++j) {
                const double product = (*lower)[i][0] * (*lower)[j][0] + (*lower)[i][1] * (*lower)[j][1];
                CHECK(product == Approx(m[i][j]).margin(1e-12));
            }
        }
    }
    CHECK_FALSE(credit::cholesky({{1.0, 1.1}, {1.1, 1.0}}).has_value());
    CHECK_FALSE(credit::cholesky({{0.0, 0.5}, {0.5, 1.0}}).has_value());
    CHECK_FALSE(credit::cholesky({{1.0, 0.9, -0.9}, {0.9, 1.0, 0.9}, {-0.9, 0.9, 1.0}}).has_value());
    CHECK_THROWS_AS(Factors(settings_of({{1.0, 0.99}, {0.99, 1.0}}, {0.0, 0.9})), std::invalid_argument);
}

TEST_CASE("composite: weights are scaled to unit variance under R") {
    const std::vector<double> weights = {0.6, 0.4};
    CHECK(credit::composite_scale(weights, {{1.0, 0.3}, {0.3, 1.0}}) ==
          Approx(std::sqrt(0.36 + 0.16 + 2 * 0.24 * 0.3)));
    CHECK(credit::composite_scale(std::vector<double>{0.0, 0.0}, {{1.0, 0.3}, {0.3, 1.0}}) == 0.0);
}
