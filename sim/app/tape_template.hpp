#pragma once

#include "scenario/scenario.hpp"

#include <string>

namespace kdt::app {

/// A loan tape for a scenario to be filled in: Chinese headers with their units, a line above them that says how
/// amounts, months and rates are written, and two made-up loans with the scenario's own ids. UTF-8 with BOM, so that
/// spreadsheets show it right; `portfolio.file` reads it as it stands.
std::string tape_template(const scenario::Scenario& scenario);

} // namespace kdt::app
