#pragma once

#include "results/results.hpp"

#include <string>
#include <vector>

namespace kdt::reports {

/// One conclusion: a label and a sentence with figure, unit and error. User text in it is not escaped yet.
struct Conclusion {
    std::string label;
    std::string sentence;
};

/// What the results say, most important first: balance, depletion, targets, claims, breakers, unsourced parameters.
std::vector<Conclusion> conclusions(const results::Results& results, Language language);

/// "36个月", "36 months"
std::string months_text(int months, Language language);
/// "2022-01–2024-12（36个月）"
std::string horizon_text(const results::Frame& frame, Language language);
/// "tilt（重要性抽样），有效样本 54,546": how the paths were drawn, and what they are worth.
std::string method_text(const results::Frame& frame, Language language);
/// How exactly quantiles are known that are read from bins.
std::string resolution_text(double resolution, Language language);
/// What error was asked of the probability of depletion, and what it came to.
std::string precision_text(const results::PrecisionFrame& precision, Language language);

} // namespace kdt::reports
