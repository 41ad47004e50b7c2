// Figures by their place: each cell of each table, each card and sentence shows the very figure of summary.json that it
// claims to be; and would not, were that figure another.
import { claim } from "./claims.mjs";
import { checkDrawings } from "./drawings.mjs";
import { checkFacts } from "./facts.mjs";
import { expectedRows } from "./expected.mjs";
import { cardsExpected, figuresOf, inConclusions, leadExpected, noteFigures } from "./headlines.mjs";
import { entriesOf, ofEntries } from "./ordered.mjs";
import { Shown, plainBounds } from "./shown.mjs";

/** What sets the shape of tables and stays as it is. */
const SHAPE = ["levels", "horizon_months", "last_month", "paths"];

/** The same findings with every figure another, and in other proportions. */
export function altered(findings, start = 0) {
  let seen = start;
  const change = (value, key) => {
    if (SHAPE.includes(key)) return value;
    if (typeof value === "number") return value * (2.1 + (++seen * 7) % 23) + 0.13;
    if (key === "words" && value !== null) return Object.fromEntries(Object.entries(value).map(([language, text]) => [language, `${text}?`]));
    if (typeof value === "string") return ["pointer", "value", "source", "in_force"].includes(key) && value !== "" ? `${value}?` : value;
    if (Array.isArray(value)) return value.map((one) => change(one, key));
    return value === null || typeof value !== "object" ? value : ofEntries(entriesOf(value).map(([name, one]) => [name, change(one, name)]));
  };
  return change(findings, "");
}

/** The page's tables; parts into which a wide one is cut stand side by side again. */
async function tablesOf(page) {
  const found = await page.$$eval("table[data-table]", (tables) => tables.map((table) => {
    const picture = table.closest("figure")?.querySelector(".picture");
    const cells = [...table.querySelectorAll("tbody tr")].map((row) => [...row.children]);
    return {
      id: table.dataset.table, chart: picture?.dataset.chart, of: picture?.dataset.of,
      rows: cells.map((row) => row.map((cell) => cell.textContent)),
      numeric: cells.map((row) => row.map((cell) => cell.classList.contains("number"))),
    };
  }));
  const whole = [];
  for (const part of found) {
    const before = whole[whole.length - 1];
    if (before === undefined || before.id !== part.id || part.chart !== undefined || before.chart !== undefined) {
      whole.push(part);
      continue;
    }
    for (const key of ["rows", "numeric"]) before[key] = before[key].map((row, i) => [...row, ...(part[key][i] ?? []).slice(1)]);
  }
  return whole;
}

const textOf = (cell) => cell?.always ?? cell;
const digits = /\d/;

/** Cells that are not as wanted, and those with figures that nothing is known of. */
function misses({ rows, numeric }, wanted) {
  if (rows.length !== wanted.length || rows.some((row, i) => row.length !== wanted[i].length)) return [`${rows.length} × ${rows[0]?.length} for ${wanted.length} × ${wanted[0]?.length}`];
  return rows.flatMap((row, i) => row.flatMap((text, j) => {
    const want = textOf(wanted[i][j]);
    if (want === null) return numeric[i][j] && digits.test(text) ? [`${text}, of which nothing is known`] : [];
    return plainBounds(text) === plainBounds(want) ? [] : [`${text} for ${want}`];
  }));
}

