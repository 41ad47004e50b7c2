// What the page says of the run outside its tables: header, notes under tables, warnings, and what repeats the run; and the
// figures that the page keeps for its charts.
import { claim, halfUp } from "./claims.mjs";
import { entriesOf } from "./ordered.mjs";
import { levelsShown, monthsDrawn } from "./shown.mjs";

const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const squeezed = (text) => text.replace(/\s+/g, "");

/** Every number of a text as a number; "10k yuan", "2024Q1" and names in quotation marks hold none. */
function numbersIn(text) {
  const plain = text.replace(/10k yuan|\d{4}Q\d|“[^”]*”/g, " ");
  return [...plain.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) => Number(digits.replaceAll(",", "")));
}

/** Calendar year and month at the end of a month of the run. */
function calendar({ scenario: { as_of: start } }, month) {
  const [year, first] = start.split("-").map(Number);
  const count = year * 12 + first - 1 + month;
  return [Math.floor(count / 12), (count % 12) + 1];
}

const upTo = (s) => [...calendar(s, s.scenario.horizon_months), s.scenario.horizon_months];
const drawn = ({ simulation: { paths, ess, method } }) => (method === "tilt" ? [paths, Number(halfUp(ess, 0))] : [paths]);

/** On how many paths a cell that says so has seen nothing, and the bound of its chance in percent. */
const neverSeen = ({ simulation: { paths, method } }) => (method === "plain" ? [paths, Number(halfUp(1 - 0.05 ** (1 / paths), 2, 2))] : []);

/** The figures in the notes of each table: those that any run has, and those of this one in their order. */
const NOTES = {
  pool: { always: [5, 50, 95, 0], own: () => [] },
  pool_mean: { always: [0.01, 0], own: () => [] },
  loss_sharing: { always: [], own: upTo },
  bank_losses: { always: [], own: upTo },
  bank_waterfall: { always: [], own: upTo },
  loss_distribution: { always: [0], own: upTo },
  depletion: { always: [], own: (s) => [s.simulation.paths] },
  risk: { always: [0], own: (s) => levelsShown(s).map((level) => Number(halfUp(Number(level), 6, 2))) },
  break_even: { always: [1], own: () => [] },
  targets: { always: [0, 95], own: () => [] },
  target_curves: { always: [95], own: () => [] },
  breaker_months: { always: [95], own: neverSeen },
  breakers: { always: [95, 0], own: upTo },
  stress: { always: [95], own: upTo },
  stress_cases: { always: [], own: upTo },
  stress_difference: { always: [95], own: () => [] },
  lending: { always: [], own: upTo },
  performance: { always: [95], own: upTo },
  concentration: { always: [10000], own: (s) => [s.book.borrowers, Number(halfUp(s.concentration.hhi * 10000, 0))] },
  parameters: { always: [], own: (s) => [...calendar(s, 0), s.simulation.seed, s.simulation.paths] },
};

/** The figures in the notes of tables and of charts, each with the id of its table. */
function wrongFigures(notes, s) {
  return notes.flatMap(([id, texts]) => {
    if (texts.length === 0) return []; // of a wide table the last part has the notes
    const { always, own } = NOTES[id] ?? { always: [], own: () => [] };
    const wanted = own(s);
    const found = texts.flatMap(numbersIn).filter((figure) => wanted.includes(figure) || !always.includes(figure));
    return same(found, wanted) ? [] : [`${id}: ${found} for ${wanted}`];
  });
}

/** The header's lines without the user's own text. */
function wrongHeader(lines, s) {
  const wanted = [...calendar(s, 1), ...calendar(s, s.scenario.horizon_months), s.scenario.horizon_months, s.simulation.paths, s.simulation.seed, ...drawn(s).slice(1)];
  const found = lines.filter((line) => s.scenario.description === "" || !squeezed(line).endsWith(squeezed(s.scenario.description))).slice(0, -1).flatMap(numbersIn);
  return same(found, wanted) ? [] : [`${found} for ${wanted}`];
}

const ROLES = { zh: { portfolio: "贷款明细", defaults: "违约清单" }, en: { portfolio: "loan tape", defaults: "list of defaults" } };
const hashed = ({ name, sha256 }) => `${name} SHA-256 ${sha256}`;

/** What repeats the run: version, paths, seed, the way of drawing, files with their hashes, where those of the files as given
    are; and the command. */
function wrongLedger({ ledger, command }, s, { stress, shown }) {
  const { version, paths, seed, method } = s.simulation;
  const roles = ROLES[shown.zh ? "zh" : "en"];
  const inputs = (s.scenario.inputs ?? []).map((file) => `${roles[file.role]} ${hashed(file)}`);
  const overlays = entriesOf(stress?.overlays ?? {}).map(([label, { file }]) => `“${label}” ${hashed(file)}`);
  const wanted = [`kdt ${version}`, grouped(paths), String(seed), ...(method === "plain" ? [] : [null]), s.scenario.sha256, ...inputs, ...overlays];
  const said = ledger.map((item) => item.replace(/^[^：:]*[：:]\s*/, ""));
  const originals = said.pop();
  const holds = said.length === wanted.length && originals.includes("manifest.json") &&
    said.every((text, i) => (wanted[i] === null ? same(numbersIn(text), drawn(s).slice(1)) : text === wanted[i]));
  return [...(holds ? [] : [`${said} for ${wanted}`]), ...(command === s.simulation.command ? [] : [command])];
}

