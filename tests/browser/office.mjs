// report.xlsx and report.docx as LibreOffice shows them: the workbook cell by cell beside the CSV files, the document's
// pages and words; and reference.docx as what its script makes.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { claim, finish, halfUp } from "./claims.mjs";

const [, , folder, root] = process.argv;
const shapes = ["base", "english", "textbook", "ten-years", "banks", "hostile"];
const profile = `-env:UserInstallation=file://${join(folder, "office-profile")}`;

/** Converts report.KIND of every shape, as SHAPE.KIND, in one start of the office. */
function office(to, kind, out) {
  mkdirSync(out, { recursive: true });
  const files = shapes.map((name) => join(out, `${name}.${kind}`));
  for (const [i, name] of shapes.entries()) copyFileSync(join(folder, name, `report.${kind}`), files[i]);
  execFileSync("soffice", [profile, "--headless", "--convert-to", to, "--outdir", out, ...files], { stdio: "ignore", timeout: 240000 });
}

const summaryOf = (name) => JSON.parse(readFileSync(join(folder, name, "summary.json"), "utf8"));
const markdownOf = (name) => readFileSync(join(folder, name, "report.md"), "utf8");
const squeezed = (text) => text.replace(/[\s\u200b]+/g, "");

/** What a piece of Markdown says, without its markup. */
function plain(text) {
  const kept = text.replace(/\\([\\`*|[\]_])/g, (_, sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0)));
  return kept.replaceAll("**", "").replace(/[\ue000-\ue0ff]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xe000))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

/** The cells of all tables of report.md, header and rows, as plain text. */
function cellsOf(markdown) {
  const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
  return rows.flatMap((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => plain(cell.trim())));
}

/** RFC 4180. */
function parseCsv(text) {
  const rows = [[]];
  let field = "";
  let quoted = false;
  const plain = text.replace(/^\ufeff/, "");
  for (let i = 0; i < plain.length; ++i) {
    const c = plain[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (plain[i + 1] === '"') { field += '"'; ++i; }
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") { rows.at(-1).push(field); field = ""; }
    else if (c === "\n") { rows.at(-1).push(field); field = ""; rows.push([]); }
    else if (c !== "\r") field += c;
  }
  rows.at(-1).push(field);
  return rows.at(-1).length === 1 && rows.at(-1)[0] === "" ? rows.slice(0, -1) : rows;
}

const isNumber = (text) => /^-?[\d,]+(\.\d+)?(%|倍|x)?$/.test(text);
/** A chance stands with its interval in the CSV, and in cells of its own in the workbook. */
function same(csv, cell) {
  const text = csv.replace(/^'(?=[=+\-@\t\r])/, "");
  if (text === cell) return true;
  if (csv === "" && cell === "—") return true;
  if (isNumber(cell) && text.replaceAll(",", "") === cell.replaceAll(",", "")) return true;
  const chance = /^([\d.]+%)[（ (]/.exec(text);
  return chance !== null && chance[1] === cell;
}

function compareSheet(name, title, csv, sheet) {
  const wrong = [];
  let cells = 0;
  csv.forEach((row, i) => {
    const shown = sheet[i + 2] ?? [];
    row.forEach((text, j) => {
      ++cells;
      if (!same(text, shown[j] ?? "")) wrong.push(`row ${i + 1} column ${j + 1}: "${shown[j]}" for "${text}"`);
    });
  });
  claim(`${name}: sheet ${title} shows ${cells} cells as the CSV has them`, wrong.length === 0, wrong.slice(0, 6).join("; "));
}

/** The first sheet beside summary.json: chance of depletion, loss in the bad case and on average, with their bounds. */
function checkOverview(name, rows) {
  const summary = summaryOf(name);
  const last = Object.keys(summary.depletion).at(-1);
  const start = rows.findIndex((row) => row[0] === "指标" || row[0] === "Figure");
  const ofBase = rows.slice(start + 1).filter(([label]) => !/^(压力情景|Stress case)/.test(label)); // a stress test's worst case comes first
  const [depleted, , bad, mean] = ofBase;
  const wan = (value) => halfUp(value, 2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const amounts = (row) => row.slice(1, 4).map((cell) => cell.replace(/万元|10k yuan/, ""));
  const chance = summary.probabilities.pool_depleted[last];
  const never = summary.scenario.language === "zh" || name !== "english" ? "未出现" : "never seen";
  claim(`${name}: the overview's chance of depletion`, chance.events === 0 ? [never, "never seen"].includes(depleted[1]) : depleted[1].endsWith("%"), depleted);
  const loss = summary.measures.pool_net_loss[last];
  const quantile = loss.quantile["0.99"];
  claim(`${name}: the overview's loss in the bad case`, String(amounts(bad)) === String([quantile.value, quantile.lo, quantile.hi].map((x) => x === null ? "" : wan(x))), bad);
  const half = 1.959963984540054 * loss.mean.se;
  claim(`${name}: the overview's mean loss`, String(amounts(mean)) === String([0, -half, half].map((x) => wan(loss.mean.value + x))), mean);
}

/** The last sheet says what report.md says, and no heading stands over nothing. */
function checkNotes(name, rows) {
  const said = squeezed(plain(markdownOf(name).replaceAll("\n- ", "\n")));
  const missing = rows.flat().filter((text) => text !== "" && !said.includes(squeezed(text)));
  claim(`${name}: the notes say what report.md says`, rows.length > 10 && missing.length === 0, missing.slice(0, 5).join("; "));
  const bare = rows.filter((row, i) => row[0] !== "" && (row[1] ?? "") === "" && (rows[i + 1] ?? [""]).every((cell) => cell === ""));
  claim(`${name}: no heading stands over nothing`, bare.length === 0, bare.join("; "));
}

const tidy = new Set(["measures", "series", "targets", "refusals", "breakers"]);
const isOverview = (title) => title === "概要" || title === "Overview";
const isNotes = (title) => title === "说明" || title === "Notes";

function checkWorkbook(name, out) {
  const csv = new Map(readdirSync(join(folder, name, "csv")).map((file) => [file.replace(/\.csv$/, ""), join(folder, name, "csv", file)]));
  for (const title of tidy) csv.delete(title);
  const sheets = readdirSync(out).filter((file) => file.startsWith(`${name}-`)).map((file) => file.slice(name.length + 1, -4));
  claim(`${name}: a sheet for each of ${csv.size} tables, overview and notes`, csv.size >= 12 && sheets.length === csv.size + 2, sheets);
  for (const title of sheets) {
    const rows = parseCsv(readFileSync(join(out, `${name}-${title}.csv`), "utf8"));
    if (isOverview(title)) checkOverview(name, rows);
    else if (isNotes(title)) checkNotes(name, rows);
    // The files of an English run have Chinese names.
    else if (name !== "english") compareSheet(name, title, parseCsv(readFileSync(csv.get(title) ?? "/dev/null", "utf8")), rows);
  }
}

function part(file, name) {
  return execFileSync("unzip", ["-p", file, name], { encoding: "utf8", maxBuffer: 1 << 28 });
}

/** The parts of a workbook that cells do not show. */
function bookOf(name) {
  const file = join(folder, name, "report.xlsx");
  const xml = part(file, "xl/workbook.xml");
  const sheets = [...xml.matchAll(/<sheet name="([^"]*)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  const sheet = (title) => part(file, `xl/worksheets/sheet${sheets.indexOf(title) + 1}.xml`);
  return { file, xml, sheets, sheet };
}

/** Where a cell of a sheet holds a number: by its place, "B4". */
function numbersOf(sheet) {
  const cells = [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*)>(?:<f>[^<]*<\/f>)?<v>([^<]*)<\/v>/g)];
  return new Map(cells.filter((cell) => !cell[2].includes('t="')).map((cell) => [cell[1], Number(cell[3])]));
}

function checkNames(name) {
  const { xml, sheet } = bookOf(name);
  const names = [...xml.matchAll(/<definedName name="([^"_][^"]*)">'([^']*)'!\$([A-Z]+)\$(\d+)</g)];
  const texts = names.filter(([, , title, column, row]) => !numbersOf(sheet(title)).has(column + row));
  claim(`${name}: the ${names.length} names of figures stand on numbers`, names.length === 6 && texts.length === 0, texts.map((found) => found[1]));
}

/** Formulas with the value that they give. */
function checkSums() {
  const { sheet } = bookOf("base");
  let sums = 0;
  for (const title of ["资金池运行情况表（均值）", "损失分担表"]) {
    const xml = sheet(title);
    const numbers = numbersOf(xml);
    for (const [, cell, column, first, last, value] of xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*><f>SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)<\/f><v>([^<]*)<\/v>/g)) {
      let sum = 0;
      for (let row = Number(first); row <= Number(last); ++row) sum += numbers.get(`${column}${row}`) ?? 0;
      ++sums;
      claim(`xlsx: ${title} ${cell} is the sum of what stands above`, Math.abs(sum - Number(value)) < 1e-6 * Math.max(1, Math.abs(sum)), `${sum} for ${value}`);
    }
  }
  claim("xlsx: every year, the whole run and the parties have their sum", sums === 5, sums);
}

