#pragma once

#include "engine/model.hpp"
#include "engine/trace.hpp"
#include "given/expected.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// The engine's side: a rule's scenario loaded, compiled and told.
namespace given {

struct Told {
    kdt::engine::Model model;
    kdt::engine::Trace trace;
};

/// Loads scenario.json of the folder with a horizon in every month, compiles it and traces path 0. Throws with the
/// problems in words where the scenario does not load.
Told tell(const std::filesystem::path& folder);

/// The score behind a ledger row in one month.
std::int64_t score_of(const Told& told, const LedgerRow& row, int month);
/// The figure as a score: 分, pieces, 10^-12 or 10^-9, as the measure is counted; null is "no score".
std::int64_t as_score(const LedgerRow& row);

std::string_view name_of(kdt::engine::EventKind kind);
/// The key of the rule behind a cut, the breaker behind a held claim or refusal, the id of the re-guarantor that
/// pays, the bank whose account gives ("common" for the common one).
std::string rule_of(const Told& told, const kdt::engine::Event& event);
/// The loan of an event, or the member of a breaker's; empty where it concerns neither.
std::string subject_of(const Told& told, const kdt::engine::Event& event);
/// "id" of a breaker's member: the bank, product or sector; empty for the scheme.
std::string member_name(const kdt::engine::Model& model, const kdt::engine::BreakerMember& member);

inline constexpr std::array<std::string_view, 3> kRefusalNames{"breaker", "bank_plan", "capacity"};
/// By TargetScore::bound_by.
inline constexpr std::array<std::string_view, 4> kBoundNames{"demand", "breaker", "bank_plan", "capacity"};

} // namespace given
