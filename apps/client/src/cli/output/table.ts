import { getWidth } from "./colors.js";

/** Formats rows as aligned columns, two spaces apart. */
export function table(rows: readonly (readonly string[])[], indent = ""): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, getWidth(cell))));
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - getWidth(cell)),
    );
    return `${indent}${cells.join("  ").trimEnd()}`;
  });
}
