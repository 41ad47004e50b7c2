import { inWan, levelDigits, percentTick, tick } from "../format";
import type { Num, Table, View } from "../types";
import { AMBER, BLUES, INK, base, labelWidth, nameAxis, placeOf, tip, valueAxis } from "./common";
import type { Option } from "./common";

interface Bars { name: string; values: Num[]; column: string; color: string }

/** Horizontal bars, one group a row of the table, each with the table's own text beside it. */
function rowsOfBars(table: Table, sets: Bars[], axis: Option): Option {
  const labels = sets.map((set) => table.rows.map((row) => row[placeOf(table, set.column)]?.text ?? ""));
  const widest = Math.max(0, ...labels.flat().map(labelWidth));
  return base({
    grid: { left: 12, right: 12 + widest, top: sets.length > 1 ? 34 : 12, bottom: 8, containLabel: true },
    legend: sets.length > 1 ? { top: 0, left: "center", textStyle: { color: INK, fontSize: 12 } } : undefined,
    tooltip: tip(table, "axis"),
    xAxis: axis,
    yAxis: nameAxis(table.rows.map((row) => row[0]?.text ?? "")),
    series: sets.map((set, place) => ({
      name: set.name,
      type: "bar",
      itemStyle: { color: set.color },
      barMaxWidth: 18,
      label: {
        show: true,
        position: "right",
        color: INK,
        fontSize: 11,
        formatter: (hit: { dataIndex: number }) => labels[place]?.[hit.dataIndex] ?? "",
      },
      data: set.values,
    })),
  });
}

/** What each bank bears: mean and the bad case. */
export function bankLoss(view: View): Option {
  const month = String(view.summary.scenario.horizon_months);
  const wan = inWan(view.summary.scenario.unit);
  const banks = Object.values(view.summary.banks);
  const scaled = (value: Num | undefined): Num => (value === null || value === undefined ? null : wan(value));
  const figures = banks.map((bank) => bank.measures.bank_net_loss?.[month]);
  const bad = view.of;
  return rowsOfBars(
    view.table,
    [
      { name: view.words.mean ?? "", values: figures.map((f) => scaled(f?.mean.value)), column: "own_mean", color: BLUES[1] },
      { name: `P${levelDigits(bad)}`, values: figures.map((f) => scaled(f?.quantile?.[bad]?.value)), column: "own_bad", color: BLUES[3] },
    ],
    valueAxis("", tick),
  );
}

/** One column of the stress table over its cases. */
export function stress(view: View): Option {
  const found = view.summary.stress;
  if (!found) return base({});
  const month = String(view.summary.scenario.horizon_months);
  const cases = [found.base, ...Object.values(found.overlays)];
  const chance = view.of === "pool_depleted";
  const wan = inWan(view.summary.scenario.unit);
  const values = cases.map((one) => {
    if (chance) return one.probabilities?.pool_depleted?.[month]?.value ?? null;
    const mean = one.measures?.[view.of]?.[month]?.mean?.value;
    return mean === null || mean === undefined ? null : wan(mean);
  });
  const axis = chance ? valueAxis("", percentTick, { min: 0 }) : valueAxis("", tick);
  return rowsOfBars(view.table, [{ name: "", values, column: view.of, color: chance ? AMBER : BLUES[2] }], axis);
}

/** Shares of the opening book by one kind of group. */
export function concentration(view: View): Option {
  const shares = Object.values(view.summary.book[view.of] ?? {}).map((line) => line.share);
  return rowsOfBars(
    view.table,
    [{ name: "", values: shares, column: "share", color: BLUES[2] }],
    valueAxis("", percentTick, { min: 0 }),
  );
}
