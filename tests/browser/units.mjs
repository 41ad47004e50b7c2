// The front end without a browser: formats, charts as pure functions, and the built page as what its sources give.
import { build } from "../../reports/web/node_modules/esbuild/lib/main.js";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { claim, finish, halfUp } from "./claims.mjs";

const web = process.argv[2];
const work = mkdtempSync(join(tmpdir(), "kdt-web-"));

async function load(entry) {
  const outfile = join(work, entry.replaceAll("/", "-") + ".mjs");
  await build({ entryPoints: [join(web, "src", entry)], bundle: true, format: "esm", outfile, logLevel: "error" });
  return import(pathToFileURL(outfile).href);
}

function frozen(value) {
  if (value !== null && typeof value === "object") Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

function testFormats(format) {
  for (const [value, places, text] of [[1.005, 2, "1.01"], [-1.005, 2, "-1.01"], [0.125, 2, "0.13"], [-0.001, 2, "0.00"],
    [999.995, 2, "1000.00"], [0, 2, "0.00"], [5e-7, 6, "0.000001"], [4800, 0, "4800"]]) {
    claim(`format: ${value} with ${places} places is ${text}`, format.rounded(value, places) === text, format.rounded(value, places));
    claim(`halfUp: ${value} with ${places} places is ${text}`, halfUp(value, places) === text, halfUp(value, places));
  }
  claim("format: thousands", format.grouped("1234567.89") === "1,234,567.89" && format.grouped("-123") === "-123");
  claim("format: ticks", format.tick(60000) === "60,000" && format.tick(0.5) === "0.5" && format.tick(0) === "0" && format.tick(-500) === "-500");
  claim("format: percent ticks", format.percentTick(0.3) === "30%" && format.percentTick(0.0015) === "0.15%" && format.percentTick(0) === "0%");
  for (const [value, text] of [[0, "0%"], [0.0123456, "1.23%"], [0.00125, "0.13%"], [0.00004567, "0.0046%"], [1, "100.00%"]]) {
    claim(`format: ${value} is ${text}`, format.percent(value) === text, format.percent(value));
  }
  claim("format: money as in tables", format.money(1234.565, "万元") === "1,234.57" && format.money(0.0123, "元") === "0.0123");
  claim("format: levels", format.levelDigits("0.95") === "95" && format.levelDigits("0.999") === "99.9" && format.levelDigits("0.995") === "99.5");
  claim("format: months are calendar months", format.calendar("2021-12", 0) === "2021-12" && format.calendar("2021-12", 13) === "2023-01");
}

const column = (id) => ({ id, title: id, unit: "", group: "", numeric: true });
const table = { id: "t", title: "t", columns: ["", "mean", "claims_paid", "share", "pool_depleted", "甲"].map(column), rows: [["0", "0", "3", "30%"], ["a", "1.00"], ["b", "2.00"]].map((row) => row.map((text) => ({ text }))), notes: [], csv: "" };
const bank = (value) => ({ measures: { bank_net_loss: { 12: { mean: { value } } } } });
const stressed = (paid, chance) => ({ measures: { claims_paid: { 12: { mean: { value: paid } } } }, probabilities: { pool_depleted: { 12: { value: chance } } } });
/** A view whose table has these names of rows. */
const rowsOf = (seen, names) => ({ ...seen, table: { ...seen.table, rows: names.map((text) => [{ text }, { text: `${text}0` }, { text: `${text}1` }, { text: `${text}2` }, { text: `${text}3` }]) } });
function view(of, more) {
  const loss = (mean) => ({ 12: { mean: { value: mean }, quantile: { "0.95": { value: 2 }, "0.99": { value: 3 } }, es: { "0.99": { value: 3.5 } } } });
  const summary = {
    levels: ["0.95", "0.99"],
    scenario: { unit: "亿元", as_of: "2021-12", horizon_months: 12 },
    simulation: { paths: 10 },
    measures: { pool_net_loss: loss(1), bank_net_loss: loss(2), guarantor_net_loss: loss(0), insurer_net_loss: loss(0), reguarantee_net_loss: loss(0.5), loss_to_date: loss(3.5) },
    series: { pool_balance: { p05: [1, 0.5], p25: [1, 0.75], p50: [1, 1], p75: [1, 1.5], p95: [1, null], mean: [1, 1] } },
    histograms: { pool_net_loss: { 12: { zeros: 3, edges: [0, 1, 2, 3, 4], counts: [3, 2, 1, 1] } } },
    targets: { x: { amount: 5 } },
    target_curves: { x: { amounts: [4, 5], probability: [0.9, 0.5], lo: [0.8, 0.4], hi: [0.95, 0.6] } },
    vintages: { "2022Q1": { default_rate: [0.01, 0.02], lent: { value: 3 } }, "2022Q2": { default_rate: [], lent: { value: 0 } } },
    breaker_months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    breaker_by_month: { b: { 甲: [0, 0.001, 0.3, 0, 0, 0, 0, 0, 0, 0, 0, 1] } },
    banks: { 甲: bank(1.5), 乙: bank(0.125), 丙: bank(0.375) },
    book: { banks: { 甲: { share: 0.75 }, 乙: { share: 0.25 } } },
    stress: { base: stressed(1, 0), overlays: { 重: stressed(2.5, 0.125) } }, ...more,
  };
  return frozen({ summary, words: { mean: "均值" }, table, of });
}

function testNames({ axisNames, inLines }) {
  const branch = (city) => `中国农业发展科技支行有限责任公司驻${city}市高新技术产业开发区分行营业部`;
  const names = axisNames(["合作银行甲", branch("九江"), branch("南昌"), `${branch("赣州")}二`]);
  claim("names: short ones stay, long ones are cut in the middle", names[0] === "合作银行甲" && names.every((name) => Array.from(name).length <= 20) && names[3].endsWith("营业部二"), names);
  const rare = "江西银行𠮷安𬭎𬬻𬭳𬶋𬶍𬷕支行";
  claim("names: lines tear no sign, and hold them all", inLines(rare).replaceAll("\n", "") === rare && inLines(rare).split("\n").length === 2 && inLines(rare).split("\n").every((line) => line.isWellFormed?.() ?? !/[\ud800-\udbff]$|^[\udc00-\udfff]/.test(line)), inLines(rare));
  claim("names: lines break at a space, and short names stay whole", inLines("First Commercial Bank") === "First Commercial\nBank" && inLines("合作银行甲") === "合作银行甲", inLines("First Commercial Bank"));
  claim("names: those that cutting makes alike are numbered", new Set(names).size === 4, names);
}

function testCharts({ CHARTS }) {
  const series = (option) => option.series;
  const balance = series(CHARTS.balance(view("")));
  claim("balance: bands stack to the quantiles, in 万元", JSON.stringify(balance.slice(0, 4).map((s) => s.data[1])) === "[5000,2500,7500,null]", JSON.stringify(balance.map((s) => s.data)));
  const loss = series(CHARTS.loss(view("")))[0];
  const colors = loss.data.map((bin) => bin.itemStyle.color);
  claim("loss: bins beyond VaR95 and VaR99 are coloured apart", new Set(colors.slice(1, 3)).size === 1 && colors[3] !== colors[2] && colors[4] !== colors[3], colors);
  const marks = (levels) => series(CHARTS.loss(view("", { levels })))[0].markLine.data.map((mark) => mark.label.formatter.split(" ")[0]).join();
  claim("loss: marks are those of the run's levels", marks(["0.95", "0.99"]) === "均值,VaR95,VaR99,ES99", marks(["0.95", "0.99"]));
  const one = series(CHARTS.loss(view("", { levels: ["0.95"], measures: { pool_net_loss: { 12: { mean: { value: 1 }, quantile: { "0.95": { value: 2 } }, es: { "0.95": { value: 2.5 } } } } } })))[0];
  claim("loss: one level has one mark", one.markLine.data.length === 3 && new Set(one.data.slice(1).map((bin) => bin.itemStyle.color)).size === 2);
  claim("loss: shares of paths", loss.data[0].value[1] === 0.3 && loss.data[2].value[1] === 0.2);
  const stairs = (made) => JSON.stringify([made[0].data, made[1].data.map((bar) => bar.value)]);
  const fall = series(CHARTS.waterfall(view("")));
  claim("waterfall: each part begins where the one before ended, the sum at 0", stairs(fall) === "[[0,10000,30000,30000,30000,0],[10000,20000,0,0,5000,35000]]", stairs(fall));
  const banks = series(CHARTS.bank_waterfall(rowsOf(view(""), ["甲", "其余2家银行", "合计"])));
  claim("bank waterfall: banks that the table does not name are one step", stairs(banks) === "[[0,15000,0],[15000,5000,20000]]", stairs(banks));
  claim("bank waterfall: labels are the table's", banks[1].data.map((bar) => bar.label.formatter).join() === "甲0,其余2家银行0,合计0");
  const bars = (id, of) => series(CHARTS[id](rowsOf(view(of), id === "stress" ? ["基准", "重"] : ["甲", "乙"])))[0];
  const values = (id, of) => JSON.stringify(bars(id, of).data);
  const texts = (id, of) => [0, 1].map((dataIndex) => bars(id, of).label.formatter({ dataIndex })).join();
  claim("stress: means in 万元, base first", values("stress", "claims_paid") === "[10000,25000]" && texts("stress", "claims_paid") === "基准1,重1", values("stress", "claims_paid"));
  claim("stress: chances as they are", values("stress", "pool_depleted") === "[0,0.125]" && texts("stress", "pool_depleted") === "基准3,重3", values("stress", "pool_depleted"));
  claim("concentration: shares of the book", values("concentration", "banks") === "[0.75,0.25]" && texts("concentration", "banks") === "甲2,乙2", values("concentration", "banks"));
  // JavaScript puts keys that are whole numbers first and in their order, whatever the file has.
  const numbered = { book: { banks: { 20: { share: 0.75 }, 3: { share: 0.25 } } }, stress: { base: stressed(1, 0), overlays: { 20: stressed(3, 0), 3: stressed(2, 0) } } };
  const inOrder = (id, of, names) => JSON.stringify(series(CHARTS[id](rowsOf(view(of, numbered), names)))[0].data);
  claim("concentration: a bank named by a number has its own bar", inOrder("concentration", "banks", ["20", "3"]) === "[0.75,0.25]");
  claim("stress: a case named by a number has its own bar", inOrder("stress", "claims_paid", ["基准", "20", "3"]) === "[10000,30000,20000]");
  const halted = (first) => [first, ...Array(12).fill(first)];
  const cellsOf = (seen) => CHARTS.breaker({ ...seen, table: { ...seen.table, columns: ["", "20", "3"].map(column) } });
  const heat = cellsOf(view("b", { breaker_by_month: { b: { 20: halted(0.5), 3: halted(0.25) } } }));
  claim("breaker: a bank named by a number has its own cells", heat.yAxis.data.join() === "20,3" && series(heat)[0].data.every(([, y, share]) => share === [0.5, 0.25][y]));
  const target = series(CHARTS.target(view("x")));
  claim("target: the curve and its mark", target[0].data[1][0] === 50000 && target[0].markLine.data[0].xAxis === 50000);
  claim("target: every amount computed has a dot", target[0].symbol === "circle" && target[0].showAllSymbol && target[1].symbol === "none");
  const axis = ({ min, max, interval }) => [min, max, interval].join();
  claim("target: its axis begins and ends on a step", axis(CHARTS.target(view("x")).xAxis) === "40000,50000,2000", axis(CHARTS.target(view("x")).xAxis));
  const cells = series(CHARTS.breaker(view("b")))[0];
  const label = (share) => cells.label.formatter({ data: [0, 0, share] });
  claim("breaker: what was seen is never shown as nothing", label(0) === "" && label(0.0001) === "<1" && label(0.125) === "13" && cells.data.length === 12);
  claim("vintages: quarters without loans are left out", series(CHARTS.vintages(view(""))).length === 1);
  for (const name of Object.keys(CHARTS)) {
    const of = { target: "x", breaker: "b", stress: "claims_paid", concentration: "banks" }[name] ?? "";
    const text = (made) => JSON.stringify(made);
    claim(`${name}: the same view gives the same option, and is left alone`, text(CHARTS[name](view(of))) === text(CHARTS[name](view(of))));
  }
}

try {
  execFileSync(join(web, "node_modules/.bin/tsc"), ["--noEmit"], { cwd: web, stdio: "inherit" });
  testFormats(await load("format.ts"));
  testNames(await load("charts/common.ts"));
  testCharts(await load("charts/index.ts"));
  execFileSync("node", [join(web, "build.mjs"), join(work, "page.html")]);
  claim("dist/page.html is what the sources build to (npm run build)", readFileSync(join(work, "page.html"), "utf8") === readFileSync(join(web, "dist/page.html"), "utf8"));
} finally {
  rmSync(work, { recursive: true, force: true });
}
finish();
