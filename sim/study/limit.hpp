#pragma once

#include "scenario/load.hpp"
#include "study/campaign.hpp"

namespace kdt::study {

/// With a precision, and no number of paths stated: the limit comes down to what fits the memory of rank 0's machine,
/// for all processes. Where even the first stage does not fit it stays, and the run is refused.
void fit_limit(scenario::Loaded& loaded, const CampaignOptions& options);

} // namespace kdt::study
