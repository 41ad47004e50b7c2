#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kdt {

/// Who a draw belongs to: a hash of ids, never a position or a counter.
struct EntityId {
    std::uint64_t bits = 0;
    friend constexpr bool operator==(EntityId, EntityId) = default;
};

/// Bijective mixing of 64 bits (the finaliser of MurmurHash3 with Stafford's constants, variant 13).
constexpr std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// Hash of a name's bytes (FNV-1a, then mixed). The same on every machine.
constexpr EntityId entity_of(std::string_view name) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (char c : name) { h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL; }
    return EntityId{mix(h)};
}

/// The entity named by `parent` and a number: an application of a demand row, a renewal of a loan, …
constexpr EntityId child_of(EntityId parent, std::uint64_t number) {
    return EntityId{mix(parent.bits + 0x9e3779b97f4a7c15ULL * (number + 1))};
}

/// SHA-256 of the bytes, in lower-case hex.
std::string sha256_hex(std::string_view bytes);

} // namespace kdt
