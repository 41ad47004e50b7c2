#pragma once

#include "tally/batch_sums.hpp"
#include "tally/events.hpp"

#include <cstdint>
#include <vector>

namespace kdt::tally {

/// What `Events` gathers, as weighted sums by batch.
class BatchedEvents {
public:
    explicit BatchedEvents(const Shape& shape);

    void add(std::int64_t path, std::int64_t weight, const PathScores& scores);
    void merge(const BatchedEvents& other) { sums_.merge(other.sums_); }
    void write(ByteWriter& out) const { sums_.write(out); }
    void read(ByteReader& in) { sums_.read(in); }
    std::size_t bytes() const { return sums_.bytes(); }

    // Places among the sums.
    std::size_t refused(std::size_t product, std::size_t reason) const { return 2 * (product * kRefusals + reason); }
    std::size_t cut(std::size_t rule) const { return first_cut_ + 2 * rule; }
    std::size_t pool_share(std::size_t product) const { return first_share_ + 2 * product; }
    std::size_t funder(std::size_t line) const { return first_funder_ + line; }
    std::size_t account(std::size_t line) const { return first_account_ + line; }
    std::size_t lent(std::size_t cohort) const { return first_lent_ + cohort; }
    std::size_t defaulted(std::size_t place) const { return first_defaulted_ + place; }
    std::size_t stopped(std::size_t place) const { return first_stopped_ + place; }
    const BatchSum& at(std::size_t place) const { return sums_.at(place); }

private:
    std::size_t first_cut_;
    std::size_t first_share_;
    std::size_t first_funder_;
    std::size_t first_account_;
    std::size_t first_lent_;
    std::size_t first_defaulted_;
    std::size_t first_stopped_;
    std::size_t count_; ///< of all
    BatchSums sums_;
};

struct CountedEstimate {
    Estimate count;
    Estimate amount;
};

/// The estimates that follow from a run's events, however its paths were drawn.
class EventFigures {
public:
    /// Of a plain run. What is passed outlives the figures.
    EventFigures(const Shape& shape, const Events& events, std::int64_t paths)
        : shape_(&shape), events_(&events), paths_(paths) {}
    /// Of a run whose errors come from batches; `weights` are those of its paths.
    EventFigures(const Shape& shape, const BatchedEvents& batched, const BatchSum& weights)
        : shape_(&shape), batched_(&batched), weights_(&weights) {}

    CountedEstimate refused(int product, Refusal reason) const;
    CountedEstimate cut(int rule) const;
    Estimate pool_share(int product) const;
    Estimate funder_line(int horizon, int line) const;
    Estimate account_line(int horizon, int account, AccountLine line) const;
    Estimate lent(int cohort) const;
    std::vector<Estimate> default_curve(int cohort) const;
    /// Share of the paths on which the member's stop was in force during the month.
    double stopped(int member, int month) const;

private:
    Estimate mean(std::size_t place) const { return ratio_of(batched_->at(place), *weights_, *weights_); }
    CountedEstimate counted(std::size_t place) const { return {mean(place), mean(place + 1)}; }
    CountedEstimate counted(const Events::Counted& sums) const {
        return {mean_of(sums.count, paths_), mean_of(sums.amount, paths_)};
    }

    const Shape* shape_;
    const Events* events_ = nullptr;
    std::int64_t paths_ = 0;
    const BatchedEvents* batched_ = nullptr;
    const BatchSum* weights_ = nullptr;
};

} // namespace kdt::tally
