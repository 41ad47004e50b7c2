// Builds dist/page.html: one file with style and script in it, and two marks where the program puts language and data.
// The same sources and the locked esbuild give the same bytes.
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

async function bundle(entry) {
  const result = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    legalComments: "none",
    format: "iife",
    target: ["es2018"],
    absWorkingDir: here,
  });
  return result.outputFiles[0].text.trimEnd();
}

// A closing tag inside a script would end it.
const script = (await bundle("src/main.ts")).replaceAll("</script", "<\\/script");
const style = await bundle("src/style.css");
const licence = "Charts: Apache ECharts 6, Apache License 2.0; zrender 6, BSD 3-Clause; tslib, 0BSD";
const page = readFileSync(join(here, "src/page.html"), "utf8")
  .replace("/*STYLE*/", () => style)
  .replace("/*SCRIPT*/", () => `/*! ${licence} */\n${script}`);

const target = process.argv[2] ?? join(here, "dist/page.html");
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, page);
