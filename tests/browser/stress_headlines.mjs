// What the first page of a stress test says of its worst case, as stress.json makes it: texts, of which figures are taken.
import { valuesOf } from "./ordered.mjs";
import { NORMAL_95 } from "./shown.mjs";

const isWorse = ({ difference, difference_se: se }) => difference > 0 && difference > NORMAL_95 * (se ?? 0);

/** The worst case of one stress test against its base. */
export class StressHeadline {
  constructor({ summary, stress, shown }) {
    this.stress = stress;
    this.shown = shown;
    this.last = String(summary.scenario.horizon_months);
    const cases = valuesOf(stress.overlays);
    const deplete = cases.filter((one) => isWorse(this.depletion(one)));
    const cost = cases.filter((one) => isWorse(this.claims(one)));
    const rank = (one) => [this.depletion(one).value, this.claims(one).value];
    const higher = (a, b) => rank(a)[0] > rank(b)[0] || (rank(a)[0] === rank(b)[0] && rank(a)[1] > rank(b)[1]);
    this.worst = (deplete.length > 0 ? deplete : cost).reduce((most, one) => (most === undefined || higher(one, most) ? one : most), undefined);
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
