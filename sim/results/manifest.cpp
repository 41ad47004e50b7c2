#include "results/manifest.hpp"

#include "results/json_frame.hpp"

namespace kdt::results {

std::string to_json(const Manifest& manifest) {
    JsonWriter json;
    json.open_object();
    json.key("format").text("kedaitong.manifest/1");
    json.key("version").text(manifest.version);
    json.key("command").text(manifest.command);
    json.key("command_line").texts(manifest.command_line);
    json.key("seed").integer(manifest.seed);
    json.key("paths").integer(manifest.paths);
    json.key("threads").integer(std::int64_t{manifest.threads});
    json.key("processes").integer(std::int64_t{manifest.processes});
    json.key("started").text(manifest.started);
    json.key("seconds").number(manifest.seconds);
    json.key("machine").text(manifest.machine);
    json.key("compiler").text(manifest.compiler);
    json.key("inputs");
    write_inputs(json, manifest.inputs);
    json.key("files").open_list();
    for (const std::string& file : manifest.files) { json.text(file); }
    json.close_list();
    json.close_object();
    return json.take();
}

} // namespace kdt::results
