#pragma once

#include "base/byte_stream.hpp"
#include "tally/moments.hpp"
#include "tally/path_scores.hpp"

#include <cstdint>
#include <vector>

namespace kdt::tally {

/// Sums over paths of a numerator and a denominator: their ratio of sums with its standard error.
struct RatioSums {
    Moments numerator;
    Moments denominator;
    WideSum products; ///< numerator · denominator

    void add(std::int64_t top, std::int64_t bottom);
    void merge(const RatioSums& other);
    /// Σ numerator ÷ Σ denominator and its standard error by the delta method; empty where the denominator is 0.
    Estimate ratio(std::int64_t paths) const;
    friend bool operator==(const RatioSums&, const RatioSums&) = default;
};
void write(ByteWriter& out, const RatioSums& sums);
void read(ByteReader& in, RatioSums& sums);

/// From 10^-12 分 (≥ 0), rounded half up.
std::int64_t in_fen(Int128 trillionths);

/// Counts and sums of what is reported as a mean only: refusals, cuts, pool shares, vintages, breakers by month.
class Events {
public:
    explicit Events(const Shape& shape);
    void add(const PathScores& scores);
    void merge(const Events& other);

    void write(ByteWriter& out) const;
    /// Into fresh ones of the same shape.
    void read(ByteReader& in);

    struct Counted {
        Moments count;
        Moments amount;
        friend bool operator==(const Counted&, const Counted&) = default;
    };
    const Counted& refused(int product, Refusal reason) const;
    /// What a rule took from claims, and from how many.
    const Counted& cut(int rule) const { return cut_[static_cast<std::size_t>(rule)]; }
    /// Pool's share of a loan's principal: Σ pool part ÷ Σ principal over opening and granted loans of a product.
    const RatioSums& pool_share(int product) const { return pool_share_[static_cast<std::size_t>(product)]; }
    /// Of the account of a funder at a horizon (place in shape().horizons): `line` counts over all funders' lines.
    const Moments& funder_line(int horizon, int line) const {
        return funders_[size(horizon) * funder_lines_ + size(line)];
    }
    /// Of one of the pool's accounts at a horizon.
    const Moments& account_line(int horizon, int account, AccountLine line) const {
        return account_lines_[(size(horizon) * accounts_ + size(account)) * kAccountLines +
                              static_cast<std::size_t>(line)];
    }
    const Moments& lent(int cohort) const { return lent_[static_cast<std::size_t>(cohort)]; }
    /// Cumulative default rate of a cohort by age 1..H: principal defaulted up to that age ÷ principal lent.
    std::vector<Estimate> default_curve(int cohort, std::int64_t paths) const;
    /// Paths on which the member's stop was in force during the month.
    std::int64_t stopped(int member, int month) const;

private:
    /// Increments, by age, of the sums of the cumulative defaults, of their squares and of their products with the
    /// principal lent: they change only at ages with a default, so a path costs its defaults, not its ages.
    struct AgeStep {
        WideSum sum;
        WideSum squares;
        WideSum products;
        friend bool operator==(const AgeStep&, const AgeStep&) = default;
    };
    friend void write(ByteWriter& out, const AgeStep& step);
    friend void read(ByteReader& in, AgeStep& step);
    void add_cohort(std::size_t cohort, const PathScores& scores);

    int months_ = 0;
    std::size_t funder_lines_ = 0;
    std::size_t accounts_ = 0;
    std::vector<Counted> refused_;       ///< [product][kRefusals]
    std::vector<Counted> cut_;           ///< [rule]
    std::vector<RatioSums> pool_share_;  ///< [product]
    std::vector<Moments> funders_;       ///< [horizon][funder][line]
    std::vector<Moments> account_lines_; ///< [horizon][account][line]
    std::vector<Moments> lent_;          ///< [cohort]
    std::vector<AgeStep> age_steps_;     ///< [cohort][age 1..H]
    std::vector<std::int64_t> stopped_;  ///< [member][month 0..H]
};

} // namespace kdt::tally
