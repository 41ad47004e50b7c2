// Figures by their place: each cell of the sheets that people add up must be the very figure of summary.json.
import { claim, halfUp } from "./claims.mjs";

async function cellsOf(page, id) {
  return page.$$eval(`table[data-table="${id}"]`, (tables) => tables.map((table) => [...table.querySelectorAll("tbody tr")]
    .map((row) => [...row.children].map((cell) => cell.childNodes[0]?.textContent ?? ""))));
}

const money = (value) => (value === null || value === undefined ? "—" : halfUp(value, 2));

function compare(name, found, wanted) {
  const plain = found.map((text) => text.replaceAll(",", ""));
  const wrong = wanted.flatMap((text, i) => (plain[i] === text ? [] : [`${plain[i]} for ${text}`]));
  claim(`${name} (${wanted.length} figures)`, wrong.length === 0 && wanted.length > 0, wrong.slice(0, 8).join("; "));
}

/** The sheet by calendar year, over the parts into which many years are cut. */
async function checkPool(page, name, summary) {
  const parts = await cellsOf(page, "pool");
  const years = Object.values(summary.years);
  const columns = years.flatMap((year) => ["0.05", "0.5", "0.95"].map((level) => [year, level]));
  const row = (index) => parts.flatMap((part) => part[index].slice(1));
  const flow = (measure, sign = 1) => columns.map(([year, level]) => money(sign * year.measures[measure].quantile[level].value));
  const names = parts[0].map((cells) => cells[0]);
  const at = (zh, en) => names.findIndex((text) => text === zh || text === en);
  compare(`${name}: 本期注入 by year`, row(at("本期注入", "Top-ups")), flow("top_ups"));
  compare(`${name}: 利息收入 by year`, row(at("利息收入", "Interest income")), flow("interest_income"));
  compare(`${name}: 补偿支出 by year`, row(at("补偿支出", "Claims paid")), flow("claims_paid", -1));
  compare(`${name}: 追偿返还 by year`, row(at("追偿返还", "Recoveries to the pool")), flow("recoveries_to_pool"));
  compare(`${name}: 期末余额 by year`, row(at("期末余额", "Closing balance")), flow("pool_balance"));
}

async function checkSeries(page, name, summary) {
  const rows = (await cellsOf(page, "balance"))[0];
  const series = summary.series.pool_balance;
  const bands = ["p05", "p25", "p50", "p75", "p95", "mean"];
  compare(`${name}: balance by month`, rows.flatMap((row) => row.slice(1)), rows.flatMap((_, month) => bands.map((band) => money(series[band][month]))));
  claim(`${name}: a row for each month`, rows.length === summary.scenario.horizon_months + 1);
}

async function checkParties(page, name, summary) {
  const rows = (await cellsOf(page, "loss_sharing"))[0];
  const month = String(summary.scenario.horizon_months);
  const measures = ["pool_net_loss", "bank_net_loss", "guarantor_net_loss", "insurer_net_loss", "reguarantee_net_loss", "loss_to_date"].map((key) => summary.measures[key][month]);
  compare(`${name}: who bears the loss`, rows.flatMap((row) => [row[1], row[3], row[4], row[5]]),
    measures.flatMap((m) => [m.mean.value, m.quantile["0.95"].value, m.quantile["0.99"].value, m.es["0.99"].value].map(money)));
}

async function checkHistogram(page, name, summary) {
  const rows = (await cellsOf(page, "loss_distribution"))[0];
  const histogram = summary.histograms.pool_net_loss[String(summary.scenario.horizon_months)];
  const counts = [histogram.zeros, ...histogram.counts];
  compare(`${name}: paths by loss`, rows.map((row) => row[2]), counts.map(String));
  claim(`${name}: every path is in one bin`, counts.reduce((sum, count) => sum + count, 0) === summary.simulation.paths);
}

export async function checkPlaces(page, name, summary) {
  if (summary.scenario.unit !== "万元") return; // money is shown in 万元
  await checkPool(page, name, summary);
  await checkSeries(page, name, summary);
  await checkParties(page, name, summary);
  await checkHistogram(page, name, summary);
}
