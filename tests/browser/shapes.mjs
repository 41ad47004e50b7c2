// What charts draw, read from their SVG: texts, lines, boxes and dots in pixels, and the scales that tick labels give.

const NEAR = 1.25; // pixels: lines are moved to whole ones

/** Each picture of the page with its texts and shapes, in pixels of the picture. */
export async function picturesOf(page) {
  return page.$$eval(".picture", (pictures) => {
    const at = (part, x, y) => {
      const { x: right, y: down } = new DOMPoint(x, y).matrixTransform(part.getCTM());
      return [right, down];
    };
    /** The corners of a path of straight lines. */
    const corners = (part) => {
      let [x, y] = [0, 0];
      return [...part.getAttribute("d").matchAll(/([MLl])([^A-Za-z]*)/g)].flatMap(([, letter, rest]) => {
        const [a, b] = rest.trim().split(/[\s,]+|(?<=\d)(?=-)/).map(Number);
        [x, y] = letter === "l" ? [x + a, y + b] : [a, b];
        return [at(part, x, y)];
      });
    };
    const shape = (part) => ({
      round: part.getAttribute("d").includes("A"), points: corners(part), middle: at(part, 0, 0),
      ...Object.fromEntries(["fill", "stroke", "fill-opacity", "stroke-width", "opacity"].map((key) => [key, part.getAttribute(key)])),
    });
    const text = (part) => {
      const [x, y] = ["x", "y"].map((key) => Number(part.getAttribute(key) ?? 0));
      return { text: part.textContent.trim().replace(/\s+/g, " "), place: at(part, x, y), anchor: part.getAttribute("text-anchor"), fill: part.getAttribute("fill") };
    };
    return pictures.map((picture) => ({
      chart: picture.dataset.chart, of: picture.dataset.of,
      texts: [...picture.querySelectorAll("svg > g text")].map(text),
      shapes: [...picture.querySelectorAll("svg > g path")].map(shape),
    }));
  });
}

const OF_AXES = ["#eaeef2", "#d0d7de", "#54555a"];
const AXIS_TEXT = "#57606a";

const filled = (one) => !["none", null, "transparent", "rgb(0,0,0)"].includes(one.fill) && one["fill-opacity"] !== "0" && one.opacity !== "0";

/** The shapes that are figures, by their kind. */
export function figuresDrawn({ shapes }) {
  const straight = shapes.filter((one) => !one.round && one.points.length > 1);
  return {
    lines: straight.filter((one) => !filled(one) && one.stroke !== null && one["stroke-width"] !== "0" && !OF_AXES.includes(one.stroke)),
    boxes: straight.filter((one) => filled(one) && one.points.length === 4),
    areas: straight.filter((one) => filled(one) && one.points.length > 4),
    dots: shapes.filter((one) => one.round && filled(one)),
  };
}

export const dataTexts = ({ texts }) => texts.filter((one) => one.fill !== AXIS_TEXT && one.text !== "");
/** What stands left of the axis: names of rows, or ticks. */
export const besideTexts = ({ texts }) => texts.filter((one) => one.fill === AXIS_TEXT && one.anchor === "end");

const number = (text) => (/^-?[\d,.]+%?$/.test(text) ? Number(text.replace(/[,%]/g, "")) / (text.endsWith("%") ? 100 : 1) : undefined);

/** The pixel of a value along an axis, from the labels of its ticks; undefined where these do not stand evenly. */
export function scaleOf({ texts }, axis, read = number) {
  const [along, across, anchor] = axis === "x" ? [0, 1, "middle"] : [1, 0, "end"];
  const ticks = texts.filter((one) => one.anchor === anchor && one.fill === AXIS_TEXT && read(one.text) !== undefined)
    .map((one) => [read(one.text), one.place[along], one.place[across]]);
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (ticks.length < 2 || first[0] === last[0]) return undefined;
  const pixel = (value) => first[1] + (value - first[0]) * (last[1] - first[1]) / (last[0] - first[0]);
  return ticks.every(([value, place, line]) => Math.abs(pixel(value) - place) < NEAR && Math.abs(line - first[2]) < NEAR) ? pixel : undefined;
}

export const near = (a, b) => Math.abs(a - b) <= NEAR;
/** Points without those on which the one before stands already: they are not drawn. */
export const apart = (points) => points.filter(([x, y], i) => i === 0 || Math.hypot(x - points[i - 1][0], y - points[i - 1][1]) > 0.7);
export const nearPoints = (found, wanted) => found.length === wanted.length && found.every(([x, y], i) => near(x, wanted[i][0]) && near(y, wanted[i][1]));

/** What of the wanted is not among the found, and how many of these are left over. */
export function unmatched(found, wanted, same) {
  const left = [...found];
  const missing = wanted.filter((one) => {
    const place = left.findIndex((other) => same(other, one));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  return [...missing.map((one) => `not drawn: ${JSON.stringify(one).slice(0, 160)}`), ...(left.length > 0 ? [`${left.length} more than there should be`] : [])];
}
