#pragma once

#include "reports/document.hpp"

#include <nlohmann/json_fwd.hpp>

namespace kdt::reports {

/// What the page's charts draw of summary.json and stress.json, at the same places: of breakers the months that have a
/// column in the picture, of quarters' rates as many digits as are shown.
nlohmann::ordered_json page_summary(const Findings& findings);

} // namespace kdt::reports
