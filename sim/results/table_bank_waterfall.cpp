#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/names.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace kdt::results {
namespace {

/// More rows than these are no picture of who bears what.
constexpr std::size_t kMostBanks = 12;

struct BankLoss {
    std::string id;
    double mean = 0.0;
    Number se;
};

/// From the greatest.
std::vector<BankLoss> bank_losses(const Results& results, int month) {
    std::vector<BankLoss> losses;
    for (const auto& [id, bank] : results.groups[static_cast<std::size_t>(GroupKind::bank)]) {
        const auto& mean = find(bank.measures, Measure::bank_net_loss, month)->mean;
        if (!id.empty()) { losses.push_back({id, mean.value.value_or(0.0), mean.se}); }
    }
    std::ranges::stable_sort(losses, std::ranges::greater(), &BankLoss::mean);
    return losses;
}

class WaterfallRows {
public:
    WaterfallRows(Unit unit, double total) : cells_(unit), total_(total) {}
    Row of(Cell name, double mean, Number se) const {
        const Number share = total_ == 0.0 ? Number() : Number(mean / total_);
        return {std::move(name), cells_.money(mean, se), percent_cell(share)};
    }

private:
    Cells cells_;
    double total_;
};

/// The error of their sum is not known from the errors of each.
Row rest_row(const WaterfallRows& rows, std::span<const BankLoss> rest) {
    const double sum = std::accumulate(rest.begin(), rest.end(), 0.0,
                                       [](double left, const BankLoss& one) { return left + one.mean; });
    const std::string count = std::to_string(rest.size());
    return rows.of(text_cell({"其余" + count + "家银行", "The other " + count + " banks"}), sum, {});
}

} // namespace

Table bank_waterfall_table(const Results& results) {
    Table table{"bank_waterfall", {"银行净损失构成表", "Net loss of the banks by bank"}, {}, {}, {}};
    const int month = results.horizons.back();
    const std::vector<BankLoss> losses = bank_losses(results, month);
    if (losses.empty()) { return table; }
    table.columns = {label_column({"合作银行", "Bank"}),
                     named("mean", money_column({"银行净损失均值", "Net loss of the bank, mean"})),
                     plain_column({"占比", "Share"})};
    const auto& all = find(results.measures, Measure::bank_net_loss, month)->mean;
    const WaterfallRows rows(results.frame.unit, all.value.value_or(0.0));
    const std::size_t shown = losses.size() > kMostBanks ? kMostBanks - 1 : losses.size();
    for (const BankLoss& one : std::span(losses).first(shown)) {
        table.rows.push_back(rows.of(name_cell(one.id), one.mean, one.se));
    }
    if (shown < losses.size()) { table.rows.push_back(rest_row(rows, std::span(losses).subspan(shown))); }
    table.rows.push_back(rows.of(text_cell({"合计", "Total"}), all.value.value_or(0.0), all.se));
    for (Cell& cell : table.rows.back()) { cell.heavy = true; }
    const Text period = up_to(results.frame, month);
    table.notes = {{"累计，" + period.zh + "，从大到小。", "Cumulative " + period.en + ", from the greatest."}};
    return table;
}

} // namespace kdt::results
