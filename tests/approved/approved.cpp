#include "approved/approved.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

bool approved(const std::string& name, const std::string& text) {
    const std::filesystem::path expected = std::filesystem::path(KDT_SOURCE_DIR) / "tests/approved/expected" / name;
    const std::filesystem::path received = expected.string() + ".received";
    const bool approve = std::getenv("KDT_APPROVE") != nullptr;
    const bool same = approve || read(expected) == text;
    if (same) { std::filesystem::remove(received); }
    if (approve || !same) { std::ofstream(approve ? expected : received, std::ios::binary) << text; }
    return same;
}
