#pragma once

#include "base/problem.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::scenario {

/// What the checks have found so far: mistakes by JSON pointer, mistakes in other files, and things worth saying.
class Findings {
public:
    struct Mistake {
        std::string pointer;
        Text what;
        Text fix;
    };

    void mistake(std::string pointer, Text what, Text fix = {});
    /// A mistake that knows its own file, line and column.
    void problem(Problem problem);
    void notice(Text text) { notices_.push_back(std::move(text)); }

    /// Whether nothing was found at the pointer, above or below it: only then may a rule build on the value.
    bool sound(std::string_view pointer) const;
    /// Whether so much has been found that the search for nearest names is not worth its time any more.
    bool full() const { return mistakes_.size() + problems_.size() >= kEnough; }
    bool empty() const { return mistakes_.empty() && problems_.empty(); }

    const std::vector<Mistake>& mistakes() const { return mistakes_; }
    const Problems& problems() const { return problems_; }
    const std::vector<Text>& notices() const { return notices_; }

private:
    static constexpr std::size_t kEnough = 1'000;

    std::vector<Mistake> mistakes_;
    std::set<std::string, std::less<>> touched_; ///< pointers with a mistake and everything above them
    std::set<std::string, std::less<>> wrong_;   ///< pointers with a mistake
    Problems problems_;
    std::vector<Text> notices_;
};

} // namespace kdt::scenario
