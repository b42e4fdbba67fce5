import { describe, expect, it } from "@jest/globals";
import { linePlot } from "./plot.js";

describe("a plot of lines", () => {
  const svg = linePlot(
    'Cost of "a < b"',
    { label: "entries", isLogarithmic: true },
    { label: "microseconds" },
    [
      {
        name: "read",
        points: [
          [1_000, 50],
          [100_000, 100],
        ],
      },
      {
        name: "cancel & more",
        points: [
          [1_000, 0],
          [100_000, 25],
        ],
      },
    ],
    "Written by a test.",
  );

  it("begins with the banner of a generated file", () => {
    expect(svg).toMatch(/^<!-- Written by a test. -->\n<svg /);
  });

  it("contains its names as text for screen readers", () => {
    expect(svg).toContain('role="img" aria-label="Cost of &quot;a &lt; b&quot;"');
    expect(svg).toContain(">cancel &amp; more</text>");
  });

  it("draws each series from left to right, and larger values higher", () => {
    const paths = [...svg.matchAll(/<path d="M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)"/g)].map((match) =>
      match.slice(1).map(Number),
    );
    expect(paths).toEqual([
      [70, 175, 470, 40],
      [70, 310, 470, 242.5],
    ]);
  });

  it("labels only powers of ten on a logarithmic axis", () => {
    const labels = [...svg.matchAll(/text-anchor="middle">([\d,]+)</g)].map(([, label]) => label);
    expect(labels).toEqual(["1,000", "10,000", "100,000"]);
  });
});
