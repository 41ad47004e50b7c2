#pragma once

namespace kdt::terms {

/// Which money of a hybrid pool a funder gives: its cash, or the budget's commitment behind it.
enum class FunderPart { cash, commitment };

} // namespace kdt::terms
