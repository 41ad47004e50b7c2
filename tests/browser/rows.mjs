// Pictures with a row for each name: name, bar and label at one height belong together, and are those of one row.
import { entriesOf } from "./ordered.mjs";
import { squeezed } from "./results.mjs";
import { besideTexts, dataTexts, figuresDrawn, near, scaleOf } from "./shapes.mjs";

const MOST_BANKS = 12;
const PARTIES = ["pool", "bank", "guarantor", "insurer", "reguarantee"];
const NAMES = {
  zh: { parties: ["资金池", "合作银行", "担保机构", "保险机构", "再担保"], sum: "合计（已发生损失）", all: "合计", scheme: "全局", base: "基准", others: (count) => `其余${count}家银行` },
  en: { parties: ["Pool", "Banks", "Guarantor", "Insurer", "Re-guarantee"], sum: "Total (loss to date)", all: "Total", scheme: "scheme", base: "base", others: (count) => `The other ${count} banks` },
};

const alike = (a, b) => a.toLowerCase() === b.toLowerCase();
const middle = ({ points }) => (Math.min(...points.map(([, y]) => y)) + Math.max(...points.map(([, y]) => y))) / 2;
const labelsOf = (picture) => dataTexts(picture).sort((a, b) => a.place[1] - b.place[1]);
const named = (object) => entriesOf(object).filter(([id]) => id !== "");
const wordsOf = ({ shown }) => NAMES[shown.zh ? "zh" : "en"];

/** The row of these heights at which something stands; undefined between two. */
function rowAt(heights, y) {
  const half = heights.length < 2 ? Infinity : (heights[1] - heights[0]) / 2;
  const row = heights.findIndex((height) => Math.abs(height - y) < half);
  return row < 0 ? undefined : row;
}

/** Each amount begins where the one before it ended; the last is their sum. */
function steps(parts, sum, shown) {
  let before = 0;
  const stairs = parts.map(([name, value]) => ({ name, from: before, to: (before += shown.wan(value)), text: shown.money(value) }));
  return [...stairs, { name: sum[0], from: 0, to: shown.wan(sum[1]), text: shown.money(sum[1]) }];
}

const ROWS = {
  waterfall(known, last) {
    const mean = (measure) => known.summary.measures[measure][last].mean.value;
    const { parties, sum } = wordsOf(known);
    return steps(PARTIES.map((party, i) => [parties[i], mean(`${party}_net_loss`)]), [sum, mean("loss_to_date")], known.shown);
  },
  bank_waterfall(known, last) {
    const mean = ({ measures }) => measures.bank_net_loss[last].mean.value;
    const each = named(known.summary.banks).map(([id, bank]) => [id, mean(bank)]).sort(([, a], [, b]) => b - a);
    const rest = each.length > MOST_BANKS ? each.splice(MOST_BANKS - 1) : [];
    const { others, all } = wordsOf(known);
    const joined = rest.length > 0 ? [[others(rest.length), rest.reduce((sum, [, one]) => sum + one, 0)]] : [];
    return steps([...each, ...joined], [all, mean(known.summary)], known.shown);
  },
  stress(known, last, of) {
    const { stress, shown } = known;
    const cases = [[wordsOf(known).base, stress.base], ...entriesOf(stress.overlays)];
    return cases.map(([name, one]) => {
      const chance = one.probabilities[of]?.[last];
      if (chance !== undefined) return { name, from: 0, to: chance.value, text: shown.probability(chance) };
      const { value } = one.measures[of][last].mean;
      return { name, from: 0, to: shown.wan(value), text: shown.money(value) };
    });
  },
  concentration({ summary, shown }, last, of) {
    return named(summary.book[of]).map(([name, { share }]) => ({ name, from: 0, to: share, text: shown.percent(share) }));
  },
};

/** The rows of bars that a picture should have, from above; undefined where it has none. */
export function rowsOf({ chart, of }, known) {
  return ROWS[chart]?.(known, String(known.summary.scenario.horizon_months), of);
}

/** The names that a heat map should have, from above. */
export function membersOf({ of }, known) {
  return entriesOf(known.summary.breaker_by_month[of]).map(([id]) => (known.summary.breakers[of].scope === "scheme" ? wordsOf(known).scheme : id));
}

/** Where the rows of a picture stand: bars beside their labels, cells by themselves. */
export function heightsOf(picture) {
  if (picture.chart !== "breaker") return labelsOf(picture).map(({ place }) => place[1]);
  const heights = figuresDrawn(picture).boxes.map(middle).sort((a, b) => a - b);
  return heights.filter((y, i) => i === 0 || !near(y, heights[i - 1]));
}

/** Whether this is a row's name, or its two ends; of rows with the same ends their number stands before them. */
function isName(shown, name, row) {
  const whole = squeezed(name);
  if (shown === whole) return true;
  const [, number, head, tail] = /^(?:(\d+)\.)?(.{5,})…(.{5,})$/.exec(shown) ?? [];
  return tail !== undefined && whole.startsWith(head) && whole.endsWith(tail) && (number === undefined || Number(number) === row + 1);
}

/** Names that do not stand beside their row, could be another's as well, or are torn though a line holds them. */
export function wrongNames(picture, names) {
  const heights = heightsOf(picture);
  if (heights.length !== names.length) return [`${heights.length} rows for ${names.length}`];
  const lines = names.map(() => []);
  for (const { text, place } of besideTexts(picture).sort((a, b) => a.place[1] - b.place[1])) lines[rowAt(heights, place[1])]?.push(text);
  return names.flatMap((name, row) => {
    const shown = squeezed(lines[row].join(""));
    const fits = names.flatMap((other, i) => (isName(shown, other, i) ? [i] : []));
    const torn = lines[row].length > 1 && /^([\x20-\x7e]{1,12}|.{1,6})$/.test(name);
    return fits.length === 1 && fits[0] === row && !torn ? [] : [`"${lines[row].join("/")}" beside ${name}`];
  });
}

/** What is wrong with a picture of bars along x. */
export function wrongRows(picture, rows) {
  const x = scaleOf(picture, "x");
  if (x === undefined) return ["its ticks do not stand evenly"];
  const labels = labelsOf(picture);
  if (labels.length !== rows.length) return [`${labels.length} labels for ${rows.length} rows`];
  const bars = figuresDrawn(picture).boxes.map((box) => ({ y: middle(box), ends: box.points.map(([at]) => at) }));
  const isAt = ({ ends }, { from, to }) => near(Math.min(...ends), x(Math.min(from, to))) && near(Math.max(...ends), x(Math.max(from, to)));
  const wide = ({ ends }) => Math.max(...ends) - Math.min(...ends) > 0.01;
  const heights = heightsOf(picture);
  const wrong = rows.flatMap((row, i) => {
    const own = bars.filter((bar) => near(bar.y, heights[i]) && wide(bar));
    const drawn = Math.abs(x(row.from) - x(row.to)) > 0.01 ? own.length === 1 && isAt(own[0], row) : own.length === 0;
    return [...(drawn ? [] : [`no bar of ${row.name} from ${row.from} to ${row.to}`]), ...(alike(labels[i].text, row.text) ? [] : [`"${labels[i].text}" of ${row.name} for ${row.text}`])];
  });
  const astray = bars.filter((bar) => wide(bar) && !heights.some((height) => near(bar.y, height)));
  return [...wrong, ...(astray.length > 0 ? [`${astray.length} bars in no row`] : []), ...wrongNames(picture, rows.map(({ name }) => name))];
}
