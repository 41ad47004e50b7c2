import { escapeHtml, percent, percentTick } from "../format";
import type { View } from "../types";
import { AMBER, GREY, base, tip, valueAxis } from "./common";
import type { Option } from "./common";

function shade(place: number, count: number): string {
  const light = count < 2 ? 0.3 : 0.72 - (0.5 * place) / (count - 1);
  return `hsl(210, 62%, ${Math.round(light * 100)}%)`;
}

/** Cumulative default rate by age, a line a quarter: light is old, dark is new, the newest amber. */
export function vintages(view: View): Option {
  const all = Object.entries(view.summary.vintages).filter(
    ([, vintage]) => vintage.default_rate.length > 0 && vintage.lent.value !== null && vintage.lent.value > 0,
  );
  const longest = Math.max(1, ...all.map(([, vintage]) => vintage.default_rate.length));
  const step = [3, 6].find((months) => longest <= 8 * months) ?? 12;
  return base({
    grid: { left: 12, right: 60, top: 16, bottom: 28, containLabel: true },
    tooltip: {
      ...tip(view.table, "item"),
      formatter: (hit: { seriesName: string; data: [number, number | null] }) =>
        `${escapeHtml(hit.seriesName)}, ${hit.data[0]} ${escapeHtml(view.words.months ?? "")}: <b>${percent(hit.data[1] ?? 0)}</b>`,
    },
    xAxis: valueAxis(view.words.age ?? "", (value) => String(value), {
      nameLocation: "middle", nameGap: 28, min: 0, max: Math.ceil(longest / step) * step, interval: step, splitLine: { show: false },
    }),
    yAxis: valueAxis("", percentTick, { min: 0 }),
    series: all.map(([name, vintage], place) => {
      const newest = place === all.length - 1;
      const color = newest ? AMBER : shade(place, all.length);
      return {
        name,
        type: "line",
        symbol: "circle",
        symbolSize: 8, // unseen, but there to be pointed at
        data: [[0, 0], ...vintage.default_rate.map((rate, age) => [age + 1, rate])],
        lineStyle: { width: newest ? 2 : 1.5, color },
        itemStyle: { color, opacity: vintage.default_rate.length < 2 ? 1 : 0 },
        emphasis: { itemStyle: { opacity: 1 } },
        // A label stays at its line's end, where it can be told whose it is; those without room are left out, the newest last.
        endLabel: {
          show: place % Math.ceil(all.length / 12) === 0 || newest, formatter: "{a}", fontSize: newest ? 12 : 11, lineHeight: newest ? 18 : 17,
          color: newest ? AMBER : GREY, textBorderColor: "#ffffff", textBorderWidth: 3,
        },
        labelLayout: { hideOverlap: true },
      };
    }),
  });
}
