#pragma once

#include "catch.hpp"
#include "cli/process.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

// The example scenarios, and results held side by side.
namespace testing {

inline std::string example(const std::string& name) {
    return (std::filesystem::path(KDT_SOURCE_DIR) / "scenarios" / name).string();
}

inline const std::string kTextbook = example("textbook/one_factor.json");
inline const std::string kJiujiang = example("jiujiang/base.json");

inline nlohmann::json summary(const std::filesystem::path& folder) {
    return nlohmann::json::parse(read_file(folder / "summary.json"));
}

/// Everything in two result folders but the manifest.
inline void check_same_bytes(const std::filesystem::path& a, const std::filesystem::path& b) {
    REQUIRE(files_below(a) == files_below(b));
    for (const std::string& name : files_below(a)) {
        if (name == "manifest.json") { continue; }
        INFO(name);
        CHECK(read_file(a / name) == read_file(b / name));
    }
}

} // namespace testing
