#pragma once

#include "reports/document.hpp"

#include <string>
#include <string_view>

namespace kdt::reports {

/// report.html: the page of reports/web with language, title and data in it; one file that loads nothing. The same
/// findings give the same bytes.
std::string html(const Findings& findings, const Document& document);

/// The page as it is built, with marks where language, title and data go.
std::string_view page_template();

} // namespace kdt::reports
