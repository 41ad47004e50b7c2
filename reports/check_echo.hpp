#pragma once

#include "results/frame.hpp"

#include <string>

namespace kdt::reports {

/// What `kdt check` prints of a sound input, so that a wrong unit is seen: the book (loans, borrowers, sum, by group),
/// the implied default probabilities, remarks, and how many parameters have no source.
std::string check_echo(const results::Frame& frame, Language language);

} // namespace kdt::reports
