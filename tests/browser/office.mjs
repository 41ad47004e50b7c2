// report.xlsx and report.docx as LibreOffice shows them: the workbook cell by cell beside the CSV files, the document's
// pages and words; and reference.docx as what its script makes.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkCharts, checkChartsWhole, checkNames, checkSums, checkWorkbookParts } from "./book_parts.mjs";
import { claim, finish } from "./claims.mjs";
import { checkDocument, checkDocumentParts, checkTemplate } from "./document.mjs";
import { Result } from "./results.mjs";
import { checkWorkbook } from "./workbook.mjs";

const [, , folder, root] = process.argv;
const shapes = ["base", "english", "textbook", "ten-years", "banks", "hostile"];
const results = Object.fromEntries(shapes.map((name) => [name, new Result(folder, name)]));
const profile = `-env:UserInstallation=file://${join(folder, "office-profile")}`;

/** Converts report.KIND of results, as NAME.KIND, in one start of the office. */
function office(to, kind, out, names) {
  mkdirSync(out, { recursive: true });
  const files = names.map((name) => join(out, `${name}.${kind}`));
  for (const [i, name] of names.entries()) copyFileSync(join(folder, name, `report.${kind}`), files[i]);
  execFileSync("soffice", [profile, "--headless", "--convert-to", to, "--outdir", out, ...files], { stdio: "ignore", timeout: 900000 });
}

function checkReference() {
  const part = (file, name) => execFileSync("unzip", ["-p", file, name], { encoding: "utf8" });
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
  office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", "xlsx", sheets, shapes);
  for (const result of Object.values(results)) {
    checkWorkbook(result, sheets);
    checkNames(result);
    checkChartsWhole(result);
  }
  checkSums(results.base);
  checkCharts(results.base);
  checkWorkbookParts(results);
  const pages = join(folder, "pages");
  office("pdf", "docx", pages, [...shapes, "template"]);
  for (const result of Object.values(results)) checkDocument(result, pages);
  checkDocumentParts(results);
  checkTemplate(new Result(folder, "template"), pages);
} catch (error) {
  claim(`office (${error.message})`, false, error.stack);
}
finish();
