// What the office tests read of a result folder.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One result folder, by the name of its shape. */
export class Result {
  constructor(folder, name) {
    Object.assign(this, { folder, name });
  }
  file(path) {
    return join(this.folder, this.name, path);
  }
  read(path) {
    return readFileSync(this.file(path), "utf8");
  }
  get summary() {
    return JSON.parse(this.read("summary.json"));
  }
  /** Of a stress test; undefined of a run. */
  get stress() {
    return existsSync(this.file("stress.json")) ? JSON.parse(this.read("stress.json")) : undefined;
  }
  get markdown() {
    return this.read("report.md");
  }
  /** What report.html shows: it is compared with summary.json by itself. */
  get page() {
    return JSON.parse(/id="data">(.*?)<\/script>/s.exec(this.read("report.html"))[1]);
  }
  /** A part of one of the office files. */
  part(file, name) {
    return execFileSync("unzip", ["-p", this.file(file), name], { encoding: "utf8", maxBuffer: 1 << 28 });
  }
}

export const squeezed = (text) => text.replace(/[\s\u200b]+/g, "");

/** What a piece of Markdown says, without its markup. */
export function plain(text) {
  const kept = text.replace(/\\([\\`*|[\]_])/g, (_, sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0)));
  return kept.replaceAll("**", "").replace(/[\ue000-\ue0ff]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xe000))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

/** The cells of all tables of report.md, header and rows, as plain text. */
export function cellsOf(markdown) {
  const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
  return rows.flatMap((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => plain(cell.trim())));
}
