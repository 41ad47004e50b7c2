#include "scenario/bytes.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace kdt::scenario {
namespace {

Checked<std::string> refused(const std::filesystem::path& path, Text what, Text fix) {
    Checked<std::string> result;
    result.problems.push_back({shown(path), "", 0, 0, std::move(what), std::move(fix)});
    return result;
}

} // namespace

std::string shown(const std::filesystem::path& path) {
    constexpr std::string_view kMark = "\xEF\xBF\xBD";
    const std::string text = well_formed(path.string());
    std::string out;
    for (std::size_t place = 0; place < text.size();) {
        const std::size_t from = place;
        const bool unfit = is_unfit(next_point(text, place));
        out += unfit ? kMark : std::string_view(text).substr(from, place - from);
    }
    return out;
}

Checked<std::string> read_bytes(const std::filesystem::path& path, std::size_t largest) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        return refused(path, {"文件不存在", "there is no such file"},
                       {"检查文件名和所在文件夹", "check the name and the folder"});
    }
    if (std::filesystem::is_directory(status)) {
        return refused(path, {"这是一个文件夹，不是文件", "this is a folder, not a file"},
                       {"写出其中的文件名", "name the file inside it"});
    }
    if (!std::filesystem::is_regular_file(status)) {
        return refused(
            path,
            {"这不是普通文件（管道、设备等），不读取", "this is no regular file (a pipe, a device, …) and is not read"},
            {"先存为文件", "save it as a file first"});
    }
    std::ifstream in(path, std::ios::binary);
    Checked<std::string> result;
    std::array<char, 65'536> block{};
    while (in && result.value.size() <= largest) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        result.value.append(block.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad() || (!in.eof() && result.value.size() <= largest)) {
        return refused(path,
                       {"文件无法读取（没有权限或介质错误）", "the file can't be read (no permission, or a bad disk)"},
                       {"检查文件的读取权限", "check its permissions"});
    }
    if (result.value.size() > largest) {
        const std::string mb = std::to_string(largest >> 20);
        return refused(path, {"文件超过 " + mb + " MB", "the file is larger than " + mb + " MB"},
                       {"确认选对了文件", "make sure that this is the file you mean"});
    }
    return result;
}

} // namespace kdt::scenario