function checkCharts() {
  const { file } = bookOf("base");
  const parts = execFileSync("unzip", ["-Z1", file], { encoding: "utf8" }).split("\n");
  const charts = parts.filter((name) => /^xl\/charts\/chart\d+\.xml$/.test(name)).map((name) => part(file, name));
  claim("xlsx: native charts", charts.length >= 6, charts.length);
  const curve = charts.find((xml) => xml.includes("目标达成概率表"));
  claim("xlsx: the axis of a probability ends at 1", curve?.includes('<c:max val="1"/>'), curve?.slice(0, 300));
  const rows = parts.filter((name) => /^xl\/drawings\/drawing\d+\.xml$/.test(name))
    .flatMap((name) => [...part(file, name).matchAll(/<xdr:from>.*?<xdr:row>(\d+)</gs)].map((found) => Number(found[1])));
  claim("xlsx: no chart stands in the rows that every page repeats", rows.length === charts.length && rows.every((row) => row >= 3), rows);
}

function checkWorkbookParts() {
  const { xml, sheet } = bookOf("base");
  const first = sheet("资金池运行情况表");
  claim("xlsx: header and names stay in sight, and are repeated in print", first.includes('state="frozen"') && xml.includes("_xlnm.Print_Titles"));
  claim("xlsx: A4 landscape with page numbers", first.includes('paperSize="9"') && first.includes('orientation="landscape"'), first.slice(-900));
  const hostile = part(join(folder, "hostile/report.xlsx"), "xl/sharedStrings.xml");
  claim("xlsx: what begins like a formula is a text", /\+cmd\|(&apos;|') (&apos;|')!A1 &amp; \{\{x\}\}/.test(hostile));
  // Curves and breakers stand in report.md one by one.
  const captions = new Set([...markdownOf("english").matchAll(/^\*\*(.*?)( \(\d+\/\d+\))?\*\*$/gm)].map((found) => found[1]));
  for (const title of ["Overview", "Notes", "Chance of reaching an amount", "Breakers by month"]) captions.add(title);
  const cut = bookOf("english").sheets.filter((title) => !captions.has(title));
  claim("xlsx: English names of sheets are whole titles", cut.length === 0, cut);
}

