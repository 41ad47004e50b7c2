#pragma once

#include "engine/model.hpp"
#include "random/four_paths.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace kdt::engine {

/// What an application draws, whatever becomes of it; the renewal in the name of its first renewal.
enum class ApplicationDraw : std::size_t { order, size, sector, bank, threshold, renewal };
inline constexpr std::array kApplicationPurposes = {
    random::Purpose::application_order, random::Purpose::application_size,  random::Purpose::application_sector,
    random::Purpose::application_bank,  random::Purpose::default_threshold, random::Purpose::renewal};

/// Draws whose entities are known before the path is: four consecutive paths share a block of random bits, so they are
/// drawn for the four together when the first of them starts. The words are those that `Luck` would draw one by one.
class SharedDraws {
public:
    /// Turns to a path; draws when it is not among the four of the last one.
    void turn_to(const Model& model, std::uint64_t path);

    static double bytes_for(const Model& model);

    /// Leading word of a borrower's threshold, by place in Model::borrowers.
    std::uint32_t opening_threshold(std::size_t borrower) const { return thresholds_[lane_][borrower]; }

    std::span<const std::uint32_t> opening_thresholds() const { return thresholds_[lane_]; }

    /// By place in Model::applications.
    std::uint32_t word(ApplicationDraw draw, std::size_t application) const {
        return applications_[static_cast<std::size_t>(draw)][lane_][application];
    }

    /// How many applications come, by place in ApplicationPlan::batches.
    std::uint32_t demand_count(std::size_t batch) const { return counts_[lane_][batch]; }

private:
    std::uint64_t four_ = 0; ///< 1 + path / 4 of what is drawn; 0: nothing is
    std::size_t lane_ = 0;   ///< path mod 4
    random::FourPaths thresholds_;
    random::FourPaths counts_;
    std::array<random::FourPaths, kApplicationPurposes.size()> applications_;
};

} // namespace kdt::engine
