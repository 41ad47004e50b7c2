#pragma once

namespace kdt::terms {

/// Where a claim may find money beyond the account it is paid from: nowhere, in the common account, or after it in the
/// accounts of the other banks.
enum class Transfers { none, from_common, from_all };

} // namespace kdt::terms
