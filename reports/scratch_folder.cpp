#include "reports/scratch_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace kdt::reports {

ScratchFolder::ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "kdt-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::filesystem::filesystem_error("no temporary folder", name,
                                                std::error_code(errno, std::generic_category()));
    }
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored; // nothing more can be done while unwinding
    std::filesystem::remove_all(path_, ignored);
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) { throw std::runtime_error("cannot read " + file.string()); }
    return bytes;
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream stream(file, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) { throw std::runtime_error("cannot write " + file.string()); }
}

} // namespace kdt::reports
