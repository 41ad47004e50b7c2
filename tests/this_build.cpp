#include "this_build.hpp"

namespace testing {

const char* const kKdtBinary = KDT_BINARY;
const char* const kMpirun = KDT_MPIRUN;
const bool kSanitized = KDT_SANITIZED != 0;

} // namespace testing
