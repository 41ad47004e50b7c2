#pragma once

#include "reports/document.hpp"

#include <string>

namespace kdt::reports {

/// report.md: the whole report in one page; tables aligned by display width. Charts are left out: their tables stand
/// in csv/.
std::string markdown(const Document& document);

} // namespace kdt::reports
