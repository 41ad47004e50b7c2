// report.docx: its words and tables, and the sheets that LibreOffice makes of it.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { claim } from "./claims.mjs";
import { cellsOf, plain, squeezed } from "./results.mjs";

/** Every cell and sentence of report.md is a paragraph of the document. */
function checkWords({ name, markdown }, xml) {
  const paragraphs = new Set([...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([inner]) =>
    squeezed(plain([...inner.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((found) => found[1]).join("")))));
  const lines = markdown.replace(/^(`{3,})\n[^]*?\n\1$/gm, "").split("\n").filter((line) => line !== "" && !line.startsWith("|"));
  const wanted = [...lines.map((line) => plain(line.replace(/^(#+|-) /, ""))), ...cellsOf(markdown)].map(squeezed);
  const missing = wanted.filter((text) => text !== "" && !/^:?-+:?$/.test(text) && !paragraphs.has(text));
  claim(`${name}: docx says all ${wanted.length} texts of report.md`, missing.length === 0, missing.slice(0, 5).join("; "));
}

/** A number that a line break tears is not found whole. */
function checkNumbersWhole({ name, markdown }, text) {
  const numbers = (from) => from.match(/\d[\d,]*\.\d+%?|\d{1,3}(?:,\d{3})+/g) ?? [];
  const whole = new Set(numbers(text));
  const torn = cellsOf(markdown).flatMap(numbers).filter((number) => !whole.has(number));
  claim(`${name}: no number is broken over two lines`, torn.length === 0, torn.slice(0, 8).join(" "));
}

export function checkDocument(result, out) {
  const { name } = result;
  const pdf = join(out, `${name}.pdf`);
  claim(`${name}: LibreOffice opens report.docx`, existsSync(pdf));
  if (!existsSync(pdf)) return;
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const words = squeezed(text);
  claim(`${name}: docx is A4`, execFileSync("pdfinfo", [pdf], { encoding: "utf8" }).includes("(A4)"));
  claim(`${name}: docx numbers its pages as official documents do`, words.includes("—1—"), words.slice(0, 600));
  const xml = result.part("report.docx", "word/document.xml");
  checkWords(result, xml);
  checkNumbersWhole(result, text);
  const count = (what) => xml.split(what).length - 1;
  claim(`${name}: no row of a table is torn over pages`, count("<w:tr>") > 50 && count("<w:cantSplit") === count("<w:tr>"), `${count("<w:cantSplit")} of ${count("<w:tr>")}`);
  claim(`${name}: tables have captions and repeat their header`, count('w:val="TableCaption"') === count("<w:tbl>") && count("<w:tblHeader") === count("<w:tbl>"));
}

export function checkDocumentParts({ base, hostile: named }) {
  const xml = base.part("report.docx", "word/document.xml");
  claim("docx: margins of GB/T 9704", ["top=\"2098\"", "bottom=\"1984\"", "left=\"1587\"", "right=\"1474\""].every((side) => /<w:pgMar[^>]*>/.exec(xml)?.[0].includes(side)));
  const hostile = named.part("report.docx", "word/document.xml");
  claim("docx: user text is text", !hostile.includes("<script>") && hostile.includes("&lt;/script&gt;") && !hostile.includes("w:hyperlink"));
}
