#include "scenario/read.hpp"

#include <algorithm>

namespace kdt::scenario {

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

Lending read_lending(const Block& lending, const Scenario& known) {
    Lending out;
    for (const auto& [product, rows] : lending.block("demand").members()) {
        for (const auto& [tier, row] : rows.members()) {
            out.demand.push_back(
                {place_in(known.products, product), place_in(known.tiers, tier), row.rate("loans_per_month", 0.0)});
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
