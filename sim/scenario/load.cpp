#include "scenario/load.hpp"

#include "base/hash.hpp"
#include "scenario/bytes.hpp"
#include "scenario/document.hpp"
#include "scenario/encoding.hpp"
#include "scenario/limits.hpp"
#include "scenario/listing.hpp"
#include "scenario/read.hpp"
#include "scenario/rules.hpp"
#include "scenario/schema.hpp"
#include "scenario/sources.hpp"
#include "scenario/tape.hpp"

namespace kdt::scenario {
namespace {

namespace fs = std::filesystem;

/// The stages of loading, in order; each leaves what it found in `findings_`.
class Loading {
public:
    explicit Loading(const Request& request) : request_(request) {}

    Checked<Loaded> run() {
        if (auto document = read_documents()) {
            const Json& schema = resolved_schema();
            check_shape(document->root(), schema, frame_of(document->root()), findings_);
            if (document->root().is_object()) { read(*document, schema); }
            return finish(listed(findings_, &*document));
        }
        return finish(listed(findings_, nullptr));
    }

private:
    /// Scenario, overlays and settings, as far as they can be read.
    std::optional<Document> read_documents() {
        auto base = read_json(request_.scenario, "scenario");
        std::vector<std::optional<JsonText>> overlays;
        for (const fs::path& path : request_.overlays) { overlays.push_back(read_json(path, "overlay")); }
        if (!base) { return std::nullopt; }
        Document document(std::move(*base), shown(request_.scenario));
        for (std::size_t i = 0; i < overlays.size(); ++i) {
            if (overlays[i]) { document.merge(*overlays[i], shown(request_.overlays[i]), findings_); }
        }
        for (const Setting& setting : request_.settings) { document.set(setting, findings_); }
        return document;
    }

    std::optional<std::string> read_input(const fs::path& path, const char* role, std::size_t largest) {
        Checked<std::string> bytes = read_bytes(path, largest);
        for (Problem& problem : bytes.problems) { findings_.problem(std::move(problem)); }
        if (!bytes.ok()) { return std::nullopt; }
        out_.inputs.push_back({role, path, sha256_hex(bytes.value), bytes.value});
        return std::move(bytes.value);
    }

    std::optional<JsonText> read_json(const fs::path& path, const char* role) {
        auto bytes = read_input(path, role, kLargestJson);
        if (!bytes) { return std::nullopt; }
        const std::string file = shown(path);
        Decoded decoded = decode(*bytes, std::nullopt);
        if (decoded.bad_byte) {
            const Place place = place_of(*bytes, *decoded.bad_byte);
            findings_.problem({file,
                               "",
                               place.line,
                               place.column,
                               {"此处的字节不是 UTF-8 文字（文件可能被截断或编码混杂）",
                                "the bytes here are not UTF-8 (a file cut short, or mixed encodings?)"},
                               {"用 UTF-8 重新保存", "save it again as UTF-8"}});
            return std::nullopt;
        }
        if (decoded.encoding != Encoding::utf8) {
            const std::string name(name_of(decoded.encoding));
            findings_.notice({file + " 按 " + name + " 读取", file + " was read as " + name});
        }
        Checked<JsonText> parsed = parse_json(decoded.text, file);
        for (Problem& problem : parsed.problems) { findings_.problem(std::move(problem)); }
        if (!parsed.ok()) { return std::nullopt; }
        if (!parsed.value.value.is_object()) {
            findings_.problem({file,
                               "",
                               1,
                               1,
                               {"最外层应为一个块 { … }", "the outermost value must be a block { … }"},
                               {"整个情景写在一对 { } 之内", "put the whole scenario between { and }"}});
            return std::nullopt;
        }
        return std::move(parsed.value);
    }

    void read(const Document& document, const Json& schema) {
        const Frame frame = frame_of(document.root());
        const Block root(&document.root(), "", frame);
        Scenario& scenario = out_.scenario;
        scenario = read_scenario(root);
        if (scenario.name.empty()) { scenario.name = shown(request_.scenario.stem()); }
        read_tables(root);
        scenario.sources = read_sources(document, findings_);
        check_rules(root, scenario, findings_);
        scenario.unsourced = unsourced(document.root(), schema, scenario.sources);
        out_.effective_json = effective(document.root(), scenario.sources);
    }

    void read_tables(const Block& root) {
        Scenario& scenario = out_.scenario;
        const std::string encoding = root.block("portfolio").text("encoding");
        std::optional<Encoding> stated;
        if (!encoding.empty()) { stated = encoding == "utf-8" ? Encoding::utf8 : Encoding::gb18030; }
        if (const auto text = read_table_file(root.block("portfolio"), "file", "portfolio", stated)) {
            scenario.portfolio.tape =
                read_tape(*text, table_name(root.block("portfolio").text("file")), scenario, findings_);
        }
        if (scenario.credit.dependence != Dependence::given) { return; }
        if (const auto text = read_table_file(root.block("credit"), "defaults_file", "defaults", stated)) {
            scenario.credit.given =
                read_defaults(*text, table_name(root.block("credit").text("defaults_file")), scenario, findings_);
        }
    }

    /// Tables are named relative to the scenario's folder.
    fs::path table_path(const std::string& name) const {
        return request_.scenario.parent_path() / fs::path(std::u8string(name.begin(), name.end()));
    }
    std::string table_name(const std::string& name) const { return shown(table_path(name)); }

    std::optional<std::string> read_table_file(const Block& block, const char* key, const char* role,
                                               std::optional<Encoding> stated) {
        const std::string name = block.text(key);
        if (name.empty()) { return std::nullopt; }
        Checked<std::string> bytes = read_bytes(table_path(name), kLargestTable);
        for (const Problem& problem : bytes.problems) {
            findings_.mistake(block.pointer(key),
                              {problem.file + "：" + problem.what.zh, problem.file + ": " + problem.what.en},
                              problem.fix);
        }
        if (!bytes.ok()) { return std::nullopt; }
        out_.inputs.push_back({role, table_path(name), sha256_hex(bytes.value), bytes.value});
        return table_text(std::move(bytes.value), table_name(name), stated, findings_);
    }

    /// The input as it was used, without the folders of the machine it was used on and the sources that were left out:
    /// run again, it is sound by itself.
    static std::string effective(Json root, const std::vector<Source>& sources) {
        if (root.contains("sources") && root["sources"].is_object()) {
            Json kept = Json::object();
            for (const Source& source : sources) { kept[source.pointer] = source.text; }
            root["sources"] = std::move(kept);
        }
        const auto shorten = [](Json& block, const char* key) {
            if (!block.is_object() || !block.contains(key) || !block[key].is_string()) { return; }
            const fs::path path(block[key].get<std::string>());
            if (path.is_absolute()) { block[key] = shown(path.filename()); }
        };
        shorten(root, "$schema");
        if (root.contains("portfolio")) { shorten(root["portfolio"], "file"); }
        if (root.contains("credit")) { shorten(root["credit"], "defaults_file"); }
        return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

    Checked<Loaded> finish(Problems problems) {
        out_.notices = findings_.notices();
        return {std::move(out_), std::move(problems)};
    }

    const Request& request_;
    Findings findings_;
    Loaded out_;
};

} // namespace

Checked<Loaded> load(const Request& request) { return Loading(request).run(); }

} // namespace kdt::scenario
