#pragma once

#include "tally/law.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kdt::tally {

/// One column of exact scores, sorted, with its moments. Scores equal to kNoScore sort last.
class OrderStatistics final : public Law {
public:
    /// Copies and sorts.
    explicit OrderStatistics(std::span<const std::int64_t> scores);

    std::int64_t paths() const override { return static_cast<std::int64_t>(sorted_.size()); }
    std::optional<std::int64_t> score_at(std::int64_t rank) const override;
    void visit(const std::function<void(std::int64_t score, std::int64_t paths)>& visit) const override;
    Estimate mean() const override { return mean_; }
    Estimate sd() const override { return sd_; }
    Estimate expected_shortfall(const QuantileRule& rule) const override;

private:
    std::vector<std::int64_t> sorted_;
    bool complete_ = true; ///< every path has a score
    Estimate mean_;
    Estimate sd_;
};

} // namespace kdt::tally
