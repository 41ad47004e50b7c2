#include "catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

/// What each room may include besides itself: the arrows of the layout, and nothing else.
const std::map<std::string, Names>& allowed() {
    static const std::map<std::string, Names> rooms = [] {
        std::map<std::string, Names> order;
        order["base"] = {};
        order["random"] = order["tally"] = {"base"};
        order["credit"] = order["terms"] = order["exact"] = {"base", "random", "tally"};
        order["scenario"] = order["results"] = {"base", "random", "tally", "credit", "terms", "exact"};
        order["book"] = {"base", "random", "tally", "credit", "terms", "exact", "scenario", "results"};
        const auto with = [&](const std::string& room) {
            Names seen = order[room];
            seen.insert(room);
            return seen;
        };
        order["pool"] = with("book");
        order["engine"] = with("pool");
        order["study"] = with("engine");
        order["reports"] = {"base", "tally", "results"};
        order["app"] = with("study");
        order["app"].insert("reports");
        return order;
    }();
    return rooms;
}

/// The room of a file below the root: "sim/engine/path.cpp" is in engine, "reports/html.cpp" in reports.
std::string room_of(const fs::path& relative) {
    auto part = relative.begin();
    return *part == "sim" && std::distance(relative.begin(), relative.end()) > 2 ? (++part)->string() : part->string();
}

struct Include {
    int line;
    std::string target;
};

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) { lines.push_back(line); }
    return lines;
}

std::vector<Include> own_includes(const std::vector<std::string>& lines) {
    static const std::regex pattern(R"re(^\s*#\s*include\s+(["<])([^">]+)[">])re");
    std::vector<Include> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (!std::regex_search(lines[i], match, pattern)) { continue; }
        const std::string target = match[2];
        // Angle brackets are for other people's headers; a room named in them is still a room.
        const auto slash = target.find('/');
        if (match[1] == "<" && (slash == target.npos || !allowed().contains(target.substr(0, slash)))) { continue; }
        found.push_back({static_cast<int>(i) + 1, target});
    }
    return found;
}

class Tree {
public:
    explicit Tree(fs::path root) : root_(std::move(root)) {}

    std::vector<std::string> findings() {
        for (const char* top : {"sim", "reports"}) {
            if (!fs::exists(root_ / top)) { continue; }
            for (const auto& entry : fs::recursive_directory_iterator(root_ / top)) {
                const auto extension = entry.path().extension();
                if (extension == ".hpp" || extension == ".cpp") { look_at(entry.path()); }
            }
        }
        return findings_;
    }

private:
    void look_at(const fs::path& file) {
        const fs::path relative = fs::relative(file, root_);
        const std::string room = room_of(relative);
        const auto lines = lines_of(file);
        const auto includes = own_includes(lines);
        if (lines.size() > 500) { say(relative, 0, "has more than 500 lines"); }
        if (!allowed().contains(room)) {
            say(relative, 0, "lies in no room of the layout");
            return;
        }
        for (const Include& include : includes) {
            const std::string target = include.target.substr(0, include.target.find('/'));
            if (target != room && !allowed().at(room).contains(target)) {
                say(relative, include.line, room + " may not include " + include.target);
            }
        }
        expect_own_header_first(relative, includes);
    }

    void expect_own_header_first(const fs::path& relative, const std::vector<Include>& includes) {
        if (relative.extension() != ".cpp") { return; }
        fs::path header = relative;
        header.replace_extension(".hpp");
        if (!fs::exists(root_ / header)) { return; }
        const std::string name =
            *header.begin() == "sim" ? header.lexically_relative("sim").generic_string() : header.generic_string();
        if (includes.empty() || includes.front().target != name) {
            say(relative, 1, "includes " + name + " not first");
        }
    }

    void say(const fs::path& file, int line, const std::string& what) {
        findings_.push_back(file.generic_string() + ":" + std::to_string(line) + ": " + what);
    }

    fs::path root_;
    std::vector<std::string> findings_;
};

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

TEST_CASE("layout: every include follows the arrows, files are short, own header comes first") {
    const auto findings = Tree(KDT_SOURCE_DIR).findings();
    for (const auto& finding : findings) { UNSCOPED_INFO(finding); }
    CHECK(findings.empty());
}

TEST_CASE("layout: a forbidden arrow, a long file and a late header are found") {
    const fs::path root = fs::temp_directory_path() / ("kdt-layout-" + std::to_string(getpid()));
    fs::remove_all(root);
    write(root / "sim/terms/late.hpp", "#pragma once\n");
    write(root / "sim/terms/late.cpp", "#include \"base/money.hpp\"\n#include \"terms/late.hpp\"\n");
    write(root / "sim/credit/wrong.cpp", "#include \"base/money.hpp\"\n\n#include \"engine/path.hpp\"\n");
    write(root / "sim/pool/angled.cpp", "#include <random>\n#include <boost/version.hpp>\n#include <study/run.hpp>\n");
    write(root / "reports/wrong.cpp", "#include \"scenario/scenario.hpp\"\n");
    write(root / "sim/attic/old.cpp", "\n");
    write(root / "sim/base/long.cpp", std::string(501, '\n'));
    auto findings = Tree(root).findings();
    std::sort(findings.begin(), findings.end());
    fs::remove_all(root);
    CHECK(findings == std::vector<std::string>{"reports/wrong.cpp:1: reports may not include scenario/scenario.hpp",
                                               "sim/attic/old.cpp:0: lies in no room of the layout",
                                               "sim/base/long.cpp:0: has more than 500 lines",
                                               "sim/credit/wrong.cpp:3: credit may not include engine/path.hpp",
                                               "sim/pool/angled.cpp:3: pool may not include study/run.hpp",
                                               "sim/terms/late.cpp:1: includes terms/late.hpp not first"});
}
