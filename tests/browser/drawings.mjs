// Charts by what they draw: each line, bar, area, dot, cell and label stands where summary.json puts it on the chart's own
// axes; and would not, were the figures others. Written apart from the front end's own way.
import { claim, halfUp } from "./claims.mjs";
import { exchangesOf } from "./exchanges.mjs";
import { entriesOf, valuesOf } from "./ordered.mjs";
import { membersOf, rowsOf, wrongNames, wrongRows } from "./rows.mjs";
import { apart, dataTexts, figuresDrawn, near, nearPoints, picturesOf, scaleOf, unmatched } from "./shapes.mjs";
import { levelsShown, monthsDrawn } from "./shown.mjs";

const CLASSES = [0, 0.01, 0.05, 0.2, 1];

const alike = (a, b) => a.toLowerCase() === b.toLowerCase();
const digits = (level) => String(Number(halfUp(Number(level), 6, 2)));
const channels = (color) => (color.startsWith("#") ? color.slice(1).replace(/^...$/, (three) => three.replace(/./g, "$&$&")).match(/../g).map((two) => parseInt(two, 16)) : color.match(/\d+/g).map(Number));
const brightness = (color) => channels(color).reduce((sum, part, i) => sum + part * [0.3, 0.59, 0.11][i], 0);

/** What is wrong with one picture, in words; nothing where it is drawn as the findings are. */
class Drawing {
  constructor(picture, known) {
    Object.assign(this, { picture, known, s: known.summary, shown: known.shown });
    this.drawn = figuresDrawn(picture);
    this.last = String(this.s.scenario.horizon_months);
    this.levels = levelsShown(this.s);
    this.bad = this.levels.at(-1);
  }

  money(values) {
    return values.map((value) => this.shown.wan(value));
  }
  /** Months of the run by the dates of an axis. */
  month(text) {
    const [year, month] = this.s.scenario.as_of.split("-").map(Number);
    const found = /^(\d{4})-(\d\d)$/.exec(text);
    return found === null ? undefined : (Number(found[1]) - year) * 12 + Number(found[2]) - month;
  }
  labels(wanted) {
    return unmatched(dataTexts(this.picture).map((one) => one.text), wanted, alike);
  }

