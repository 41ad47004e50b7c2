import { escapeHtml } from "../format";
import type { Table } from "../types";

export const FONT =
  '"Microsoft YaHei","微软雅黑","PingFang SC","Hiragino Sans GB","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",SimHei,sans-serif';
export const INK = "#24292f";
export const GREY = "#57606a";
export const RULE = "#d0d7de";
export const BLUE = "#1f5a94";
export const BLUES = ["#c9d9ea", "#8fb1d3", "#5b8cbd", "#1f5a94", "#123a63"] as const;
export const AMBER = "#a65e00";
export const RED = "#b3261e";

export type Option = Record<string, unknown>;

/** What all charts have: no animation (prints and screenshots would come too early), our font. */
export function base(option: Option): Option {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: INK },
    aria: { enabled: true, label: { enabled: false } },
    ...option,
  };
}

/** A row of the chart's table as a tooltip: the same texts, so that no figure is rounded twice. */
export function rowTip(table: Table, row: number): string {
  const cells = table.rows[row];
  if (!cells) return "";
  const lines = cells.map((cell, i) => {
    const column = table.columns[i];
    const unit = column && column.unit !== "" ? ` ${column.unit}` : "";
    const title = column ? (column.group ? `${column.group} ${column.title}` : column.title) : "";
    return `${escapeHtml(title)}: <b>${escapeHtml(cell.text)}${escapeHtml(cell.error ?? "")}</b>${escapeHtml(unit)}`;
  });
  return lines.join("<br>");
}

/** The place of a column, by its id. */
export function placeOf(table: Table, id: string): number {
  const place = table.columns.findIndex((column) => column.id === id);
  if (place < 0) throw new Error(`${table.id} has no column ${id}`);
  return place;
}

/** One cell of the chart's table, with the name of its row and column. */
export function cellTip(table: Table, row: number, column: number): string {
  const cells = table.rows[row];
  const texts = [cells?.[0]?.text, table.columns[column]?.title].map((text) => escapeHtml(text ?? ""));
  return `${texts.join(" · ")}: <b>${escapeHtml(cells?.[column]?.text ?? "")}</b>`;
}

interface Hit { dataIndex: number }

/** Tooltip of the row under the pointer. */
export function tip(table: Table, trigger: "axis" | "item"): Option {
  const formatter = (hit: Hit | Hit[]): string => {
    const first = Array.isArray(hit) ? hit[0] : hit;
    return first ? rowTip(table, first.dataIndex) : "";
  };
  return { trigger, confine: true, formatter, textStyle: { fontFamily: FONT, fontSize: 12 } };
}

export function valueAxis(name: string, formatter: (value: number) => string, extra: Option = {}): Option {
  return {
    type: "value",
    name,
    nameTextStyle: { color: GREY, fontSize: 12 },
    axisLabel: { color: GREY, fontSize: 12, formatter, hideOverlap: true },
    splitLine: { lineStyle: { color: "#eaeef2" } },
    ...extra,
  };
}

export function categoryAxis(data: string[], extra: Option = {}): Option {
  return {
    type: "category",
    data,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: RULE } },
    axisLabel: { color: GREY, fontSize: 12, hideOverlap: true },
    ...extra,
  };
}

/** Columns that a name on an axis may take, Han signs two each: two lines or three of LINE_COLUMNS. */
const MOST_COLUMNS = 32;
const LINE_COLUMNS = 18;

const columnsOf = (sign: string): number => (sign > "\u2e7f" ? 2 : 1);

/** Pixels that a label of 11 px takes, and a little more. */
export function labelWidth(text: string): number {
  return Math.ceil(6.3 * Array.from(text).reduce((sum, sign) => sum + columnsOf(sign), 0));
}

/** Signs from the front that fit. */
function fitting(signs: string[], columns: number): string[] {
  let taken = 0;
  return signs.filter((sign) => (taken += columnsOf(sign)) <= columns);
}

/** A long name loses its middle: branches of one bank differ at the end. */
function shortened(name: string): string {
  const signs = Array.from(name);
  if (fitting(signs, MOST_COLUMNS).length === signs.length) return name;
  const head = fitting(signs, MOST_COLUMNS / 2 - 1);
  const tail = fitting(signs.slice().reverse(), MOST_COLUMNS / 2 - 1).reverse();
  return `${head.join("")}…${tail.join("")}`;
}

/** Names of an axis, shortened; numbered where that makes two alike. Tooltips have them whole. */
export function axisNames(names: string[]): string[] {
  const short = names.map(shortened);
  return short.map((name, i) => (short.indexOf(name) === short.lastIndexOf(name) ? name : shortened(`${i + 1}. ${names[i]}`)));
}

/** A name in lines, broken at a space where there is one in the second half; a sign is never torn, whatever it is coded in. */
export function inLines(name: string): string {
  const lines: string[] = [];
  let rest = Array.from(name);
  while (rest.reduce((sum, sign) => sum + columnsOf(sign), 0) > LINE_COLUMNS) {
    const line = fitting(rest, LINE_COLUMNS);
    const space = line.lastIndexOf(" ");
    const end = space > line.length / 2 ? space + 1 : line.length;
    lines.push(rest.slice(0, end).join("").trimEnd());
    rest = rest.slice(end);
  }
  return [...lines, rest.join("")].join("\n");
}

/** The axis on which rows stand by their names, from above: shortened, in lines. */
export function nameAxis(names: string[]): Option {
  return categoryAxis(axisNames(names).map(inLines), {
    inverse: true,
    axisLabel: { color: GREY, fontSize: 12, lineHeight: 13, interval: 0 },
  });
}
