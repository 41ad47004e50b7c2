import type { Column, Table } from "./types";

type Children = (Node | string)[];

export function element(tag: string, attributes: Record<string, string> = {}, children: Children = []): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function titleOf(column: Column, zh: boolean): string {
  if (column.unit === "") return column.title;
  return zh ? `${column.title}（${column.unit}）` : `${column.title} (${column.unit})`;
}

/** One or two rows of headings: columns with a common group stand under it. */
function headRows(columns: Column[], zh: boolean): HTMLElement[] {
  const grouped = columns.some((column) => column.group !== "");
  const upper: HTMLElement[] = [];
  const lower: HTMLElement[] = [];
  for (let i = 0; i < columns.length; ) {
    const column = columns[i] as Column;
    if (!grouped || column.group === "") {
      upper.push(element("th", { scope: "col", rowspan: grouped ? "2" : "1", class: column.numeric ? "number" : "" }, [titleOf(column, zh)]));
      ++i;
      continue;
    }
    let end = i;
    while (end < columns.length && columns[end]?.group === column.group) {
      lower.push(element("th", { scope: "col", class: "number" }, [titleOf(columns[end] as Column, zh)]));
      ++end;
    }
    upper.push(element("th", { scope: "colgroup", colspan: String(end - i), class: "group" }, [column.group]));
    i = end;
  }
  return grouped ? [element("tr", {}, upper), element("tr", {}, lower)] : [element("tr", {}, upper)];
}

function bodyRow(table: Table, row: Table["rows"][number]): HTMLElement {
  return element("tr", {}, row.map((cell, i) => {
    const column = table.columns[i];
    const classes = [column?.numeric ? "number" : "", cell.heavy ? "heavy" : "", cell.alert ? "alert" : ""];
    const parts: Children = [cell.text];
    if (cell.error) parts.push(element("span", { class: "error" }, [cell.error]));
    return element(i === 0 ? "th" : "td", { class: classes.filter((name) => name !== "").join(" "), ...(i === 0 ? { scope: "row" } : {}) }, parts);
  }));
}

/** A table with its caption; it scrolls by itself where the window is too narrow. */
export function tableElement(table: Table, zh: boolean): HTMLElement {
  const dense = table.columns.length > 8 ? " dense" : "";
  const short = table.rows.length <= 10 ? " short" : ""; // kept on one sheet of paper
  const made = element("table", { class: `figures${dense}${short}`, "data-table": table.id }, [
    element("caption", {}, [table.title]),
    element("thead", {}, headRows(table.columns, zh)),
    element("tbody", {}, table.rows.map((row) => bodyRow(table, row))),
  ]);
  return element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": table.title }, [made]);
}

export function notesElement(notes: string[]): HTMLElement {
  return element("ul", { class: "notes" }, notes.map((note) => element("li", {}, [note])));
}

/** Hands the table out as the CSV file the program wrote. */
export function downloadCsv(table: Table): void {
  const url = URL.createObjectURL(new Blob([table.csv], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: url, download: `${table.title}.csv` }) as HTMLAnchorElement;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
