#include "catch.hpp"
#include "engine/lane_bits.hpp"
#include "engine/screen_lanes.hpp"
#include "every_target.hpp"
#include "random/luck.hpp"

#include <algorithm>
#include <string>

using kdt::engine::as_float;
using kdt::engine::HalfFloat;
using kdt::engine::kMostLanes;
using kdt::engine::Places;
using kdt::engine::screen;
using kdt::engine::ScreenedColumns;
using kdt::engine::upper_half_above;
using kdt::random::Luck;
using kdt::random::Purpose;

namespace {

constexpr std::size_t kClasses = 5;
constexpr std::size_t kPeriods = 3;

double fraction(std::uint64_t of) {
    return Luck(7, 0).coarse_uniform(Purpose::default_threshold, kdt::EntityId{kdt::mix(of)});
}

struct Screened {
    ScreenedColumns columns;
    std::vector<std::uint32_t> words;
    std::vector<float> bounds; ///< [period][class]

    explicit Screened(std::size_t count) {
        columns.seasons.resize(kPeriods * count);
        for (std::size_t i = 0; i < kPeriods * kClasses; ++i) {
            bounds.push_back(static_cast<float>(fraction(i) * 0.02));
        }
        for (std::size_t i = 0; i < count; ++i) {
            columns.risk_class.push_back(static_cast<std::int32_t>(i % kClasses));
            columns.always.push_back(i % 97 == 5 ? 2.0F : 0.0F);
            for (std::size_t period = 0; period < kPeriods; ++period) {
                columns.seasons[period * count + i] = static_cast<float>(12.0 * fraction(1000 + i + period * count));
            }
            words.push_back(Luck(3, i % 4).word(Purpose::default_threshold, kdt::EntityId{kdt::mix(i)}));
        }
    }

    /// Each borrower has the bounds of its class.
    std::vector<HalfFloat> bounds_by_borrower() const {
        std::vector<HalfFloat> all;
        for (std::size_t period = 0; period < kPeriods; ++period) {
            for (const std::int32_t risk_class : columns.risk_class) {
                all.push_back(upper_half_above(bounds[period * kClasses + static_cast<std::size_t>(risk_class)]));
            }
        }
        return all;
    }

    double hazard(std::size_t i) const {
        double sum = columns.always[i];
        for (std::size_t period = 0; period < kPeriods; ++period) {
            const auto risk_class = static_cast<std::size_t>(columns.risk_class[i]);
            sum += static_cast<double>(bounds[period * kClasses + risk_class]) *
                   static_cast<double>(columns.seasons[period * columns.size() + i]);
        }
        return sum;
    }
};

/// The parts of equal size for each period.
template <class Bound>
std::vector<const Bound*> by_period(const std::vector<Bound>& bounds) {
    std::vector<const Bound*> rows;
    for (std::size_t period = 0; period < kPeriods; ++period) {
        rows.push_back(bounds.data() + period * (bounds.size() / kPeriods));
    }
    return rows;
}

} // namespace

TEST_CASE("screen: all whose threshold the hazard may reach, and hardly anyone else, with every kind of register") {
    for (const std::size_t count : {3, 64, 20'001}) {
        const Screened screened(count);
        kdt::on_every_target([&](const std::string& target) {
            std::vector<std::uint32_t> room(count + kMostLanes);
            const std::vector<const float*> bounds = by_period(screened.bounds);
            const Places found = screen(screened.columns, screened.words, bounds, room);
            INFO(target << ", " << count << " borrowers");
            CHECK(std::is_sorted(found.begin(), found.end()));
            std::size_t missed = 0;
            std::size_t may = 0;
            for (std::size_t i = 0; i < count; ++i) {
                const double largest = (static_cast<double>(screened.words[i]) + 1.0) * 0x1p-32;
                if (largest < 1.0 - screened.hazard(i)) { continue; }
                ++may;
                missed += std::binary_search(found.begin(), found.end(), i) ? 0U : 1U;
            }
            CHECK(missed == 0);
            CHECK(found.size() <= may + may / 100 + 16); // a margin, and a rest that fills no register
            const std::vector<HalfFloat> own = screened.bounds_by_borrower();
            std::vector<std::uint32_t> own_room(count + kMostLanes);
            const std::vector<const HalfFloat*> own_bounds = by_period(own);
            const Places wider = screen(screened.columns, screened.words, own_bounds, own_room);
            CHECK(std::ranges::includes(wider, found));
            CHECK(wider.size() <= found.size() + found.size() / 50 + 2); // bounds wider by 2^-7 at most
        });
    }
}

TEST_CASE("screen: half a float is the least that is not below the value") {
    for (const float value : {0.0F, 1e-40F, 1e-9F, 0.0123F, 0.5F, 1.0F, 1.0000001F, 2.9F, 1e30F}) {
        const HalfFloat half = upper_half_above(value);
        CHECK(as_float(half) >= value);
        CHECK((half == 0 || as_float(static_cast<HalfFloat>(half - 1)) < value));
    }
}
