#pragma once

// Catch2 by whichever version is there: 2.13 has one header, 3 has several and its own namespace for Approx.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
