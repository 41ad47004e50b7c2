import type { View } from "../types";
import { balance } from "./balance";
import { concentration, stress } from "./bars";
import { breaker } from "./breaker";
import type { Option } from "./common";
import { loss } from "./loss";
import { target } from "./target";
import { vintages } from "./vintages";
import { bankWaterfall, waterfall } from "./waterfall";

/** Every chart of a report, by the id the program gives it. */
export const CHARTS: Record<string, (view: View) => Option> = {
  balance,
  loss,
  waterfall,
  bank_waterfall: bankWaterfall,
  target,
  stress,
  breaker,
  vintages,
  concentration,
};

/** Charts that are read by the notes of their table too: what the outermost bars hold, and what a cell does without a path. */
export const READ_BY_NOTES = ["loss", "breaker"];

/** Height in pixels; bars and heat maps grow with their rows. */
export function heightOf(id: string, rows: number): number {
  if (id === "bank_waterfall" || id === "stress" || id === "concentration") return 60 + rows * 34;
  if (id === "breaker") return 90 + rows * 28;
  return id === "balance" ? 340 : 330;
}
