// The figures of cards, lead sentence and conclusions as summary.json makes them.
import { boundsOf } from "./csv.mjs";
import { entriesOf, valuesOf } from "./ordered.mjs";
import { NORMAL_95, levelsShown, plainBounds } from "./shown.mjs";
import { StressHeadline } from "./stress_headlines.mjs";

/** Figures of a text in their order, without those that belong to words, names, dates ("95%上限", "P99", "36个月"). */
export function figuresOf(text) {
  const plain = plainBounds(text).replace(/[“"][^”"]*[”"]/g, " ").replace(/95%\s*(上限|下限|区间|upper bound|lower bound|interval)/g, " ")
    .replace(/(VaR|ES|P)\d+(\.\d+)?/g, " ").replace(/(19|20)\d\d(-\d\d)?(年)?/g, " ").replace(/\d+\s*(个月|months)/g, " ")
    .replace(/[\d.]+%的情况下|in [\d.]+% of cases|[\d.]+% band|per 100 yuan/g, " ").replace(/（[^（）]*÷[^（）]*(（[^（）]*）[^（）]*)?）/g, " ");
  return [...plain.matchAll(/(?<![\w.])-?\d[\d,]*(?:\.\d+)?%?/g)].map((found) => found[0]);
}

const isSure = (p) => p.lo === p.hi || p.events === 0 || p.events === p.n;

/** What the cards and sentences of one run speak of. */
class Headlines {
  constructor({ summary, shown }) {
    this.s = summary;
    this.shown = shown;
    this.last = String(summary.scenario.horizon_months);
    this.bad = levelsShown(summary).at(-1);
    this.depleted = summary.probabilities.pool_depleted[this.last];
    this.target = valuesOf(summary.targets)[0];
  }
  at(measure) {
    return this.s.measures[measure][this.last];
  }
  /** The breaker that stops most often. */
  breaker() {
    const all = entriesOf(this.s.breakers).filter(([, one]) => one.stop_above !== null).map(([id]) => id);
    const chance = (id) => this.s.probabilities.breaker_stop[id][this.last].value;
    return all.reduce((most, id) => (most === undefined || chance(id) > chance(most) ? id : most), undefined);
  }
  stop(id) {
    return this.s.probabilities.breaker_stop[id][this.last];
  }
  alarm(id) {
    return this.s.probabilities.false_alarm[id][this.last];
  }
  worstYear() {
    const paid = Object.values(this.s.years).map((year) => year.measures.claims_paid.quantile[this.bad]);
    return paid.reduce((most, one) => (one.value > most.value ? one : most));
  }
  amounts(...values) {
    return figuresOf(values.map((value) => this.shown.amount(value)).join(" "));
  }
  withError(mean) {
    return figuresOf(this.shown.amount(mean.value) + (mean.se ? ` ±${this.shown.amountError(mean.se, mean.value)}` : ""));
  }
  chance(p) {
    return figuresOf(this.shown.probability(p));
  }
  /** Large: the share or the words; small: interval or bound. */
  chanceCard(p, more) {
    const whole = this.shown.probability(p);
    const large = isSure(p) ? whole.replace(/（.*| \(.*/, "") : this.shown.percent(p.value);
    return [large, [...(isSure(p) ? this.chance(p) : figuresOf(this.shown.interval(p))), ...more]];
  }
  targetCard() {
    if (this.target === undefined) {
      const lent = this.at("disbursed").mean;
      return [this.shown.amount(lent.value), this.withError(lent).slice(1)];
    }
    const { probability: p, p50 } = this.target;
    if (isSure(p)) return [this.shown.probability(p), this.amounts(p50)];
    return this.chanceCard(p, this.amounts(p50));
  }
  breakerCard() {
    const id = this.breaker();
    if (id !== undefined) return this.chanceCard(this.stop(id), this.chance(this.alarm(id)));
    const [low, middle, high] = ["0.05", "0.5", "0.95"].map((level) => this.at("pool_balance").quantile[level].value);
    return [this.shown.amount(middle), this.amounts(low, high)];
  }
  range({ lo, hi }) {
    return this.amounts(...[lo, hi].filter((value) => value !== null));
  }
  moneyCells(...values) {
    return values.map((value) => (value === null ? "" : this.shown.money(value)));
  }
  chanceCells(p) {
    const text = this.shown.probability(p);
    return [isSure(p) ? text.replace(/（.*| \(.*/, "") : this.shown.percent(p.value), ...boundsOf(text).map((bound) => (bound === "" ? "" : `${bound.toFixed(2)}%`))];
  }
  /** Each card's figure with its bounds as cells of a sheet, money in 万元. */
  cells() {
    const money = (...values) => this.moneyCells(...values);
    const chance = (p) => this.chanceCells(p);
    const mean = ({ value, se }) => (se ? money(value, value - NORMAL_95 * se, value + NORMAL_95 * se) : money(value, null, null));
    const loss = this.at("pool_net_loss");
    const [bad, worst, id] = [loss.quantile[this.bad], this.worstYear(), this.breaker()];
    const middle = this.at("pool_balance").quantile["0.5"];
    return [chance(this.depleted), this.target === undefined ? mean(this.at("disbursed").mean) : chance(this.target.probability), money(bad.value, bad.lo, bad.hi),
      mean(loss.mean), id === undefined ? money(middle.value, middle.lo, middle.hi) : chance(this.stop(id)), money(worst.value, worst.lo, worst.hi)];
  }
  cards() {
    const loss = this.at("pool_net_loss");
    const [bad, es, worst] = [loss.quantile[this.bad], loss.es[this.bad], this.worstYear()];
    const { value: cost, se } = this.s.cost_per_100;
    const price = cost === null ? [] : [this.shown.yuan(cost), ...(se ? [this.shown.yuan(NORMAL_95 * se)] : [])];
    return [this.chanceCard(this.depleted, []), this.targetCard(), [this.shown.amount(bad.value), [...this.range(bad), ...this.withError(es)]],
      [this.shown.amount(loss.mean.value), [...this.withError(loss.mean).slice(1), ...price]], this.breakerCard(), [this.shown.amount(worst.value), this.range(worst)]]
      .map(([figure, detail]) => [figure, detail]);
  }
  /** What the sentence says of years: how many can't be told from the heaviest by their errors where there are more than
      three, and the heaviest; of all of them, where none can be told, the heaviest and the lightest. */
  yearsTold() {
    const worst = this.worstYear();
    const apart = (one) => worst.lo !== null && one.hi !== null && worst.value - one.value > Math.hypot(worst.value - worst.lo, one.hi - one.value);
    const paid = Object.values(this.s.years).map((year) => year.measures.claims_paid.quantile[this.bad]);
    const alike = paid.filter((one) => !apart(one)).length;
    const told = (one) => [...this.amounts(one.value), ...this.range(one)];
    if (alike === paid.length && alike > 1) return [...told(worst), ...told(paid.reduce((least, one) => (one.value < least.value ? one : least)))];
    return [...(alike > 3 ? [String(this.shown.zh ? alike : alike - 1)] : []), ...told(worst)];
  }
  lead() {
    const id = this.breaker();
    return [...this.chance(this.depleted), ...this.yearsTold(),
      ...(id === undefined ? [] : this.chance(this.stop(id))), ...(this.target === undefined ? [] : this.chance(this.target.probability))];
  }
  conclusions() {
    const [balance, paid] = ["pool_balance", "claims_paid"].map((measure) => this.at(measure));
    const quantiles = ["0.05", "0.5", "0.95"].map((level) => balance.quantile[level].value);
    const bad = paid.quantile[this.bad];
    const chances = [...Object.values(this.s.probabilities.pool_depleted), ...Object.keys(this.s.breakers).flatMap((id) => [this.stop(id), this.alarm(id)])];
    const targets = Object.values(this.s.targets).flatMap((one) => [...this.chance(one.probability), ...this.amounts(one.amount, one.p10, one.p50, one.p90)]);
    return new Set([...this.amounts(...quantiles, bad.value), ...this.range(bad), ...this.withError(balance.mean), ...this.withError(paid.mean),
      ...chances.flatMap((p) => this.chance(p)), ...targets, String(this.s.unsourced.length)]);
  }
}

/** Of a stress test the worst case's two come first; six there are in all. */
export function cardsExpected(known) {
  const base = new Headlines(known);
  if (known.stress === undefined) return base.cards();
  const stress = new StressHeadline(known);
  const [large, small] = base.chanceCard(stress.depletion(stress.worst), figuresOf(stress.chanceAgainstBase()));
  const error = figuresOf(stress.paid()).slice(1);
  return [[large, small], [stress.paid().split(" ±")[0], [...error, ...figuresOf(stress.claimsAgainstBase())]], ...base.cards().slice(0, 4)];
}

/** The same of the first sheet's rows. */
export function cardCells(known) {
  const base = new Headlines(known);
  if (known.stress === undefined) return base.cells();
  const stress = new StressHeadline(known);
  const { value, lo, hi } = stress.claims(stress.worst);
  return [base.chanceCells(stress.depletion(stress.worst)), base.moneyCells(value, lo, hi), ...base.cells().slice(0, 4)];
}

export function leadExpected(known) {
  const base = new Headlines(known);
  if (known.stress === undefined) return base.lead();
  const stress = new StressHeadline(known);
  return [...stress.count(), ...base.chance(stress.depletion(stress.worst)), ...figuresOf(stress.chanceAgainstBase()), ...figuresOf(stress.paid()), ...figuresOf(stress.claimsAgainstBase()), ...base.lead()];
}

export const inConclusions = (known) => new Headlines(known).conclusions();

/** The figures in a chart's note. */
export function noteFigures(chart, of, known) {
  return chart === "breaker" ? [known.shown.probability(new Headlines(known).alarm(of))] : [];
}
