#pragma once

#include "scenario/scenario.hpp"

#include <cstdint>

namespace kdt::properties {

/// Which rules a random scenario may use; what is off is absent, the rest comes as the dice fall.
struct Wishes {
    bool lending = true; ///< new loans and renewals
    bool breakers = true;
    bool stress = true;
    bool tape_only = false;      ///< never the synthetic book
    bool bank_conditions = true; ///< share rows that ask for a bank
    bool contested =
        true; ///< terms under which one claim's payment leaves less for another, or one party is served first
};

/// A random scenario that keeps every rule of the loader: between one month and four years, up to forty loans.
scenario::Scenario random_scenario(std::uint64_t seed, const Wishes& wishes = {});

/// Whether defaults hang on factors, which other methods than plain draw otherwise.
bool has_factors(const scenario::Scenario& scenario);

} // namespace kdt::properties
