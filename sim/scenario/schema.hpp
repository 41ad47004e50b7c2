#pragma once

#include "base/problem.hpp"
#include "scenario/json_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kdt::scenario {

/// The embedded schema with every `allOf: [{$ref}]` put in place, so that each node holds all that is said about it.
/// Made once; it never changes while the program runs.
const Json& resolved_schema();

/// A node's title and description; the schema keeps both languages in one text, "中文 / English".
Text title_of(const Json& node);
Text description_of(const Json& node);

/// What a choice is called; empty where the node names no such choice.
Text choice_title(const Json& node, const std::string& word);

/// "money", "rate", "month", "as_of", "label" or "".
std::string_view kind_of(const Json& node);

/// x-unit: "money", "fraction", "months", … or "".
std::string_view unit_in(const Json& node);

/// "0 ≤ x < 1"; "" where nothing bounds the value.
std::string bounds_of(const Json& node);

/// The node for a key of an object: its property, or that of any id; null where the schema knows none.
const Json* node_for(const Json& object, const std::string& key);

/// The branch of `anyOf` made for values of this JSON type, the node itself where it has no branches; null where none
/// is. A text that is no rate is meant as one of the words where there are some.
const Json* branch_for(const Json& node, const Json& value);

/// Whether `type` (and `enum`) of the node admit values of this JSON type.
bool admits_type(const Json& node, const Json& value);

/// Keys of an object keyed by ids that stand for a member, in file order: all but "note".
std::vector<std::string> ids_of(const Json& object);

} // namespace kdt::scenario
