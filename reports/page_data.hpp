#pragma once

#include "reports/document.hpp"

#include <string>

namespace kdt::reports {

/// What the page of reports/web shows (src/types.ts): the document with every figure as text, and under "summary" the
/// parts of summary.json and stress.json that its charts draw, unchanged. JSON, fit to stand inside a script element:
/// no "<" in it.
std::string page_data(const Findings& findings, const Document& document);

} // namespace kdt::reports
