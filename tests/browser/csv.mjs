// CSV as the program writes it (RFC 4180, UTF-8 with BOM), read apart from it.

export function parseCsv(text) {
  const rows = [[]];
  let field = "";
  let quoted = false;
  const plain = text.replace(/^\ufeff/, "");
  for (let i = 0; i < plain.length; ++i) {
    const c = plain[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (plain[i + 1] === '"') { field += '"'; ++i; }
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") { rows.at(-1).push(field); field = ""; }
    else if (c === "\n") { rows.at(-1).push(field); field = ""; rows.push([]); }
    else if (c !== "\r") field += c;
  }
  rows.at(-1).push(field);
  return rows.at(-1).length === 1 && rows.at(-1)[0] === "" ? rows.slice(0, -1) : rows;
}

const isNumber = (text) => /^-?[\d,]+(\.\d+)?(%|倍|x)?$/.test(text);
const ungrouped = (text) => text.replaceAll(",", "");

/** Whether a cell shows what the CSV says: there nothing is grouped, and what has no value is empty. */
export function sameCell(csv, cell) {
  const text = csv.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "");
  return text === cell || (csv === "" && cell === "—") || (isNumber(cell) && ungrouped(text) === ungrouped(cell));
}

/** The bounds that a chance's text tells, as numbers; "" for one that is not told. */
export function boundsOf(text) {
  const both = /([\d.]+)%–([\d.]+)%/.exec(text);
  if (both !== null) return both.slice(1).map(Number);
  const bound = /95%(上限| upper bound |下限| lower bound )([\d.]+)%/.exec(text);
  if (bound === null) return ["", ""];
  return /上限|upper/.test(bound[1]) ? ["", Number(bound[2])] : [Number(bound[2]), ""];
}
