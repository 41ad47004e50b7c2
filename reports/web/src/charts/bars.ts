import { inWan, percentTick, tick } from "../format";
import type { Num, Table, View } from "../types";
import { AMBER, BLUES, INK, base, labelWidth, nameAxis, placeOf, tip, valueAxis } from "./common";
import type { Option } from "./common";

/** Horizontal bars, one a row of the table, each with the table's own text beside it. */
function rowsOfBars({ table }: View, values: Num[], column: string, color: string, axis: Option): Option {
  const texts = table.rows.map((row) => row[placeOf(table, column)]?.text ?? "");
  return base({
    grid: { left: 12, right: 12 + Math.max(0, ...texts.map(labelWidth)), top: 12, bottom: 8, containLabel: true },
    tooltip: tip(table, "axis"),
    xAxis: axis,
    yAxis: nameAxis(table.rows.map((row) => row[0]?.text ?? "")),
    series: [
      {
        type: "bar",
        itemStyle: { color },
        barMaxWidth: 18,
        label: {
          show: true,
          position: "right",
          color: INK,
          fontSize: 11,
          formatter: (hit: { dataIndex: number }) => texts[hit.dataIndex] ?? "",
        },
        data: values,
      },
    ],
  });
}

/** What a row of the table is about: objects have whole numbers among their keys before all others, rows have not. */
function ofRows<T>(rows: Table["rows"], by: Record<string, T>): (T | undefined)[] {
  return rows.map((row) => by[row[0]?.text ?? ""]);
}

/** One column of the stress table over its cases. */
export function stress(view: View): Option {
  const found = view.summary.stress;
  if (!found) return base({});
  const month = String(view.summary.scenario.horizon_months);
  const cases = [found.base, ...ofRows(view.table.rows.slice(1), found.overlays)];
  const chance = view.of === "pool_depleted";
  const wan = inWan(view.summary.scenario.unit);
  const values = cases.map((one) => {
    if (chance) return one?.probabilities?.pool_depleted?.[month]?.value ?? null;
    const mean = one?.measures?.[view.of]?.[month]?.mean?.value;
    return mean === null || mean === undefined ? null : wan(mean);
  });
  const axis = chance ? valueAxis("", percentTick, { min: 0 }) : valueAxis("", tick);
  return rowsOfBars(view, values, view.of, chance ? AMBER : BLUES[2], axis);
}

/** Shares of the opening book by one kind of group. */
export function concentration(view: View): Option {
  const shares = ofRows(view.table.rows, view.summary.book[view.of] ?? {}).map((line) => line?.share ?? null);
  return rowsOfBars(view, shares, "share", BLUES[2], valueAxis("", percentTick, { min: 0 }));
}
