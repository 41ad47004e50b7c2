#include "engine/together.hpp"
#include "catch.hpp"
#include "generator.hpp"
#include "samples.hpp"
#include "study/campaign.hpp"

#include <climits>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

using namespace kdt;
using namespace kdt::properties;

namespace {

/// Messages between the threads that stand for processes.
struct Post {
    std::mutex mutex;
    std::condition_variable arrived;
    std::map<std::pair<int, int>, std::deque<std::string>> boxes; ///< by sender and receiver

    void put(int from, int to, std::string bytes) {
        const std::lock_guard lock(mutex);
        boxes[{from, to}].push_back(std::move(bytes));
        arrived.notify_all();
    }
    std::string take(int from, int to) {
        std::unique_lock lock(mutex);
        auto& box = boxes[{from, to}];
        arrived.wait(lock, [&] { return !box.empty(); });
        std::string bytes = std::move(box.front());
        box.pop_front();
        return bytes;
    }
};

class ThreadTeam final : public engine::Team {
public:
    ThreadTeam(Post& post, int rank, int size) : post_(post), rank_(rank), size_(size) {}
    int rank() const override { return rank_; }
    int size() const override { return size_; }
    int neighbours() const override { return size_; }
    void give_up(int) override {}
    void send(std::string_view bytes, int to) override { post_.put(rank_, to, std::string(bytes)); }
    std::string receive(int from) override { return post_.take(from, rank_); }
    void broadcast(std::string& bytes) override {
        if (rank_ > 0) {
            bytes = receive(0);
            return;
        }
        for (int to = 1; to < size_; ++to) { send(bytes, to); }
    }

private:
    Post& post_;
    int rank_;
    int size_;
};

/// Runs `part(team)` for every rank at once.
template <class Part>
void with_team(int size, Part part) {
    Post post;
    std::vector<std::thread> others;
    for (int rank = 1; rank < size; ++rank) {
        others.emplace_back([&post, rank, size, &part] {
            ThreadTeam team(post, rank, size);
            part(team);
        });
    }
    ThreadTeam first(post, 0, size);
    part(first);
    for (std::thread& other : others) { other.join(); }
}

std::string bytes_of_outcome(const engine::Model& model, const engine::Outcome& outcome) {
    ByteWriter out;
    engine::write(out, model, outcome);
    return out.take();
}

/// Keeps what a run has once it was asked as often as it waits, until that is `most` paths: then `stop` is set. One
/// that goes on from what was kept keeps nothing.
class LastKept final : public study::Keeper {
public:
    LastKept(int waits, std::int64_t most) : waits_(waits), most_(most) {}
    explicit LastKept(std::string kept = {}) : kept_(std::move(kept)) {}
    std::string kept() override { return kept_; }
    bool due() const override { return asked_++ >= waits_; }
    void keep(std::string_view bytes, std::int64_t paths) override {
        kept_ = bytes;
        all.push_back(kept_);
        stop = paths >= most_;
    }

    std::vector<std::string> all;
    std::atomic<bool> stop{false};

private:
    mutable std::atomic<int> asked_{0};
    int waits_ = INT_MAX;
    std::int64_t most_ = INT64_MAX;
    std::string kept_;
};

/// The run with so many processes, from what was kept on, as far as its keeper lets it.
engine::Outcome campaign(const engine::Model& model, std::int64_t exact_paths, int processes, LastKept& keeper) {
    engine::Outcome outcome;
    with_team(processes, [&](engine::Team& team) {
        study::CampaignOptions options;
        options.simulate.threads = 1;
        options.simulate.exact_paths = exact_paths;
        options.team = &team;
        if (!team.leads()) { return void(study::run_paths(model, options)); }
        options.keeper = &keeper;
        options.simulate.cancel = &keeper.stop;
        outcome = study::run_paths(model, options);
    });
    return outcome;
}

engine::Model model_of(std::uint64_t seed, std::int64_t paths) {
    scenario::Scenario scenario = random_scenario(seed);
    scenario.paths = paths;
    return engine::compile(scenario);
}

} // namespace

TEST_CASE("together: any number of processes gathers what one does, in one go or in steps, exactly or in bins") {
    for (std::uint64_t seed = 1; seed <= count_of(12); ++seed) {
        const engine::Model model = model_of(seed, 211);
        engine::SimulateOptions options;
        options.threads = 1;
        options.exact_paths = seed % 2 == 0 ? 90 : scenario::kMostExactPaths;
        const std::string alone = bytes_of_outcome(model, engine::simulate(model, options));
        for (const int size : {1, 2, 3, 8}) {
            INFO("scenario " << seed << ", " << size << " processes");
            engine::Outcome outcome = engine::begin(model);
            with_team(size, [&](engine::Team& team) {
                if (!team.leads()) { return void(engine::follow(model, options, team)); }
                for (const std::int64_t end : {5, 100, 211}) { engine::lead(model, options, team, outcome, end); }
                engine::dismiss(team, false);
            });
            CHECK(bytes_of_outcome(model, outcome) == alone);
        }
    }
}

