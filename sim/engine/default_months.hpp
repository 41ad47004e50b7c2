#pragma once

#include "engine/model.hpp"
#include "engine/month_lanes.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kdt::engine {

struct Opening;
struct PathState;

/// When borrowers of the opening book that have one contract, of which nothing is drawn but its default, do default:
/// worked out for many of them together.
class DefaultMonths {
public:
    DefaultMonths() = default;
    DefaultMonths(const Model& model, const Opening& opening);

    /// For the path's candidates, by their places: a month, 0 or kUndecided, as find_months tells. Valid until the next
    /// call.
    std::span<const std::int32_t> find(const Model& model, const PathState& state);

    /// The only contract of a borrower; negative: what `find` tells of it is kUndecided.
    std::int32_t loan_of(std::size_t borrower) const { return rows_[borrower].fields[ExposedRow::loan]; }

    static double bytes_for(const Model& model);

private:
    bool tells_hazards_ = false; ///< screening does, of all classes
    bool has_series_ = false;
    std::vector<ExposedRow> rows_;  ///< by borrower
    std::vector<float> sixteenths_; ///< SeasoningSums
    std::vector<float> rest_;
    std::vector<float> composites_; ///< of the path: [sector][period]
    std::vector<std::int32_t> months_;
};

} // namespace kdt::engine
