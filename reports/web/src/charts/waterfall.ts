import { inWan, tick } from "../format";
import type { View } from "../types";
import { AMBER, BLUES, INK, base, labelWidth, nameAxis, placeOf, tip, valueAxis } from "./common";
import type { Option } from "./common";

const PARTIES = ["pool", "bank", "guarantor", "insurer", "reguarantee"] as const;
const COLORS = [BLUES[3], AMBER, BLUES[2], BLUES[1], BLUES[0]] as const;

/** Who bears the loss: the total, then each party's part falling from where the one before it ended. */
export function waterfall(view: View): Option {
  const { scenario, measures } = view.summary;
  const month = String(scenario.horizon_months);
  const wan = inWan(scenario.unit);
  const mean = (measure: string): number => wan(measures[measure]?.[month]?.mean.value ?? 0);
  const total = mean("loss_to_date");
  const names = view.table.rows.map((row) => row[0]?.text ?? "");
  const below: number[] = [];
  const parts: Option[] = [];
  let left = total;
  PARTIES.forEach((party, place) => {
    const part = mean(`${party}_net_loss`);
    const foot = Math.min(left, left - part);
    below.push(Math.abs(foot) < 1e-9 * Math.abs(total) ? 0 : foot); // what summing doubles leaves over
    left -= part;
    parts.push({ value: Math.abs(part), itemStyle: { color: COLORS[place] } });
  });
  const texts = view.table.rows.map((row) => row[placeOf(view.table, "mean")]?.text ?? "");
  const label = (value: number, row: number): Option =>
    ({ value, label: { formatter: texts[row] ?? "" } });
  const last = view.table.rows.length - 1;
  return base({
    grid: { left: 12, right: 12 + Math.max(0, ...texts.map(labelWidth)), top: 12, bottom: 8, containLabel: true },
    tooltip: tip(view.table, "axis"),
    xAxis: valueAxis("", tick),
    yAxis: nameAxis(names),
    series: [
      { type: "bar", stack: "loss", data: [...below, 0], itemStyle: { color: "transparent" }, silent: true },
      {
        type: "bar",
        stack: "loss",
        barWidth: "60%",
        label: { show: true, position: "right", color: INK, fontSize: 11 },
        data: [
          ...parts.map((part, place) => ({ ...part, ...label(part.value as number, place) })),
          { ...label(total, last), itemStyle: { color: INK } },
        ],
      },
    ],
  });
}