/** Every cell and sentence of report.md is a paragraph of the document. */
function checkWords(name, xml) {
  const paragraphs = new Set([...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([inner]) =>
    squeezed(plain([...inner.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((found) => found[1]).join("")))));
  const lines = markdownOf(name).replace(/^(`{3,})\n[^]*?\n\1$/gm, "").split("\n").filter((line) => line !== "" && !line.startsWith("|"));
  const wanted = [...lines.map((line) => plain(line.replace(/^(#+|-) /, ""))), ...cellsOf(markdownOf(name))].map(squeezed);
  const missing = wanted.filter((text) => text !== "" && !/^:?-+:?$/.test(text) && !paragraphs.has(text));
  claim(`${name}: docx says all ${wanted.length} texts of report.md`, missing.length === 0, missing.slice(0, 5).join("; "));
}

/** A number that a line break tears is not found whole. */
function checkNumbersWhole(name, text) {
  const numbers = (from) => from.match(/\d[\d,]*\.\d+%?|\d{1,3}(?:,\d{3})+/g) ?? [];
  const whole = new Set(numbers(text));
  const torn = cellsOf(markdownOf(name)).flatMap(numbers).filter((number) => !whole.has(number));
  claim(`${name}: no number is broken over two lines`, torn.length === 0, torn.slice(0, 8).join(" "));
}

function checkDocument(name, out) {
  const pdf = join(out, `${name}.pdf`);
  claim(`${name}: LibreOffice opens report.docx`, existsSync(pdf));
  if (!existsSync(pdf)) return;
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const words = squeezed(text);
  claim(`${name}: docx is A4`, execFileSync("pdfinfo", [pdf], { encoding: "utf8" }).includes("(A4)"));
  claim(`${name}: docx numbers its pages as official documents do`, words.includes("—1—"), words.slice(0, 600));
  const xml = part(join(folder, name, "report.docx"), "word/document.xml");
  checkWords(name, xml);
  checkNumbersWhole(name, text);
  const count = (what) => xml.split(what).length - 1;
  claim(`${name}: no row of a table is torn over pages`, count("<w:tr>") > 50 && count("<w:cantSplit") === count("<w:tr>"), `${count("<w:cantSplit")} of ${count("<w:tr>")}`);
  claim(`${name}: tables have captions and repeat their header`, count('w:val="TableCaption"') === count("<w:tbl>") && count("<w:tblHeader") === count("<w:tbl>"));
}

function checkDocumentParts() {
  const xml = part(join(folder, "base/report.docx"), "word/document.xml");
  claim("docx: margins of GB/T 9704", ["top=\"2098\"", "bottom=\"1984\"", "left=\"1587\"", "right=\"1474\""].every((side) => /<w:pgMar[^>]*>/.exec(xml)?.[0].includes(side)));
  const hostile = part(join(folder, "hostile/report.docx"), "word/document.xml");
  claim("docx: user text is text", !hostile.includes("<script>") && hostile.includes("&lt;/script&gt;") && !hostile.includes("w:hyperlink"));
}

function checkReference() {
  const made = join(folder, "made.docx");
  execFileSync("/usr/bin/python3", [join(root, "reports/docx/make_reference.py"), made]);
  const kept = join(root, "reports/docx/reference.docx");
  for (const name of ["word/styles.xml", "word/document.xml", "word/footer1.xml", "word/_rels/document.xml.rels"]) {
    claim(`reference.docx: ${name} is what make_reference.py gives`, part(made, name) === part(kept, name));
  }
  rmSync(made);
}

try {
  checkReference();
  const sheets = join(folder, "sheets");
  office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", "xlsx", sheets);
  for (const name of shapes) {
    checkWorkbook(name, sheets);
    checkNames(name);
  }
  checkSums();
  checkCharts();
  checkWorkbookParts();
  const pages = join(folder, "pages");
  office("pdf", "docx", pages);
  for (const name of shapes) checkDocument(name, pages);
  checkDocumentParts();
} catch (error) {
  claim(`office (${error.message})`, false, error.stack);
}
finish();
