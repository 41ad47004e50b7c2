#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/number_text.hpp"
#include "results/table_text.hpp"
#include "tally/interval.hpp"

namespace kdt::results {
namespace {

Cell whole_cell(double count) {
    Cell cell;
    cell.kind = CellKind::count;
    cell.value = count;
    return cell;
}

Cell share_cell(double paths, const Frame& frame) { return percent_cell(paths / static_cast<double>(frame.paths)); }

/// A share of paths; what was on none of them is not impossible.
Cell stopped_cell(Number share, const Frame& frame) {
    return frame.drawn && share && *share == 0.0 ? text_cell({"未出现", "never seen"}) : percent_cell(share);
}

Text unseen_note(const Frame& frame) {
    const Probability unseen = tally::probability_of(0, frame.paths);
    const std::string paths = grouped(std::to_string(frame.paths));
    return {"一格的“未出现”指" + paths + "条路径均无，即" + probability_text(unseen, Language::zh) + "。",
            "“never seen” in a cell is on none of " + paths + " paths: " + probability_text(unseen, Language::en) +
                "."};
}

} // namespace

Table balance_table(const Results& results) {
    Table table{"balance", {"资金池余额走势表", "Balance of the pool by month"}, {}, {}, {}};
    table.columns = {label_column({"月末", "Month end"})};
    for (const char* band : {"P5", "P25", "P50", "P75", "P95"}) {
        table.columns.push_back(named(band, money_column(both(band))));
    }
    table.columns.push_back(money_column({"均值", "Mean"}));
    const Series& series = *results.series.find(Measure::pool_balance);
    const Cells cells(results.frame.unit);
    for (std::size_t month = 0; month < series.mean.size(); ++month) {
        Row row{name_cell(calendar(results.frame, static_cast<int>(month)))};
        for (const auto* band : {&series.p05, &series.p25, &series.p50, &series.p75, &series.p95}) {
            row.push_back(cells.money((*band)[month]));
        }
        row.push_back(cells.money(series.mean[month], series.se[month]));
        table.rows.push_back(std::move(row));
    }
    table.notes = {{"各月末余额的分位数与均值；第一行为基准日。",
                    "Quantiles and mean of the balance at each month's end; the first row is the start."}};
    return table;
}

Table loss_distribution_table(const Results& results) {
    Table table{"loss_distribution", {"净损失分布表", "Distribution of pool net loss"}, {}, {}, {}};
    const auto* months = results.histograms.find(Measure::pool_net_loss);
    const int month = results.horizons.back();
    const Histogram* histogram = months == nullptr ? nullptr : months->find(month);
    if (histogram == nullptr || !results.frame.drawn) { return table; }
    table.columns = {money_column({"净损失自", "Net loss from"}), money_column({"至", "to"}),
                     plain_column({"路径数", "Paths"}), named("share", plain_column({"占比", "Share"}))};
    const Cells cells(results.frame.unit);
    table.rows.push_back({cells.money(0.0), cells.money(0.0), whole_cell(histogram->zeros),
                          share_cell(histogram->zeros, results.frame)});
    for (std::size_t bin = 0; bin < histogram->counts.size(); ++bin) {
        table.rows.push_back({cells.money(histogram->edges[bin]), cells.money(histogram->edges[bin + 1]),
                              whole_cell(histogram->counts[bin]), share_cell(histogram->counts[bin], results.frame)});
    }
    const Text period = up_to(results.frame, month);
    table.notes = {
        {"资金池净损失（补偿支出减追偿返还），" + period.zh + "。第一行为恰好等于0的路径；首末两段含其外的路径。",
         "The pool's net loss (claims paid less recoveries to it) " + period.en +
             ". The first row holds the paths at exactly 0; the first and last bin also what lies "
             "outside."}};
    return table;
}

Table bank_loss_table(const Results& results) {
    Table table{"bank_losses", {"分行损失表", "Losses by bank"}, {label_column({"合作银行", "Bank"})}, {}, {}};
    const auto& banks = results.groups[static_cast<std::size_t>(GroupKind::bank)];
    if (banks.size() == 0 || banks.begin()->first.empty()) { return table; }
    const std::string bad = bad_level(results);
    const std::vector<std::string> levels = shown_levels(results);
    const int month = results.horizons.back();
    const Text own{"银行净损失", "Net loss of the bank"};
    table.columns.push_back(money_column(measure_name(Measure::defaulted_principal)));
    table.columns.push_back(money_column(measure_name(Measure::claims_paid)));
    table.columns.push_back(money_column({"均值", "Mean"}, measure_name(Measure::pool_net_loss)));
    table.columns.push_back(money_column(both(percentile(bad)), measure_name(Measure::pool_net_loss)));
    table.columns.push_back(named("own_mean", money_column({"均值", "Mean"}, own)));
    for (const std::string& level : levels) {
        table.columns.push_back(named(level == bad ? "own_bad" : "", money_column(both(percentile(level)), own)));
    }
    const Cells cells(results.frame.unit);
    for (const auto& [id, bank] : banks) {
        const auto figures = [&, &all = bank.measures](Measure measure) { return find(all, measure, month); };
        Row row{name_cell(id),
                cells.mean(Measure::defaulted_principal, figures(Measure::defaulted_principal)),
                cells.mean(Measure::claims_paid, figures(Measure::claims_paid)),
                cells.mean(Measure::pool_net_loss, figures(Measure::pool_net_loss)),
                cells.quantile(Measure::pool_net_loss, figures(Measure::pool_net_loss), bad),
                cells.mean(Measure::bank_net_loss, figures(Measure::bank_net_loss))};
        for (const std::string& level : levels) {
            row.push_back(cells.quantile(Measure::bank_net_loss, figures(Measure::bank_net_loss), level));
        }
        table.rows.push_back(std::move(row));
    }
    const Text period = up_to(results.frame, month);
    table.notes = {
        {"累计，" + period.zh + "。违约本金与补偿支出为均值；各行的分位数不能相加。",
         "Cumulative " + period.en + ". Defaulted principal and claims paid are means; quantiles of banks don't add."}};
    return table;
}

Table target_curve_table(const Results& results) {
    Table table{"target_curves", {"目标达成概率表", "Chance of reaching an amount"}, {}, {}, {}};
    table.columns = {label_column({"目标", "Target"}), named("amount", money_column({"金额", "Amount"})),
                     named("probability", plain_column({"达到该金额的概率", "P(reached)"}))};
    const Cells cells(results.frame.unit);
    for (const auto& [target, curve] : results.target_curves) {
        for (std::size_t i = 0; i < curve.amounts.size(); ++i) {
            table.rows.push_back(
                {name_cell(target), cells.money(curve.amounts[i]), probability_cell(curve.probability[i])});
        }
    }
    table.notes = {{"同一口径下达到或超过该金额的概率及95%区间。",
                    "Probability of at least the amount, in the target's own reading, with its 95% interval."}};
    return table;
}

Table breaker_month_table(const Results& results) {
    Table table{
        "breaker_months", {"分月熔断概率表", "Breakers by month"}, {label_column({"月末", "Month end"})}, {}, {}};
    std::vector<const std::vector<Number>*> shares;
    for (const BreakerFrame& breaker : results.frame.breakers) {
        const bool whole = breaker.scope == BreakerScope::scheme;
        const auto* members = results.breaker_by_month.find(breaker.id);
        if (members == nullptr) { continue; }
        for (const auto& [member, by_month] : *members) {
            table.columns.push_back(
                named(member, plain_column(whole ? Text{"全局", "scheme"} : both(member), {}, both(breaker.id))));
            shares.push_back(&by_month);
        }
    }
    if (shares.empty()) { return table; }
    for (int month = 1; month <= results.frame.horizon_months; ++month) {
        Row row{name_cell(calendar(results.frame, month))};
        for (const auto* by_month : shares) {
            const auto place = static_cast<std::size_t>(month);
            row.push_back(stopped_cell(place < by_month->size() ? (*by_month)[place] : Number(), results.frame));
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {
        {"各月末处于熔断状态的路径占比。", "Share of paths on which the stop is in force at the month's end."}};
    if (results.frame.drawn && results.frame.method == "plain") { table.notes.push_back(unseen_note(results.frame)); }
    return table;
}

} // namespace kdt::results
