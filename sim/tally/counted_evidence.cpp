#include "tally/evidence.hpp"

namespace kdt::tally {
namespace {

class CountedEvidence final : public Evidence {
public:
    explicit CountedEvidence(const Digest& digest) : digest_(&digest) {}

    Probability happened(PathEvent event, int month) const override {
        return probability_of(digest_->paths_by(event, month), digest_->paths());
    }

    Probability false_alarm(PathEvent stop, int horizon) const override {
        const int month = digest_->shape().horizons[size(horizon)];
        const std::int64_t bad = digest_->paths_by({PathEvent::Kind::macro_below_zero}, month);
        return probability_of(digest_->alarms(stop, horizon), digest_->paths() - bad);
    }

    std::optional<double> time_to_depletion(int month, const Level& level) const override {
        const PathEvent depleted{PathEvent::Kind::depleted};
        const std::int64_t paths = digest_->paths_by(depleted, month);
        if (paths == 0) { return std::nullopt; }
        int at = 1;
        while (digest_->paths_by(depleted, at) < level.rank(paths)) { ++at; }
        return static_cast<double>(at);
    }

    Probability met(int target) const override {
        return probability_of(digest_->outcomes(target)[0], digest_->paths());
    }

    Probability reached(int, const Law& law, std::int64_t amount) const override {
        return probability_of(static_cast<std::int64_t>(law.count_from(amount)), digest_->paths());
    }

    std::optional<double> share_of_misses(int target, TargetOutcome outcome) const override {
        const Digest::Outcomes& paths = digest_->outcomes(target);
        const auto missed = static_cast<double>(digest_->paths() - paths[0]);
        return missed == 0.0 ? std::nullopt : std::optional(static_cast<double>(paths[outcome]) / missed);
    }

    Estimate ratio(std::size_t number, int horizon) const override {
        return digest_->ratio(number, horizon).ratio(digest_->paths());
    }

    NetPresentValues npv() const override {
        const RatioSums& sums = digest_->npv();
        const std::int64_t paths = digest_->paths();
        return {mean_of(sums.numerator, paths), mean_of(sums.denominator, paths), sums.ratio(paths)};
    }

private:
    const Digest* digest_;
};

} // namespace

std::unique_ptr<Evidence> counted_evidence(const Digest& digest) { return std::make_unique<CountedEvidence>(digest); }

} // namespace kdt::tally
