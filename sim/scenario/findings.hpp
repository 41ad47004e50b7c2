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
    void notice(Text text);

    /// The only known name that begins like this, else the nearest one, "" where none is near. All look-ups together
    /// have a budget: thousands of unknown names in a hostile file must not cost minutes.
    std::string nearest_to(std::string_view word, const std::vector<std::string>& known);

    /// Whether nothing was found at the pointer, above or below it: only then may a rule build on the value.
    bool sound(std::string_view pointer) const;
    /// Problems that were counted but not kept.
    std::size_t not_kept() const { return not_kept_; }

    const std::vector<Mistake>& mistakes() const { return mistakes_; }
    const Problems& problems() const { return problems_; }
    const std::vector<Text>& notices() const { return notices_; }

private:
    static constexpr std::size_t kMostKept = 1'000;

    std::vector<Mistake> mistakes_;
    std::set<std::string, std::less<>> touched_; ///< pointers with a mistake and everything above them
    std::set<std::string, std::less<>> wrong_;   ///< pointers with a mistake
    Problems problems_;
    std::vector<Text> notices_;
    std::size_t not_kept_ = 0;
    std::size_t steps_left_ = 100'000'000; ///< of comparing characters
};

} // namespace kdt::scenario
