import { inWan, money, percentTick, tick } from "../format";
import type { Num, View } from "../types";
import { AMBER, BLUE, BLUES, base, tip, valueAxis } from "./common";
import type { Option } from "./common";

/** An axis over these amounts whose ends and steps are round. */
function roundAxis(least: number, most: number): Option {
  const rough = (most - least || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  return { min: Math.floor(least / interval) * interval, max: Math.ceil(most / interval) * interval, interval };
}

/** Probability that an amount is reached, against the amount, with its 95 % interval; the target marked. Each amount computed
    has its dot: between two of them the line says nothing. */
export function target(view: View): Option {
  const curve = view.summary.target_curves[view.of];
  const aim = view.summary.targets[view.of];
  if (!curve || !aim) return base({});
  const wan = inWan(view.summary.scenario.unit);
  const points = (values: Num[]): [number, Num][] => values.map((p, i) => [wan(curve.amounts[i] as number), p]);
  const line = (data: [number, Num][], extra: Option): Option => ({ type: "line", data, ...extra });
  const bound = { symbol: "none", lineStyle: { width: 1, color: BLUES[2] }, silent: true };
  const [least, most] = [curve.amounts[0] ?? 0, curve.amounts[curve.amounts.length - 1] ?? 0];
  const across = (aim.amount - least) / Math.max(most - least, 1); // near an edge the label grows away from it
  const label = {
    formatter: `${view.words.target ?? ""} ${money(wan(aim.amount), view.summary.scenario.unit)}`,
    color: AMBER, fontSize: 12, distance: 10, align: across < 0.25 ? "left" : across > 0.75 ? "right" : "center",
  };
  return base({
    grid: { left: 12, right: 28, top: 36, bottom: 28, containLabel: true },
    tooltip: tip(view.table, "axis"),
    xAxis: valueAxis(view.words.money ?? "", tick, {
      nameLocation: "middle", nameGap: 28, splitLine: { show: false }, ...roundAxis(wan(least), wan(most)),
    }),
    yAxis: valueAxis("", percentTick, { min: 0, max: 1 }),
    series: [
      line(points(curve.probability), {
        symbol: "circle",
        symbolSize: 5,
        showAllSymbol: true,
        itemStyle: { color: BLUE },
        lineStyle: { width: 1.5, color: BLUE },
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: AMBER, type: "dashed", width: 1.5 },
          data: [{ xAxis: wan(aim.amount), label }],
        },
      }),
      line(points(curve.lo), bound),
      line(points(curve.hi), bound),
    ],
  });
}
