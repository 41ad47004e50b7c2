#pragma once

#include <cstddef>
#include <optional>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

namespace kdt::engine {

/// The threads a run works on: as many as asked for, more than there are cores included; 0: all the machine has.
class Threads {
public:
    explicit Threads(int wanted) : arena_(wanted > 0 ? wanted : tbb::task_arena::automatic) {
        if (wanted > 0) {
            limit_.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(wanted));
        }
    }

    template <class Work>
    void run(Work work) {
        arena_.execute(work);
    }

private:
    std::optional<tbb::global_control> limit_;
    tbb::task_arena arena_;
};

} // namespace kdt::engine
