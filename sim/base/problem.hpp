#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kdt {

/// The languages a user may read. Every text has both.
enum class Language { zh, en };

/// One text in both languages.
struct Text {
    std::string zh;
    std::string en;
    const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
};

/// A mistake in what the user gave: where, what and how to mend it. A value, never an exception.
struct Problem {
    std::string file;    ///< as the user named it
    std::string pointer; ///< JSON pointer, empty for the whole file and for CSV
    int line = 0;        ///< 1-based CSV (or JSON syntax) line, 0 when not known
    int column = 0;      ///< 1-based column, 0 when not known
    Text what;           ///< problem (why)
    Text fix;            ///< the suggestion; may be empty
};

/// One that is not of a place within the file.
Problem problem_of(std::string file, Text what, Text fix);

using Problems = std::vector<Problem>;

/// "scenario.json /tiers/x/pd: … (…). Suggestion: …"
std::string describe(const Problem& problem, Language language);

/// Either a value or the list of what is wrong.
template <class T>
struct Checked {
    T value{};
    Problems problems;
    bool ok() const { return problems.empty(); }
};

} // namespace kdt
