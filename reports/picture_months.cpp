#include "reports/picture_months.hpp"

namespace kdt::reports {

std::vector<int> picture_months(int horizon) {
    constexpr int kMostColumns = 37;
    const int step = (horizon + kMostColumns - 1) / kMostColumns;
    std::vector<int> months;
    for (int month = 1; month <= horizon; ++month) {
        if (month % step == 0 || month == horizon) { months.push_back(month); }
    }
    return months;
}

} // namespace kdt::reports
