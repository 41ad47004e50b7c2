#pragma once

#include "base/problem.hpp"
#include "results/frame.hpp"
#include "tally/funder_line.hpp"
#include "tally/measure.hpp"

#include <string>

// What figures, groups and rules are called in tables and reports.
namespace kdt::results {

const Text& measure_name(tally::Measure measure);
/// Line of a funder's account.
const Text& funder_line_name(tally::FunderLine line);

/// 合作银行, 产品, 企业类型, 行业.
const Text& group_name(GroupKind kind);

/// 当年发放, 累计发放, 贷款余额 with its months.
Text reading_name(TargetReading reading);

/// Unit of a measure as tidy CSV files name it: the scenario's unit of money, "笔", "1" (a fraction), "倍".
std::string unit_of(tally::Measure measure, Unit money);

/// The stress in force, under which the mean default rate leaves P: the stress block and given starts of factors, as
/// "pd_multiplier 1.5; factor_shift/宏观 -1.5, -1"; "" where there is nothing.
std::string stress_in_force(const Frame& frame);

/// What an input file is to the run: "贷款明细".
Text role_name(const std::string& role);

/// How many parameters have no source: assumptions.
std::size_t unsourced(const Frame& frame);

/// "万元" and "10k yuan".
Text unit_name(Unit unit);

/// The same text in both languages.
Text both(std::string text);

} // namespace kdt::results
