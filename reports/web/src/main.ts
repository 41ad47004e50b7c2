import { READ_BY_NOTES } from "./charts/index";
import { draw } from "./draw";
import { readReport } from "./read";
import { downloadCsv, element, notesElement, tableElement } from "./table";
import type { Block, Card, Chart, Item, Section } from "./types";

const report = readReport(document.getElementById("data")?.textContent ?? "");
const zh = report.language === "zh";
const word = (key: string): string => report.words[key] ?? "";

function itemElement(item: Item): HTMLElement {
  const text = item.label === "" ? [item.text] : [element("b", {}, [item.label]), (zh ? "：" : ": ") + item.text];
  return element("li", {}, text);
}

function cardElement(card: Card): HTMLElement {
  return element("div", { class: "card" }, [
    element("div", { class: "label" }, [card.label]),
    element("div", { class: "figure" }, [card.figure]),
    element("div", { class: "detail" }, [card.detail]),
  ]);
}

/** A picture, what it shows in words, and its figures behind a toggle, with their notes, and as a file. */
function chartElement(chart: Chart): HTMLElement {
  const frame = element("div", { class: "picture", role: "img", "aria-label": `${chart.title}. ${chart.note}`, "data-chart": chart.id, "data-of": chart.of });
  const button = element("button", { type: "button" }, [word("download")]);
  button.addEventListener("click", () => downloadCsv(chart.table));
  const notes = notesElement(chart.table.notes);
  const details = element("details", {}, [element("summary", {}, [word("figures")])]);
  const hidden = READ_BY_NOTES.includes(chart.id) ? [] : [notes];
  details.addEventListener("toggle", () => {
    if (details.querySelector("table") === null) details.append(tableElement(chart.table, zh), ...hidden);
  });
  const caption = chart.unit === "" ? chart.title : `${chart.title}${zh ? "（" : " ("}${chart.unit}${zh ? "）" : ")"}`;
  return element("figure", { class: chart.wide ? "wide" : "half" }, [
    element("figcaption", {}, [caption]),
    chart.id === "breaker" ? element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": chart.title }, [frame]) : frame,
    element("p", { class: "note" }, [chart.note]),
    ...(hidden.length === 0 ? [notes] : []),
    element("div", { class: "tools" }, [details, button]),
  ]);
}

function blockElement(block: Block): HTMLElement {
  switch (block.kind) {
    case "paragraph": return element("p", {}, [block.text]);
    case "code": return element("pre", { tabindex: "0" }, [block.text]);
    case "list":
      return element("div", { class: "list" }, [
        ...(block.heading === "" ? [] : [element("h3", {}, [block.heading])]),
        element("ul", {}, block.items.map(itemElement)),
      ]);
    case "table":
      return element("div", { class: "block" }, [tableElement(block.table, zh), notesElement(block.table.notes)]);
    case "chart": return chartElement(block.chart);
  }
}

/** Half-width charts that follow one another stand in rows of two. */
function blockElements(blocks: Block[]): HTMLElement[] {
  const made: HTMLElement[] = [];
  for (const block of blocks) {
    const one = blockElement(block);
    const before = made[made.length - 1];
    if (!one.matches(".half")) made.push(one);
    else if (before?.matches(".pair") && before.childElementCount < 2) before.append(one);
    else made.push(element("div", { class: "pair" }, [one]));
  }
  return made;
}

function sectionElement(section: Section): HTMLElement {
  const made = element("section", { id: section.id }, [element("h2", {}, [section.heading])]);
  if (section.id === "conclusions") {
    made.append(element("p", { class: "lead" }, [report.lead]), element("div", { class: "cards" }, report.cards.map(cardElement)));
  }
  made.append(...blockElements(section.blocks));
  return made;
}

function header(): HTMLElement {
  const made = element("header", {}, [element("h1", {}, [report.title])]);
  if (report.remark !== "") made.prepend(element("p", { class: "remark" }, [report.remark]));
  for (const line of report.lines) made.append(element("p", { class: "line" }, [line]));
  const links = report.sections.map((section) => element("a", { href: `#${section.id}` }, [section.heading]));
  made.append(element("nav", { "aria-label": word("contents") }, links));
  return made;
}

function drawAll(main: HTMLElement): void {
  const charts = report.sections.flatMap((section) => section.blocks.flatMap((block) => (block.kind === "chart" ? [block.chart] : [])));
  main.querySelectorAll<HTMLElement>(".picture").forEach((frame, place) => draw(frame, charts[place] as Chart, report));
}

const main = element("main", {}, report.sections.map(sectionElement));
document.body.append(header(), main);
drawAll(main);
document.documentElement.dataset.ready = "yes";
