#pragma once

#include "scenario/load.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testing {

inline constexpr std::int64_t kWan = 1'000'000; ///< 分 in 万元

/// A scenario in a folder of its own, loaded as a user's would be. The folder goes at the end.
class Scratch {
public:
    Scratch();
    /// With this text as scenario.json.
    explicit Scratch(std::string_view scenario);
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch();

    std::filesystem::path write(const std::string& name, std::string_view bytes) const;
    Scratch& with(const std::string& name, std::string_view overlay);
    Scratch& set(const std::string& pointer, const std::string& value);

    kdt::Checked<kdt::scenario::Loaded> load() const;
    /// Loads and fails the test with the problems if there are any.
    kdt::scenario::Scenario good() const;
    /// Every problem on a line, in English.
    std::string problems() const;

private:
    std::filesystem::path folder_;
    kdt::scenario::Request request_;
};

/// A scenario of one product and a tape of two loans: the least that loads.
std::string least_scenario();
inline constexpr std::string_view kLeastTape = "loan_id,principal,pd\nL1,100,0.02\nL2,200,0.03\n";

std::filesystem::path example(const std::string& name);
std::string described(const kdt::Problems& problems);
std::string notices(const kdt::scenario::Loaded& loaded);

} // namespace testing
