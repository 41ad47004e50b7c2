// The labels of charts, wherever they are drawn: within their picture, and apart. A label takes the height of its signs: a
// font's box is taller.
import { claim } from "./claims.mjs";

export async function checkLabels(page, name, where) {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))); // anew, in the new width
  const [out, over] = await page.evaluate(() => {
    const signsOf = (text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const turned = bottom - top > right - left && text.textContent.trim().length > 1;
      const air = turned ? 0 : Math.max(0, bottom - top - parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM().a || 1)) / 2;
      return { left, right, top: top + air, bottom: bottom - air };
    };
    const boxes = [...document.querySelectorAll(".picture svg")].map((svg) => [svg, [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() !== "").map((text) => [text.textContent, signsOf(text)])]);
    const of = (svg) => svg.closest(".picture").dataset.chart;
    const leaves = ([, box], around) => box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 1;
    const cover = ([, a], [, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return [
      boxes.flatMap(([svg, texts]) => texts.filter((text) => leaves(text, svg.getBoundingClientRect())).map(([text]) => `${of(svg)} ${text}`)),
      boxes.flatMap(([svg, texts]) => texts.flatMap((text, i) => texts.slice(i + 1).filter((other) => cover(text, other)).map(([other]) => `${of(svg)}: ${text[0]} and ${other}`))),
    ];
  });
  claim(`${name}: labels stay within their picture, ${where}`, out.length === 0, out.join("; "));
  claim(`${name}: labels don't cover one another, ${where}`, over.length === 0, over.slice(0, 12).join("; "));
}
