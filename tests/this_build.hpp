#pragma once

// What tests need to know of the build they are linked in; their own code is the same in every build.

namespace testing {

/// The program under test.
extern const char* const kKdtBinary;
/// The launcher of the MPI that the program was built with; "" for none.
extern const char* const kMpirun;
/// Whether the rooms and the program are looked at by AddressSanitizer, which takes memory and time.
extern const bool kSanitized;

} // namespace testing
