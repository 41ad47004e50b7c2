#pragma once

#include "base/money.hpp"

namespace kdt::terms {

/// Most that public money (the pool, re-guarantee, what is ceded to re-guarantors) may bear of a loss, in 分:
/// round(ceiling · (loss − what the commercial insurer bears of it)), the real loss of bank and guarantor. The rule of
/// 安徽省科技企业贷款风险补偿资金池: all public money together at most 80 % of what they really bear.
inline Fen most_of_public_money(Rate ceiling, Fen loss, Fen of_insurer) {
    return round_part(not_below_zero(loss - of_insurer), ceiling);
}

} // namespace kdt::terms
