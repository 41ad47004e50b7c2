// What every chart offers beside its picture: its figures behind a toggle, and as a file.
import { claim, otherFigure } from "./claims.mjs";
import { parseCsv, sameCell } from "./csv.mjs";

/** Toggles of the page: which are open, and how many rows each shows. */
const stateOf = (page) => page.$$eval("details", (all) => all.map((one) => {
  const rows = [...one.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility());
  return { open: one.open, tables: one.querySelectorAll("table").length, rows: rows.length };
}));

/** A press on each, and time for the page to answer. */
const pressAll = (page) => page.evaluate(async () => {
  document.querySelectorAll("details > summary").forEach((one) => one.click());
  await new Promise((done) => setTimeout(done, 50));
});

async function checkToggles(page, name) {
  await page.click("details > summary"); // with the mouse, once
  claim(`${name}: a click opens a chart's figures`, (await stateOf(page))[0].open);
  await page.click("details > summary");
  const closed = (state) => state.every((one) => !one.open && one.rows === 0);
  claim(`${name}: figures are closed at first, and again by another click`, closed(await stateOf(page)));
  await pressAll(page);
  await pressAll(page);
  claim(`${name}: every chart's figures close again`, closed(await stateOf(page)));
  await pressAll(page);
  const opened = await stateOf(page);
  claim(`${name}: every chart shows its figures, once`, opened.length > 0 && opened.every((one) => one.open && one.tables === 1 && one.rows > 0), JSON.stringify(opened));
}

/** Presses every button; the files are kept from reaching the disk. */
const filesOf = (page) => page.evaluate(async () => {
  const [create, click] = [URL.createObjectURL, HTMLAnchorElement.prototype.click];
  const made = [];
  URL.createObjectURL = (blob) => { made.push({ blob }); return "data:,"; };
  HTMLAnchorElement.prototype.click = function () { made.at(-1).file = this.download; };
  document.querySelectorAll("figure button").forEach((button) => button.click());
  URL.createObjectURL = create;
  HTMLAnchorElement.prototype.click = click;
  const text = async (blob) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer());
  return Promise.all(made.map(async ({ blob, file }) => ({ file, csv: await text(blob) })));
});

/** Header and body of the tables behind the toggles; errors stand in no CSV. */
const tablesOf = (page) => page.$$eval("figure", (all) => all.map((one) => {
  const table = one.querySelector("table");
  const cells = (row) => [...row.children].map((cell) => [...cell.childNodes].filter((part) => part.nodeType === 3).map((part) => part.textContent).join(""));
  return { title: table.caption.textContent, rows: [...table.tBodies[0].rows].map(cells) };
}));

function differences({ csv }, { rows }) {
  const lines = parseCsv(csv).slice(1);
  if (lines.length !== rows.length) return [`${lines.length} rows for ${rows.length}`];
  return rows.flatMap((row, i) => row.flatMap((text, j) => (row.length === lines[i].length && sameCell(lines[i][j], text) ? [] : [`"${lines[i][j]}" for "${text}"`])));
}

async function checkFiles(page, name) {
  const [files, tables] = [await filesOf(page), await tablesOf(page)];
  claim(`${name}: every chart hands out a file`, files.length === tables.length && files.length > 0, `${files.length} for ${tables.length}`);
  files.forEach((one, i) => {
    claim(`${name}: ${one.file} is CSV with BOM, named like its table`, one.csv.startsWith("\ufeff") && one.csv.includes("\r\n") && one.file === `${tables[i].title}.csv`);
    const wrong = differences(one, tables[i]);
    claim(`${name}: ${one.file} has the figures of the chart's table`, wrong.length === 0, wrong.slice(0, 6).join("; "));
    claim(`${name}: ${one.file} fails with another figure`, differences({ csv: otherFigure(one.csv) }, tables[i]).length > 0);
  });
}

/** One file by the browser's own way. */
async function checkDownload(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("figure button")]);
  claim(`${name}: the browser saves a chart's file`, download.suggestedFilename().endsWith(".csv") && (await download.failure()) === null);
}

export async function checkTools(page, name) {
  await checkToggles(page, name);
  await checkFiles(page, name);
  if (name === "base") await checkDownload(page, name);
}
