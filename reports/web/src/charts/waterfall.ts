import { inWan, tick } from "../format";
import type { View } from "../types";
import { AMBER, BLUES, INK, base, labelWidth, nameAxis, placeOf, tip, valueAxis } from "./common";
import type { Option } from "./common";

interface Part { value: number; color: string }

const PARTIES = [["pool", BLUES[3]], ["bank", AMBER], ["guarantor", BLUES[2]], ["insurer", BLUES[1]], ["reguarantee", BLUES[0]]] as const;

/** Parts of which each begins where the one before it ended, and at last their sum from 0: a row of the table each. */
function steps(view: View, parts: Part[], sum: number): Option {
  const feet: number[] = [];
  parts.reduce((before, { value }) => {
    feet.push(Math.min(before, before + value));
    return before + value;
  }, 0);
  const texts = view.table.rows.map((row) => row[placeOf(view.table, "mean")]?.text ?? "");
  const bars = [...parts, { value: sum, color: INK }].map(({ value, color }, row) =>
    ({ value: Math.abs(value), itemStyle: { color }, label: { formatter: texts[row] ?? "" } }));
  return base({
    grid: { left: 12, right: 12 + Math.max(0, ...texts.map(labelWidth)), top: 12, bottom: 8, containLabel: true },
    tooltip: tip(view.table, "axis"),
    xAxis: valueAxis("", tick),
    yAxis: nameAxis(view.table.rows.map((row) => row[0]?.text ?? "")),
    series: [
      { type: "bar", stack: "loss", data: [...feet, Math.min(0, sum)], itemStyle: { color: "transparent" }, silent: true },
      {
        type: "bar",
        stack: "loss",
        barWidth: "60%",
        label: { show: true, position: "right", color: INK, fontSize: 11 },
        data: bars,
      },
    ],
  });
}

/** Means at the last month, in 万元. */
function means(view: View): (measures: View["summary"]["measures"] | undefined, measure: string) => number {
  const month = String(view.summary.scenario.horizon_months);
  const wan = inWan(view.summary.scenario.unit);
  return (measures, measure) => wan(measures?.[measure]?.[month]?.mean.value ?? 0);
}

/** Who bears the loss: each party's part, up to the whole loss. */
export function waterfall(view: View): Option {
  const mean = means(view);
  const { measures } = view.summary;
  const parts = PARTIES.map(([party, color]) => ({ value: mean(measures, `${party}_net_loss`), color }));
  return steps(view, parts, mean(measures, "loss_to_date"));
}

/** Which bank bears what of the banks' loss: those that the table names, the others in one part, up to all banks'. */
export function bankWaterfall(view: View): Option {
  const mean = means(view);
  const { banks, measures } = view.summary;
  const own = (id: string): number => mean(banks[id]?.measures, "bank_net_loss");
  const rows = view.table.rows.slice(0, -1).map((row) => row[0]?.text ?? "");
  const others = Object.keys(banks).filter((id) => !rows.includes(id));
  const values = rows.map((name) => (name in banks ? own(name) : others.reduce((sum, id) => sum + own(id), 0)));
  const parts = values.map((value) => ({ value, color: AMBER }));
  return steps(view, parts, mean(measures, "bank_net_loss"));
}
