// The tables of report.html as summary.json and stress.json make them: rows of texts by table, null where a text is no
// figure, { always } where it is the same in every run. Written apart from the program's own way.
import { entriesOf, valuesOf } from "./ordered.mjs";
import { NORMAL_95, levelsShown, monthsDrawn } from "./shown.mjs";

const KINDS = ["banks", "products", "tiers", "sectors"];
const RATIOS = ["npl_ratio", "claims_ratio", "recovery_rate"];
const OTHER = ["fees", "interest_subsidies", "fee_subsidies", "management_cost"];
const AGES = [3, 6, 9, 12, 18, 24, 30, 36, 48, 60, 84, 120];

const kindOf = (measure) => ({ default_rate: "percent", loans_granted: "count", leverage_used: "times" })[measure] ?? "money";
const named = (object) => entriesOf(object).filter(([id]) => id !== "");

/** Parameters in words, the entries of a list that rest on one source on one line. */
function linesOf(parameters, zh) {
  const language = zh ? "zh" : "en";
  const lines = [];
  for (const { pointer, value, source, name, words, in_list: inList, unit } of parameters) {
    const list = inList ? pointer.slice(0, pointer.lastIndexOf("/")) : undefined;
    const before = lines[lines.length - 1];
    const text = words === null ? value : words[language];
    if (list !== undefined && before?.list === list && before.source === source) {
      before.values.push(text);
      before.units.push(unit[language]);
      before.pointer = list;
    } else {
      lines.push({ list, pointer, source, name: name[language], values: [text], units: [unit[language]] });
    }
  }
  const folded = (values) => {
    const join = zh ? "、" : ", ";
    if (values.length <= 6) return values.join(join);
    const count = zh ? `${values.length}个值` : `${values.length} values`;
    if (values.every((value) => value === values[0])) return count + (zh ? "，均为" : ", all ") + values[0];
    return count + (zh ? "：" : ": ") + [...values.slice(0, 3), "…", values[values.length - 1]].join(join);
  };
  const besides = (text, unit) => (unit === "" ? text : zh ? text + unit : `${text} (${unit})`);
  return lines.map((line) => {
    const alike = line.units.every((unit) => unit === line.units[0]);
    const values = alike ? line.values : line.values.map((text, i) => besides(text, line.units[i]));
    return { ...line, value: folded(values), unit: alike ? line.units[0] : "" };
  });
}

/** Builds the tables of one run. */
class Tables {
  constructor(summary, stress, shown) {
    this.s = summary;
    this.stress = stress;
    this.shown = shown;
    this.last = String(summary.scenario.horizon_months);
    this.horizons = Object.keys(summary.measures.pool_balance);
    this.levels = levelsShown(summary);
    this.bad = this.levels.at(-1);
  }

  mean(measure, figures) {
    return this.shown.estimate(kindOf(measure), figures.mean);
  }
  quantile(measure, figures, level) {
    return this.shown[kindOf(measure)](figures.quantile[level].value);
  }
  has(measure) {
    return measure in this.s.measures;
  }
  estimates(as, figures) {
    return figures.map((figure) => this.shown.estimate(as, figure));
  }

