#include "credit.hpp"

#include "maths.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace plain {
namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix cholesky(const Matrix& a) {
    const size_t n = a.size();
    Matrix root(n, std::vector<double>(n, 0));
    for (size_t j = 0; j < n; ++j) {
        double pivot = a[j][j];
        for (size_t k = 0; k < j; ++k) pivot -= root[j][k] * root[j][k];
        if (pivot < -1e-9) throw std::runtime_error("plain: correlations are not positive semi-definite");
        root[j][j] = pivot > 1e-12 ? std::sqrt(pivot) : 0;
        for (size_t i = j + 1; i < n; ++i) {
            double sum = a[i][j];
            for (size_t k = 0; k < j; ++k) sum -= root[i][k] * root[j][k];
            root[i][j] = root[j][j] > 0 ? sum / root[j][j] : 0;
        }
    }
    return root;
}

} // namespace

Credit::Credit(const Model& model) : model_(model) {
    const size_t n = model.factors.size();
    Matrix q = model.correlation;
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j) q[i][j] *= 1 - model.factors[i].persistence * model.factors[j].persistence;
    start_root_ = cholesky(model.correlation);
    step_root_ = cholesky(q);

    for (double s : model.seasoning) {
        auto found = std::find(steps_.begin(), steps_.end(), s);
        if (found == steps_.end()) found = steps_.insert(steps_.end(), s);
        step_of_month_.push_back(size_t(found - steps_.begin()));
    }

    const bool t = model.dependence == Dependence::student_t;
    const auto inverse = [&](double p) { return t ? student_quantile(p, model.freedom) : normal_quantile(p); };
    for (const Kind& kind : model.kinds) {
        Fixed fixed{};
        const double p = 1 - std::pow(1 - kind.pd, model.period / 12.0);
        fixed.hazard = -std::log1p(-kind.pd) / 12;
        fixed.log_survival = std::log1p(-p);
        fixed.at_default = inverse(p);
        fixed.at_loss = inverse(p * (1 - kind.recovery));
        const auto& w = model.sectors[kind.sector].loading;
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j < n; ++j) fixed.norm += w[i] * model.correlation[i][j] * w[j];
        fixed.norm = std::sqrt(fixed.norm);
        if (kind.rho > 0 && fixed.norm == 0 && model.dependence != Dependence::independent)
            throw std::runtime_error("plain: a sector with a correlation needs a factor");
        fixed_.push_back(fixed);
    }
    probability_.resize(model.kinds.size() * steps_.size());
    recovery_mean_.resize(model.kinds.size());
}

std::vector<double> Credit::correlated(const Matrix& root, Rng& rng) {
    std::vector<double> e(root.size()), x(root.size(), 0);
    for (double& value : e) value = normal_(rng);
    for (size_t i = 0; i < root.size(); ++i)
        for (size_t j = 0; j <= i; ++j) x[i] += root[i][j] * e[j];
    return x;
}

void Credit::start(Rng& rng) {
    normal_.reset();
    period_ = 0;
    z_ = correlated(start_root_, rng);
    for (size_t i = 0; i < z_.size(); ++i)
        if (model_.factors[i].started) z_[i] = model_.factors[i].start;
}

void Credit::next_period(Rng& rng) {
    const std::vector<double> news = correlated(step_root_, rng);
    used_ = z_;
    for (size_t i = 0; i < z_.size(); ++i) {
        const Factor& factor = model_.factors[i];
        z_[i] = factor.persistence * z_[i] + news[i];
        if (size_t(period_) < factor.path.size()) z_[i] = factor.path[period_];
        used_[i] = z_[i] + (size_t(period_) < factor.shift.size() ? factor.shift[period_] : 0);
    }
    ++period_;

    const double b = model_.macro_loading, v = model_.volatility;
    const double xi = b * macro() + std::sqrt(1 - b * b) * normal_(rng);
    shock_ = v > 0 ? std::exp(v * xi - v * v / 2) : 1;

    double mixing = 1; // √(W/ν)
    if (model_.dependence == Dependence::student_t)
        mixing = std::sqrt(std::chi_squared_distribution<double>(model_.freedom)(rng) / model_.freedom);

    for (size_t k = 0; k < model_.kinds.size(); ++k) {
        const Kind& kind = model_.kinds[k];
        const Fixed& fixed = fixed_[k];
        recovery_mean_[k] = kind.recovery;
        double multiplier = 1;
        if (kind.pd <= 0) {
            multiplier = 0;
        } else if (model_.dependence != Dependence::independent) {
            double y = 0;
            for (size_t i = 0; i < used_.size(); ++i) y += model_.sectors[kind.sector].loading[i] * used_[i];
            if (fixed.norm > 0) y /= fixed.norm;
            const double scale = std::sqrt(1 - kind.rho);
            const double argument = (mixing * fixed.at_default - std::sqrt(kind.rho) * y) / scale;
            const double conditional = normal_cdf(argument);
            multiplier = std::log1p(-conditional) / fixed.log_survival;
            if (model_.frye_jacobs && kind.rho > 0 && conditional > 0) {
                const double gap = mixing * (fixed.at_default - fixed.at_loss) / scale;
                recovery_mean_[k] = std::clamp(1 - normal_cdf(argument - gap) / conditional, 0.0, 1.0);
            }
        }
        for (size_t s = 0; s < steps_.size(); ++s)
            probability_[k * steps_.size() + s] =
                multiplier > 0 && steps_[s] > 0 ? -std::expm1(-multiplier * fixed.hazard * steps_[s]) : 0;
    }
}

double Credit::macro() const { return model_.macro >= 0 ? used_[model_.macro] : 0; }

double Credit::draw_recovery(const Loan& loan, Rng& rng) const {
    const double mean = recovery_mean_[loan.kind];
    if (!model_.beta || mean <= 0 || mean >= 1) return mean;
    const double x = std::gamma_distribution<double>(mean * model_.recovery_precision)(rng);
    const double y = std::gamma_distribution<double>((1 - mean) * model_.recovery_precision)(rng);
    if (x + y > 0) return x / (x + y);
    return uniform(rng) < mean ? 1 : 0; // both shapes so small that the law sits at its ends
}

} // namespace plain
