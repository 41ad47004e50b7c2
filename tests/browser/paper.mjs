// report.html on A4: what reaches beyond the paper, or beyond its own box, is cut off.
import { execFileSync } from "node:child_process";
import { claim } from "./claims.mjs";
import { checkLabels } from "./labels.mjs";

const PX = 96 / 25.4;
const WIDTH = (210 - 2 * 14) * PX; // between the margins
const HEIGHT = (297 - 16 - 18) * PX;
const PT = 72 / 25.4;
const LEADING = 24; // pt by which a font's box stands out of its line, at most

/** Boxes that leave the column, the sheet or the box around them. */
async function checkBoxes(page, name) {
  const beyond = await page.evaluate(([width, height]) => {
    const seen = (part) => part.getClientRects().length > 0;
    const all = (parts) => [...document.querySelectorAll(parts)].filter(seen);
    const what = (part) => `${part.tagName} ${part.dataset.table ?? part.textContent.slice(0, 30)}`;
    const wide = all("table, svg, .card, pre, h1, p, li, th, td, figcaption").filter((part) => part.getBoundingClientRect().right > width + 1);
    const tall = all("figure, .pair, .card, table.short, tr").filter((part) => part.getBoundingClientRect().height > height);
    const cut = all("body *:not(svg *)").filter((part) => getComputedStyle(part).overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1);
    return { wide: wide.map(what), tall: tall.map(what), cut: cut.map(what) };
  }, [WIDTH, HEIGHT]);
  const none = (what, found) => claim(`${name}: ${what}`, found.length === 0, found.join("; "));
  none("nothing is wider than A4 between its margins", beyond.wide);
  none("nothing that stays together is taller than a sheet", beyond.tall);
  none("no box cuts off what it holds", beyond.cut);
}

/** The words of the printed sheets. */
function printed(pdf) {
  const text = execFileSync("pdftotext", ["-bbox", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  return [...text.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)]
    .map(([, left, top, right, bottom, word]) => ({ left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom), word }));
}

async function checkSheets(page, name, pdf) {
  await page.pdf({ path: pdf, format: "A4", preferCSSPageSize: true, printBackground: true });
  claim(`${name}: prints on A4`, execFileSync("pdfinfo", [pdf], { encoding: "utf8" }).includes("(A4)"));
  const words = printed(pdf);
  const off = words.filter(({ left, top, right, bottom }) => left < 14 * PT - 1 || right > (210 - 14) * PT + 1 || top < 16 * PT - LEADING || bottom > (297 - 18) * PT + LEADING);
  claim(`${name}: no printed word leaves the margins`, words.length > 100 && off.length === 0, off.slice(0, 8).map(({ word, right, bottom }) => `${word} ${right} ${bottom}`).join("; "));
  const text = words.map(({ word }) => word).join("");
  const figures = await page.$$eval("td.number", (cells) => cells.filter((cell) => cell.getClientRects().length > 0).flatMap((cell) => cell.textContent.match(/-?\d[\d,.]*%?/g) ?? []));
  const lost = figures.filter((figure) => !text.includes(figure));
  claim(`${name}: every figure is on paper`, figures.length > 20 && lost.length === 0, lost.slice(0, 12).join("; "));
}

export async function checkPaper(page, name, pdf) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.floor(WIDTH), height: 1000 });
  await checkLabels(page, name, "on paper");
  await checkBoxes(page, name);
  await checkSheets(page, name, pdf);
  await page.emulateMedia({ media: "screen" });
}
