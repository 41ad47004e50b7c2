#pragma once

#include <string>

/// Compares with tests/approved/expected/NAME byte by byte. Where they differ the text is left beside it as
/// NAME.received; `KDT_APPROVE=1` writes NAME instead, for a person to read and commit.
bool approved(const std::string& name, const std::string& text);
