import { calendar, inWan, tick } from "../format";
import type { Num, View } from "../types";
import { BLUE, BLUES, GREY, base, categoryAxis, tip, valueAxis } from "./common";
import type { Option } from "./common";

function difference(upper: Num[], lower: Num[]): Num[] {
  return upper.map((value, i) => {
    const below = lower[i];
    return value === null || below === null || below === undefined ? null : value - below;
  });
}

function band(name: string, data: Num[], color: string): Option {
  return {
    name,
    type: "line",
    stack: "bands",
    data,
    symbol: "none",
    lineStyle: { width: 0 },
    areaStyle: { color, opacity: 1 },
    silent: true,
    z: 1,
  };
}

function edge(name: string, data: Num[], width: number): Option {
  return {
    name,
    type: "line",
    data,
    symbol: "none",
    lineStyle: { width, color: width > 1 ? BLUE : GREY, type: width > 1 ? "solid" : "dashed" },
    endLabel: { show: true, formatter: "{a}", color: width > 1 ? BLUE : GREY, fontSize: 12, lineHeight: 18 },
    labelLayout: { moveOverlap: "shiftY" },
    z: 3,
  };
}

/** Balance of the pool: bands 5–95 % (light) and 25–75 % (darker), the median solid. Steps are real: no smoothing. */
export function balance(view: View): Option {
  const { scenario, series } = view.summary;
  const wan = inWan(scenario.unit);
  const money = (values: Num[]): Num[] => values.map((value) => (value === null ? null : wan(value)));
  const s = series.pool_balance;
  const [p05, p25, p50, p75, p95] = [s.p05, s.p25, s.p50, s.p75, s.p95].map(money) as [Num[], Num[], Num[], Num[], Num[]];
  const dates = p50.map((_, month) => calendar(scenario.as_of, month));
  return base({
    grid: { left: 12, right: 76, top: 16, bottom: 8, containLabel: true },
    tooltip: tip(view.table, "axis"),
    xAxis: categoryAxis(dates, { boundaryGap: false }),
    yAxis: valueAxis("", tick, { min: 0 }),
    series: [
      { ...band("low", p05, "#ffffff"), areaStyle: { opacity: 0 } },
      band("5-25", difference(p25, p05), BLUES[0]),
      band("25-75", difference(p75, p25), BLUES[1]),
      band("75-95", difference(p95, p75), BLUES[0]),
      edge(view.words.best ?? "", p95, 1),
      edge(view.words.median ?? "", p50, 2),
      edge(view.words.worst ?? "", p05, 1),
    ],
  });
}
