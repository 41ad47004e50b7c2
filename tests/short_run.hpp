#pragma once

#include <cstdlib>

namespace kdt {

/// Whether KDT_QUICK=1 asks for a short run (sanitizers): cases tagged [long] are left out, others look at less.
inline bool is_short_run() {
    const char* quick = std::getenv("KDT_QUICK");
    return quick != nullptr && *quick == '1';
}

} // namespace kdt
