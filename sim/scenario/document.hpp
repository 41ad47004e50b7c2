#pragma once

#include "scenario/findings.hpp"
#include "scenario/json_text.hpp"
#include "scenario/load.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::scenario {

/// The scenario with overlays and settings applied, and for every value the place it came from.
class Document {
public:
    struct Origin {
        std::string file;
        int line = 0;
    };

    explicit Document(JsonText base, const std::string& file);

    /// JSON Merge Patch (RFC 7396): null drops an entry, objects are merged, everything else is replaced.
    void merge(const JsonText& patch, const std::string& file, Findings& findings);
    /// `--set POINTER=VALUE`; null drops the entry.
    void set(const Setting& setting, Findings& findings);

    const Json& root() const { return root_; }
    /// Where the value at the pointer, or the nearest one above it, was given.
    Origin origin(std::string_view pointer) const;
    /// Whether an overlay or a setting wrote or dropped something at the pointer or above it.
    bool amended(std::string_view pointer) const;

private:
    void merge_into(Json& target, const Json& patch, const std::string& pointer, const JsonText& from,
                    const std::string& file, Findings& findings);
    void put(Json& target, const Json& value, const std::string& pointer, const Origin& origin);
    void forget(const std::string& pointer);

    void dropped(const std::string& pointer);

    Json root_;
    std::string base_;
    std::map<std::string, Origin, std::less<>> origins_;
    std::vector<std::string> dropped_;
};

} // namespace kdt::scenario
