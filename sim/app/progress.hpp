#pragma once

#include "base/problem.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace kdt::app {

/// A line on stderr with share done, rate and time left: at most ten times a second, only on a terminal, and gone
/// before the result is printed.
class Progress {
public:
    Progress(std::string label, std::int64_t total, Language language, bool wanted);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() { clear(); }

    /// From any thread.
    void update(std::int64_t done);
    /// So many there will be, as far as is known by now.
    void aim(std::int64_t total);
    void clear();

private:
    using Clock = std::chrono::steady_clock;
    std::string line(std::int64_t done, double seconds) const;

    std::string label_;
    std::int64_t total_;
    Language language_;
    bool shown_;
    bool on_screen_ = false;
    std::optional<std::int64_t> first_; ///< done when first told, part of it by an earlier try
    Clock::time_point start_;           ///< when that was
    Clock::time_point last_ = Clock::now();
    std::int64_t most_ = 0;
    std::mutex mutex_;
};

} // namespace kdt::app
