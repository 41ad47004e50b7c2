// report.xlsx and report.docx as LibreOffice shows them: the workbook cell by cell beside the CSV files, the document's
// pages and words; and reference.docx as what its script makes.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { claim, finish } from "./claims.mjs";

const [, , folder, root] = process.argv;
const profile = `-env:UserInstallation=file://${join(folder, "office-profile")}`;

function office(to, out, files) {
  mkdirSync(out, { recursive: true });
  execFileSync("soffice", [profile, "--headless", "--convert-to", to, "--outdir", out, ...files], { stdio: "ignore", timeout: 120000 });
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

function checkWorkbook(name) {
  const out = join(folder, `sheets-${name}`);
  office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", out, [join(folder, name, "report.xlsx")]);
  const tidy = new Set(["measures", "series", "targets", "refusals", "breakers"]);
  const tables = readdirSync(join(folder, name, "csv")).map((file) => file.replace(/\.csv$/, "")).filter((title) => !tidy.has(title));
  claim(`${name}: the workbook has tables`, tables.length >= 12, tables.length);
  for (const title of tables) {
    const file = join(out, `report-${title}.csv`);
    claim(`${name}: there is a sheet ${title}`, existsSync(file));
    if (existsSync(file)) compareSheet(name, title, parseCsv(readFileSync(join(folder, name, "csv", `${title}.csv`), "utf8")), parseCsv(readFileSync(file, "utf8")));
  }
  for (const sheet of ["概要", "说明", "绩效指标表"]) claim(`${name}: there is a sheet ${sheet}`, existsSync(join(out, `report-${sheet}.csv`)));
}

function part(file, name) {
  return execFileSync("unzip", ["-p", file, name], { encoding: "utf8", maxBuffer: 1 << 28 });
}

function checkWorkbookParts() {
  const file = join(folder, "base/report.xlsx");
  const book = part(file, "xl/workbook.xml");
  for (const defined of ["资金池耗尽概率", "期末余额均值", "资金池净损失VaR"]) claim(`xlsx: names ${defined}`, book.includes(`name="${defined}"`));
  const sheets = [...book.matchAll(/<sheet name="([^"]*)"/g)].map((found) => found[1]);
  const mean = part(file, `xl/worksheets/sheet${sheets.indexOf("资金池运行情况表（均值）") + 1}.xml`);
  const formula = /<f>SUM\(B4:B\d+\)<\/f><v>([\d.]+)<\/v>/.exec(mean);
  claim("xlsx: the closing balance is a sum with its value", formula !== null && Number(formula[1]) > 0, mean.slice(0, 300));
  const first = part(file, `xl/worksheets/sheet${sheets.indexOf("资金池运行情况表") + 1}.xml`);
  claim("xlsx: header and names stay in sight, and are repeated in print", first.includes('state="frozen"') && book.includes("_xlnm.Print_Titles"));
  claim("xlsx: A4 landscape with page numbers", first.includes('paperSize="9" orientation="landscape"') || (first.includes('paperSize="9"') && first.includes('orientation="landscape"')), first.slice(-900));
  claim("xlsx: native charts", execFileSync("unzip", ["-l", file], { encoding: "utf8" }).match(/xl\/charts\/chart\d+\.xml/g)?.length >= 6);
  const hostile = part(join(folder, "hostile/report.xlsx"), "xl/sharedStrings.xml");
  claim("xlsx: what begins like a formula is a text", /\+cmd\|(&apos;|') (&apos;|')!A1 &amp; \{\{x\}\}/.test(hostile));
}

function checkDocuments() {
  const out = join(folder, "pages");
  const names = ["base", "textbook", "hostile"];
  for (const name of names) office("pdf", join(out, name), [join(folder, name, "report.docx")]);
  for (const name of names) {
    const pdf = join(out, name, "report.pdf");
    claim(`${name}: LibreOffice opens report.docx`, existsSync(pdf));
    if (!existsSync(pdf)) continue;
    const summary = JSON.parse(readFileSync(join(folder, name, "summary.json"), "utf8"));
    const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
    const squeezed = text.replace(/\s+/g, "");
    claim(`${name}: docx is A4`, execFileSync("pdfinfo", [pdf], { encoding: "utf8" }).includes("(A4)"));
    claim(`${name}: docx has its title`, squeezed.includes(summary.scenario.name.replace(/\s+/g, "")), squeezed.slice(0, 200));
    const wanted = summary.scenario.language === "zh" ? ["一、结论", "资金池运行情况表", "损失分担表"] : ["1.Conclusions", "Operationofthepool"];
    for (const words of wanted) claim(`${name}: docx has ${words}`, squeezed.includes(words));
    claim(`${name}: docx numbers its pages as official documents do`, squeezed.includes("—1—"), squeezed.slice(0, 600));
  }
  const xml = part(join(folder, "base/report.docx"), "word/document.xml");
  claim("docx: tables have captions and repeat their header", xml.includes('w:val="TableCaption"') && xml.includes("<w:tblHeader"));
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
  for (const name of ["base", "textbook", "ten-years", "banks", "hostile"]) checkWorkbook(name);
  checkWorkbookParts();
  checkDocuments();
} catch (error) {
  claim(`office (${error.message})`, false, error.stack);
}
finish();
