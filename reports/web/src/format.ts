// Numbers on axes and labels. Rounding is half up on the shortest decimal, as in the program's own tables.

function increment(digits: string): string {
  const out = digits.split("");
  for (let i = out.length - 1; i >= 0; --i) {
    const c = out[i] as string;
    if (c === ".") continue;
    if (c !== "9") {
      out[i] = String(Number(c) + 1);
      return out.join("");
    }
    out[i] = "0";
  }
  return "1" + out.join("");
}

/** The shortest decimal without an exponent; for 1e-7 ≤ |value| < 1e21 or 0. */
function plain(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/0+$/, "") : text;
}

export function rounded(value: number, decimals: number): string {
  let digits = plain(Math.abs(value));
  if (!digits.includes(".")) digits += ".";
  digits += "0".repeat(decimals + 1);
  const point = digits.indexOf(".");
  const up = (digits[point + 1 + decimals] as string) >= "5";
  digits = digits.slice(0, point + 1 + decimals);
  if (up) digits = increment(digits);
  if (digits.endsWith(".")) digits = digits.slice(0, -1);
  const zero = !/[1-9]/.test(digits);
  return value < 0 && !zero ? "-" + digits : digits;
}

export function grouped(digits: string): string {
  const [whole, rest] = digits.split(".") as [string, string | undefined];
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? marked : `${marked}.${rest}`;
}

/** Ticks of a money axis: as many places as they need, at most two. */
export function tick(value: number): string {
  const digits = rounded(value, 2).replace(/\.?0+$/, "");
  return grouped(digits === "" || digits === "-" ? "0" : rounded(value, 2).includes(".") ? digits : rounded(value, 0));
}

/** Ticks of an axis of fractions. */
export function percentTick(value: number): string {
  const digits = rounded(Number((value * 100).toPrecision(12)), 4);
  return digits.replace(/\.?0+$/, "") + "%";
}

/** A fraction as tables show it: two places, or two significant digits of what is rare. */
export function percent(fraction: number): string {
  if (fraction === 0) return "0%";
  const rare = Math.min(fraction, 1 - fraction);
  const places = rare > 0 && rare < 0.001 ? Math.max(2, 1 - Math.floor(Math.log10(rare * 100))) : 2;
  return rounded(Number((fraction * 100).toPrecision(15)), places) + "%";
}

/** Money in 万元 as tables show it: to the 元 where the run speaks of 元. */
export function money(wan: number, unit: string): string {
  return grouped(rounded(wan, unit === "元" ? 4 : 2));
}

/** "99", "99.9" of a level. */
export function levelDigits(level: string): string {
  return String(Number((Number(level) * 100).toPrecision(12)));
}

/** 万元 of one unit of the summary. */
export function inWan(unit: string): (value: number) => number {
  if (unit === "元") return (value) => value / 10000;
  if (unit === "亿元") return (value) => value * 10000;
  return (value) => value;
}

/** "2022-01" of a month of the run. */
export function calendar(asOf: string, month: number): string {
  const [year, first] = asOf.split("-").map(Number) as [number, number];
  const count = year * 12 + first - 1 + month;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
