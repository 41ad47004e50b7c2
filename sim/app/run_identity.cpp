#include "app/run_identity.hpp"

#include "base/byte_stream.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    if (in.bad()) { throw fs::filesystem_error("cannot read", file, std::make_error_code(std::errc::io_error)); }
    return bytes;
}

} // namespace

RunIdentity identity_of(const scenario::Loaded& loaded) {
    // What may change between two tries at one run: the language of its reports, and what is named apart.
    auto scenario = nlohmann::json::parse(loaded.effective_json);
    for (const char* pointer : {"/simulation/paths", "/simulation/seed", "/simulation/precision", "/report/language"}) {
        const nlohmann::json::json_pointer at(pointer);
        if (scenario.contains(at)) { scenario[at.parent_pointer()].erase(at.back()); }
    }
    std::string all = scenario.dump();
    for (const scenario::InputFile& input : loaded.inputs) {
        if (input.role != "scenario" && input.role != "overlay") { all += "\n" + input.role + " " + input.sha256; }
    }
    RunIdentity identity;
    identity.program = std::string(base::version()) + " " + sha256_hex(read("/proc/self/exe"));
    identity.scenario = sha256_hex(all);
    identity.seed = loaded.scenario.seed;
    identity.paths = loaded.scenario.paths;
    identity.precision = loaded.scenario.precision.value_or(0.0);
    return identity;
}

std::string bytes_of(const RunIdentity& identity) {
    ByteWriter out;
    out.put_text(identity.program)
        .put_text(identity.scenario)
        .put(identity.seed)
        .put(identity.paths)
        .put(identity.precision);
    return out.take();
}

} // namespace kdt::app
