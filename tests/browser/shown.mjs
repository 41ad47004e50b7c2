// How reports show a figure of summary.json, written apart from the program's own way.
import { halfUp } from "./claims.mjs";

export const NORMAL_95 = 1.959963984540054;
const MISSING = "—";
const missing = (value) => value === null || value === undefined;
const grouped = (digits) => digits.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/** Two significant digits of what is rare or nearly sure, two places of the rest. */
function placesFor(fraction) {
  const rare = Math.min(fraction, 1 - fraction);
  return rare > 0 && rare < 0.001 ? Math.max(2, 1 - Math.floor(Math.log10(rare * 100))) : 2;
}

/** The usual places, or two significant digits of what would read as 0. */
function placesShowing(value, usual) {
  const size = Math.abs(value);
  return size < 1e-9 || /[1-9]/.test(halfUp(size, usual)) ? usual : 1 - Math.floor(Math.log10(size));
}

/** The months that the picture of a breaker shows: every one, or every k-th and the last of a long run. */
export function monthsDrawn(horizon) {
  const step = Math.ceil(horizon / 37);
  return Array.from({ length: horizon }, (_, i) => i + 1).filter((month) => month % step === 0 || month === horizon);
}

/** The levels at which a run shows losses, as keys, the bad one last. */
export function levelsShown({ scenario: { levels } }) {
  const bad = String(levels.includes(0.99) ? 0.99 : Math.max(...levels));
  const first = String(levels.includes(0.95) ? 0.95 : Math.min(...levels));
  return first === bad ? [bad] : [first, bad];
}

/** The figures of one report. */
export class Shown {
  constructor(unit, zh) {
    this.unit = unit;
    this.zh = zh;
  }

  wan(value) {
    return this.unit === "元" ? value / 10000 : this.unit === "亿元" ? value * 10000 : value;
  }
  money(value) {
    return missing(value) ? MISSING : grouped(halfUp(this.wan(value), this.unit === "元" ? 4 : 2));
  }
  outflow(value) {
    return this.money(missing(value) ? value : -value);
  }
  percent(value) {
    if (missing(value)) return MISSING;
    return value === 0 ? "0%" : `${halfUp(value, placesFor(Math.abs(value)), 2)}%`;
  }
  times(value) {
    return missing(value) ? MISSING : halfUp(value, placesShowing(value, 2)) + (this.zh ? "倍" : "x");
  }
  count(value) {
    return missing(value) ? MISSING : grouped(halfUp(value, Number.isInteger(value) ? 0 : placesShowing(value, 1)));
  }
  /** Yuan per 100 lent. */
  yuan(value) {
    return missing(value) ? MISSING : halfUp(value, placesShowing(value, 2));
  }
  plain(value, places) {
    return missing(value) ? MISSING : halfUp(value, places);
  }
  /** An estimate with its 95 % error: `as` is the way its value is shown. */
  estimate(as, figure) {
    const text = this[as](figure.value);
    return missing(figure.value) || !figure.se ? text : `${text} ±${this[as === "outflow" ? "money" : as](NORMAL_95 * figure.se)}`;
  }
  interval(p) {
    const places = placesFor(p.value);
    return `${halfUp(p.lo, places, 2)}%–${halfUp(p.hi, places, 2)}%`;
  }
  probability(p) {
    if (missing(p.value)) return MISSING;
    const bound = (value) => `${halfUp(value, placesFor(value), 2)}%`;
    if (p.lo === p.hi) return p.events > 0 ? (this.zh ? "是" : "yes") : (this.zh ? "否" : "no");
    if (p.events === 0) return this.zh ? `未出现（95%上限${bound(p.hi)}）` : `never seen (95% upper bound ${bound(p.hi)})`;
    if (p.events === p.n) return this.zh ? `全部出现（95%下限${bound(p.lo)}）` : `always seen (95% lower bound ${bound(p.lo)})`;
    return this.percent(p.value) + (this.zh ? `（${this.interval(p)}）` : ` (${this.interval(p)})`);
  }
  /** Money as sentences and cards have it; `like`: in the unit that this amount has. */
  amount(value, places = 2, like = value) {
    if (missing(value)) return MISSING;
    const [wan, size] = [this.wan(value), Math.abs(this.wan(like))];
    if (this.unit === "元" && size < 1) return grouped(halfUp(value, places)) + (this.zh ? "元" : " yuan");
    if (!this.zh) return size < 100 ? `${grouped(halfUp(wan, places, 1))}k yuan` : `${grouped(halfUp(wan, places, -2))}m yuan`;
    return size >= 10000 ? `${grouped(halfUp(wan, places, -4))}亿元` : `${grouped(halfUp(wan, places))}万元`;
  }
  /** Its 95 % error in the same unit, with two places or two significant digits. */
  amountError(se, like) {
    const half = NORMAL_95 * se;
    for (let places = 2; ; ++places) {
      const text = this.amount(half, places, like);
      if (places > 9 || Number(text.replace(/[^\d]/g, "")) >= 10 || (places === 2 && half === 0)) return text;
    }
  }
}

/** A trailing zero of a bound says nothing. */
export const plainBounds = (text) => text.replace(/((?:上限|下限|bound )\d+\.\d*?)0+%/g, "$1%").replace(/\.%/g, "%");
