#pragma once

#include <cstddef>

namespace kdt::engine {

/// Has an object brought into the cache while other work goes on. In a large book what a path touches lies far apart,
/// and waiting for memory costs more than the work.
template <class Object>
void fetch(const Object& object) {
    constexpr std::size_t kLine = 64;
    const auto* bytes = reinterpret_cast<const char*>(&object);
    for (std::size_t offset = 0; offset < sizeof(Object); offset += kLine) { __builtin_prefetch(bytes + offset); }
    __builtin_prefetch(bytes + sizeof(Object) - 1);
}

} // namespace kdt::engine
