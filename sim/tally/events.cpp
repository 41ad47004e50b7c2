#include "tally/events.hpp"

#include "tally/exact.hpp"

#include <cmath>

namespace kdt::tally {
namespace {

/// Sums that a ratio of sums needs, over n paths.
struct Sums {
    Exact top, bottom, top2, bottom2, product;
};

/// Σa/Σb; var ≈ [S_aa − 2r·S_ab + r²·S_bb] / ((n−1)·n·b̄²), S the centred sums (Cochran, Sampling Techniques, 6.13).
Estimate ratio_of(const Sums& s, std::int64_t paths) {
    if (s.bottom == 0) { return {}; }
    const double n = static_cast<double>(paths);
    const double bottom = to_double(s.bottom);
    const double ratio = to_double(s.top) / bottom;
    Estimate out{ratio, std::nullopt};
    if (paths < 2) { return out; }
    // n²·Σ(a·B − b·A)² ÷ B² with totals A and B: exact until the last division.
    const Exact residual = s.top2 * s.bottom * s.bottom - 2 * s.product * s.top * s.bottom + s.bottom2 * s.top * s.top;
    const double squares = to_double(residual) / bottom / bottom;
    out.se = std::sqrt(std::max(0.0, squares) * n / (n - 1.0)) / std::abs(bottom);
    return out;
}

void add_counted(std::vector<Events::Counted>& sums, const std::vector<CountedAmount>& scores) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (scores[i].count == 0) { continue; }
        sums[i].count.add(scores[i].count);
        sums[i].amount.add(scores[i].amount);
    }
}

void merge_counted(std::vector<Events::Counted>& sums, const std::vector<Events::Counted>& others) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i].count.merge(others[i].count);
        sums[i].amount.merge(others[i].amount);
    }
}

} // namespace

std::int64_t in_fen(Int128 trillionths) {
    constexpr Int128 kTrillion = 1'000'000'000'000;
    return static_cast<std::int64_t>((trillionths + kTrillion / 2) / kTrillion);
}

void RatioSums::add(std::int64_t top, std::int64_t bottom) {
    numerator.add(top);
    denominator.add(bottom);
    products.add(static_cast<Int128>(top) * bottom);
}

void RatioSums::merge(const RatioSums& other) {
    numerator.merge(other.numerator);
    denominator.merge(other.denominator);
    products.add(other.products);
}

Estimate RatioSums::ratio(std::int64_t paths) const {
    return ratio_of({exact(numerator.sum), exact(denominator.sum), exact(numerator.squares), exact(denominator.squares),
                     exact(products)},
                    paths);
}

Events::Events(const Shape& shape)
    : months_(shape.months), funder_lines_(size(shape.funder_lines)), accounts_(size(shape.accounts)),
      refused_(size(shape.products) * kRefusals), cut_(size(shape.cuts)), pool_share_(size(shape.products)),
      funders_(shape.horizons.size() * size(shape.funder_lines)),
      account_lines_(shape.horizons.size() * size(shape.accounts) * kAccountLines), lent_(size(shape.cohorts)),
      age_steps_(size(shape.cohorts) * size(shape.months)),
      stopped_(size(shape.breaker_members) * (size(shape.months) + 1)) {}

void Events::add(const PathScores& scores) {
    add_counted(refused_, scores.refusals);
    add_counted(cut_, scores.cuts);
    for (std::size_t product = 0; product < pool_share_.size(); ++product) {
        pool_share_[product].add(in_fen(scores.pool_share_of_it[product]), scores.granted_principal[product]);
    }
    for (std::size_t line = 0; line < funders_.size(); ++line) { funders_[line].add(scores.funders[line]); }
    for (std::size_t line = 0; line < account_lines_.size(); ++line) {
        account_lines_[line].add(scores.accounts[line]);
    }
    for (std::size_t cohort = 0; cohort < lent_.size(); ++cohort) { add_cohort(cohort, scores); }

    const std::size_t months = size(months_) + 1;
    for (std::size_t member = 0; member < scores.first_stop.size(); ++member) {
        if (scores.first_stop[member] == 0) { continue; }
        for (std::size_t i = member * months; i < (member + 1) * months; ++i) { stopped_[i] += scores.stopped[i]; }
    }
}

void Events::add_cohort(std::size_t cohort, const PathScores& scores) {
    const std::int64_t lent = scores.cohort_lent[cohort];
    if (lent == 0) { return; }
    lent_[cohort].add(lent);
    Int128 so_far = 0;
    const std::size_t ages = size(months_);
    for (std::size_t i = cohort * ages; i < (cohort + 1) * ages; ++i) {
        const std::int64_t defaulted = scores.cohort_defaulted[i];
        if (defaulted == 0) { continue; }
        const Int128 before = so_far * so_far;
        so_far += defaulted;
        age_steps_[i].sum.add(defaulted);
        age_steps_[i].squares.add(so_far * so_far - before);
        age_steps_[i].products.add(static_cast<Int128>(defaulted) * lent);
    }
}

void Events::merge(const Events& other) {
    merge_counted(refused_, other.refused_);
    merge_counted(cut_, other.cut_);
    for (std::size_t i = 0; i < pool_share_.size(); ++i) { pool_share_[i].merge(other.pool_share_[i]); }
    for (std::size_t i = 0; i < funders_.size(); ++i) { funders_[i].merge(other.funders_[i]); }
    for (std::size_t i = 0; i < account_lines_.size(); ++i) { account_lines_[i].merge(other.account_lines_[i]); }
    for (std::size_t i = 0; i < lent_.size(); ++i) { lent_[i].merge(other.lent_[i]); }
    for (std::size_t i = 0; i < age_steps_.size(); ++i) {
        age_steps_[i].sum.add(other.age_steps_[i].sum);
        age_steps_[i].squares.add(other.age_steps_[i].squares);
        age_steps_[i].products.add(other.age_steps_[i].products);
    }
    for (std::size_t i = 0; i < stopped_.size(); ++i) { stopped_[i] += other.stopped_[i]; }
}

const Events::Counted& Events::refused(int product, Refusal reason) const {
    return refused_[size(product) * kRefusals + static_cast<std::size_t>(reason)];
}

std::vector<Estimate> Events::default_curve(int cohort, std::int64_t paths) const {
    const Moments& lent = lent_[size(cohort)];
    Sums sums{0, exact(lent.sum), 0, exact(lent.squares), 0};
    std::vector<Estimate> curve;
    for (std::size_t age = 0; age < size(months_); ++age) {
        const AgeStep& step = age_steps_[size(cohort) * size(months_) + age];
        sums.top += exact(step.sum);
        sums.top2 += exact(step.squares);
        sums.product += exact(step.products);
        curve.push_back(ratio_of(sums, paths));
    }
    return curve;
}

std::int64_t Events::stopped(int member, int month) const {
    return stopped_[size(member) * (size(months_) + 1) + size(month)];
}

} // namespace kdt::tally
