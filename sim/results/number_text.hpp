#pragma once

#include <string>

namespace kdt::results {

/// The shortest decimal that reads back as `value`, without an exponent between 10^-7 and 10^17; "0" for −0.
std::string shortest(double value);

/// `value` with `decimals` places, rounded half up (away from zero) on its shortest decimal, so that what a reader
/// sees rounds as by hand: 1.005 gives "1.01". Never "-0.00".
std::string rounded(double value, int decimals);

/// Places that show two significant digits of a size above 0; below 1 for one of 10 and more.
int places_of_two_digits(double size);

/// The usual places, or as many as show two significant digits of what these would show as 0; a size below 10^-9 is
/// that of rounding and counts as 0.
int places_showing(double value, int usual);

/// A fraction as a percentage without the sign: its decimal point moved by two, then rounded as above.
std::string rounded_percent(double fraction, int decimals);

/// "12345678.90" → "12,345,678.90"
std::string grouped(std::string digits);

} // namespace kdt::results
