#include "scenario/read.hpp"

#include "scenario/demand.hpp"
#include "scenario/limits.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

/// Every 12 months, and the last.
std::vector<int> usual_horizons(int horizon_months) {
    std::vector<int> out;
    for (int month = 12; month < horizon_months; month += 12) { out.push_back(month); }
    out.push_back(horizon_months);
    return out;
}

std::uint64_t read_seed(const Block& simulation) {
    const Block seed = simulation.block("seed");
    if (!seed.there() || !seed.json()->is_number() || seed.json()->get<double>() < 0.0) { return 1; }
    return seed.json()->is_number_float() ? static_cast<std::uint64_t>(std::min(seed.json()->get<double>(), 9e15))
                                          : seed.json()->get<std::uint64_t>();
}

std::int64_t read_paths(const Block& simulation, Method method) {
    constexpr double kUsual = 100'000;
    const std::int64_t most = method == Method::plain ? kMostPathsForPrecision : kMostExactPaths;
    const double paths = simulation.rate("paths", simulation.has("precision") ? static_cast<double>(most) : kUsual);
    return static_cast<std::int64_t>(std::clamp(paths, 1.0, static_cast<double>(kMostPaths)));
}

} // namespace

Scenario read_scenario(const Block& root) {
    Scenario out;
    out.name = root.text("name");
    out.description = root.text("description");
    out.as_of = CalendarMonth::parse(root.text("as_of")).value_or(CalendarMonth{});
    out.horizon_months = std::clamp(root.whole("horizon_months", 1), 1, kMostMonths);
    out.unit = unit_named(root.text("unit")).value_or(Unit::wan);
    out.credit = read_credit(root.block("credit"));
    out.sectors = read_sectors(root.block("sectors"), out.credit.factors);
    out.banks = read_banks(root.block("banks"), out.sectors);
    out.pool = read_pool(root.block("pool"), root.block("stress"), out.banks);
    out.collateral_kinds = read_collateral_kinds(root);
    out.tiers = read_tiers(root.block("tiers"), out.collateral_kinds);
    out.guarantor = read_party(root.block("parties").block("guarantor"));
    out.insurer = read_party(root.block("parties").block("insurer"));
    out.reguarantee = read_party(root.block("parties").block("reguarantee"));
    out.reguarantors = read_reguarantors(root.block("reguarantors"), out.tiers);
    out.products = read_products(root.block("products"), out);
    out.firms = firms_by_month(out.tiers, out.horizon_months);
    out.recovery = read_recovery(root.block("recovery"));
    out.portfolio.synthetic = read_synthetic(root.block("portfolio"), out.products);
    out.lending = read_lending(root.block("lending"), out);
    out.macro_factor = place_in(out.credit.factors, root.block("lending").text("macro_factor"));
    out.breakers = read_breakers(root.block("breakers"), out.products);
    out.targets = read_targets(root.block("targets"), out.products, out.pool);
    out.stress = read_stress(root.block("stress"), out);
    out.report = read_report(root.block("report"), out.horizon_months);
    out.method =
        root.block("simulation")
            .choice<Method>("method", {{"plain", Method::plain}, {"tilt", Method::tilt}, {"sobol", Method::sobol}});
    out.paths = read_paths(root.block("simulation"), out.method);
    if (root.block("simulation").has("precision")) { out.precision = root.block("simulation").rate("precision", 0.0); }
    out.seed = read_seed(root.block("simulation"));
    return out;
}

Report read_report(const Block& report, int horizon_months) {
    Report out;
    for (const Block& month : report.block("horizons").entries()) {
        out.horizons.push_back(month.as_month().value_or(0));
    }
    if (out.horizons.empty()) { out.horizons = usual_horizons(horizon_months); }
    if (out.horizons.back() < horizon_months) { out.horizons.push_back(horizon_months); }
    if (report.has("levels")) { out.levels = report.block("levels").as_rates(); }
    out.language = report.choice<Language>("language", {{"zh", Language::zh}, {"en", Language::en}});
    out.discount_rate = Rate{report.rate("discount_rate", 0.03)};
    return out;
}

} // namespace kdt::scenario