  /** The lines between opening and closing balance, with the way in which each is shown. */
  flows() {
    const years = valuesOf(this.s.years);
    const moves = (measure) => years.some(({ measures: { [measure]: m } }) => m.mean.value !== 0 || m.sd.value !== 0);
    const rest = ["fees", "subsidies", "management_cost"].some(moves) ? OTHER : ["fees"];
    const outflows = ["claims_paid", "returned_to_treasury", ...OTHER.slice(1)];
    return ["limit_renewed", "top_ups", "grants", "refills", "interest_income", "claims_paid", "recoveries_to_pool", "returned_to_treasury", ...rest]
      .filter((measure) => this.has(measure)).map((measure) => [measure, outflows.includes(measure) ? "outflow" : "money"]);
  }
  pool() {
    const years = valuesOf(this.s.years);
    const line = ([measure, as]) => [null, ...years.flatMap(({ measures }) => ["0.05", "0.5", "0.95"].map((level) => this.shown[as](measures[measure].quantile[level].value)))];
    const closing = line(["pool_balance", "money"]);
    const start = this.shown.money(this.s.scenario.opening_balance);
    const levels = ["pool_balance", "leverage_used", "capacity_left"].map((measure) => [measure, kindOf(measure)]);
    return [[null, start, start, start, ...closing.slice(1, -3)], ...[...this.flows(), ...levels].map(line)];
  }
  pool_mean() {
    const years = valuesOf(this.s.years).map((year) => year.measures);
    const line = (measure, as, whole) => [null, ...years.map((one) => this.shown.estimate(as, one[measure].mean)), this.shown.estimate(as, whole.mean)];
    const end = years[years.length - 1];
    const levels = ["pool_balance", "leverage_used", "capacity_left"].map((measure) => line(measure, kindOf(measure), end[measure]));
    const start = this.shown.money(this.s.scenario.opening_balance);
    return [[null, start, ...levels[0].slice(1, -2), start], ...this.flows().map(([measure, as]) => line(measure, as, this.s.measures[measure][this.last])), ...levels];
  }
  depletion() {
    return entriesOf(this.s.depletion).map(([month, { n, time, shortfall }]) => [null, this.shown.probability(this.s.probabilities.pool_depleted[month]), this.shown.count(n),
      ...[time.p05, time.p50, time.p95].map((at) => this.shown.plain(at, 0)), this.shown.estimate("money", { value: shortfall.mean, se: shortfall.se }), this.shown.money(shortfall.p95)]);
  }
  loss_sharing() {
    return ["pool_net_loss", "bank_net_loss", "guarantor_net_loss", "insurer_net_loss", "reguarantee_net_loss", "loss_to_date"].map((measure) => {
      const m = this.s.measures[measure][this.last];
      return [null, ...this.estimates("money", [m.mean, m.sd]), ...this.levels.map((level) => this.shown.money(m.quantile[level].value)), this.shown.estimate("money", m.es[this.bad])];
    });
  }
  bank_losses() {
    return named(this.s.banks).map(([id, { measures }]) => {
      const [defaulted, paid, pool, own] = ["defaulted_principal", "claims_paid", "pool_net_loss", "bank_net_loss"].map((measure) => measures[measure][this.last]);
      return [id, ...this.estimates("money", [defaulted.mean, paid.mean, pool.mean]), this.shown.money(pool.quantile[this.bad].value), this.shown.estimate("money", own.mean),
        ...this.levels.map((level) => this.shown.money(own.quantile[level].value))];
    });
  }
  bank_waterfall() {
    const own = (measures) => measures.bank_net_loss[this.last].mean;
    const whole = own(this.s.measures);
    const line = (name, mean) => [name, this.shown.estimate("money", mean), this.shown.percent(whole.value ? mean.value / whole.value : null)];
    const each = named(this.s.banks).map(([id, { measures }]) => [id, own(measures)]).sort(([, a], [, b]) => b.value - a.value);
    const rest = each.length > 12 ? each.splice(11) : [];
    const sum = rest.reduce((before, [, mean]) => before + mean.value, 0);
    const others = this.shown.zh ? `其余${rest.length}家银行` : `The other ${rest.length} banks`;
    return [...each.map(([id, mean]) => line(id, mean)), ...(rest.length > 0 ? [line(others, { value: sum })] : []), [...line(null, whole).slice(0, 2), { always: "100.00%" }]];
  }
  funders() {
    const lines = ["contributed", "interest_income", "fees", "recovered", "returned", "claims_paid", "subsidies", "management_cost", "balance", "net_contribution"];
    return entriesOf(this.s.funders).map(([id, months]) => [id, ...this.estimates("money", lines.map((line) => months[this.last][line]))]);
  }
  accounts() {
    return [...entriesOf(this.s.accounts.banks), [null, this.s.accounts.common]].map(([bank, account]) => {
      const at = account[this.last];
      const { mean, quantile } = at.balance;
      return [bank, this.shown.money(account.opening), ...this.estimates("money", ["received", "transferred_in", "paid", "transferred_out"].map((line) => at[line]).concat(mean)),
        ...["0.05", "0.5", "0.95"].map((level) => this.shown.money(quantile[level].value)), this.shown.probability(at.depleted)];
    });
  }
  risk() {
    const measures = ["defaulted_principal", "default_rate", "bad_balance", "claims_filed", "claims_paid", "claims_waiting", "claims_deferred", "claims_pending",
      "claims_cut", "claims_rejected", "claims_to_bank", "claims_cancelled", "recoveries", "recoveries_to_pool"].filter((measure) => this.has(measure));
    const line = (measure) => [null, ...this.horizons.flatMap((month) => {
      const m = this.s.measures[measure][month];
      return [this.mean(measure, m), ...this.levels.map((level) => this.quantile(measure, m, level))];
    })];
    const ratio = (name) => [null, ...this.horizons.flatMap((month) => [this.shown.estimate("percent", this.s.ratios[name][month]), ...this.levels.map(() => "")])];
    return [...measures.map(line), ...RATIOS.map(ratio)];
  }
  cuts() {
    return valuesOf(this.s.cuts).map(({ count, amount }) => [null, this.shown.estimate("count", count), this.shown.estimate("money", amount)]);
  }
  break_even() {
    return entriesOf(this.s.break_even).map(([product, rate]) => [product, this.shown.percent(this.s.pool_share[product]), this.shown.times(this.s.scenario.multiple), this.shown.percent(rate)]);
  }
  targets() {
    const words = this.shown.zh ? ["需求", "可用额度", "银行计划", "熔断"] : ["demand", "capacity", "bank plan", "breaker"];
    return entriesOf(this.s.targets).map(([id, one]) => {
      const reasons = ["demand", "capacity", "bank_plan", "breaker"].flatMap((key, i) => (one.bound_by[key] ? [`${words[i]} ${this.shown.percent(one.bound_by[key])}`] : []));
      return [id, null, null, ...[one.amount, one.pool_needed, one.gap].map((value) => this.shown.money(value)), this.shown.probability(one.probability),
        ...[one.p10, one.p50, one.p90].map((value) => this.shown.money(value)), reasons.join(this.shown.zh ? "，" : ", ") || "—"];
    });
  }
  target_curves(id) {
    const curve = this.s.target_curves[id];
    return curve.amounts.map((amount, i) => {
      const p = Object.fromEntries(["lo", "hi", "n", "events"].map((key) => [key, Array.isArray(curve[key]) ? curve[key][i] : curve[key]]));
      return [id, this.shown.money(amount), this.shown.probability({ value: curve.probability[i], ...p })];
    });
  }
  breakers() {
    const level = (value) => (value === null ? null : this.shown.percent(value));
    const resumes = ({ stop_above: stop, resume, resume_below: below, resume_after_months: months }) => {
      if (stop === null || !["below", "after_months"].includes(resume)) return null;
      if (resume === "after_months") return this.shown.zh ? `满${months}个月` : `after ${months} months`;
      return (this.shown.zh ? "低于" : "below ") + this.shown.percent(below);
    };
    return entriesOf(this.s.breakers).flatMap(([id, one]) => {
      const line = (name, chances) => [id, name, null, level(one.warn_above), level(one.stop_above), null, resumes(one),
        ...["breaker_warn", "breaker_stop", "false_alarm"].map((kind) => this.shown.probability(chances[kind][id][this.last]))];
      const members = one.members.filter((member) => this.s[`${one.scope}s`]?.[member] !== undefined);
      return [line(null, this.s.probabilities), ...members.map((member) => line(member, this.s[`${one.scope}s`][member].probabilities))];
    });
  }
  breaker_months(id) {
    const members = valuesOf(this.s.breaker_by_month[id]);
    const never = this.shown.zh ? "未出现" : "never seen";
    return monthsDrawn(members[0].length - 1).map((month) => [null, ...members.map((shares) => (shares[month] === 0 ? never : this.shown.percent(shares[month])))]);
  }
  lending() {
    const measures = ["loans_granted", "disbursed", "extended", "repaid_early", "authorised", "outstanding", "default_rate"]
      .filter((measure) => !["extended", "repaid_early"].includes(measure) || this.s.measures[measure][this.last].mean.value !== 0);
    const line = (id, all) => [null, id, ...measures.map((measure) => this.mean(measure, all[measure][this.last]))];
    return [...KINDS.flatMap((kind) => named(this.s[kind]).map(([id, group]) => line(id, group.measures))), line(null, this.s.measures)];
  }
  refusals() {
    return entriesOf(this.s.refusals).flatMap(([product, reasons]) => ["breaker", "bank_plan", "capacity"].map((reason) =>
      [product, null, this.shown.estimate("count", reasons[reason].count), this.shown.estimate("money", reasons[reason].amount)]));
  }
  firms() {
    return entriesOf(this.s.firms).map(([tier, months]) => [tier, ...[0, ...this.horizons.map(Number)].map((month) => this.shown.count(months[month]))]);
  }
  vintages() {
    const ages = AGES.filter((age) => age < this.s.scenario.horizon_months);
    return entriesOf(this.s.vintages).filter(([, one]) => one.default_rate.length > 0 && one.lent.value).map(([quarter, one]) => [quarter, this.shown.estimate("money", one.lent),
      ...ages.map((age) => (age > one.default_rate.length ? "" : this.shown.estimate("percent", { value: one.default_rate[age - 1], se: one.se[age - 1] })))]);
  }
  concentration(kind) {
    const line = (id, one) => [null, id, this.shown.count(one.loans), this.shown.money(one.outstanding), this.shown.percent(one.share)];
    if (kind !== undefined) return named(this.s.book[kind]).map(([id, one]) => [id, null, ...line(id, one).slice(2)]);
    const { largest_share: largest, top10_share: ten } = this.s.concentration;
    return [[null, null, "", "", this.shown.percent(largest)], [null, null, "", "", this.shown.percent(ten)],
      ...KINDS.flatMap((each) => named(this.s.book[each]).map(([id, one]) => line(id, one))), [null, null, this.shown.count(this.s.book.loans), this.shown.money(this.s.book.outstanding), { always: "100.00%" }]];
  }
  performance() {
    const at = (measure) => this.mean(measure, this.s.measures[measure][this.last]);
    const figures = [...["disbursed", "loans_granted", "outstanding"].map(at), ...valuesOf(this.s.targets).map((one) => this.shown.probability(one.probability)), at("leverage_used"),
      this.yuan(this.s.cost_per_100), ...RATIOS.map((name) => this.shown.estimate("percent", this.s.ratios[name][this.last])),
      this.shown.probability(this.s.probabilities.pool_depleted[this.last]), at("pool_balance")];
    return figures.map((figure) => [null, null, null, "", figure, "", ""]);
  }
  yuan({ value, se }) {
    if (value === null) return "—";
    return this.shown.yuan(value) + (se ? ` ±${this.shown.yuan(NORMAL_95 * se)}` : "");
  }
  implied_pd() {
    const all = entriesOf(this.s.implied_pd);
    const stressed = all.some(([, { base, stressed: other }]) => JSON.stringify(base) !== JSON.stringify(other));
    return all.map(([tier, one]) => [tier === "" ? null : tier, ...[one.base, ...(stressed ? [one.stressed] : [])].flatMap((chances) => valuesOf(chances).map((pd) => this.shown.percent(pd)))]);
  }
  parameters() {
    return linesOf(this.s.parameters, this.shown.zh).map(({ name, value, unit, source, pointer }) => [name, value, unit, source, pointer]);
  }
  checks() {
    return this.s.checks.map((one) => [one.id, ...["exact", "simulated", "se"].map((key) => this.shown.plain(one[key], 6)), this.shown.plain(one.z, 2), null]);
  }
  balance() {
    const series = this.s.series.pool_balance;
    return series.p50.map((_, month) => [null, ...["p05", "p25", "p50", "p75", "p95"].map((band) => this.shown.money(series[band][month])),
      this.shown.estimate("money", { value: series.mean[month], se: series.se[month] })]);
  }
  loss_distribution() {
    const { zeros, counts, edges } = this.s.histograms.pool_net_loss[this.last];
    const line = (from, to, paths) => [this.shown.money(from), this.shown.money(to), this.shown.count(paths), this.shown.percent(paths / this.s.simulation.paths)];
    const none = { always: this.shown.money(0) };
    return [[none, none, ...line(0, 0, zeros).slice(2)], ...counts.map((paths, bin) => line(edges[bin], edges[bin + 1], paths))];
  }