/** Figures of the page's own summary that do not stand at the same place of summary.json. */
function strayFigures(kept, whole, path = "") {
  if (kept === null || typeof kept !== "object") return kept === whole ? [] : [`${path}: ${kept} for ${whole}`];
  if (whole === null || typeof whole !== "object" || Array.isArray(kept) !== Array.isArray(whole)) return [`${path}: nothing there`];
  if (Array.isArray(kept) && kept.length !== whole.length) return [`${path}: ${kept.length} for ${whole.length}`];
  return Object.entries(kept).flatMap(([key, one]) => strayFigures(one, whole[key], `${path}/${key}`));
}

/** What the page keeps of many figures: breakers in the months that are drawn, rates of quarters with five digits where they
    are shown the same. */
function abridged(s, shown) {
  const each = (object, change) => Object.fromEntries(Object.entries(object).map(([key, one]) => [key, change(one)]));
  const months = monthsDrawn(s.scenario.horizon_months);
  const few = (rate) => (rate !== null && shown.percent(Number(rate.toPrecision(5))) === shown.percent(rate) ? Number(rate.toPrecision(5)) : rate);
  return {
    ...s, breaker_months: months, breaker_by_month: each(s.breaker_by_month, (members) => each(members, (shares) => months.map((month) => shares[month]))),
    vintages: each(s.vintages, (one) => ({ ...one, default_rate: one.default_rate.map(few) })),
  };
}

const leaves = (value) => (value !== null && typeof value === "object" ? Object.values(value).reduce((sum, one) => sum + leaves(one), 0) : 1);

/** The same run with other facts. */
function another(s) {
  const { scenario, simulation, book, concentration } = s;
  return {
    ...s, scenario: { ...scenario, as_of: "1999-05", sha256: "0", levels: [0.5], horizon_months: scenario.horizon_months + 1 }, book: { ...book, borrowers: book.borrowers + 1 },
    simulation: { ...simulation, paths: simulation.paths + 1, seed: simulation.seed + 1, version: "9", command: "kdt" }, concentration: { ...concentration, hhi: 0.5 },
  };
}

export async function checkFacts(page, name, { summary, stress, shown }, other) {
  const found = await page.evaluate(() => {
    const texts = (parts) => [...document.querySelectorAll(parts)].map((one) => one.textContent);
    const notes = [...document.querySelectorAll(".block, figure")].map((block) => [block.querySelector("table").dataset.table, [...block.querySelectorAll(".notes li")].map((one) => one.textContent)]);
    const read = [...document.querySelectorAll("figure")].filter((one) => one.querySelector("[data-chart=loss], [data-chart=breaker]"))
      .map((one) => ({ chart: one.textContent.slice(0, 20), seen: one.querySelector(".notes li") !== null && one.querySelector("details .notes") === null }));
    const ledger = [...document.querySelectorAll("#model .list")].at(-1);
    return { lines: texts("header .line"), notes, read, ledger: [...ledger.querySelectorAll("li")].map((one) => one.textContent), command: texts("#model pre")[0],
      warnings: texts("#parameters .list li"), data: JSON.parse(document.getElementById("data").textContent) };
  });
  const both = (what, wrong) => {
    claim(`${name}: ${what}`, wrong(summary).length === 0, wrong(summary).slice(0, 6).join("; "));
    claim(`${name}: ${what}, and fails with other figures`, wrong(another(summary)).length > 0);
  };
  both("the header tells horizon, paths and seed", (s) => wrongHeader(found.lines, s));
  claim(`${name}: notes by which a picture is read are seen without a toggle`, found.read.every((one) => one.seen) && found.read.length > 0, JSON.stringify(found.read));
  const tables = found.data.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.table ?? block.chart?.table ?? []));
  const notes = tables.map((table) => [table.id, table.notes]);
  claim(`${name}: every note of a table or a chart is told`, notes.length > 10 && same(found.notes, notes), JSON.stringify(found.notes.filter((one, i) => !same(one, notes[i]))));
  both("notes under tables and charts have the figures of the run", (s) => wrongFigures(found.notes, s));
  both("the model card tells what repeats the run", (s) => wrongLedger(found, s, { stress, shown }));
  const warnings = summary.warnings.map((one) => squeezed(one[shown.zh ? "zh" : "en"]));
  claim(`${name}: every warning of the run is told`, same(found.warnings.map(squeezed), warnings), found.warnings);
  const kept = found.data.summary;
  const whole = (s, t) => ({ ...abridged(s, shown), levels: levelsShown(s), stress: t });
  const stray = strayFigures(kept, whole(summary, stress));
  claim(`${name}: the ${leaves(kept)} figures kept for charts are those of summary.json`, leaves(kept) > 50 && stray.length === 0, stray.slice(0, 6).join("; "));
  claim(`${name}: the figures kept for charts fail with other figures`, strayFigures(kept, whole(other.summary, other.stress)).length > 50);
}
