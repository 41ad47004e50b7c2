#include "app/commands.hpp"

#include "scenario/fields.hpp"

#include <fmt/format.h>

namespace kdt::app {
namespace {

/// "[万元 · ≥ 0 · default 0 · cash_pool, hybrid]": what the schema says of a field besides its words.
std::string facts_of(const scenario::Field& field, Language language) {
    std::string facts = field.kind;
    const auto add = [&](const std::string& fact) {
        if (!fact.empty()) { facts += " · " + fact; }
    };
    add(field.unit);
    add(field.bounds);
    add(fmt::format("{}", fmt::join(field.choices, ", ")));
    if (field.otherwise) { add((language == Language::zh ? "默认 " : "default ") + *field.otherwise); }
    if (field.required) { add(language == Language::zh ? "必填" : "required"); }
    return facts;
}

Problem unknown_field(const std::string& pointer) {
    Problem problem;
    problem.file = "fields";
    problem.pointer = pointer;
    problem.what = {"没有这个字段", "there is no such field"};
    problem.fix = {"kdt fields 列出全部字段", "kdt fields lists them all"};
    if (const std::string near = scenario::nearest_field(pointer); !near.empty()) {
        problem.fix = {"是否指 " + near + "？", "did you mean " + near + "?"};
    }
    return problem;
}

} // namespace

Exit fields_command(const CommandLine& line) {
    const Language language = language_of(line);
    const auto fields = scenario::fields_at(line.pointer);
    if (fields.empty()) {
        print_problems({unknown_field(line.pointer)}, language);
        return Exit::bad_input;
    }
    if (line.quiet) { return Exit::done; }
    for (const scenario::Field& field : fields) {
        fmt::print("{}  {}\n", field.pointer, field.title.in(language));
        const std::string& description = field.description.in(language);
        if (!description.empty()) { fmt::print("    {}\n", description); }
        fmt::print("    [{}]\n", facts_of(field, language));
    }
    return Exit::done;
}

} // namespace kdt::app
