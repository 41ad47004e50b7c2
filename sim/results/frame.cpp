#include "results/frame.hpp"

namespace kdt::results {

std::string name_of(Unit unit) {
    switch (unit) {
    case Unit::yuan: return "元";
    case Unit::wan: return "万元";
    case Unit::yi: return "亿元";
    }
    return {};
}

std::string name_of(BreakerScope scope) {
    switch (scope) {
    case BreakerScope::scheme: return "scheme";
    case BreakerScope::bank: return "bank";
    case BreakerScope::product: return "product";
    case BreakerScope::sector: return "sector";
    }
    return {};
}

std::string name_of(TargetReading reading) {
    switch (reading) {
    case TargetReading::disbursed: return "disbursed";
    case TargetReading::cumulative: return "cumulative";
    case TargetReading::outstanding: return "outstanding";
    }
    return {};
}

std::optional<double> share_of(const BookFacts& book, const BookLine& line) {
    if (book.outstanding == Fen{}) { return std::nullopt; }
    return static_cast<double>(line.outstanding.count) / static_cast<double>(book.outstanding.count);
}

} // namespace kdt::results
