#include "results/sections.hpp"

namespace kdt::results {

void summarise_funders(const Source& source, Results& results) {
    const std::vector<std::string>& ids = source.frame.funders;
    const std::vector<int>& horizons = source.shape().horizons;
    for (std::size_t funder = 0; funder < ids.size(); ++funder) {
        auto& months = results.funders.add(ids[funder]);
        for (std::size_t horizon = 0; horizon < horizons.size(); ++horizon) {
            auto& lines = months.add(horizons[horizon]);
            for (std::size_t line = 0; line < lines.size(); ++line) {
                const auto place = static_cast<int>(funder * lines.size() + line);
                const Estimate mean = source.tally.event_figures().funder_line(static_cast<int>(horizon), place);
                lines[line] = scaled(mean, source.per_money());
            }
        }
    }
}

} // namespace kdt::results
