#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kdt::study {

/// Where a long run keeps what it has gathered, so that it goes on after whatever ended it.
class Keeper {
public:
    virtual ~Keeper() = default;
    /// What an earlier run kept; empty: nothing. Asked once.
    virtual std::string kept() = 0;
    /// Whether it is time to keep again; called from any thread.
    virtual bool due() const = 0;
    /// What the first `paths` paths gathered.
    virtual void keep(std::string_view bytes, std::int64_t paths) = 0;
};

} // namespace kdt::study
