#pragma once

#include "base/problem.hpp"

#include <optional>
#include <string>

namespace kdt::app {

/// The formats a result may be asked in. What can't be delivered is refused before anything is simulated.
struct Formats {
    bool json = false;
    bool csv = false;
    bool markdown = false;
    bool html = false;
    bool xlsx = false;
    bool docx = false;
};

/// Reads "html,xlsx,md"; nothing said means all that needs no other program (docx is made by pandoc, when asked for).
/// Problems name what is unknown.
Checked<Formats> formats_of(const std::optional<std::string>& list);

} // namespace kdt::app
