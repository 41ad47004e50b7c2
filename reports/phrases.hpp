#pragma once

#include "results/results.hpp"

#include <string>
#include <vector>

namespace kdt::reports {

/// Figures of one run as sentences write them: money in headline style, chances with their interval.
class Phrases {
public:
    Phrases(const results::Results& results, Language language) : results_(results), language_(language) {}

    bool zh() const { return language_ == Language::zh; }
    Language language() const { return language_; }
    const results::Results& results() const { return results_; }
    /// The last horizon.
    int last() const { return results_.horizons.back(); }

    /// A figure in the results' unit as headline money; "—" where it is missing.
    std::string money(results::Number value) const;
    /// "±1.20万元": the 95 % error of a mean, in the unit in which money() writes the mean; "" where there is none.
    std::string error(const results::Estimate& mean) const;
    /// "31.20万元 ±1.20万元"
    std::string with_error(const results::Estimate& mean) const;
    /// From one quantile to another.
    std::string range(results::Number lo, results::Number hi) const;
    /// "95%区间1.20万元–1.40万元"; "95%上限1.40万元" where the sample holds a bound on one side only; "" without any.
    std::string interval(const results::Ranged& figure) const;
    /// "（…）", " (…)"; "" around nothing.
    std::string in_brackets(const std::string& text) const;
    /// "0.42%（95%区间0.38%–0.46%）", "未出现（95%上限0.003%）"
    std::string chance(const results::Probability& p) const;
    /// The same as cards have it: the share, or what was never or always seen in words; its interval or bound below.
    struct LargeAndSmall {
        std::string large;
        std::string small;
    };
    LargeAndSmall large_and_small(const results::Probability& p) const;
    /// "2027年与2028年", "2027 and 2028"
    std::string years(const std::vector<std::string>& all) const;
    /// "2022-12"
    std::string date(int month) const;
    /// "36个月", "36 months"
    std::string months(int count) const;
    /// "36个月内", "within 36 months": up to the last horizon.
    std::string within() const;
    /// Two remarks, either of which may be empty.
    std::string together(const std::string& first, const std::string& second) const;
    /// "99%" of the level that reports call bad.
    std::string bad_percent() const;

    const results::Distribution& at_end(results::Measure measure) const;

private:
    const results::Results& results_;
    Language language_;
};

} // namespace kdt::reports