TEST_CASE("together: tilted and Sobol runs keep weights and batches on their way between processes") {
    for (const scenario::Method method : {scenario::Method::tilt, scenario::Method::sobol}) {
        scenario::Scenario scenario = random_scenario(1);
        for (std::uint64_t seed = 2; !has_factors(scenario); ++seed) { scenario = random_scenario(seed); }
        scenario.paths = 211;
        scenario.method = method;
        engine::Model model = engine::compile(scenario);
        if (method == scenario::Method::tilt) { model.tilt.assign(model.factors->innovations(), -0.4); }
        const engine::Outcome alone = engine::simulate(model);
        engine::Outcome outcome = engine::begin(model);
        with_team(3, [&](engine::Team& team) {
            if (!team.leads()) { return void(engine::follow(model, {1, {}, nullptr}, team)); }
            for (const std::int64_t end : {50, 211}) { engine::lead(model, {1, {}, nullptr}, team, outcome, end); }
            engine::dismiss(team, false);
        });
        CHECK(bytes_of_outcome(model, outcome) == bytes_of_outcome(model, alone));
        CHECK(std::ranges::equal(outcome.scores->weights(), alone.scores->weights()));
        CHECK(alone.scores->weights().size() == (method == scenario::Method::tilt ? 211U : 0U));
        const auto se = [&](const engine::Outcome& of) {
            return of.tally->month_mean(model.months, tally::Measure::outstanding).se;
        };
        CHECK(se(outcome) == se(alone));
        CHECK(outcome.depleted_by(model.months).ess.has_value() == (method == scenario::Method::tilt));
    }
}

TEST_CASE("together: more processes than paths") {
    const engine::Model model = model_of(4, 3);
    engine::Outcome outcome = engine::begin(model);
    with_team(5, [&](engine::Team& team) {
        if (!team.leads()) { return void(engine::follow(model, {1, {}, nullptr}, team)); }
        engine::lead(model, {1, {}, nullptr}, team, outcome, 3);
        engine::dismiss(team, false);
    });
    CHECK(bytes_of_outcome(model, outcome) == bytes_of_outcome(model, engine::simulate(model)));
}

TEST_CASE("together: one process cancelled ends the run of all, and all know") {
    const engine::Model model = model_of(2, 400);
    const std::atomic<bool> stop{true};
    for (const int who : {0, 1, 4}) {
        std::vector<int> told(5, -1);
        with_team(5, [&](engine::Team& team) {
            const engine::SimulateOptions options{1, {}, team.rank() == who ? &stop : nullptr};
            const auto rank = static_cast<std::size_t>(team.rank());
            if (!team.leads()) {
                told[rank] = engine::follow(model, options, team) ? 1 : 0;
                return;
            }
            engine::Outcome outcome = engine::begin(model);
            engine::lead(model, options, team, outcome, 400);
            told[rank] = outcome.cancelled ? 1 : 0;
            engine::dismiss(team, outcome.cancelled);
        });
        CHECK(told == std::vector<int>(5, 1));
    }
}

TEST_CASE("together: what one process finds amiss all learn, and one of them speaks") {
    for (const std::vector<int>& unwell : {std::vector<int>{}, {0}, {2}, {1, 2}, {0, 1, 2, 3}}) {
        std::vector<int> heard(4, -1);
        with_team(4, [&](engine::Team& team) {
            const bool well = std::find(unwell.begin(), unwell.end(), team.rank()) == unwell.end();
            heard[static_cast<std::size_t>(team.rank())] = engine::first_unwell(team, well);
        });
        CHECK(heard == std::vector<int>(4, unwell.empty() ? 4 : unwell.front()));
    }
}

TEST_CASE("together: what is in bins already stays there, also where a step ends below what is kept exactly") {
    const engine::Model model = model_of(3, 211);
    engine::SimulateOptions options;
    options.threads = 1;
    options.exact_paths = 150;
    engine::Outcome outcome = engine::begin(model, 0, engine::Keep::binned);
    engine::advance(model, options, outcome, 40);
    with_team(3, [&](engine::Team& team) {
        if (!team.leads()) { return void(engine::follow(model, options, team)); }
        for (const std::int64_t end : {80, 211}) { engine::lead(model, options, team, outcome, end); }
        engine::dismiss(team, false);
    });
    CHECK(bytes_of_outcome(model, outcome) == bytes_of_outcome(model, engine::simulate(model, options)));
}

TEST_CASE("together: parts that are not kept alike are not put together") {
    const engine::Model model = model_of(3, 211);
    engine::Outcome exact = engine::begin(model);
    engine::Outcome binned = engine::begin(model, 0, engine::Keep::binned);
    CHECK_THROWS_AS(engine::append(exact, binned), BadBytes);
    CHECK_THROWS_AS(engine::append(binned, exact), BadBytes);
}

TEST_CASE("together: a run in bins goes on with any number of processes, and holds no exact rows on its way",
          "[long]") {
    const engine::Model model = model_of(3, 5000);
    const std::int64_t exact_paths = 4000;
    LastKept nothing;
    const std::string whole = bytes_of_outcome(model, campaign(model, exact_paths, 1, nothing));
    for (const auto& [first, second] : {std::pair(1, 2), std::pair(2, 1), std::pair(2, 3)}) {
        INFO(first << " processes, then " << second);
        LastKept keeper(0, 100);
        CHECK(campaign(model, exact_paths, first, keeper).cancelled);
        for (const std::string& kept : keeper.all) {
            ByteReader in(kept);
            CHECK(engine::read_outcome(model, in, 0, 5000).digest != nullptr);
        }
        LastKept on(keeper.kept());
        CHECK(bytes_of_outcome(model, campaign(model, exact_paths, second, on)) == whole);
    }
}

TEST_CASE("together: a run that doubles until it is precise goes on with any number of processes, in bins before the "
          "step is beyond what is kept exactly",
          "[long]") {
    engine::Model model = model_of(3, 19'500);
    model.scenario.precision = 1e-6; // never
    const std::int64_t exact_paths = 19'000;
    LastKept nothing;
    const std::string whole = bytes_of_outcome(model, campaign(model, exact_paths, 1, nothing));
    LastKept keeper(study::kFirstStage / 64, study::kFirstStage + 1);
    CHECK(campaign(model, exact_paths, 1, keeper).cancelled);
    LastKept on(keeper.kept());
    CHECK(bytes_of_outcome(model, campaign(model, exact_paths, 2, on)) == whole);
}
