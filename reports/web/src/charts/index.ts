import type { View } from "../types";
import { balance } from "./balance";
import { bankLoss, concentration, stress } from "./bars";
import { breaker } from "./breaker";
import type { Option } from "./common";
import { loss } from "./loss";
import { target } from "./target";
import { vintages } from "./vintages";
import { waterfall } from "./waterfall";

/** Every chart of a report, by the id the program gives it. */
export const CHARTS: Record<string, (view: View) => Option> = {
  balance,
  loss,
  waterfall,
  bank_loss: bankLoss,
  target,
  stress,
  breaker,
  vintages,
  concentration,
};

/** Height in pixels; bars and heat maps grow with their rows. */
export function heightOf(id: string, rows: number): number {
  if (id === "bank_loss") return 70 + rows * (rows > 20 ? 30 : 44);
  if (id === "stress" || id === "concentration") return 60 + rows * 34;
  if (id === "breaker") return 90 + rows * 28;
  return id === "balance" ? 340 : 330;
}
