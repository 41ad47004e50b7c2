#include "reports/archive.hpp"

#include "reports/scratch_folder.hpp"

#include <cstddef>
#include <string>

namespace kdt::reports {
namespace {

// Names and places as in PKWARE's APPNOTE.TXT, 4.3.12 and 4.3.16: numbers are little-endian.
constexpr std::string_view kEndOfDirectory{"PK\x05\x06", 4};
constexpr std::string_view kDirectoryEntry{"PK\x01\x02", 4};
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEntrySize = 46;

std::size_t number(std::string_view bytes, std::size_t place, std::size_t size) {
    std::size_t value = 0;
    for (std::size_t i = size; i-- > 0;) { value = value << 8U | static_cast<unsigned char>(bytes[place + i]); }
    return value;
}

} // namespace

bool archive_holds(const std::filesystem::path& file, std::string_view entry) {
    const std::string bytes = bytes_of(file);
    const std::size_t end = bytes.rfind(kEndOfDirectory);
    if (end == std::string::npos || end + kEndSize > bytes.size()) { return false; }
    const std::string_view all = bytes;
    const std::size_t count = number(all, end + 10, 2);
    std::size_t place = number(all, end + 16, 4);
    for (std::size_t i = 0; i < count; ++i) {
        if (place + kEntrySize > end || all.substr(place, 4) != kDirectoryEntry) { return false; }
        const std::size_t length = number(all, place + 28, 2);
        if (all.substr(place + kEntrySize, length) == entry) { return true; }
        place += kEntrySize + length + number(all, place + 30, 2) + number(all, place + 32, 2);
    }
    return false;
}

} // namespace kdt::reports
