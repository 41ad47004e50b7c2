// report.html in Debian's chromium: no request, no error, every figure as summary.json has it, on screens and on paper.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "../../reports/web/node_modules/playwright-core/index.mjs";
import { claim, finish } from "./claims.mjs";
import { checkLabels } from "./labels.mjs";
import { parsed } from "./ordered.mjs";
import { checkPaper } from "./paper.mjs";
import { checkPlaces } from "./places.mjs";
import { checkTools } from "./tools.mjs";

const folder = process.argv[2];
const axe = readFileSync(new URL("../../reports/web/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const read = (file) => parsed(readFileSync(join(folder, file), "utf8"));

const LIMIT = 120_000; // ms for one thing that the browser does: a loaded machine is slow, and not at fault

/** The report at 1280 px, drawn; what it says, reports and asks for is `heard`. */
async function openPage(browser, name, heard) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(LIMIT);
  page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { heard.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().endsWith("/report.html")) heard.push(`request: ${request.url()}`); });
  await page.goto(`file://${join(folder, name, "report.html")}`);
  await page.waitForFunction(() => document.documentElement.dataset.ready === "yes");
  return page;
}

/** Somewhere in its picture every chart answers the pointer; tooltips stay in the page. */
async function checkTooltips(page, name) {
  for (const picture of await page.$$(".picture")) {
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    const answers = () => picture.evaluate((one) => [...one.querySelectorAll("div")].some(
      (part) => part.style.position === "absolute" && part.style.visibility !== "hidden" && part.innerText.trim() !== ""));
    let answered = false;
    for (let i = 1; i < 800 && !answered; ++i) {
      await page.mouse.move(box.x + ((i * 0.618034) % 1) * box.width, box.y + ((i * 0.754878) % 1) * box.height);
      answered = await answers();
    }
    claim(`${name}: ${await picture.getAttribute("data-chart")} has tooltips`, answered);
  }
}

/** Of long tables the first rows are looked at, and of pictures the frame: the rest is of the same make. */
async function checkAccess(page, name) {
  await page.evaluate(() => document.querySelectorAll("tbody tr:nth-child(n+4)").forEach((row) => row.remove()));
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations
    .map((violation) => `${violation.id}: ${violation.nodes.length} × ${violation.nodes[0].html.slice(0, 120)} ${violation.nodes[0].failureSummary}`));
  claim(`${name}: labels and contrast pass axe`, found.length === 0, found.join("\n  "));
}

async function checkPage(browser, name, charts) {
  const size = statSync(join(folder, name, "report.html")).size;
  claim(`${name}: the page is far from 1.2 MB`, size < 1_100_000, size);
  const heard = [];
  const page = await openPage(browser, name, heard);
  const summary = read(`${name}/summary.json`);
  const stress = charts.includes("stress") ? read(`${name}/stress.json`) : undefined;
  claim(`${name}: the title is the scenario's`, (await page.innerText("h1")).includes(summary.scenario.name.trim().replace(/\s+/g, " ")), await page.innerText("h1"));
  const drawn = await page.$$eval(".picture", (all) => all.map((one) => [one.dataset.chart, one.querySelectorAll("svg path").length, one.getAttribute("aria-label").length]));
  for (const chart of charts) claim(`${name}: shows ${chart}`, drawn.some(([id]) => id === chart), JSON.stringify(drawn));
  claim(`${name}: every chart is drawn and named`, drawn.every(([, paths, label]) => paths > 2 && label > 5), JSON.stringify(drawn));
  await checkLabels(page, name, "on a screen");
  await checkTools(page, name);
  await checkPlaces(page, name, summary, stress);
  // Tables behind toggles are of one make: on a telephone and by axe they are looked at open in one report.
  if (name !== "base") await page.$$eval("details", (all) => all.forEach((one) => { one.open = false; one.querySelector("table").remove(); }));
  await page.setViewportSize({ width: 390, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  claim(`${name}: fits a telephone`, width <= 390, width);
  const broad = await page.$$eval("tbody th", (all) => all.filter((one) => one.getBoundingClientRect().width > 200).map((one) => one.textContent));
  claim(`${name}: on a telephone the names of rows leave half of it to figures`, broad.length === 0, broad.slice(0, 5).join("; "));
  await checkLabels(page, name, "on a telephone");
  await checkPaper(page, name, join(folder, `${name}.pdf`));
  if (name === "base") await checkTooltips(page, name);
  if (OF_OTHER_MAKE.includes(name)) await checkAccess(page, name);
  claim(`${name}: loads nothing and reports no error`, heard.length === 0, heard.join("; "));
  await page.close();
}

const browser = await chromium.launch({ executablePath: process.env.KDT_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"], timeout: LIMIT });
/** Reports whose elements differ from one another's: both languages, a bare run, hostile names. Others only have more rows. */
const OF_OTHER_MAKE = ["base", "english", "textbook", "hostile"];
const all = ["balance", "loss", "waterfall", "bank_waterfall", "target", "breaker", "vintages", "concentration"];
const shapes = [["banks-ten-years", all], ["base", [...all, "stress"]], ["english", [...all, "stress"]], ["banks", all], ["ten-years", all],
  ["hostile", all], ["numbers", [...all, "stress"]], ["weighted", all], ["one-level", all], ["textbook", ["balance", "loss", "waterfall"]]]; // the longest first
try {
  const next = async () => {
    for (let shape = shapes.shift(); shape !== undefined; shape = shapes.shift()) await checkPage(browser, ...shape);
  };
  await Promise.all([next(), next()]); // on two cores
} catch (error) {
  claim(`the pages open (${error.message})`, false, error.stack);
}
await browser.close();
finish();
