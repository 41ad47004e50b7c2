#pragma once

#include <hwy/targets.h>

#include <cstdint>
#include <string>

namespace kdt {

/// Calls use(name) once for each kind of vector register that this machine has and the build knows, with dispatch held
/// to it, and the plain fallback among them.
template <class Use>
void on_every_target(Use use) {
    const std::int64_t all = hwy::SupportedTargets();
    for (std::int64_t left = all; left != 0; left &= left - 1) {
        const std::int64_t target = left & -left;
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().DeInit();
        use(std::string(hwy::TargetName(target)));
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
}

} // namespace kdt
