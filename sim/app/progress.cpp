#include "app/progress.hpp"

#include "study/pace.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace kdt::app {
namespace {

bool is_terminal() {
    const char* term = std::getenv("TERM");
    return isatty(STDERR_FILENO) != 0 && term != nullptr && std::string_view(term) != "dumb";
}

constexpr int kBarWidth = 24;
constexpr std::chrono::milliseconds kBetweenLines{100};

} // namespace

Progress::Progress(std::string label, std::int64_t total, Language language, bool wanted)
    : label_(std::move(label)), total_(std::max<std::int64_t>(1, total)), language_(language),
      shown_(wanted && is_terminal()) {}

std::string Progress::line(std::int64_t done, double seconds) const {
    const study::Pace pace = study::pace_of(*first_, done, total_, seconds);
    const auto filled = static_cast<std::size_t>(pace.share * kBarWidth);
    const std::string bar = std::string(filled, '#') + std::string(kBarWidth - filled, '.');
    const auto words = language_ == Language::zh ? "{} [{}] {:3.0f}%  每秒 {:.0f} 条路径  剩余 {:.0f} 秒"
                                                 : "{} [{}] {:3.0f}%  {:.0f} paths/s  {:.0f} s left";
    return fmt::format(fmt::runtime(words), label_, bar, 100.0 * pace.share, pace.rate, pace.left);
}

void Progress::update(std::int64_t done) {
    if (!shown_) { return; }
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    most_ = std::max(most_, done);
    if (!first_) {
        first_ = done;
        start_ = now;
    }
    if (now - last_ < kBetweenLines) { return; }
    last_ = now;
    on_screen_ = true;
    fmt::print(stderr, "\r\033[K{}", line(most_, std::chrono::duration<double>(now - start_).count()));
    std::fflush(stderr);
}

void Progress::aim(std::int64_t total) {
    const std::lock_guard lock(mutex_);
    total_ = std::max<std::int64_t>(1, total);
}

void Progress::clear() {
    const std::lock_guard lock(mutex_);
    if (on_screen_) { fmt::print(stderr, "\r\033[K"); }
    on_screen_ = false;
    std::fflush(stderr);
}

} // namespace kdt::app
