// report.docx: its words and tables, and the sheets that LibreOffice makes of it.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { claim } from "./claims.mjs";
import { cellsOf, plain, squeezed } from "./results.mjs";

const count = (xml, what) => xml.split(what).length - 1;

/** Every cell and sentence of report.md is a paragraph of the document. */
function checkWords({ name, markdown }, xml) {
  const written = xml.replace(/<w:noBreakHyphen ?\/>/g, "<w:t>-</w:t>");
  const paragraphs = new Set([...written.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([inner]) =>
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

/** A line may break after a hyphen. */
function checkMinusSigns(name, xml) {
  const loose = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((found) => found[1]).filter((text) => /(^|[^\w)\]%-])-\.?\d/.test(text));
  claim(`${name}: no minus sign may part from its number`, loose.length === 0, loose.slice(0, 5).join("; "));
}

/** What LibreOffice makes of report.docx: the file and its text; undefined where it makes nothing. */
function printed({ name }, out) {
  const pdf = join(out, `${name}.pdf`);
  claim(`${name}: LibreOffice opens report.docx`, existsSync(pdf));
  if (!existsSync(pdf)) return undefined;
  return { pdf, text: execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 }) };
}

export function checkDocument(result, out) {
  const { name } = result;
  const made = printed(result, out);
  if (made === undefined) return;
  const { pdf, text } = made;
  const words = squeezed(text);
  claim(`${name}: docx is A4`, execFileSync("pdfinfo", [pdf], { encoding: "utf8" }).includes("(A4)"));
  claim(`${name}: docx numbers its pages as official documents do`, words.includes("—1—"), words.slice(0, 600));
  const xml = result.part("report.docx", "word/document.xml");
  checkWords(result, xml);
  checkNumbersWhole(result, text);
  checkMinusSigns(name, xml);
  const [rows, tables] = [count(xml, "<w:tr>"), count(xml, "<w:tbl>")];
  claim(`${name}: no row of a table is torn over pages`, rows > 50 && count(xml, "<w:cantSplit") === rows, `${count(xml, "<w:cantSplit")} of ${rows}`);
  const headers = [...xml.matchAll(/<w:tr>(?:(?!<\/w:tr>).)*<w:tblHeader.*?<\/w:tr>/gs)].map(([row]) => row);
  claim(`${name}: a header stays on the page of the row below it`, headers.length === tables && headers.every((row) => count(row, "<w:keepNext") === count(row, "<w:tc>")));
  claim(`${name}: tables have captions and repeat their header`, count(xml, 'w:val="TableCaption"') === tables && count(xml, "<w:tblHeader") === tables);
}

/** A bureau's template, which knows nothing of our styles: its own for headings, our tables. */
export function checkTemplate(result, out) {
  const made = printed(result, out);
  if (made === undefined) return;
  const xml = result.part("report.docx", "word/document.xml");
  checkNumbersWhole(result, made.text);
  const cells = count(xml, "<w:tc>");
  claim("template: tables bring their grid and their size of type", count(xml, "<w:tblBorders>") === count(xml, "<w:tbl>") && cells > 500 && count(xml, '<w:sz w:val="18"/>') >= cells, cells);
  claim("template: text in cells needs no style of the template", !xml.includes('w:val="Compact"'));
  claim("template: headings are the template's", result.part("report.docx", "word/styles.xml").includes('w:val="345A8A"') && xml.includes('w:val="Heading1"'));
}

export function checkDocumentParts({ base, hostile: named }) {
  const xml = base.part("report.docx", "word/document.xml");
  claim("docx: margins of GB/T 9704", ["top=\"2098\"", "bottom=\"1984\"", "left=\"1587\"", "right=\"1474\""].every((side) => /<w:pgMar[^>]*>/.exec(xml)?.[0].includes(side)));
  const hostile = named.part("report.docx", "word/document.xml");
  claim("docx: minus signs are written so that no line breaks after them", count(xml, "<w:noBreakHyphen") > 20);
  claim("docx: user text is text", !hostile.includes("<script>") && hostile.includes("&lt;/script&gt;") && !hostile.includes("w:hyperlink"));
}
