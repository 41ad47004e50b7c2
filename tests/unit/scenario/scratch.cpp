#include "unit/scenario/scratch.hpp"

#include "catch.hpp"

#include <cstdlib>
#include <fstream>

namespace testing {

namespace fs = std::filesystem;

Scratch::Scratch() {
    std::string name = (fs::temp_directory_path() / "kdt-scenario-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) { throw std::runtime_error("cannot make a temporary folder"); }
    folder_ = name;
    request_.scenario = folder_ / "scenario.json";
}

Scratch::Scratch(std::string_view scenario) : Scratch() { write("scenario.json", scenario); }

Scratch::~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

fs::path Scratch::write(const std::string& name, std::string_view bytes) const {
    std::ofstream(folder_ / name, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return folder_ / name;
}

Scratch& Scratch::with(const std::string& name, std::string_view overlay) {
    request_.overlays.push_back(write(name, overlay));
    return *this;
}

Scratch& Scratch::set(const std::string& pointer, const std::string& value) {
    request_.settings.push_back({pointer, value});
    return *this;
}

kdt::Checked<kdt::scenario::Loaded> Scratch::load() const { return kdt::scenario::load(request_); }

kdt::scenario::Scenario Scratch::good() const {
    auto loaded = load();
    INFO(described(loaded.problems));
    REQUIRE(loaded.ok());
    return std::move(loaded.value.scenario);
}

std::string Scratch::problems() const { return described(load().problems); }

std::string least_scenario() {
    return R"({
  "as_of": "2021-12", "horizon_months": 12, "unit": "万元",
  "pool": { "balance": 1000 },
  "products": { "loan": { "tenor_months": 12, "shares": [ { "pays": { "pool": 0.5 } } ] } },
  "recovery": { "mean": 0.4 },
  "portfolio": { "file": "tape.csv" }
})";
}

fs::path example(const std::string& name) { return fs::path(KDT_SOURCE_DIR) / "scenarios" / name; }

std::string described(const kdt::Problems& problems) {
    std::string out;
    for (const auto& problem : problems) { out += describe(problem, kdt::Language::en) + "\n"; }
    return out;
}

std::string notices(const kdt::scenario::Loaded& loaded) {
    std::string out;
    for (const auto& notice : loaded.notices) { out += notice.en + "\n"; }
    return out;
}

} // namespace testing
