// JSON with its keys in the order of the file: JavaScript has keys that are whole numbers before all others, ascending.
const orders = new WeakMap();
const MARK = "\ue000";

const keysOf = (object) => orders.get(object) ?? Object.keys(object);
export const entriesOf = (object) => keysOf(object).map((key) => [key, object[key]]);
export const valuesOf = (object) => keysOf(object).map((key) => object[key]);

/** An object of these entries that keeps their order. */
export function ofEntries(entries) {
  const object = Object.fromEntries(entries);
  orders.set(object, entries.map(([key]) => key));
  return object;
}

function unmarked(value) {
  if (Array.isArray(value)) return value.map(unmarked);
  if (value === null || typeof value !== "object") return value;
  return ofEntries(Object.entries(value).map(([key, one]) => [key.replace(MARK, ""), unmarked(one)]));
}

/** What JSON holds; while it is read, keys that are whole numbers have a mark before them, and so keep their place. */
export const parsed = (text) => unmarked(JSON.parse(text.replace(/(?<!\\)"(\d+)"(?=\s*:)/g, `"${MARK}$1"`)));
