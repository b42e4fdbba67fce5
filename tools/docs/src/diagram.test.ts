import { describe, expect, it } from "@jest/globals";
import { sequenceDiagram } from "./diagram.js";

const TEXT = `sequenceDiagram
  accTitle: A cancel
  participant C as Client
  participant R as Registry
  C->>R: PUT <Appointment>, a label that is much longer than the room between the two
  R--xC: 200
  Note over C,R: Lost
  R-->>C: 409`;

describe("a sequence diagram", () => {
  const svg = sequenceDiagram(TEXT);

  it("has a text alternative that names every step in order", () => {
    expect(/aria-label="([^"]*)"/.exec(svg)?.[1]).toBe(
      "A cancel. Client to Registry: PUT &lt;Appointment&gt;, a label that is much longer than the room between the two. " +
        "Registry to Client, lost: 200. Lost. Registry to Client: 409.",
    );
  });

  it("draws each step with a class, and without its own colour or style", () => {
    expect([...svg.matchAll(/<line class="(\w+)"/g)].map(([, name]) => name)).toEqual([
      "lane",
      "lane",
      "request",
      "lost",
      "response",
    ]);
    expect(svg).not.toMatch(/style|fill=|stroke=|#[0-9a-f]{3}/);
  });

  it("breaks a label across lines if it is wider than its arrow", () => {
    const labels = [...svg.matchAll(/<text x="194" y="\d+">([^<]*)</g)].map(([, label]) => label);
    expect(labels).toEqual([
      "PUT &lt;Appointment&gt;, a label that is",
      "much longer than the room between",
      "the two",
      "200",
      "Lost",
      "409",
    ]);
  });

  it("refuses an unknown line and an undeclared participant", () => {
    expect(() => sequenceDiagram(`${TEXT}\nloop twice`)).toThrow("A diagram cannot contain this line: loop twice");
    expect(() => sequenceDiagram(`${TEXT}\nX->>R: hello`)).toThrow("No participant is named X.");
  });
});