/** A figure with its error or interval; names, dates and words are none. */
const isFigure = (text) => /^[-+]?[\d,.]+(%|倍|x)?( ±.*|（.*| \(.*)?$/.test(text);

/** What the user has named; a name may be a number. */
const namesIn = ({ summary, stress }) => [summary.banks, summary.breakers, summary.targets, summary.funders ?? {}, stress?.overlays ?? {}].flatMap(Object.keys);

/** Figures that would be taken for right in other findings; shares of a sum may agree in one by chance, not in both. */
function blind(wanted, others, names) {
  const isOwn = (want) => typeof want === "string" && isFigure(want) && !names.includes(want);
  return wanted.flatMap((row, i) => row.filter((want, j) => isOwn(want) && others.every((other) => want === other[i]?.[j])));
}

async function checkTables(page, name, known, other, third) {
  const tables = await tablesOf(page);
  for (const table of tables) {
    const what = `${name}: ${table.chart === undefined ? "table" : "chart"} ${table.id} ${table.of ?? ""}`;
    const wanted = expectedRows(table.id, table.of || undefined, known);
    if (wanted === undefined) {
      claim(`${what}: it is known what it shows`, false);
      continue;
    }
    const wrong = misses(table, wanted);
    claim(`${what}: every figure is the one of its place`, wrong.length === 0, wrong.slice(0, 8).join("; "));
    const others = expectedRows(table.id, table.of || undefined, other);
    const blindTo = blind(wanted, [others, expectedRows(table.id, table.of || undefined, third)], namesIn(known));
    claim(`${what}: none of its figures would do for another`, blindTo.length === 0, blindTo.slice(0, 8).join("; "));
    claim(`${what}: fails with other figures`, misses(table, others).length > 0);
  }
  claim(`${name}: tables are there to compare`, tables.length > 10);
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

async function checkCards(page, name, known, other) {
  const cards = await page.$$eval(".card", (all) => all.map((card) => [".figure", ".detail"].map((part) => card.querySelector(part).textContent)));
  const found = cards.map(([figure, detail]) => [figure, figuresOf(detail)]);
  const [wanted, others] = [cardsExpected(known), cardsExpected(other)];
  claim(`${name}: six cards`, cards.length === 6 && wanted.length === 6);
  found.forEach((card, i) => {
    claim(`${name}: card ${i + 1} shows its figures`, same(card, wanted[i]), `${JSON.stringify(card)} for ${JSON.stringify(wanted[i])}`);
    claim(`${name}: card ${i + 1} fails with other figures`, !same(card, others[i]));
  });
}

async function checkSentences(page, name, known, other) {
  const lead = figuresOf(await page.innerText(".lead"));
  claim(`${name}: the sentence's figures are those of the run`, same(lead, leadExpected(known)), `${lead} for ${leadExpected(known)}`);
  claim(`${name}: the sentence fails with other figures`, !same(lead, leadExpected(other)));
  const items = (await page.$$eval("#conclusions li", (all) => all.map((one) => one.textContent))).flatMap(figuresOf);
  const [pool, others] = [inConclusions(known), inConclusions(other)];
  const unknown = items.filter((figure) => !pool.has(figure));
  claim(`${name}: conclusions hold figures of theirs alone`, items.length > 0 && unknown.length === 0, unknown.join("; "));
  const untold = [...pool].filter((figure) => !items.includes(figure));
  claim(`${name}: conclusions hold every figure of theirs`, untold.length === 0, untold.join("; "));
  claim(`${name}: conclusions fail with other figures`, items.some((figure) => !others.has(figure)));
  const notes = await page.$$eval("figure", (all) => all.map((one) => [one.querySelector(".picture").dataset, one.querySelector(".note").textContent]).map(([data, note]) => [data.chart, data.of, note]));
  for (const [chart, of, note] of notes) {
    const figures = noteFigures(chart, of, known);
    claim(`${name}: the note of ${chart} ${of} has its figures`, figures.every((text) => plainBounds(note).includes(plainBounds(text))), `${figures} in ${note}`);
  }
}

export async function checkPlaces(page, name, summary, stress) {
  const shown = new Shown(summary.scenario.unit, name !== "english");
  const known = { summary, stress, shown };
  const other = { summary: altered(summary), stress: altered(stress), shown };
  const third = { summary: altered(summary, 11), stress: altered(stress, 11), shown };
  await checkTables(page, name, known, other, third);
  await checkCards(page, name, known, other);
  await checkSentences(page, name, known, other);
  await checkFacts(page, name, known, other);
  await checkDrawings(page, name, known, other);
}
