#include "study/campaign.hpp"

namespace kdt::study {
namespace {

/// Paths of a team's first step, for each process: it doubles until a step takes as long as lies between two keepings.
constexpr std::int64_t kFirstStep = 1024;

/// Rank 0's run: steps that end where something is kept.
class Campaign {
public:
    Campaign(const engine::Model& model, const CampaignOptions& options, engine::Team& team)
        : model_(model), options_(options), cancel_(options.simulate.cancel), team_(team),
          step_(kFirstStep * team.size()), outcome_(start()) {
        if (options.keeper == nullptr || team.size() > 1) { return; }
        // What is kept is whole blocks, also when somebody wants to stop.
        options_.simulate.pause = [this] { return options_.keeper->due() || cancelled(); };
        options_.simulate.cancel = nullptr;
    }

    engine::Outcome run() {
        const std::int64_t limit = model_.scenario.paths;
        if (!model_.scenario.precision) { go_on_to(limit); }
        if (model_.scenario.precision && outcome_.paths() == 0 && limit > kTrial) { try_out(); }
        while (model_.scenario.precision && outcome_.paths() < limit && !cancelled() && !outcome_.cancelled) {
            // What was kept may end anywhere, a stage included.
            if (at_stage(outcome_.paths(), limit) && is_enough()) { break; }
            go_on_to(next_stage(outcome_.paths(), limit));
        }
        outcome_.cancelled = outcome_.cancelled || cancelled();
        engine::dismiss(team_, outcome_.cancelled);
        return std::move(outcome_);
    }

private:
    bool cancelled() const { return cancel_ != nullptr && cancel_->load(); }

    engine::Outcome start() {
        // A pilot that was cancelled has left another shift than the kept paths were drawn with.
        const bool goes_on = options_.keeper != nullptr && !cancelled();
        const std::string kept = goes_on ? options_.keeper->kept() : std::string();
        if (kept.empty()) { return engine::begin(model_, 0, keep()); }
        ByteReader in(kept);
        engine::Outcome outcome = engine::read_outcome(model_, in, 0, model_.scenario.paths);
        in.expect_end();
        return outcome;
    }

    /// A run that will come to bins begins with them, so that steps before hold no exact rows; with a precision it may
    /// end before.
    engine::Keep keep() const {
        const bool beyond = model_.scenario.paths > options_.simulate.exact_paths;
        return beyond && !model_.scenario.precision ? engine::Keep::binned : engine::Keep::exact;
    }

    void try_out() {
        go_on_to(kTrial);
        if (outcome_.paths() == kTrial) { tell(outcome_.depleted_by(model_.months)); }
    }

    bool is_enough() {
        const tally::Probability seen = outcome_.depleted_by(model_.months);
        if (is_precise(seen, *model_.scenario.precision)) { return true; }
        tell(seen);
        return false;
    }

    void tell(const tally::Probability& seen) {
        if (!options_.on_stage) { return; }
        options_.on_stage(seen, expected_paths(seen, *model_.scenario.precision, model_.scenario.paths));
    }

    /// A process alone looks at the clock after each block; a team only when its parts have met.
    void go_on_to(std::int64_t end) {
        const bool in_steps = team_.size() > 1 && options_.keeper != nullptr;
        while (outcome_.paths() < end && !cancelled() && !outcome_.cancelled) {
            const std::int64_t to = in_steps ? std::min(end, outcome_.paths() + step_) : end;
            const std::int64_t before = outcome_.paths();
            engine::lead(model_, options_.simulate, team_, outcome_, to, options_.on_message);
            keep_what_is_new(before, end);
        }
    }

    void keep_what_is_new(std::int64_t before, std::int64_t end) {
        if (options_.keeper == nullptr || outcome_.cancelled || outcome_.paths() == before) { return; }
        if (outcome_.paths() < end && (options_.keeper->due() || cancelled())) {
            ByteWriter out;
            engine::write(out, model_, outcome_);
            options_.keeper->keep(out.bytes(), outcome_.paths());
        } else {
            step_ *= 2;
        }
    }

    const engine::Model& model_;
    CampaignOptions options_;
    const std::atomic<bool>* cancel_;
    engine::Team& team_;
    std::int64_t step_;
    engine::Outcome outcome_;
};

} // namespace

engine::Outcome run_paths(const engine::Model& model, const CampaignOptions& options) {
    engine::Alone alone;
    engine::Team& team = options.team != nullptr ? *options.team : alone;
    if (team.leads()) { return Campaign(model, options, team).run(); }
    engine::Outcome none = engine::begin(model);
    none.cancelled = engine::follow(model, options.simulate, team, options.on_message);
    return none;
}

} // namespace kdt::study
