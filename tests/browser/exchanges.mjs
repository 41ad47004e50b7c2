// Pictures with rows, drawn wrong on purpose: two rows have exchanged their names, labels or bars.
import { heightsOf } from "./rows.mjs";
import { besideTexts, dataTexts, figuresDrawn } from "./shapes.mjs";

const ROWED = ["waterfall", "bank_waterfall", "stress", "concentration", "breaker"];
const yOf = (one) => one.place?.[1] ?? (one.points[0][1] + one.points[2][1]) / 2;
const lowered = ([x, y], by) => [x, y + by];

/** A shape or text moved down. */
const movedBy = (one, by) => ({ ...one, ...(one.place === undefined ? { points: one.points.map((point) => lowered(point, by)) } : { place: lowered(one.place, by) }) });

/** The picture in which those of `parts` that stand in two rows have changed places. */
function exchanged(picture, parts, [upper, lower], half) {
  const move = (one) => {
    if (!parts.includes(one)) return one;
    if (Math.abs(yOf(one) - upper) < half) return movedBy(one, lower - upper);
    return Math.abs(yOf(one) - lower) < half ? movedBy(one, upper - lower) : one;
  };
  return { ...picture, texts: picture.texts.map(move), shapes: picture.shapes.map(move) };
}

/** What the row at a height shows, to tell whether two differ. */
function shownAt(parts, height, half) {
  return JSON.stringify(parts.filter((one) => Math.abs(yOf(one) - height) < half).map((one) => one.text ?? one.points.map(([x]) => Math.round(x))));
}

/** What can be exchanged in a picture, with the picture in which the first row and the next that differs have done so. */
export function exchangesOf(picture) {
  const heights = ROWED.includes(picture.chart) ? heightsOf(picture) : [];
  if (heights.length < 2) return [];
  const half = (heights[1] - heights[0]) / 2;
  const kinds = picture.chart === "breaker" ? [["names", besideTexts(picture)]]
    : [["names", besideTexts(picture)], ["labels", dataTexts(picture)], ["bars", figuresDrawn(picture).boxes]];
  return kinds.flatMap(([what, parts]) => {
    const first = shownAt(parts, heights[0], half);
    const other = heights.find((height) => shownAt(parts, height, half) !== first);
    return other === undefined ? [] : [[what, exchanged(picture, parts, [heights[0], other], half)]];
  });
}
