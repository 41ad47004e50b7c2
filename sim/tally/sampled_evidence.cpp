#include "tally/evidence.hpp"

namespace kdt::tally {
namespace {

class SampledEvidence final : public Evidence {
public:
    SampledEvidence(const Scores& scores, const Sample& sample) : scores_(&scores), sample_(&sample) {}

    Probability happened(PathEvent event, int month) const override {
        const std::vector<std::int16_t> first = first_months(*scores_, event);
        return sample_->chance([&](std::size_t path) { return happened_by(first[path], month); });
    }

    Probability false_alarm(PathEvent stop, int horizon) const override {
        const int month = scores_->shape().horizons[size(horizon)];
        const Scores::Months below = scores_->macro_below_zero_month();
        const std::vector<std::int16_t> first = first_months(*scores_, stop);
        return sample_->chance([&](std::size_t path) { return happened_by(first[path], month); },
                               [&](std::size_t path) { return !happened_by(below[path], month); });
    }

    std::optional<double> time_to_depletion(int month, const Level& level) const override {
        const Scores::Months first = scores_->depleted_month();
        const std::vector<std::int64_t> times(first.begin(), first.end());
        return sample_->law_among(times, [&](std::size_t path) { return happened_by(first[path], month); })->at(level);
    }

    Probability met(int target) const override {
        const auto outcome = scores_->target_outcome(target);
        return sample_->chance([&](std::size_t path) { return outcome[path] == 0; });
    }

    Probability reached(int target, const Law&, std::int64_t amount) const override {
        const Scores::Column amounts = scores_->target(target);
        return sample_->chance([&](std::size_t path) { return amounts[path] >= amount; });
    }

    std::optional<double> share_of_misses(int target, TargetOutcome wanted) const override {
        const auto outcome = scores_->target_outcome(target);
        return sample_
            ->chance([&](std::size_t path) { return outcome[path] == wanted; },
                     [&](std::size_t path) { return outcome[path] != 0; })
            .value;
    }

    Estimate ratio(std::size_t number, int horizon) const override {
        const RatioInfo& ratio = kRatios[number];
        const int date = scores_->date_of(scores_->shape().horizons[size(horizon)]);
        const Scores::Column top = scores_->measure(date, ratio.top);
        const Scores::Column bottom = scores_->measure(date, ratio.bottom);
        std::vector<std::int64_t> whole(bottom.begin(), bottom.end());
        for (std::size_t path = 0; ratio.top_is_part && path < whole.size(); ++path) { whole[path] += top[path]; }
        return sample_->ratio(top, whole);
    }

    NetPresentValues npv() const override {
        const Scores::Column cost = scores_->npv_cost();
        const Scores::Column lending = scores_->npv_lending();
        return {sample_->mean(cost), sample_->mean(lending), sample_->ratio(cost, lending)};
    }

private:
    const Scores* scores_;
    const Sample* sample_;
};

} // namespace

std::unique_ptr<Evidence> sampled_evidence(const Scores& scores, const Sample& sample) {
    return std::make_unique<SampledEvidence>(scores, sample);
}

} // namespace kdt::tally
