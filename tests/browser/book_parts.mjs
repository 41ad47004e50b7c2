// The parts of report.xlsx that cells do not show: names, formulas, charts, print settings.
import { execFileSync } from "node:child_process";
import { claim } from "./claims.mjs";

/** The parts of a workbook that cells do not show. */
function bookOf(result) {
  const xml = result.part("report.xlsx", "xl/workbook.xml");
  const sheets = [...xml.matchAll(/<sheet name="([^"]*)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  const sheet = (title) => result.part("report.xlsx", `xl/worksheets/sheet${sheets.indexOf(title) + 1}.xml`);
  return { xml, sheets, sheet };
}

/** Where a cell of a sheet holds a number: by its place, "B4". */
function numbersOf(sheet) {
  const cells = [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*)>(?:<f>[^<]*<\/f>)?<v>([^<]*)<\/v>/g)];
  return new Map(cells.filter((cell) => !cell[2].includes('t="')).map((cell) => [cell[1], Number(cell[3])]));
}

export function checkNames(result) {
  const { name } = result;
  const { xml, sheet } = bookOf(result);
  const names = [...xml.matchAll(/<definedName name="([^"_][^"]*)">'([^']*)'!\$([A-Z]+)\$(\d+)</g)];
  const texts = names.filter(([, , title, column, row]) => !numbersOf(sheet(title)).has(column + row));
  claim(`${name}: the ${names.length} names of figures stand on numbers`, names.length === 6 && texts.length === 0, texts.map((found) => found[1]));
}

/** Formulas with the value that they give. */
export function checkSums(base) {
  const { sheet } = bookOf(base);
  let sums = 0;
  for (const title of ["资金池运行情况表（均值）", "损失分担表"]) {
    const xml = sheet(title);
    const numbers = numbersOf(xml);
    for (const [, cell, column, first, last, value] of xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*><f>SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)<\/f><v>([^<]*)<\/v>/g)) {
      let sum = 0;
      for (let row = Number(first); row <= Number(last); ++row) sum += numbers.get(`${column}${row}`) ?? 0;
      ++sums;
      claim(`xlsx: ${title} ${cell} is the sum of what stands above`, Math.abs(sum - Number(value)) < 1e-6 * Math.max(1, Math.abs(sum)), `${sum} for ${value}`);
    }
  }
  claim("xlsx: every year, the whole run and the parties have their sum", sums === 5, sums);
}

/** The parts of a workbook whose names match. */
function partsOf(result, pattern) {
  const names = execFileSync("unzip", ["-Z1", result.file("report.xlsx")], { encoding: "utf8" }).split("\n");
  return names.filter((name) => pattern.test(name)).map((name) => result.part("report.xlsx", name));
}

export function checkCharts(base) {
  const charts = partsOf(base, /^xl\/charts\/chart\d+\.xml$/);
  claim("xlsx: native charts", charts.length >= 6, charts.length);
  const curve = charts.find((xml) => xml.includes("目标达成概率表"));
  claim("xlsx: the axis of a probability ends at 1", curve?.includes('<c:max val="1"/>'), curve?.slice(0, 300));
  const balance = charts.find((xml) => xml.includes("资金池余额走势表"));
  claim("xlsx: the axis of balances close to each other begins near the least", Number(/<c:min val="([\d.]+)"/.exec(balance)?.[1]) > 0, balance?.slice(-1500));
  const rows = partsOf(base, /^xl\/drawings\/drawing\d+\.xml$/)
    .flatMap((xml) => [...xml.matchAll(/<xdr:from>.*?<xdr:row>(\d+)</gs)].map((found) => Number(found[1])));
  claim("xlsx: no chart stands in the rows that every page repeats", rows.length === charts.length && rows.every((row) => row >= 3), rows);
}

const placeOf = (letters) => [...letters].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1;
const cellsOf = (xml, row) => [...xml.matchAll(new RegExp(`<c r="([A-Z]+)${row}"[^>]*><v>(\\d+)</v>`, "g"))].map(([, column, text]) => [placeOf(column), Number(text)]);

