#pragma once

#include "base/problem.hpp"

#include <exception>
#include <utility>

namespace kdt {

/// What was asked for can't be delivered here, found before any of it was begun. Ends the command like bad input.
class CannotDeliver : public std::exception {
public:
    explicit CannotDeliver(Text why) : why_(std::move(why)) {}
    const char* what() const noexcept override { return why_.en.c_str(); }
    /// Empty where another process says it.
    const Text& why() const { return why_; }

private:
    Text why_;
};

} // namespace kdt
