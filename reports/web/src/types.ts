// What the program puts into the page. `summary` is the part of summary.json (and of stress.json) that charts draw, as it
// would be shown; every text that holds a figure is made by the program, from the same numbers.

export type Num = number | null;
export interface Estimate { value: Num }
export interface Distribution {
  mean: Estimate;
  quantile?: Record<string, Estimate>;
  es?: Record<string, Estimate>;
}
export type ByMonth<T> = Record<string, T>;
export interface Series { p05: Num[]; p25: Num[]; p50: Num[]; p75: Num[]; p95: Num[] }
export interface Histogram { zeros: number; edges: number[]; counts: number[] }
export interface Curve { amounts: number[]; probability: Num[]; lo: Num[]; hi: Num[] }
export interface Vintage { default_rate: Num[]; lent: Estimate }
export interface StressCase {
  measures?: Record<string, ByMonth<Distribution>>;
  probabilities?: { pool_depleted?: ByMonth<Estimate> };
}
export interface Summary {
  /** Levels at which losses are shown, ascending; the last is the bad one. */
  levels: string[];
  scenario: { unit: string; as_of: string; horizon_months: number };
  simulation: { paths: number };
  measures: Record<string, ByMonth<Distribution>>;
  series: { pool_balance: Series };
  histograms: Record<string, ByMonth<Histogram>>;
  targets: Record<string, { amount: number }>;
  target_curves: Record<string, Curve>;
  vintages: Record<string, Vintage>;
  /** The months of the run that the picture of a breaker shows, and the shares at these. */
  breaker_months: number[];
  breaker_by_month: Record<string, Record<string, Num[]>>;
  banks: Record<string, { measures: Record<string, ByMonth<Distribution>> }>;
  book: Record<string, Record<string, { share: Num }>>;
  stress?: { base: StressCase; overlays: Record<string, StressCase> };
}

export interface Cell { text: string; error?: string; heavy?: boolean; alert?: boolean }
export interface Column { id: string; title: string; unit: string; group: string; numeric: boolean }
/** A cell as the program writes it: a bare text where there is nothing more to say. */
export type WrittenCell = Cell | string;
export interface Table { id: string; title: string; columns: Column[]; rows: Cell[][]; notes: string[]; csv: string }
export interface Chart {
  id: string;
  /** Which target, breaker or kind of group; empty where there is one chart of this id. */
  of: string;
  title: string;
  unit: string;
  note: string;
  wide: boolean;
  table: Table;
}
export interface Item { label: string; text: string }
export type Block =
  | { kind: "paragraph"; text: string }
  | { kind: "list"; heading: string; items: Item[] }
  | { kind: "code"; text: string }
  | { kind: "table"; table: Table }
  | { kind: "chart"; chart: Chart };
export interface Section { id: string; heading: string; blocks: Block[] }
export interface Card { label: string; figure: string; detail: string }
export type Words = Record<string, string>;
export interface Report {
  language: "zh" | "en";
  title: string;
  lines: string[];
  remark: string;
  lead: string;
  cards: Card[];
  sections: Section[];
  words: Words;
  summary: Summary;
}

/** What one chart function sees. */
export interface View { summary: Summary; words: Words; table: Table; of: string }
