#include "random/luck.hpp"

#include "random/normal.hpp"

#include <Random123/philox.h>
#include <boost/random/normal_distribution.hpp>

namespace kdt::random {
namespace {

constexpr std::uint32_t kMedianWord = 0x80000000U;

} // namespace

std::uint32_t Luck::word(Purpose purpose, EntityId entity, std::uint32_t block) const {
    if (median_) { return block == 0 ? kMedianWord : 0; }
    const r123::Philox4x32::key_type key = {
        {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)}};
    const r123::Philox4x32::ctr_type counter = {
        {static_cast<std::uint32_t>(path_ >> 2), static_cast<std::uint32_t>(entity.bits),
         static_cast<std::uint32_t>(entity.bits >> 32), (static_cast<std::uint32_t>(purpose) << 24) + block}};
    return r123::Philox4x32{}(counter, key)[path_ & 3];
}

double Luck::uniform(Purpose purpose, EntityId entity) const {
    if (median_) { return 0.5; }
    return uniform_of(word(purpose, entity, 0), word(purpose, entity, 1));
}

double Luck::coarse_uniform(Purpose purpose, EntityId entity) const {
    if (median_) { return 0.5; }
    return coarse_uniform_of(word(purpose, entity));
}

double Luck::normal(Purpose purpose, EntityId entity) const {
    if (median_) { return 0.0; }
    Stream words(*this, purpose, entity);
    return boost::random::normal_distribution<double>()(words);
}

} // namespace kdt::random
