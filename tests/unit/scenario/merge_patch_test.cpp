#include "catch.hpp"

#include "scenario/merge_patch.hpp"

using kdt::scenario::Json;
using kdt::scenario::overlay_between;

namespace {

/// The overlay, after making sure that it turns the one into the other, key order and all.
std::string overlay(const char* from, const char* to) {
    const Json before = Json::parse(from);
    const Json after = Json::parse(to);
    const Json between = overlay_between(before, after);
    Json merged = before;
    merged.merge_patch(between);
    CHECK(merged.dump() == after.dump());
    return between.dump();
}

} // namespace

TEST_CASE("overlay between two blocks: what is new, changed and gone, and nothing else") {
    CHECK(overlay(R"({"a":1})", R"({"a":1})") == "{}");
    CHECK(overlay(R"({"a":1,"b":2})", R"({"a":1,"c":3})") == R"({"b":null,"c":3})");
    CHECK(overlay(R"({"a":{"x":1,"y":2},"b":{"z":1}})", R"({"a":{"x":1,"y":3},"b":{"z":1}})") == R"({"a":{"y":3}})");
    CHECK(overlay(R"({"a":[1,2,3]})", R"({"a":[1,2]})") == R"({"a":[1,2]})");
    CHECK(overlay(R"({"a":{"x":1}})", R"({"a":5})") == R"({"a":5})");
    CHECK(overlay(R"({"a":5})", R"({"a":{"x":1}})") == R"({"a":{"x":1}})");
    CHECK(overlay(R"({"a":{"x":1}})", R"({"a":{}})") == R"({"a":{"x":null}})");
    CHECK(overlay("{}", R"({"b":{"y":1,"x":2}})") == R"({"b":{"y":1,"x":2}})");
}
