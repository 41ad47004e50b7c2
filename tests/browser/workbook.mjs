// report.xlsx as LibreOffice shows it: each sheet cell by cell beside its CSV file, errors and intervals in cells of their
// own, overview and notes beside what report.html and report.md say.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { claim, otherFigure } from "./claims.mjs";
import { boundsOf, parseCsv, sameCell } from "./csv.mjs";
import { cardCells } from "./headlines.mjs";
import { altered } from "./places.mjs";
import { plain, squeezed } from "./results.mjs";
import { Shown } from "./shown.mjs";

const HEADER = 2; // of a sheet, from 0: title, unit, header
const TIDY = ["measures", "series", "targets", "refusals", "breakers"];
const WORDS = { zh: { error: "±95%误差", low: "95%下限", high: "95%上限" }, en: { error: "± 95% error", low: "95% low", high: "95% high" } };
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** A chance stands with its interval in the CSV, and in cells of its own in the workbook. */
function sameFigure(csv, cell) {
  const chance = /^([\d.]+%)[（ (]/.exec(csv);
  return sameCell(csv, cell) || (chance !== null && chance[1] === cell);
}

/** Cells that are not as wanted; `wanted` is of the rows under the header. */
function differences(sheet, column, wanted, alike) {
  return wanted.flatMap((want, i) => {
    const cell = sheet[HEADER + 1 + i]?.[column] ?? "";
    return alike(want, cell) ? [] : [`row ${i + 1} column ${column + 1}: "${cell}" for "${want}"`];
  });
}

const sameBound = (want, cell) => (want === "" ? cell === "" : cell.endsWith("%") && Number(cell.slice(0, -1)) === want);
const sameError = (want, cell) => (want === "" ? cell === "" || Number(cell.replace("%", "")) === 0 : sameCell(want.replaceAll(",", ""), cell));

/** Columns that hold errors or bounds have the name of their figure, and one of these words. */
const wordOf = (title, words) => Object.keys(words).find((key) => title.endsWith(` ${words[key]}`));

/** The columns beside the table's own: what each is to hold, and how it is compared. Each stands right of its figure. */
function besides(header, csv, table, words) {
  let own = -1;
  return header.flatMap((title, column) => {
    const word = wordOf(title, words);
    if (word === undefined) ++own;
    if (word === undefined || title.slice(0, -words[word].length - 1) !== csv[0][own]) return [];
    const [place, texts] = [own, csv.slice(1).map((row) => row[own])];
    if (word === "error") return [[column, (table ?? []).map((row) => (row[place].error ?? "").replace(" ±", "")), sameError]];
    return [[column, texts.map((text) => boundsOf(text)[word === "low" ? 0 : 1]), sameBound]];
  });
}

/** The tables of report.html by their titles; parts of a wide one stand side by side again. */
function tablesOf(page) {
  const blocks = page.sections.flatMap((section) => section.blocks);
  const tables = blocks.flatMap((block) => (block.kind === "table" ? [block.table] : block.kind === "chart" ? [block.chart.table] : []));
  const rows = new Map();
  for (const { title, rows: own } of tables) {
    const name = title.replace(/\s*[（(]\d+\/\d+[）)]$/, "");
    const before = rows.get(name);
    rows.set(name, before === undefined || before === own ? own : before.map((row, i) => [...row, ...(own[i] ?? []).slice(1)]));
  }
  return rows;
}

/** Headings break before their brackets. */
const headerOf = (sheet) => sheet[HEADER].map((title) => title.replaceAll("\n", "")).filter((title) => title !== "");
/** Where a table's own columns stand. */
const placesOf = (header, words) => header.flatMap((title, column) => (wordOf(title, words) === undefined ? [column] : []));

function compareSheet(name, sheet, csv, table, words) {
  const title = sheet[0][0].replaceAll("\n", "");
  const header = headerOf(sheet);
  const places = placesOf(header, words);
  const own = (lines) => lines[0].flatMap((_, column) => differences(sheet, places[column], lines.slice(1).map((row) => row[column]), sameFigure));
  const wrong = [...own(csv), ...(same(places.map((column) => header[column]), csv[0]) ? [] : [`header ${header}`])];
  claim(`${name}: sheet ${title} shows ${csv.length} rows as the CSV has them`, wrong.length === 0, wrong.slice(0, 6).join("; "));
  const others = csv.map((row, i) => (i === 0 ? row : row.map(otherFigure)));
  claim(`${name}: sheet ${title} fails with other figures`, own(others).length > 0);
  const ofItsOwn = csv[0].some((title) => ["单位", "Unit"].includes(title));
  claim(`${name}: sheet ${title} speaks for the units of its money`, /万元|10k yuan/.test(sheet[1][0]) !== ofItsOwn, sheet[1][0]);
  const beside = besides(header, csv, table, words);
  const astray = beside.flatMap(([column, wanted, alike]) => differences(sheet, column, wanted, alike));
  const bare = csv[0].filter((_, column) => (table ?? []).some((row) => (row[column]?.error ?? "") !== "") && !header.includes(`${csv[0][column]} ${words.error}`));
  const lost = header.length - places.length - beside.length;
  claim(`${name}: sheet ${title} has each error and interval right of its figure`, astray.length === 0 && bare.length === 0 && lost === 0, [lost, ...bare, ...astray].slice(0, 6).join("; "));
  return beside.length;
}

/** The first sheet: title, facts, cards with their bounds, and the sentence. */
function checkOverview(result, rows) {
  const { summary, stress, page, name } = result;
  const zh = page.language === "zh";
  const told = [[page.title], ...(page.remark === "" ? [] : [[page.remark]]), ...page.lines.map((line) => [line])].map(([text]) => squeezed(text));
  const start = rows.findIndex((row) => row[0] === (zh ? "指标" : "Figure"));
  const facts = rows.slice(0, start).map(([label, text]) => squeezed(text === "" ? label : label === "" ? text : label + (zh ? "：" : ":") + text)).filter((text) => text !== "");
  claim(`${name}: the overview's lines are those of report.html`, same(facts, told), facts.filter((text, i) => text !== told[i]));
  const cards = rows.slice(start + 1, start + 1 + page.cards.length);
  const wanted = (s, t) => cardCells({ summary: s, stress: t, shown: new Shown(s.scenario.unit, zh) });
  const numbers = (row) => row.slice(1, 4).map((cell) => cell.replace(/(万元| 10k yuan)$/, ""));
  const found = cards.map(numbers);
  claim(`${name}: the overview's figures and bounds are those of summary.json`, same(found, wanted(summary, stress)), `${JSON.stringify(found)} for ${JSON.stringify(wanted(summary, stress))}`);
  const others = wanted(altered(summary), altered(stress));
  claim(`${name}: each row of the overview fails with other figures`, found.every((row, i) => !same(row, others[i])));
  claim(`${name}: the overview's labels and remarks are those of the cards`, same(cards.map((row) => [row[0], row[4]].map(squeezed)), page.cards.map((card) => [card.label, card.detail].map(squeezed))));
  claim(`${name}: the overview ends with the sentence`, squeezed(rows.at(-1)[1]) === squeezed(page.lead), rows.at(-1)[1]);
}

/** The last sheet says what report.md says, and no heading stands over nothing. */
function checkNotes({ name, markdown }, rows) {
  const said = squeezed(plain(markdown.replaceAll("\n- ", "\n")));
  const missing = rows.flat().filter((text) => text !== "" && !said.includes(squeezed(text)));
  claim(`${name}: the notes say what report.md says`, rows.length > 10 && missing.length === 0, missing.slice(0, 5).join("; "));
  const bare = rows.filter((row, i) => row[0] !== "" && (row[1] ?? "") === "" && (rows[i + 1] ?? [""]).every((cell) => cell === ""));
  claim(`${name}: no heading stands over nothing`, bare.length === 0, bare.join("; "));
}

/** Files of a run have Chinese names in either language: one is known by its header. */
function fileOf(files, sheet, words) {
  const header = headerOf(sheet);
  const own = placesOf(header, words).map((column) => header[column]);
  return files.find((rows) => same(rows[0], own)) ?? [[]];
}

export function checkWorkbook(result, out) {
  const { name, page } = result;
  const names = readdirSync(result.file("csv")).map((file) => file.replace(/\.csv$/, "")).filter((title) => !TIDY.includes(title));
  const files = new Map(names.map((title) => [title, parseCsv(result.read(`csv/${title}.csv`))]));
  const sheets = readdirSync(out).filter((file) => file.startsWith(`${name}-`)).map((file) => file.slice(name.length + 1, -4));
  claim(`${name}: a sheet for each of ${files.size} tables, overview and notes`, files.size >= 12 && sheets.length === files.size + 2, sheets);
  const tables = tablesOf(page);
  let beside = 0;
  for (const title of sheets) {
    const rows = parseCsv(readFileSync(join(out, `${name}-${title}.csv`), "utf8"));
    if (["概要", "Overview"].includes(title)) checkOverview(result, rows);
    else if (["说明", "Notes"].includes(title)) checkNotes(result, rows);
    else beside += compareSheet(name, rows, files.get(title) ?? fileOf([...files.values()], rows, WORDS[page.language]), tables.get(rows[0][0].replaceAll("\n", "")), WORDS[page.language]);
  }
  claim(`${name}: errors and intervals have columns`, beside > 10, beside);
}
