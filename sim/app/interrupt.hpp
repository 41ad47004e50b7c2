#pragma once

#include <atomic>

namespace kdt::app {

/// Ctrl-C (or SIGTERM) asks a running command to stop; the flag is what the workers look at.
const std::atomic<bool>& interrupt_flag();

/// The signal that raised it.
int interrupt_signal();

/// From now on SIGINT and SIGTERM raise the flag; a second one ends the program at once.
void catch_interrupts();

} // namespace kdt::app
