#pragma once

#include "engine/event.hpp"
#include "engine/model.hpp"
#include "tally/path_scores.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace kdt::engine {

/// One path told in full: what happened, in order, and what `simulate` scores for it.
struct Trace {
    std::uint64_t path = 0;
    std::vector<Event> events;
    tally::PathScores scores;
    std::vector<double> factors; ///< [period][factor], realised
    std::vector<double> shock;   ///< [period]
};

Trace trace(const Model& model, std::uint64_t path);

/// "L001", or "2022-03/科贷通/高新技术企业/2" for the second application of that row and month; "…+1" its first
/// renewal.
std::string name_of(const Model& model, const LoanName& loan);

/// Checks that every month of a traced path closes: the pool's account, the claims and the losses, to the 分; and that
/// the events add up to the scores. Returns what does not, in words for the log; empty when all is well.
std::vector<std::string> audit(const Model& model, const Trace& trace);

} // namespace kdt::engine