  cases() {
    return [[null, this.stress.base], ...entriesOf(this.stress.overlays)];
  }
  /** Means stand with their interval in stress.json. */
  stressed(one, measure, as) {
    const { value, hi } = one.measures[measure][this.last].mean;
    return this.shown.estimate(as, { value, se: (hi - value) / NORMAL_95 });
  }
  stress_table() {
    return this.cases().map(([label, one]) => [label, this.stressed(one, "default_rate", "percent"), this.stressed(one, "claims_paid", "money"), this.stressed(one, "pool_balance", "money"),
      ...["pool_depleted", "any_breaker_stop"].map((event) => this.shown.probability(one.probabilities[event][this.last])), this.stressed(one, "shortfall_given_depletion", "money"),
      this.shown.count(one.probabilities.pool_depleted[this.last].events)]);
  }
  stress_cases() {
    return this.cases().map(([label, one]) => [label, one.stress.in_words.zh === "" ? null : one.stress.in_words[this.shown.zh ? "zh" : "en"], this.shown.percent(one.stress.mean_pd), this.stressed(one, "default_rate", "percent")]);
  }
  difference({ difference, difference_se: se, difference_bound: bound }, as) {
    const { zh } = this.shown;
    if (difference === null) return "—";
    const text = (difference > 0 ? "+" : "") + this.shown[as](difference);
    if (se === null) return text;
    if (typeof bound === "number") return zh ? `未见差异（95%界±${this.shown.percent(bound)}）` : `no difference seen (95% bound ±${this.shown.percent(bound)})`;
    if (difference === 0 && se === 0) return zh ? "无变化" : "none";
    const half = NORMAL_95 * se;
    return `${text} ±${this.shown[as](half)}${Math.abs(difference) > half ? "" : zh ? "（误差之内）" : " (within its error)"}`;
  }
  stress_difference() {
    return entriesOf(this.stress.overlays).map(([label, one]) => {
      const mean = (measure, as) => this.difference(one.measures[measure][this.last].mean, as);
      const chance = (event) => this.difference(one.probabilities[event][this.last], "percent");
      return [label, mean("default_rate", "percent"), mean("claims_paid", "money"), mean("pool_balance", "money"), chance("pool_depleted"), chance("any_breaker_stop"), mean("shortfall_given_depletion", "money")];
    });
  }
}

/** The rows of one table, or of the part of it that a chart draws; undefined where none is known by this id. */
export function expectedRows(id, of, { summary, stress, shown }) {
  const tables = new Tables(summary, stress, shown);
  if (id === "stress") return tables.stress_table();
  return ["constructor", "mean", "quantile"].includes(id) || tables[id] === undefined ? undefined : tables[id](of);
}
