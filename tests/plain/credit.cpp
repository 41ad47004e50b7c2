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
        if (model.dependence == Dependence::logit || model.dependence == Dependence::credit_risk_plus)
            solve(kind, p, fixed);
        else if (kind.rho > 0 && fixed.norm == 0 && model.dependence != Dependence::independent)
            throw std::runtime_error("plain: a sector with a correlation needs a factor");
        fixed_.push_back(fixed);
    }
    probability_.resize(model.kinds.size() * steps_.size());
    recovery_mean_.resize(model.kinds.size());
}

// 1 + Σ w(Γ − 1) of a sector, Γ = G⁻¹(Φ(−Z)).
double Credit::intensity(int sector) const {
    double s = 1;
    if (model_.dependence != Dependence::credit_risk_plus) return s;
    for (size_t i = 0; i < used_.size(); ++i) {
        const double w = model_.sectors[sector].loading[i], v = std::pow(model_.factors[i].gamma_sd, 2);
        if (w > 0) s += w * (v * gamma_quantile(normal_cdf(-used_[i]), 1 / v) - 1);
    }
    return s;
}

double Credit::conditional(const Kind& kind, const Fixed& fixed, double y, double intensity) const {
    if (!fixed.moves) return -std::expm1(fixed.log_survival);
    if (model_.dependence == Dependence::logit) return 1 / (1 + std::exp(model_.slope * y - fixed.centre));
    return kind.pd > 0 ? -std::expm1(-fixed.centre * intensity) : 0;
}

// The constant that keeps the mean default rate, by bisection over a plain sum (logit) or the gamma laws' Laplace
// transforms (CreditRisk+, factors uncorrelated); then the k that keeps the mean loss, for one factor.
void Credit::solve(const Kind& kind, double p, Fixed& fixed) const {
    const bool logit = model_.dependence == Dependence::logit;
    const auto& w = model_.sectors[kind.sector].loading;
    int used = 0, only = 0;
    for (size_t i = 0; i < w.size(); ++i) {
        if (w[i] == 0) continue;
        ++used, only = int(i);
        for (size_t j = 0; j < i && !logit; ++j)
            if (w[j] > 0 && model_.correlation[i][j] != 0)
                throw std::runtime_error("plain: not built here: correlated gamma factors");
    }
    fixed.moves = kind.pd > 0 && used > 0 && (!logit || (model_.slope > 0 && fixed.norm > 0));
    if (!fixed.moves) return;

    const double step = 0.01, end = 9;
    double low = logit ? -100 : 0, high = logit ? 100 : 1e6;
    for (int n = 0; n < 100; ++n) {
        fixed.centre = (low + high) / 2;
        double mean = 0, cumulant = fixed.centre;
        if (logit)
            for (double y = -end; y <= end; y += step)
                mean += step * std::exp(-y * y / 2) / 2.50662827463100050242 * conditional(kind, fixed, y, 1);
        for (size_t i = 0; i < w.size() && !logit; ++i) {
            const double v = std::pow(model_.factors[i].gamma_sd, 2);
            if (w[i] > 0) cumulant += std::log1p(fixed.centre * w[i] * v) / v - fixed.centre * w[i];
        }
        ((logit ? mean : -std::expm1(-cumulant)) < p ? low : high) = fixed.centre;
    }

    const double loss = p * (1 - kind.recovery);
    if (!model_.frye_jacobs || loss <= 0 || loss >= p) return;
    if (!logit && used > 1) throw std::runtime_error("plain: not built here: the link over several gamma factors");
    std::vector<double> x, weight;
    for (double y = -end; y <= end; y += 5 * step) {
        const double v = std::pow(model_.factors[only].gamma_sd, 2);
        const double s = logit ? 1 : 1 + w[only] * (v * gamma_quantile(normal_cdf(-y), 1 / v) - 1);
        x.push_back(normal_quantile(conditional(kind, fixed, y, s)));
        weight.push_back(5 * step * std::exp(-y * y / 2) / 2.50662827463100050242);
    }
    low = 0, high = 40;
    for (int n = 0; n < 100; ++n) {
        fixed.shift = (low + high) / 2;
        double mean = 0;
        for (size_t i = 0; i < x.size(); ++i) mean += weight[i] * normal_cdf(x[i] - fixed.shift);
        (mean > loss ? low : high) = fixed.shift;
    }
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
        } else if (model_.dependence == Dependence::logit || model_.dependence == Dependence::credit_risk_plus) {
            double y = 0;
            for (size_t i = 0; i < used_.size(); ++i) y += model_.sectors[kind.sector].loading[i] * used_[i];
            if (fixed.norm > 0) y /= fixed.norm;
            const double p = conditional(kind, fixed, y, intensity(kind.sector));
            multiplier = std::log1p(-p) / fixed.log_survival;
            if (model_.frye_jacobs && fixed.moves && p > 0)
                recovery_mean_[k] = std::clamp(1 - normal_cdf(normal_quantile(p) - fixed.shift) / p, 0.0, 1.0);
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
