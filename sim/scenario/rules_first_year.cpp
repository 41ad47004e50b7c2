#include "scenario/rule_list.hpp"

#include <algorithm>

// Levels and caps that are rates of the book at as_of, where there is none: they decide the whole first year.
namespace kdt::scenario {
namespace {

int first_year_months(const Scenario& scenario) {
    return std::min(scenario.horizon_months, 13 - scenario.as_of.plus(1).month());
}

/// Whether a claim on a loan granted in the run can fall due before the first year ends.
bool claims_in_first_year(const Scenario& scenario) {
    const int last = first_year_months(scenario);
    const auto& demand = scenario.lending.demand;
    return std::any_of(demand.begin(), demand.end(), [&](const DemandRow& row) {
        const Product& product = scenario.products[static_cast<std::size_t>(row.product)];
        const int first_exposure = product.starts_month + product.draw_lag_months + 1;
        return product.claim.due_month(first_exposure, scenario.recovery.last_month()) <= last;
    });
}

/// Whether the bank has loans of these sectors (all where none is named) at as_of.
bool has_opening_book(const Scenario& scenario, std::size_t bank, const std::vector<int>& sectors) {
    const auto named = [&](int sector) {
        return sectors.empty() || std::find(sectors.begin(), sectors.end(), sector) != sectors.end();
    };
    const auto& tape = scenario.portfolio.tape;
    if (std::any_of(tape.begin(), tape.end(),
                    [&](const TapeLoan& loan) { return loan.bank == static_cast<int>(bank) && named(loan.sector); })) {
        return true;
    }
    if (!scenario.portfolio.synthetic || scenario.portfolio.synthetic->outstanding <= Fen{}) { return false; }
    bool has_sector = false;
    for (std::size_t sector = 0; sector < scenario.sectors.size(); ++sector) {
        has_sector = has_sector || (named(static_cast<int>(sector)) && scenario.sectors[sector].weight > 0.0);
    }
    return has_sector && scenario.banks[bank].weight > 0.0;
}

std::string end_of_first_year(const Scenario& scenario) {
    return scenario.as_of.plus(first_year_months(scenario)).text();
}

void notice_layers(const RuleInput& in, std::size_t place, const Block& block) {
    const std::string until = end_of_first_year(in.scenario);
    for (const terms::Layer& layer : in.scenario.banks[place].layers) {
        if (layer.book != terms::LayerBook::opening_of_year || has_opening_book(in.scenario, place, layer.sectors)) {
            continue;
        }
        const bool open = std::any_of(layer.bands.begin(), layer.bands.end(),
                                      [](const terms::Band& band) { return !band.detach.has_value(); });
        in.idle(block.pointer("layer"),
                {"期初没有这些贷款，第一年（至 " + until + "）各条线都是 0 元，损失" +
                     (open ? "都在起付线之上，全部进入分担" : "都在封顶线之上，一概不分担"),
                 "there are no such loans at as_of, so in the first year (to " + until + ") every level is 0: " +
                     (open ? "all losses lie above it and are shared" : "all losses lie above it and none is shared")},
                {"给出期初贷款，或改用 lending_of_year", "give an opening book, or use lending_of_year"});
        return;
    }
}

void notice_cap(const RuleInput& in, std::size_t place, const Block& cap) {
    const terms::YearlyCap& terms = in.scenario.banks[place].yearly_cap;
    if (!terms.rate_of_prior_balance || has_opening_book(in.scenario, place, {})) { return; }
    const bool waits = terms.on_cap == terms::OnCap::next_year;
    const std::string until = end_of_first_year(in.scenario);
    in.idle(cap.pointer("rate_of_prior_balance"),
            {"期初没有贷款，第一年（至 " + until + "）上限为 0：补偿" + (waits ? "都等到次年一月" : "都由银行承担"),
             "there are no loans at as_of, so in the first year (to " + until + ") the cap is 0: every claim " +
                 (waits ? "waits for January" : "falls to the bank")},
            {"给出期初贷款，或改用 amount", "give an opening book, or use amount"});
}

/// A party's limit that is a rate of what it answers for at as_of, where there is no loan then.
void notice_limit(const RuleInput& in, const Block& party) {
    if (!party.has("yearly_limit_rate")) { return; }
    const std::string until = end_of_first_year(in.scenario);
    in.idle(party.pointer("yearly_limit_rate"),
            {"期初没有贷款，第一年（至 " + until + "）限额为 0，它什么也不付",
             "there are no loans at as_of, so in the first year (to " + until + ") its limit is 0 and it pays nothing"},
            {"给出期初贷款，或改用 yearly_limit", "give an opening book, or use yearly_limit"});
}

void notice_limits(const RuleInput& in) {
    const auto& synthetic = in.scenario.portfolio.synthetic;
    if (!in.scenario.portfolio.tape.empty() || (synthetic && synthetic->outstanding > Fen{})) { return; }
    for (const auto& [name, party] : in.root.block("parties").members()) { notice_limit(in, party); }
    for (const auto& [id, party] : in.root.block("reguarantors").members()) { notice_limit(in, party); }
}

} // namespace

void notice_first_year(const RuleInput& in) {
    if (!claims_in_first_year(in.scenario)) { return; }
    notice_limits(in);
    for (std::size_t place = 0; place < in.scenario.banks.size(); ++place) {
        if (in.scenario.banks[place].weight <= 0.0) { continue; } // no application is sent to it
        const Block block = in.root.block("banks").block(in.scenario.banks[place].id);
        notice_layers(in, place, block);
        notice_cap(in, place, block.block("yearly_cap"));
    }
}

} // namespace kdt::scenario
