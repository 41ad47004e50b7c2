import { calendar, percentTick, rounded } from "../format";
import type { Num, View } from "../types";
import { GREY, INK, base, categoryAxis, cellTip, nameAxis, placeOf } from "./common";
import type { Option } from "./common";

/** Colours of what was seen, from rare to frequent: each darker, also as grey. */
const SEEN = ["#e3edf7", "#f8d9a0", "#f3b765", "#e07a5f"];

/** Percent of paths in two digits, so that a black-and-white copy can be read: "<1" is seen, "" is never. */
function cellText(share: Num): string {
  if (share === null || share === 0) return "";
  return share < 0.005 ? "<1" : rounded(Number((share * 100).toPrecision(12)), 0);
}

/** Share of paths on which a breaker's stop is in force, member by month. */
export function breaker(view: View): Option {
  const members = view.summary.breaker_by_month[view.of] ?? {};
  const columns = view.table.columns.filter(({ id }) => id in members); // in the table's order: objects have whole numbers first
  const cells = columns.flatMap(({ id }, y) => (members[id] ?? []).map((share, x) => [x, y, share ?? 0]));
  const dates = view.summary.breaker_months.map((month) => calendar(view.summary.scenario.as_of, month));
  return base({
    grid: { left: 12, right: 12, top: 8, bottom: 44, containLabel: true },
    tooltip: {
      trigger: "item",
      confine: true,
      formatter: (hit: { data: number[] }) => cellTip(view.table, hit.data[0] as number, placeOf(view.table, columns[hit.data[1] as number]?.id ?? "")),
    },
    xAxis: categoryAxis(dates, { axisLabel: { color: GREY, fontSize: 11, hideOverlap: true } }),
    yAxis: nameAxis(columns.map(({ title }) => title)),
    visualMap: {
      type: "piecewise",
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemWidth: 14,
      itemHeight: 12,
      textStyle: { color: INK, fontSize: 12 },
      pieces: [
        { value: 0, label: view.words.never ?? "0" },
        { gt: 0, lte: 0.01, label: `≤ ${percentTick(0.01)}` },
        { gt: 0.01, lte: 0.05, label: `1–${percentTick(0.05)}` },
        { gt: 0.05, lte: 0.2, label: `5–${percentTick(0.2)}` },
        { gt: 0.2, lte: 1, label: `> ${percentTick(0.2)}` },
      ],
      inRange: { color: ["#ffffff", ...SEEN] },
      // What is white has a border in the legend: there is no grid around it.
      controller: { inRange: { color: [GREY, ...SEEN], symbol: ["emptyRoundRect", ...SEEN.map(() => "roundRect")] } },
    },
    series: [
      {
        type: "heatmap",
        data: cells,
        labelLayout: { hideOverlap: true },
        itemStyle: { borderColor: "#d0d7de", borderWidth: 0.5 },
        label: { show: true, color: INK, fontSize: 11, formatter: (hit: { data: number[] }) => cellText(hit.data[2] ?? 0) },
      },
    ],
  });
}
