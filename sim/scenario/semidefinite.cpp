#include "scenario/semidefinite.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::scenario {
namespace {

/// One rotation of Jacobi's method: makes the entry (p, q) vanish. Golub & Van Loan, Matrix Computations, 8.5.
void rotate(Matrix& a, Matrix& vectors, std::size_t p, std::size_t q) {
    const double theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    const double t = (theta >= 0.0 ? 1.0 : -1.0) / (std::abs(theta) + std::sqrt(theta * theta + 1.0));
    const double c = 1.0 / std::sqrt(t * t + 1.0);
    const double s = t * c;
    const std::size_t n = a.size();
    for (std::size_t k = 0; k < n; ++k) {
        const double kp = a[k][p];
        const double kq = a[k][q];
        a[k][p] = c * kp - s * kq;
        a[k][q] = s * kp + c * kq;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double pk = a[p][k];
        const double qk = a[q][k];
        a[p][k] = c * pk - s * qk;
        a[q][k] = s * pk + c * qk;
        const double vp = vectors[k][p];
        const double vq = vectors[k][q];
        vectors[k][p] = c * vp - s * vq;
        vectors[k][q] = s * vp + c * vq;
    }
}

/// The eigenvector of the lowest eigenvalue.
std::vector<double> lowest_eigenvector(Matrix a) {
    constexpr int kMostSweeps = 50;
    const std::size_t n = a.size();
    Matrix vectors(n, std::vector<double>(n, 0.0));
    for (std::size_t i = 0; i < n; ++i) { vectors[i][i] = 1.0; }
    for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
        double off = 0.0;
        for (std::size_t p = 0; p < n; ++p) {
            for (std::size_t q = p + 1; q < n; ++q) {
                off = std::max(off, std::abs(a[p][q]));
                if (std::abs(a[p][q]) > 1e-15) { rotate(a, vectors, p, q); }
            }
        }
        if (off < 1e-14) { break; }
    }
    std::size_t lowest = 0;
    for (std::size_t i = 1; i < n; ++i) {
        if (a[i][i] < a[lowest][lowest]) { lowest = i; }
    }
    std::vector<double> out;
    for (std::size_t k = 0; k < n; ++k) { out.push_back(vectors[k][lowest]); }
    return out;
}

} // namespace

std::pair<std::size_t, std::size_t> offending_pair(const Matrix& matrix) {
    const std::vector<double> lowest = lowest_eigenvector(matrix);
    std::pair<std::size_t, std::size_t> worst{0, 1};
    double least = 0.0;
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        for (std::size_t j = i + 1; j < matrix.size(); ++j) {
            const double pull = lowest[i] * matrix[i][j] * lowest[j];
            if (pull < least) {
                least = pull;
                worst = {i, j};
            }
        }
    }
    return worst;
}

} // namespace kdt::scenario
