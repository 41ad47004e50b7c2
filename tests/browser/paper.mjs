// report.html on A4: what reaches beyond the paper, or beyond its own box, is cut off.
import { execFileSync } from "node:child_process";
import { claim } from "./claims.mjs";
import { checkLabels } from "./labels.mjs";

const PX = 96 / 25.4;
const WIDTH = (210 - 2 * 14) * PX; // between the margins
const HEIGHT = (297 - 16 - 18) * PX;
const PT = 72 / 25.4;
const GROWING = ["bank_waterfall", "stress", "concentration", "breaker"]; // charts with a row for each name
const LEADING = 24; // pt by which a font's box stands out of its line, at most

/** Boxes that leave the column, the sheet or the box around them. */
async function checkBoxes(page, name) {
  const beyond = await page.evaluate(([width, height, grow]) => {
    const seen = (part) => part.getClientRects().length > 0;
    const all = (parts) => [...document.querySelectorAll(parts)].filter(seen);
    const what = (part) => `${part.tagName} ${part.dataset.table ?? part.textContent.slice(0, 30)}`;
    const wide = all("table, svg, .card, pre, h1, p, li, th, td, figcaption").filter((part) => part.getBoundingClientRect().right > width + 1);
    const tall = all("figure, .pair, .card, table.short, tr").filter((part) => part.getBoundingClientRect().height > height);
    const cut = all("body *:not(svg *)").filter((part) => getComputedStyle(part).overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1);
    const large = all(".picture svg").filter((part) => part.getBoundingClientRect().height > height / 3 && !grow.includes(part.closest(".picture").dataset.chart));
    const narrow = all("tbody td:not(.number):not(:empty)").filter((part) => part.getBoundingClientRect().width < 5 * parseFloat(getComputedStyle(part).fontSize));
    const tips = all(".picture > div:not(:first-child)");
    return { narrow: narrow.map(what), tips: tips.map(what), large: large.map((part) => part.closest(".picture").dataset.chart), wide: wide.map(what), tall: tall.map(what), cut: cut.map(what) };
  }, [WIDTH, HEIGHT, GROWING]);
  const none = (what, found) => claim(`${name}: ${what}`, found.length === 0, found.join("; "));
  none("nothing is wider than A4 between its margins", beyond.wide);
  none("nothing that stays together is taller than a sheet", beyond.tall);
  none("a chart takes a third of a sheet at most unless it grows with its rows", beyond.large);
  none("no box cuts off what it holds", beyond.cut);
  none("words in a table have room for some signs to a line", beyond.narrow);
  none("no tooltip is printed", beyond.tips);
}

/** The words of the printed sheets. */
function printed(pdf) {
  const text = execFileSync("pdftotext", ["-bbox", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  return [...text.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)]
    .map(([, left, top, right, bottom, word]) => ({ left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom), word }));
}

const squeezed = (text) => text.replace(/\s+/g, "");

/** What each section of the page holds, in its order: heading and texts, and headers of tables. */
const sectionsOf = (page) => page.evaluate(() => [...document.querySelectorAll("header, section")].map((section) => {
  const seen = [...section.querySelectorAll("h1, h2, h3, p, li, caption, th, td, figcaption, pre, .card > *, svg text:not([fill=\"#57606a\"])")] // axes are drawn anew on paper
    .filter((part) => part.getClientRects().length > 0 && part.querySelector("p, li") === null);
  const headers = [...section.querySelectorAll("thead")].filter((part) => part.getClientRects().length > 0);
  return { texts: seen.map((part) => part.textContent), headers: headers.map((part) => part.textContent) };
}));

/** What of a section is not on its sheets: these end where the next one begins. */
function lostOf(sections, sheets) {
  const starts = [];
  for (const { texts } of sections) starts.push(sheets.indexOf(squeezed(texts[0]), starts.at(-1) ?? 0));
  if (starts.includes(-1)) return [sections[starts.indexOf(-1)].texts[0]];
  return sections.flatMap(({ texts }, i) => {
    const own = sheets.slice(starts[i], starts[i + 1]);
    return [...new Set(texts.map(squeezed))].filter((text) => !own.includes(text));
  });
}

async function checkMembers(page, name, pdf) {
  const sheets = execFileSync("pdftotext", ["-raw", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 }).split("\f").map(squeezed);
  const sections = await sectionsOf(page);
  const lost = lostOf(sections, sheets.join(""));
  claim(`${name}: every section is on paper with all it holds`, sections.length > 5 && lost.length === 0, lost.slice(0, 12).join("; "));
  const swapped = [sections[0], sections[2], sections[1], ...sections.slice(3)];
  claim(`${name}: sections in another order would be missed`, lostOf(swapped, sheets.join("")).length > 0);
  const headers = sections.flatMap((section) => section.headers).map(squeezed).filter((header) => header !== "");
  const alone = sheets.filter((sheet) => headers.some((header) => sheet.endsWith(header)));
  claim(`${name}: no header of a table stands alone at the foot of a sheet`, headers.length > 5 && alone.length === 0, alone.map((sheet) => sheet.slice(-80)).join("; "));
}

async function checkSheets(page, name, pdf) {
  await page.pdf({ path: pdf, format: "A4", preferCSSPageSize: true, printBackground: true });
  await checkMembers(page, name, pdf);
  claim(`${name}: prints on A4`, execFileSync("pdfinfo", [pdf], { encoding: "utf8" }).includes("(A4)"));
  const words = printed(pdf);
  const off = words.filter(({ left, top, right, bottom }) => left < 14 * PT - 1 || right > (210 - 14) * PT + 1 || top < 16 * PT - LEADING || bottom > (297 - 18) * PT + LEADING);
  claim(`${name}: no printed word leaves the margins`, words.length > 100 && off.length === 0, off.slice(0, 8).map(({ word, right, bottom }) => `${word} ${right} ${bottom}`).join("; "));
}

export async function checkPaper(page, name, pdf) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.floor(WIDTH), height: 1000 });
  await checkLabels(page, name, "on paper");
  await checkBoxes(page, name);
  await checkSheets(page, name, pdf);
  await page.emulateMedia({ media: "screen" });
}
