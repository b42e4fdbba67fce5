import type { TrafficLine } from "../shapes.js";
import { html, svg } from "./lit.js";

const WIDTH = 360;
const HEIGHT = 80;
const BARS = 60;
const SECOND = 1000;

/** Plots the requests in each of the sixty seconds before `now` (milliseconds). */
export function ratePlot(traffic: readonly TrafficLine[], now: number) {
  const counts = Array.from({ length: BARS }, () => 0);
  for (const { time } of traffic) {
    const age = Math.floor((now - Date.parse(time)) / SECOND);
    if (age >= 0 && age < BARS) counts[BARS - 1 - age] = (counts[BARS - 1 - age] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return plot(counts, `${total} requests in the last minute, at most ${Math.max(...counts)} in a second`);
}

/** Plots the latency of the last sixty requests in milliseconds. */
export function latencyPlot(traffic: readonly TrafficLine[]) {
  const times = traffic.slice(-BARS).map(({ milliseconds }) => milliseconds);
  const sorted = [...times].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return plot(times, `Median ${middle} ms, slowest ${sorted.at(-1) ?? 0} ms`);
}

function plot(values: readonly number[], label: string) {
  const top = Math.max(1, ...values);
  const step = WIDTH / BARS;
  return html`<svg
      class="plot"
      viewBox="0 0 ${WIDTH} ${HEIGHT + 1}"
      preserveAspectRatio="none"
      role="img"
      aria-label=${label}
    >
      ${values.map((value, index) => {
        const height = (value / top) * HEIGHT;
        return svg`<rect x=${index * step} y=${HEIGHT - height} width=${step - 1} height=${height}></rect>`;
      })}
      <line x1="0" y1=${HEIGHT} x2=${WIDTH} y2=${HEIGHT}></line>
    </svg>
    <p class="soft" aria-hidden="true">${label}</p>`;
}
