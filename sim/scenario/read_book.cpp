#include "scenario/read.hpp"

#include "scenario/demand.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

DemandRow read_row(const Block& row, int product, int tier, const Scenario& known) {
    DemandRow out{product, tier, row.rate("loans_per_month", 0.0), row.maybe_rate("applications_per_firm_year")};
    const Tier& of = known.tiers[static_cast<std::size_t>(tier)];
    if (out.applications_per_firm_year) {
        out.loans_per_month = of.firms.value_or(0) * *out.applications_per_firm_year / 12.0;
    }
    if (row.has("amount_per_month") && of.loan_size) {
        const double mean = of.loan_size->capped_mean(largest_line(known, product, tier));
        out.loans_per_month = mean > 0.0 ? static_cast<double>(row.money("amount_per_month").count) / mean : 0.0;
    }
    return out;
}

} // namespace

std::optional<SyntheticBook> read_synthetic(const Block& portfolio, const std::vector<Product>& products) {
    const Block synthetic = portfolio.block("synthetic");
    if (!synthetic.there()) { return std::nullopt; }
    SyntheticBook out;
    out.outstanding = synthetic.money("outstanding");
    const bool only_one = products.size() == 1 && !synthetic.has("mix");
    for (const Product& product : products) {
        out.mix.push_back(synthetic.block("mix").rate(product.id, only_one ? 1.0 : 0.0));
    }
    return out;
}

Lending read_lending(const Block& lending, Scenario known) {
    Lending out;
    out.borrower_cap = known.lending.borrower_cap = lending.maybe_money("borrower_cap");
    for (const auto& [product, rows] : lending.block("demand").members()) {
        for (const auto& [tier, row] : rows.members()) {
            out.demand.push_back(read_row(row, place_in(known.products, product), place_in(known.tiers, tier), known));
        }
    }
    out.growth_per_year = lending.rate("growth_per_year", 0.0);
    const std::vector<double> seasons = lending.block("seasonality").as_rates();
    if (seasons.size() == out.seasonality.size()) {
        std::copy(seasons.begin(), seasons.end(), out.seasonality.begin());
    }
    out.counts = lending.choice<Counts>("counts", {{"poisson", Counts::poisson}, {"smoothed", Counts::smoothed}});
    out.demand_volatility = lending.rate("demand_volatility", 0.0);
    out.macro_loading = lending.rate("macro_loading", 0.0);
    return out;
}

} // namespace kdt::scenario
