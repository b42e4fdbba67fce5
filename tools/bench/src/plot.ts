import { scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";

export interface Axis {
  /** Name of the axis, with its unit. */
  readonly label: string;
  readonly isLogarithmic?: boolean;
}

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = { top: 40, right: 170, bottom: 50, left: 70 };
/** Distinguishable without colours, and on white and black. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#b2182b"];

/**
 * Returns an SVG document with lines over a common pair of axes. The y axis begins at 0 unless it is logarithmic.
 * @param banner banner of the generated file
 */
export function linePlot(title: string, x: Axis, y: Axis, series: readonly Series[], banner: string): string {
  const values = (at: 0 | 1) => series.flatMap(({ points }) => points.map((point) => point[at]));
  const toX = createScale(x, values(0), [MARGIN.left, WIDTH - MARGIN.right], true);
  const toY = createScale(y, values(1), [HEIGHT - MARGIN.bottom, MARGIN.top], false);
  const path = line<readonly [number, number]>(
    ([at]) => toX(at),
    ([, at]) => toY(at),
  );
  const baseline = HEIGHT - MARGIN.bottom;
  const parts = [
    text(MARGIN.left, 15, title, 'font-weight="bold" font-size="14"'),
    ...toX.ticks(6).map((at) => tick(toX(at), baseline, toX(at), MARGIN.top, format(at, x), "middle", 18)),
    ...toY.ticks(6).map((at) => tick(MARGIN.left, toY(at), WIDTH - MARGIN.right, toY(at), format(at, y), "end", 4)),
    text((MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 10, x.label, 'text-anchor="middle"'),
    text(14, MARGIN.top - 8, y.label),
    ...series.flatMap(({ name, points }, n) => {
      const colour = COLOURS[n % COLOURS.length] as string;
      const [lastX, lastY] = [WIDTH - MARGIN.right + 12, MARGIN.top + 12 + n * 18];
      return [
        `<path d="${path([...points]) ?? ""}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...points.map(([px, py]) => `<circle cx="${toX(px)}" cy="${toY(py)}" r="3" fill="${colour}"/>`),
        `<path d="M${lastX},${lastY - 4}h18" stroke="${colour}" stroke-width="2"/>`,
        text(lastX + 24, lastY, name),
      ];
    }),
  ];
  // The SVG has no style sheet, since the site's policy forbids styles within an image.
  return `<!-- ${banner} -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(title)}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}

function createScale({ isLogarithmic }: Axis, values: readonly number[], range: [number, number], isTight: boolean) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (isLogarithmic === true) return scaleLog().domain([least, most]).range(range);
  return scaleLinear()
    .domain([isTight ? least : 0, most])
    .nice()
    .range(range);
}

/** Returns a line of the grid with its value. */
function tick(x1: number, y1: number, x2: number, y2: number, label: string, anchor: string, below: number): string {
  const [x, y] = anchor === "end" ? [x1 - 6, y1 + below] : [x1, y1 + below];
  return `<line stroke="#ddd" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>${text(x, y, label, `text-anchor="${anchor}"`)}`;
}

/** On a logarithmic axis, only powers of ten and their halves have a label. Others would overlap. */
function format(value: number, { isLogarithmic }: Axis): string {
  const digit = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  if (isLogarithmic === true && Math.abs(digit - 1) > 1e-6) return "";
  return value.toLocaleString("en-GB");
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
