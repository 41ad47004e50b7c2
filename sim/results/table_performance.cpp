#include "results/catalogue.hpp"
#include "results/cells.hpp"

namespace kdt::results {
namespace {

/// Builds the rows of the sheet: what the bureau fills in stays empty.
class Indicators {
public:
    explicit Indicators(const Results& results) : results_(results), cells_(results.frame.unit) {}

    std::vector<Row> rows() {
        const Text output{"产出", "Output"};
        const Text effect{"效益", "Effect"};
        const Text risk{"风险", "Risk"};
        mean(output, {"放款规模", "Lending"}, Measure::disbursed);
        mean(output, {"放款规模", "Lending"}, Measure::loans_granted);
        mean(output, {"放款规模", "Lending"}, Measure::outstanding);
        for (const TargetFrame& target : results_.frame.targets) {
            add(output, {"融资目标", "Targets"},
                {"目标“" + target.id + "”达成概率", "P(target “" + target.id + "” met)"},
                probability_cell(results_.targets.find(target.id)->probability));
        }
        mean(effect, {"放大效应", "Leverage"}, Measure::leverage_used);
        add(effect, {"成本", "Cost"}, {"每百元放款的财政成本（元）", "Cost to public money per 100 yuan lent (yuan)"},
            plain(results_.cost_per_100));
        ratio(risk, {"不良率", "NPL ratio"}, "npl_ratio");
        ratio(risk, {"补偿率", "Claims ratio"}, "claims_ratio");
        ratio(risk, {"回收率", "Recovery rate"}, "recovery_rate");
        add(risk, {"可持续性", "Sustainability"}, {"资金池耗尽概率", "P(pool depleted)"},
            probability_cell(*results_.probabilities.pool_depleted.find(month())));
        mean(risk, {"可持续性", "Sustainability"}, Measure::pool_balance);
        return std::move(rows_);
    }

private:
    int month() const { return results_.horizons.back(); }

    void add(const Text& first, const Text& second, const Text& third, Cell figure) {
        const Cell blank = text_cell(both(""));
        rows_.push_back(
            {text_cell(first), text_cell(second), text_cell(third), blank, std::move(figure), blank, blank});
    }
    void mean(const Text& first, const Text& second, Measure measure) {
        const bool money = tally::info(measure).unit == tally::ScoreUnit::fen;
        Text name = measure_name(measure);
        if (money) { name = {name.zh + "（万元）", name.en + " (10k yuan)"}; }
        if (measure == Measure::loans_granted) { name.zh += "（笔）"; }
        add(first, second, name, cells_.mean(measure, find(results_.measures, measure, month())));
    }
    void ratio(const Text& first, const Text& name, const char* key) {
        const Estimate& figure = *results_.ratios.find(key)->find(month());
        add(first, {"资产质量", "Quality"}, name, percent_cell(figure.value, figure.se));
    }
    static Cell plain(const Estimate& figure) {
        Cell cell;
        cell.kind = CellKind::yuan;
        cell.value = figure.value;
        cell.se = figure.se;
        return cell;
    }

    const Results& results_;
    Cells cells_;
    std::vector<Row> rows_;
};

} // namespace

Table performance_table(const Results& results) {
    Table table{"performance", {"绩效指标表", "Performance indicators"}, {}, {}, {}};
    table.columns = {label_column({"一级指标", "Level 1"}),
                     label_column({"二级指标", "Level 2"}),
                     label_column({"三级指标", "Level 3"}),
                     plain_column({"指标值", "Aim"}),
                     plain_column({"测算完成值", "Simulated"}),
                     plain_column({"权重", "Weight"}),
                     plain_column({"得分", "Score"})};
    table.rows = Indicators(results).rows();
    const Text period = up_to(results.frame, results.horizons.back());
    table.notes = {{"只列测算给出的指标，" + period.zh + "，均值附95%误差；指标值、权重与得分由主管部门填写。",
                    "Only what the simulation yields, " + period.en +
                        ", means with their 95% error; aims, weights and scores are the bureau's to fill in."}};
    return table;
}

} // namespace kdt::results
