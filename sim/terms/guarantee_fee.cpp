#include "terms/guarantee_fee.hpp"

namespace kdt::terms {

Fen GuaranteeFee::due(Fen balance, int months) const { return round_part(Fen{balance.count * months}, rate, 12); }

int GuaranteeFee::months_ahead(int months_left) const {
    constexpr int kYear = 12;
    return paid == FeePaid::yearly && months_left > kYear ? kYear : months_left;
}

} // namespace kdt::terms
