import { inWan, money, percentTick, tick } from "../format";
import type { Num, View } from "../types";
import { AMBER, BLUE, BLUES, base, tip, valueAxis } from "./common";
import type { Option } from "./common";

/** Probability that an amount is reached, against the amount, with its 95 % interval; the target marked. */
export function target(view: View): Option {
  const curve = view.summary.target_curves[view.of];
  const aim = view.summary.targets[view.of];
  if (!curve || !aim) return base({});
  const wan = inWan(view.summary.scenario.unit);
  const points = (values: Num[]): [number, Num][] => values.map((p, i) => [wan(curve.amounts[i] as number), p]);
  const line = (data: [number, Num][], extra: Option): Option => ({ type: "line", data, symbol: "none", ...extra });
  const bound = { lineStyle: { width: 1, color: BLUES[1], type: "dotted" }, silent: true };
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
      nameLocation: "middle", nameGap: 28, min: "dataMin", max: "dataMax", splitLine: { show: false }, splitNumber: 4,
    }),
    yAxis: valueAxis("", percentTick, { min: 0, max: 1 }),
    series: [
      line(points(curve.probability), {
        lineStyle: { width: 2, color: BLUE },
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