  balance() {
    const { p05, p25, p50, p75, p95 } = this.s.series.pool_balance;
    const [x, y] = [scaleOf(this.picture, "x", (text) => this.month(text)), scaleOf(this.picture, "y")];
    if (x === undefined || y === undefined) return ["its ticks do not stand evenly"];
    const line = (values) => this.money(values).map((value, month) => [x(month), y(value)]);
    const area = (upper, lower) => [...line(upper), ...line(lower).reverse()];
    return [...unmatched(this.drawn.lines, [p95, p50, p05].map(line), ({ points }, wanted) => nearPoints(points, wanted)),
      ...unmatched(this.drawn.areas, [area(p25, p05), area(p75, p25), area(p95, p75)], ({ points }, wanted) => nearPoints(apart(points), apart(wanted)))];
  }
  loss() {
    const { zeros, counts, edges } = this.s.histograms.pool_net_loss[this.last];
    const { mean, quantile, es } = this.s.measures.pool_net_loss[this.last];
    const [x, y] = [scaleOf(this.picture, "x"), scaleOf(this.picture, "y")];
    if (x === undefined || y === undefined) return ["its ticks do not stand evenly"];
    const wan = this.money(edges);
    const top = Math.min(...this.picture.texts.filter((one) => /^[\d.]+%$/.test(one.text) && one.anchor === "end").map((one) => one.place[1]));
    const bar = (middle, paths) => [x(middle), Math.max(top, y(paths / this.s.simulation.paths))];
    const bars = [bar((wan[0] - wan[1]) / 2, zeros), ...counts.map((paths, i) => bar((wan[i] + wan[i + 1]) / 2, paths))].filter(([, end]) => y(0) - end > 0.01);
    const found = this.drawn.boxes.map(({ points }) => [(points[0][0] + points[2][0]) / 2, Math.min(...points.map((point) => point[1]))]).filter(([, end]) => y(0) - end > 0.01);
    const marks = [["", mean.value], ...this.levels.map((level) => [`VaR${digits(level)}`, quantile[level].value]), [`ES${digits(this.bad)}`, es[this.bad].value]].filter(([, value]) => value !== null);
    const texts = [...marks.map(([mark, value]) => `${mark || (this.shown.zh ? "均值" : "mean")} ${this.shown.money(value)}`)];
    const share = this.shown.percent(zeros / this.s.simulation.paths);
    const labels = dataTexts(this.picture).map((one) => one.text);
    return [...unmatched(found, bars, (a, b) => nearPoints([a], [b])),
      ...unmatched(this.drawn.lines, marks, ({ points }, [, value]) => points.every((point) => near(point[0], x(this.shown.wan(value))))),
      ...texts.filter((text) => !labels.some((label) => alike(label, text))).map((text) => `no label ${text}`),
      ...(zeros === 0 || labels.some((label) => label.includes(share)) ? [] : [`no label ${share}`])];
  }
  target() {
    const { [this.picture.of]: curve } = this.s.target_curves;
    const { amount } = this.s.targets[this.picture.of];
    const [x, y] = [scaleOf(this.picture, "x"), scaleOf(this.picture, "y")];
    if (x === undefined || y === undefined) return ["its ticks do not stand evenly"];
    const line = (values) => values.map((value, i) => [x(this.shown.wan(curve.amounts[i])), y(value)]);
    const mark = [[x(this.shown.wan(amount)), y(0)], [x(this.shown.wan(amount)), y(1)]];
    return [...unmatched(this.drawn.lines, [line(curve.probability), line(curve.lo), line(curve.hi), mark], ({ points }, wanted) => nearPoints(points, wanted)),
      ...unmatched(this.drawn.dots, line(curve.probability), ({ middle }, wanted) => nearPoints([middle], [wanted])),
      ...this.labels([`${this.shown.zh ? "目标" : "target"} ${this.shown.money(amount)}`])];
  }
  vintages() {
    const [x, y] = [scaleOf(this.picture, "x"), scaleOf(this.picture, "y")];
    if (x === undefined || y === undefined) return ["its ticks do not stand evenly"];
    const all = entriesOf(this.s.vintages).filter(([, one]) => one.default_rate.length > 0 && one.lent.value);
    const lines = all.map(([, one]) => [0, ...one.default_rate].map((rate, age) => [x(age), y(rate)]));
    const ends = new Map(all.map(([quarter], i) => [quarter, lines[i].at(-1)]));
    const names = this.picture.texts.filter((one) => /^\d{4}Q\d$/.test(one.text));
    const astray = names.filter(({ text, place }) => !ends.has(text) || place[0] < ends.get(text)[0] - 1 || Math.hypot(place[0] - ends.get(text)[0], place[1] - ends.get(text)[1]) > 14);
    return [...unmatched(this.drawn.lines, lines, ({ points }, wanted) => nearPoints(points, wanted)), ...astray.map(({ text }) => `${text} is not at its line's end`),
      ...(names.some(({ text }) => text === all.at(-1)[0]) ? [] : ["the newest quarter has no name"])];
  }
  /** A colour of the legend that cannot be told from the paper has a border that can. */
  unseen() {
    const white = this.drawn.dots.filter(({ fill }) => brightness(fill) > 250);
    const bare = white.filter(({ stroke }) => stroke === null || brightness(stroke) > 150);
    return white.length === 1 && bare.length === 0 ? [] : [`${bare.length} of ${white.length} white colours of the legend without a border`];
  }
  breaker() {
    const members = valuesOf(this.s.breaker_by_month[this.picture.of]);
    const months = monthsDrawn(members[0].length - 1);
    const cells = this.drawn.boxes.map(({ points: [a, , b], fill }) => ({ x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, across: Math.abs(a[0] - b[0]) / 2, down: Math.abs(a[1] - b[1]) / 2, fill }));
    const inOrder = cells.sort((a, b) => (near(a.y, b.y) ? a.x - b.x : a.y - b.y));
    if (inOrder.length !== members.length * months.length) return [`${inOrder.length} cells for ${members.length} × ${months.length}`];
    const shares = members.flatMap((member) => months.map((month) => member[month]));
    const classes = CLASSES.map((upper, i) => new Set(inOrder.filter((_, place) => shares[place] <= upper && (i === 0 || shares[place] > CLASSES[i - 1])).map((cell) => cell.fill)));
    const texts = inOrder.map((cell) => this.picture.texts.find(({ place: [x, y] }) => Math.abs(x - cell.x) < cell.across && Math.abs(y - cell.y) < cell.down)?.text ?? "");
    const shown = (share) => (share === 0 ? "" : share < 0.005 ? "<1" : halfUp(share, 0, 2));
    const wrong = texts.filter((text, i) => text !== shown(shares[i]));
    const fills = classes.flatMap((one) => [...one]);
    const darker = fills.every((fill, i) => i === 0 || brightness(fill) < brightness(fills[i - 1]) - 8); // also as grey
    const dates = this.picture.texts.filter(({ text }) => this.month(text) !== undefined);
    const astray = dates.filter(({ text, place }) => !near(inOrder[months.indexOf(this.month(text))]?.x ?? -1, place[0]));
    return [...wrong.map((text) => `"${text}" in a cell`), ...(darker && classes.every((one) => one.size < 2) ? [] : ["greater shares are not darker"]), ...astray.map(({ text }) => `${text} does not stand under its month`),
      ...this.unseen(), ...wrongNames(this.picture, membersOf(this.picture, this.known))];
  }

  wrong() {
    const rows = rowsOf(this.picture, this.known);
    return rows === undefined ? this[this.picture.chart]() : wrongRows(this.picture, rows);
  }
}

export async function checkDrawings(page, name, known, other) {
  for (const picture of await picturesOf(page)) {
    const what = `${name}: picture ${picture.chart} ${picture.of}`;
    const wrong = new Drawing(picture, known).wrong();
    claim(`${what}: draws every figure in its place`, wrong.length === 0, wrong.slice(0, 6).join("; "));
    claim(`${what}: fails with other figures`, new Drawing(picture, other).wrong().length > 0);
    for (const [exchange, exchanged] of exchangesOf(picture)) {
      claim(`${what}: fails where two rows have exchanged their ${exchange}`, new Drawing(exchanged, known).wrong().length > 0);
    }
  }
}
