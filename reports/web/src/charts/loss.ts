import { inWan, levelDigits, money, percentTick, tick } from "../format";
import type { View } from "../types";
import { AMBER, BLUES, GREY, INK, RED, base, placeOf, tip, valueAxis } from "./common";
import type { Option } from "./common";

interface Mark { name: string; at: number; color: string; middle: boolean }

function marksOf(view: View, month: string, wan: (value: number) => number): Mark[] {
  const figures = view.summary.measures.pool_net_loss?.[month];
  const levels = view.summary.levels;
  const bad = levels[levels.length - 1] ?? "";
  const marks: Mark[] = [];
  const add = (name: string, value: number | null | undefined, color: string, middle = false): void => {
    if (value !== null && value !== undefined) marks.push({ name, at: wan(value), color, middle });
  };
  add(view.words.mean ?? "", figures?.mean.value, INK);
  for (const level of levels) add(`VaR${levelDigits(level)}`, figures?.quantile?.[level]?.value, level === bad ? RED : AMBER);
  add(`ES${levelDigits(bad)}`, figures?.es?.[bad]?.value, RED, true);
  return marks;
}

/** Labels of neighbouring marks would cover one another: each stands a line lower than the one before it. */
function markLine(marks: Mark[], unit: string): Option {
  const sorted = [...marks].sort((a, b) => a.at - b.at);
  return {
    symbol: "none",
    silent: true,
    data: sorted.map((mark, place) => ({
      xAxis: mark.at,
      lineStyle: { color: mark.color, type: mark.middle ? "dashed" : "solid", width: 1.5 },
      label: {
        formatter: `${mark.name} ${money(mark.at, unit)}`,
        color: mark.color,
        fontSize: 12,
        position: "end",
        distance: [0, 2 + (sorted.length - 1 - place) * 15],
      },
    })),
  };
}

/** The least round number that is not below: the axis ends on a tick. */
function roundUp(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * step >= value) ?? 10;
  return Number((factor * step).toPrecision(3));
}

/** Distribution of the pool's net loss: bins past the lower level amber, past the bad one red, the paths at exactly 0 in a bar of
    their own. Where that bar dwarfs the rest it is cut at the top, and says so with its value. */
export function loss(view: View): Option {
  const { scenario, simulation, histograms } = view.summary;
  const month = String(scenario.horizon_months);
  const histogram = histograms.pool_net_loss?.[month];
  if (!histogram) return base({});
  const wan = inWan(scenario.unit);
  const share = (count: number): number => count / simulation.paths;
  const marks = marksOf(view, month, wan);
  const beyond = (color: string): number => marks.find((mark) => mark.color === color)?.at ?? Infinity;
  const edges = histogram.edges.map(wan);
  const width = edges.length > 1 ? (edges[1] as number) - (edges[0] as number) : 1;
  const tallest = Math.max(...histogram.counts.map(share), 0);
  const zero = share(histogram.zeros);
  const cut = zero > 2 * tallest && tallest > 0;
  const bins = histogram.counts.map((count, i) => {
    const left = edges[i] as number;
    const color = left >= beyond(RED) ? RED : left >= beyond(AMBER) ? AMBER : BLUES[2];
    return { value: [left + width / 2, share(count)], itemStyle: { color } };
  });
  const top = roundUp(cut ? tallest * 1.25 : Math.max(tallest, zero, 1 / simulation.paths));
  const atom = {
    value: [-width / 2, Math.min(zero, top)], // beside 0, left of the least loss
    itemStyle: { color: BLUES[3] },
  };
  return base({
    title: zero > 0
      ? { text: `${view.words.zero ?? ""} ${view.table.rows[0]?.[placeOf(view.table, "share")]?.text ?? ""}${cut ? " ↑" : ""}`, left: 12, top: 66,
          textStyle: { fontSize: 12, fontWeight: "normal", color: BLUES[3] }, padding: 0 }
      : undefined,
    grid: { left: 32, right: 28, top: 88, bottom: 28, containLabel: true },
    tooltip: tip(view.table, "item"),
    xAxis: valueAxis(view.words.money ?? "", tick, {
      nameLocation: "middle", nameGap: 28, splitLine: { show: false }, min: Math.min(-width, edges[0] ?? 0), splitNumber: 5,
      axisLabel: { color: GREY, fontSize: 12, showMinLabel: false, hideOverlap: true, formatter: tick },
    }),
    yAxis: valueAxis(view.table.columns[placeOf(view.table, "share")]?.title ?? "", percentTick, {
      max: top, nameLocation: "middle", nameGap: 40,
    }),
    series: [
      { type: "bar", barWidth: "96%", barGap: "-100%", data: [atom, ...bins], clip: true, markLine: markLine(marks, scenario.unit) },
    ],
  });
}
