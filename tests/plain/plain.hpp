// The second, plain implementation of the model (sim/MODEL.md): a loop over loans and months with a Bernoulli draw
// each, in doubles. It shares no code with sim/ and reads a scenario for itself, so that both agree only if both are
// right.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace plain {

// Ordered: the file order of banks, tiers, sectors and factors means something (the synthetic book, the macro factor).
using Json = nlohmann::ordered_json;

// `scenario` is the effective scenario, overlays merged; relative files are looked for in `folder`.
// A path depends on (seed, path number) alone, so the number of threads changes sums in their last digits at most.
Json run(const Json& scenario, const std::string& folder, long paths, unsigned long long seed, int threads = 1);

} // namespace plain
