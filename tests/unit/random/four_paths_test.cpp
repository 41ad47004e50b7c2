#include "catch.hpp"
#include "every_target.hpp"
#include "random/four_paths.hpp"

#include <set>
#include <string>

using kdt::EntityId;
using kdt::random::draw_four_paths;
using kdt::random::EntityColumns;
using kdt::random::FourPaths;
using kdt::random::Luck;
using kdt::random::Purpose;

TEST_CASE("draws for four paths: the words that each path would draw by itself, with every kind of register") {
    std::set<std::string> targets;
    for (const std::size_t count : {0, 1, 7, 16, 1003}) {
        EntityColumns entities;
        for (std::size_t i = 0; i < count; ++i) { entities.push_back(child_of(kdt::entity_of("四条路径"), i)); }
        for (const std::uint64_t path : {0ULL, 6ULL, 4'000'000'003ULL}) {
            const std::uint64_t seed = 0x9e3779b97f4a7c15ULL + path;
            kdt::on_every_target([&](const std::string& target) {
                targets.insert(target);
                FourPaths drawn;
                draw_four_paths(seed, path, Purpose::default_threshold, entities, drawn);
                int wrong = 0;
                for (std::size_t lane = 0; lane < 4; ++lane) {
                    const Luck luck(seed, path / 4 * 4 + lane);
                    REQUIRE(drawn[lane].size() == count);
                    for (std::size_t i = 0; i < count; ++i) {
                        const EntityId entity{entities.low[i] | std::uint64_t{entities.high[i]} << 32};
                        wrong += drawn[lane][i] != luck.word(Purpose::default_threshold, entity) ? 1 : 0;
                    }
                }
                INFO(target << ", " << count << " entities, path " << path);
                CHECK(wrong == 0);
            });
        }
    }
    CHECK(targets.size() > 1); // the fallback and something wider
}
