#pragma once

#include "base/problem.hpp"
#include "results/frame.hpp"

#include <string_view>
#include <vector>

// What breakers are called and how they work, in words for tables and reports.
namespace kdt::results {

/// The metric of a breaker with its two sums named: the rules of schemes differ in the denominator.
struct MetricName {
    std::string_view metric;
    Text name;
    Text definition; ///< numerator ÷ denominator
};
/// All metrics, in the order of the model page.
const std::vector<MetricName>& metric_names();
const MetricName& metric_name(std::string_view metric);

/// The two sums of the breaker's metric: whose loans, whose payments.
Text definition_of(const BreakerFrame& breaker);
/// "不良率＝不良贷款余额 ÷（…）": what stands wherever a breaker's figure stands.
Text metric_in_words(const BreakerFrame& breaker);
/// What a stop halts.
Text halts_in_words(const BreakerFrame& breaker);
/// When a stop ends.
Text resume_in_words(const BreakerFrame& breaker);

} // namespace kdt::results
