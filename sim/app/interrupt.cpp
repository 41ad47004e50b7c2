#include "app/interrupt.hpp"

#include <csignal>

namespace kdt::app {
namespace {

std::atomic<bool>& flag() {
    // A signal handler has no argument of ours: this one flag has to be reachable from everywhere.
    static std::atomic<bool> raised{false};
    return raised;
}

std::atomic<int>& last_signal() {
    static std::atomic<int> number{SIGINT};
    return number;
}

extern "C" void on_signal(int number) {
    last_signal() = number;
    if (flag().exchange(true)) {
        std::signal(number, SIG_DFL);
        std::raise(number);
    }
}

} // namespace

const std::atomic<bool>& interrupt_flag() { return flag(); }

int interrupt_signal() { return last_signal(); }

void catch_interrupts() {
    static_assert(std::atomic<bool>::is_always_lock_free, "the handler may only touch a lock-free flag");
    flag().store(false);
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
}

} // namespace kdt::app
