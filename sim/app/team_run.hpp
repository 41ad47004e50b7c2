#pragma once

#include "app/context.hpp"
#include "engine/team.hpp"
#include "study/campaign.hpp"

namespace kdt::app {

/// How the paths of a run are simulated, by command line and launcher; stopped by Ctrl-C.
study::CampaignOptions campaign_of(const CommandLine& line, engine::Team& team);

/// What speaks against a team's work: this process has something else to do than the first one. All call it.
Problems differences_from_first(const std::string& own, engine::Team& team);

/// Whether no process of the team found a problem. The first that did has printed what it found; all return the same.
bool all_sound(const Problems& problems, Language language, engine::Team& team);

} // namespace kdt::app
