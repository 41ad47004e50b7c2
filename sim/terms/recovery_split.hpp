#pragma once

namespace kdt::terms {

/// Who gets what comes in after a claim fell due: all by their granted parts, or the bank until its own is whole.
enum class RecoverySplit { pro_rata, bank_first };

} // namespace kdt::terms
