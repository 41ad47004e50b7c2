#include "base/hash.hpp"

#include "catch.hpp"

#include <set>
#include <string>

using namespace kdt;

TEST_CASE("sha-256: the examples of FIPS 180-4") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("entities: children of nobody are the outputs of SplitMix64 from seed 0 (Steele, Lea & Flood 2014)") {
    CHECK(child_of(EntityId{0}, 0).bits == 0xe220a8397b1dcdafULL);
    CHECK(child_of(EntityId{0}, 1).bits == 0x6e789e6aa1b965f4ULL);
    CHECK(child_of(EntityId{0}, 2).bits == 0x06c45d188009454fULL);
}

TEST_CASE("entities: a name's hash is FNV-1a, mixed") {
    // FNV-1a of "" and "a" by its authors' test vectors.
    CHECK(entity_of("").bits == mix(0xcbf29ce484222325ULL));
    CHECK(entity_of("a").bits == mix(0xaf63dc4c8601ec8cULL));
    CHECK(entity_of("foobar").bits == mix(0x85944171f73967e8ULL));
}

TEST_CASE("entities: names, months and ordinals of a large scheme don't meet") {
    std::set<std::uint64_t> seen;
    std::size_t made = 0;
    for (int row = 0; row < 12; ++row) {
        const EntityId demand = entity_of("demand:产品/层级" + std::to_string(row));
        for (std::uint64_t month = 1; month <= 60; ++month) {
            const EntityId batch = child_of(demand, month);
            for (std::uint64_t ordinal = 1; ordinal <= 200; ++ordinal, ++made) {
                seen.insert(child_of(batch, ordinal).bits);
            }
        }
    }
    for (int loan = 0; loan < 20'000; ++loan, ++made) { seen.insert(entity_of("loan:" + std::to_string(loan)).bits); }
    CHECK(seen.size() == made);
}
