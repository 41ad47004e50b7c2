// What the first page of a stress test says of its worst case, as stress.json makes it: texts, of which figures are taken.
import { valuesOf } from "./ordered.mjs";
import { NORMAL_95 } from "./shown.mjs";

const isWorse = ({ difference, difference_se: se }) => difference > 0 && difference > NORMAL_95 * (se ?? 0);

/** By intervals, or by the differences from the base on the same paths. */
function apart(more, less) {
  const error = ({ difference_se: se, difference_bound: bound }) => NORMAL_95 * se + (bound ?? 0);
  return more.value - less.value > Math.hypot(more.value - more.lo, less.hi - less.value) || more.difference - less.difference > error(more) + error(less);
}

/** The greatest of the candidates, then those of all that can't be told from it. */
function foremost(all, candidates, figure) {
  if (candidates.length === 0) return [];
  const most = candidates.reduce((greatest, one) => (figure(one).value > figure(greatest).value ? one : greatest));
  return [most, ...all.filter((one) => one !== most && !apart(figure(most), figure(one)))];
}

/** The worst case of one stress test against its base. */
export class StressHeadline {
  constructor({ summary, stress, shown }) {
    this.stress = stress;
    this.shown = shown;
    this.last = String(summary.scenario.horizon_months);
    const cases = valuesOf(stress.overlays);
    const depletion = (one) => this.depletion(one);
    const claims = (one) => this.claims(one);
    const deplete = foremost(cases, cases.filter((one) => isWorse(depletion(one))), depletion);
    this.level = deplete.length > 0 ? foremost(deplete, deplete, claims) : foremost(cases, cases.filter((one) => isWorse(claims(one))), claims);
    this.worst = this.level[0];
  }
  depletion(one) {
    return one.probabilities.pool_depleted[this.last];
  }
  claims(one) {
    return one.measures.claims_paid[this.last].mean;
  }
  withError(value, se) {
    return this.shown.amount(value) + (se ? ` ±${this.shown.amountError(se, value)}` : "");
  }
  /** How many are level with the worst, where they are not all named. */
  count() {
    return this.level.length > 3 ? [String(this.level.length - (this.shown.zh ? 0 : 1))] : [];
  }
  paid() {
    const { value, hi } = this.claims(this.worst);
    return this.withError(value, (hi - value) / NORMAL_95);
  }
  chanceAgainstBase() {
    const { difference, difference_se: se, difference_bound: bound } = this.depletion(this.worst);
    if (typeof bound === "number") return `95% ±${this.shown.percent(bound)}`;
    return `${this.shown.percent(Math.abs(difference))} ±${this.shown.percent(NORMAL_95 * se)}`.replace(/%/g, "");
  }
  claimsAgainstBase() {
    const { difference, difference_se: se } = this.claims(this.worst);
    return difference === 0 ? "" : this.withError(Math.abs(difference), se);
  }
}
