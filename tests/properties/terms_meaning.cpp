#include "catch.hpp"
#include "dice.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"
#include "study/clause.hpp"
#include "terms/layer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

// What contract terms mean, asked of whole paths without a second set of books.
namespace kdt::properties {
namespace {

using engine::Event;
using engine::EventKind;
using terms::Party;

/// What is borne of a claim after it was filed, in 分, as the events tell it.
struct Borne {
    std::int64_t of_public = 0;
    std::int64_t loss = 0;    ///< the basis less what has come in since
    std::int64_t insurer = 0; ///< of it
    int product = 0;
};

void follow(Borne& claim, const Event& event) {
    const std::int64_t amount = event.amount.count;
    switch (event.kind) {
    case EventKind::claim_cut:
    case EventKind::claim_rejected:
    case EventKind::claim_to_bank: claim.of_public -= amount; break;
    case EventKind::claim_cancelled: claim.of_public -= amount; break; // the cash is told as the bank's
    case EventKind::reguarantee_paid: claim.of_public += amount; break;
    case EventKind::insurer_paid: claim.insurer += amount; break;
    case EventKind::recovery_pool:
    case EventKind::recovery_reguarantee:
        claim.of_public -= amount;
        claim.loss -= amount;
        break;
    case EventKind::recovery_insurer:
        claim.insurer -= amount;
        claim.loss -= amount;
        break;
    case EventKind::recovery_bank:
    case EventKind::recovery_guarantor: claim.loss -= amount; break;
    default: break;
    }
}

/// Claims of which public money bears more than the ceiling of the real loss at the end of some month.
std::vector<std::string> beyond_ceiling(const engine::Model& model, const engine::Trace& trace, int& looked_at) {
    std::vector<std::string> out;
    std::map<std::string, Borne> claims;
    const auto look = [&](int month) {
        for (const auto& [loan, claim] : claims) {
            const auto& ceiling = model.scenario.products[static_cast<std::size_t>(claim.product)].public_ceiling;
            if (!ceiling) { continue; }
            ++looked_at;
            const Fen most = round_part(Fen{std::max<std::int64_t>(0, claim.loss - claim.insurer)}, *ceiling);
            if (claim.of_public > most.count) { out.push_back(loan + " in month " + std::to_string(month)); }
        }
    };
    int month = 0;
    for (const Event& event : trace.events) {
        if (event.month != month) { look(month); }
        month = event.month;
        const std::string loan = engine::name_of(model, event.loan);
        if (event.kind == EventKind::claim_filed) {
            claims[loan] = {event.amount.count, event.of.count, 0, event.where.product};
        } else if (const auto claim = claims.find(loan); claim != claims.end()) {
            follow(claim->second, event);
        }
    }
    look(month);
    return out;
}

} // namespace

TEST_CASE("ceiling on public money: net of what comes back it bears no more of any claim's real loss, in any month") {
    int looked_at = 0;
    for (std::uint64_t seed = 1; seed <= count_of(1000); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (std::uint64_t path = 0; path < 3; ++path) {
            INFO("scenario " << seed << ", path " << path);
            CHECK(beyond_ceiling(model, engine::trace(model, path), looked_at) == std::vector<std::string>{});
        }
    }
    CHECK(looked_at > static_cast<int>(count_of(1000)));
}

TEST_CASE("first loss: borne only under rows that name the party, never more than its aggregate, the guarantor first") {
    int seen = 0;
    for (std::uint64_t seed = 1; seed <= count_of(2400); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        std::map<Party, Fen> sum;
        const engine::Trace trace = engine::trace(model, seed % 3);
        for (const Event& event : trace.events) {
            if (event.kind != EventKind::first_loss) { continue; }
            ++seen;
            sum[event.party] += event.amount;
            const auto& rows = model.scenario.products[static_cast<std::size_t>(event.where.product)].shares;
            INFO("scenario " << seed << ", loan " << engine::name_of(model, event.loan));
            CHECK(rows[static_cast<std::size_t>(event.row)].pays[event.party] > 0.0);
        }
        CHECK(sum[Party::guarantor] <= model.scenario.guarantor.first_loss);
        CHECK(sum[Party::insurer] <= model.scenario.insurer.first_loss);
    }
    CHECK(seen > 0);
}

TEST_CASE("trace: what takes from anyone's part of a claim or line, or puts it off, names the clause of the scenario "
          "it comes from") {
    const auto takes = [](EventKind kind) {
        constexpr std::array kTaking = {EventKind::claim_filed,
                                        EventKind::add_on,
                                        EventKind::add_on_cut,
                                        EventKind::first_loss,
                                        EventKind::part_cut,
                                        EventKind::claim_rejected,
                                        EventKind::claim_cut,
                                        EventKind::claim_deferred,
                                        EventKind::claim_held,
                                        EventKind::claim_waits,
                                        EventKind::claim_to_bank,
                                        EventKind::guarantor_limited,
                                        EventKind::insurer_limited,
                                        EventKind::reguarantee_limited,
                                        EventKind::reguarantor_limited,
                                        EventKind::renewal_capped};
        return std::find(kTaking.begin(), kTaking.end(), kind) != kTaking.end();
    };
    int nameless = 0;
    int named = 0;
    for (std::uint64_t seed = 1; seed <= count_of(1000); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (const Event& event : engine::trace(model, seed % 3).events) {
            if (!takes(event.kind)) { continue; }
            ++(study::clause_of(model, event).starts_with("/") ? named : nameless);
        }
    }
    CHECK(nameless == 0);
    CHECK(named > 0);
}

TEST_CASE("layer: what is shared of a year's losses, one after another, is the year's sum within the bands") {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        Dice dice(seed);
        const Fen book{1000};
        const int attach = dice.below(500);
        const int detach = attach + dice.below(500);
        const int second = detach + dice.below(100);
        const Rate share{dice.pick({1.0, 0.5, 0.35})};
        const terms::Layer layer{{{Rate{attach / 1000.0}, Rate{detach / 1000.0}}, {Rate{second / 1000.0}, {}, share}}};
        Fen before;
        Fen shared;
        for (int claims = dice.below(20); claims > 0; --claims) {
            const Fen loss{dice.below(120)};
            shared += terms::in_layer(layer, book, before, loss);
            before += loss;
        }
        const std::int64_t first_part =
            std::max<std::int64_t>(0, std::min<std::int64_t>(before.count, detach) - attach);
        const Fen rest{std::max<std::int64_t>(0, before.count - second)};
        INFO("seed " << seed);
        CHECK(shared == Fen{first_part} + round_part(rest, share));
    }
}

TEST_CASE("layer: two adjacent bands of one share are one band, for every single loss") {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        Dice dice(seed);
        const Fen book{dice.below(100'000)};
        const Rate from{dice.below(50) / 1000.0};
        const Rate middle{from.value + dice.below(50) / 1000.0};
        const auto to = dice.chance(0.3) ? std::nullopt : std::optional(Rate{middle.value + dice.below(50) / 1000.0});
        const Rate share{dice.pick({1.0, 0.5, 0.35, 0.123})};
        const terms::Layer whole{{{from, to, share}}};
        const terms::Layer halves{{{middle, to, share}, {from, middle, share}}};
        Fen before;
        for (int claims = dice.below(20); claims > 0; --claims) {
            const Fen loss{dice.below(2000)};
            INFO("seed " << seed);
            CHECK(terms::in_layer(halves, book, before, loss) == terms::in_layer(whole, book, before, loss));
            before += loss;
        }
    }
}

} // namespace kdt::properties
