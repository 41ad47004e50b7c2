#include "reports/texts.hpp"

namespace kdt::reports {

const Texts& texts() {
    static const Texts all;
    return all;
}

} // namespace kdt::reports
