import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  AriaComponent, GridComponent, MarkLineComponent, TitleComponent, TooltipComponent,
  VisualMapPiecewiseComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { CHARTS, heightOf } from "./charts/index";
import type { Chart, Report } from "./types";

use([
  AriaComponent, BarChart, GridComponent, HeatmapChart, LabelLayout, LineChart, MarkLineComponent, SVGRenderer,
  TitleComponent, TooltipComponent, VisualMapPiecewiseComponent,
]);

/** Draws a chart into its frame, and again whenever the frame's width changes. */
export function draw(frame: HTMLElement, chart: Chart, report: Report): void {
  const make = CHARTS[chart.id];
  if (!make) throw new Error(`no chart ${chart.id}`);
  const members = chart.id === "breaker" ? Object.keys(report.summary.breaker_by_month[chart.of] ?? {}).length : chart.table.rows.length;
  const size = (): { width: number; height: number } => ({ width: frame.clientWidth, height: heightOf(chart.id, members) });
  const made = init(frame, undefined, { renderer: "svg", ...size() });
  made.setOption(make({ summary: report.summary, words: report.words, table: chart.table, of: chart.of }));
  // On paper the picture shrinks to the column: without a viewBox its right side would be cut off.
  const fit = (): void => {
    const svg = frame.querySelector("svg");
    svg?.setAttribute("viewBox", `0 0 ${size().width} ${size().height}`);
    svg?.setAttribute("aria-hidden", "true");
  };
  fit();
  let width = frame.clientWidth;
  new ResizeObserver(() => {
    if (frame.clientWidth === width || frame.clientWidth === 0) return;
    width = frame.clientWidth;
    made.resize(size());
    fit();
  }).observe(frame);
}