/** A sheet of several pages: what stands beside a figure is on its page, notes and charts on the first alone. */
function checkPages(result) {
  const { name } = result;
  const { sheets, sheet } = bookOf(result);
  const words = [...result.part("report.xlsx", "xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, one]) => one.replace(/<[^>]*>/g, ""));
  const wide = sheets.filter((title) => sheet(title).includes("<colBreaks"));
  for (const title of wide) {
    const xml = sheet(title);
    const breaks = [...xml.matchAll(/<colBreaks.*?<\/colBreaks>/gs)].flatMap(([all]) => [...all.matchAll(/<brk id="(\d+)"/g)].map(([, id]) => Number(id)));
    const header = new Map(cellsOf(xml, 3).map(([place, text]) => [place, words[text]]));
    const torn = breaks.filter((place) => /(±\s?95%\s?(误差|error)|95%(下限|上限| low| high))$/.test(header.get(place)));
    claim(`${name}: on paper ${title} keeps errors and bounds with their figures`, torn.length === 0, torn.map((place) => header.get(place)));
    const merged = [...xml.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)\d+"/g)].filter(([, , row]) => Number(row) > 1);
    const astray = merged.filter(([, first, , last]) => placeOf(first) === 0 || placeOf(last) >= breaks[0]);
    claim(`${name}: on paper ${title} has its notes on the first page alone`, merged.length > 0 && astray.length === 0, astray.map(([ref]) => ref));
    claim(`${name}: ${title} is not fitted to pages, which would undo its breaks`, !xml.includes("fitToPage"));
  }
  return wide;
}

const tagOf = (xml, name) => Number(new RegExp(`<xdr:to>.*?<xdr:${name}>(\\d+)`, "s").exec(xml)[1]);
const PAGE = 487; // points down A4 landscape within the margins

/** Height of rows, from the first to before the last, in points. */
function heightOf(xml, first, last) {
  const heights = new Map([...xml.matchAll(/<row r="(\d+)"[^>]*? ht="([\d.]+)"/g)].map(([, row, points]) => [Number(row) - 1, Number(points)]));
  let sum = 0;
  for (let row = first; row < last; ++row) sum += heights.get(row) ?? 15;
  return sum;
}

/** A chart below its table begins a page, or stands with all of the table on the first one. */
export function checkChartsWhole(result) {
  const { sheets, sheet } = bookOf(result);
  let drawing = 0;
  const torn = [];
  for (const title of sheets) {
    const xml = sheet(title);
    if (!xml.includes("<drawing ")) continue;
    const anchor = result.part("report.xlsx", `xl/drawings/drawing${++drawing}.xml`);
    const from = Number(/<xdr:from>.*?<xdr:row>(\d+)/s.exec(anchor)[1]);
    const end = tagOf(anchor, "row") + 1;
    const starts = [...(/<rowBreaks.*?<\/rowBreaks>/s.exec(xml)?.[0] ?? "").matchAll(/<brk id="(\d+)"/g)].map(([, id]) => Number(id));
    const scale = Number(/<pageSetup[^>]* scale="(\d+)"/.exec(xml)?.[1] ?? 100) / 100;
    const start = Math.max(3, ...starts.filter((row) => row <= from));
    const above = heightOf(xml, 0, 3) + heightOf(xml, start, from);
    if (starts.length > 0 && xml.includes("fitToPage")) torn.push(`${title}: fitted to pages`);
    if (above + heightOf(xml, from, end) > PAGE / scale) torn.push(title);
  }
  claim(`${result.name}: on paper no chart is torn over pages`, drawing > 2 && torn.length === 0, torn);
}

export function checkWorkbookParts({ base, hostile: named, english, "ten-years": long }) {
  const wide = checkPages(long);
  claim("xlsx: ten years of balances and of quarters take several pages", ["资金池运行情况表", "放款批次分析表"].every((title) => wide.includes(title)), wide);

  const quarters = partsOf(long, /^xl\/charts\/chart\d+\.xml$/).find((one) => one.includes("放款批次分析表"));
  const inLegend = (quarters.match(/<c:ser>/g)?.length ?? 0) - (quarters.match(/<c:legendEntry>/g)?.length ?? 0);
  claim("xlsx: the legend of forty quarters names few of them", inLegend > 2 && inLegend <= 12, inLegend);

  const { xml, sheet } = bookOf(base);
  const first = sheet("资金池运行情况表");
  claim("xlsx: header and names stay in sight, and are repeated in print", first.includes('state="frozen"') && xml.includes("_xlnm.Print_Titles"));
  claim("xlsx: A4 landscape with page numbers", first.includes('paperSize="9"') && first.includes('orientation="landscape"'), first.slice(-900));
  const hostile = named.part("report.xlsx", "xl/sharedStrings.xml");
  claim("xlsx: what begins like a formula is a text", /\+cmd\|(&apos;|') (&apos;|')!A1 &amp; \{\{x\}\}/.test(hostile));
  claim("xlsx: what Excel would read as one character is a text", hostile.includes("_x005F_x0041_") && !/(?<!_x005F)_x0041_/.test(hostile));
  // Curves and breakers stand in report.md one by one.
  const captions = new Set([...english.markdown.matchAll(/^\*\*(.*?)( \(\d+\/\d+\))?\*\*$/gm)].map((found) => found[1]));
  for (const title of ["Overview", "Notes", "Chance of reaching an amount", "Breakers by month"]) captions.add(title);
  const cut = bookOf(english).sheets.filter((title) => !captions.has(title));
  claim("xlsx: English names of sheets are whole titles", cut.length === 0, cut);
}
