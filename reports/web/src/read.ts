import type { Block, Report, Table, WrittenCell } from "./types";

function tableOf(block: Block): Table | undefined {
  if (block.kind === "table") return block.table;
  return block.kind === "chart" ? block.chart.table : undefined;
}

/** The report that the program put into the page. */
export function readReport(json: string): Report {
  const report = JSON.parse(json) as Report;
  for (const block of report.sections.flatMap((section) => section.blocks)) {
    const table = tableOf(block);
    if (table === undefined) continue;
    const written = table.rows as WrittenCell[][];
    table.rows = written.map((row) => row.map((cell) => (typeof cell === "string" ? { text: cell } : cell)));
  }
  return report;
}
