#include "engine/together.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

/// The paths a run goes on with, and how what they score is kept; no paths: it is over.
struct Order {
    std::int64_t from = 0;
    std::int64_t end = 0;
    std::uint8_t binned = 0;
    std::uint8_t cancelled = 0;
};

Order told(Team& team, Order order) {
    ByteWriter out;
    out.put(order.from).put(order.end).put(order.binned).put(order.cancelled);
    std::string bytes = out.take();
    team.broadcast(bytes);
    ByteReader in(bytes);
    order.from = in.get<std::int64_t>();
    order.end = in.get<std::int64_t>();
    order.binned = in.get<std::uint8_t>();
    order.cancelled = in.get<std::uint8_t>();
    return order;
}

/// The first path of a rank's part: a multiple of four after the first, since four paths share their random bits.
std::int64_t first_of(const Order& order, int rank, int size) {
    const std::int64_t fours = (order.end - order.from) / 4;
    const std::int64_t part = fours / size * rank + std::min<std::int64_t>(fours % size, rank);
    return rank == size ? order.end : order.from + 4 * part;
}

std::string bytes_of(const Model& model, const Outcome& part) {
    ByteWriter out;
    out.put<std::uint8_t>(part.cancelled ? 1 : 0);
    if (!part.cancelled) { write(out, model, part); }
    return out.take();
}

void take_up(const Model& model, Outcome& outcome, const std::string& bytes, std::int64_t end) {
    ByteReader in(bytes);
    if (in.get<std::uint8_t>() != 0) { outcome.cancelled = true; }
    if (outcome.cancelled) { return; }
    append(outcome, read_outcome(model, in, outcome.end(), end - outcome.end()));
    in.expect_end();
}

/// A rank's part with those of the ranks that hang on it; then it is handed on to the rank it hangs on itself.
void meet(const Model& model, Team& team, Outcome& part, const Order& order, const OnMessage& on_message) {
    const int rank = team.rank();
    for (int step = 1; step < team.size(); step *= 2) {
        if (rank % (2 * step) != 0) {
            const std::string bytes = bytes_of(model, part);
            if (on_message) { on_message(bytes.size(), part.paths()); }
            team.send(bytes, rank - step);
            return;
        }
        if (rank + step < team.size()) { take_up(model, part, team.receive(rank + step), order.end); }
    }
}

} // namespace

void lead(const Model& model, const SimulateOptions& options, Team& team, Outcome& outcome, std::int64_t end,
          const OnMessage& on_message) {
    if (team.size() == 1) { return advance(model, options, outcome, end); }
    if (end > options.exact_paths) { put_into_bins(model, outcome); }
    // It may have been put into bins before, for the sake of paths that are still to come.
    const Order order = told(team, {outcome.end(), end, outcome.digest ? std::uint8_t{1} : std::uint8_t{0}});
    SimulateOptions own = options;
    own.pause = {};
    if (options.on_progress) {
        // The others are about as far as this one.
        own.on_progress = [&, before = outcome.paths()](std::int64_t done) {
            options.on_progress(std::min(end, before + (done - before) * team.size()));
        };
    }
    advance(model, own, outcome, first_of(order, 1, team.size()));
    meet(model, team, outcome, order, on_message);
}

int first_unwell(Team& team, bool well) {
    std::string verdict;
    if (!team.leads()) {
        team.send(well ? "1" : "0", 0);
    } else {
        int first = well ? team.size() : 0;
        for (int rank = 1; rank < team.size(); ++rank) {
            if (team.receive(rank) == "0") { first = std::min(first, rank); }
        }
        verdict = std::to_string(first);
    }
    team.broadcast(verdict);
    return std::stoi(verdict);
}

void dismiss(Team& team, bool cancelled) {
    if (team.size() > 1) { told(team, {0, 0, 0, cancelled ? std::uint8_t{1} : std::uint8_t{0}}); }
}

bool follow(const Model& model, const SimulateOptions& options, Team& team, const OnMessage& on_message) {
    SimulateOptions own = options;
    own.pause = {};
    own.on_progress = {};
    for (;;) {
        const Order order = told(team, {});
        if (order.end == order.from) { return order.cancelled != 0; }
        Outcome part =
            begin(model, first_of(order, team.rank(), team.size()), order.binned != 0 ? Keep::binned : Keep::exact);
        advance(model, own, part, first_of(order, team.rank() + 1, team.size()));
        meet(model, team, part, order, on_message);
    }
}

} // namespace kdt::engine
