import { describe, expect, it } from "@jest/globals";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { REQUIREMENTS } from "../requirements.js";
import type { Outcome, Report } from "../run.js";
import { isConformant } from "../run.js";
import { printHtml } from "./html.js";
import { printJson } from "./json.js";
import { printJunit } from "./junit.js";
import { printMarkdown } from "./markdown.js";
import { printTerminal, summary } from "./terminal.js";

const HOSTILE = `<b a="1">&'\u0007\uD800]]>`;
/** Ends a line, a Markdown block and a table, and moves the cursor of a terminal. */
const WORSE = "</pre>\n```\n# Passed\n| a | b |\n\u001B[2J\u202E[x](https://evil.example)<script>";

const reportOf = (...outcomes: readonly (readonly [id: string, outcome: Outcome])[]): Report => ({
  baseUrl: "https://localhost:8443/STU3",
  startedAt: "2026-01-02T03:04:05.678Z",
  warnings: [],
  milliseconds: 1234,
  results: outcomes.map(([id, outcome]) => {
    const requirement = REQUIREMENTS.find((each) => each.id === id);
    if (requirement === undefined) throw new Error(id);
    const message = outcome === "passed" ? {} : { message: HOSTILE };
    return { requirement, outcome, ...message, trail: ["PUT /STU3/Appointment/1 -> 409"], milliseconds: 7 };
  }),
});

const FOUR = reportOf(
  ["cancel-status-200", "passed"],
  ["cancel-location", "failed"],
  ["read-200", "blocked"],
  ["privacy-log", "not tested"],
);

/** Returns a report of an unmet requirement with this message from a registry. */
function saying(message: string): Report {
  const report = reportOf(["cancel-location", "failed"]);
  return { ...report, results: report.results.map((result) => ({ ...result, message })) };
}

describe("a report", () => {
  it("is JUnit XML with the counts, cases and messages of the run, whatever text the registry sent", () => {
    const xml = printJunit(FOUR);
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml);
    const { testsuites } = parsed as {
      testsuites: Record<string, string> & { testsuite: { name: string; testcase: unknown }[] };
    };
    const { tests, failures, errors, skipped, time } = testsuites;
    expect({ tests, failures, errors, skipped, time }).toEqual({
      tests: "4",
      failures: "1",
      errors: "1",
      skipped: "1",
      time: "1.234",
    });
    expect(testsuites.testsuite.map(({ name }) => name)).toEqual([
      "cancel_registered_appointment",
      "registry-interactions",
      "fhir-stu3-rules",
    ]);
    expect(testsuites.testsuite[0]?.testcase).toEqual([
      {
        name: "cancel-status-200: A successful cancellation is answered with 200.",
        classname: "cancel_registered_appointment.Response, Success",
        time: "0.007",
      },
      {
        name: "cancel-location: Its Location is the absolute, versioned URL of the version just made.",
        classname: "cancel_registered_appointment.Response, Success",
        time: "0.007",
        failure: {
          type: "WILL",
          message: `<b a="1">&'\uFFFD\uFFFD]]>`,
          "#text": [
            `<b a="1">&'\uFFFD\uFFFD]]>`,
            'The page: "The response WILL include a Location header giving the absolute URL including the version"',
            "PUT /STU3/Appointment/1 -> 409",
          ].join("\n"),
        },
      },
    ]);
  });

  it("is a self-contained page of HTML that passes no markup through", () => {
    const html = printHtml(FOUR);
    expect(html).toContain('<tr id="cancel-location">');
    expect(html).toContain("&lt;b a=&quot;1&quot;&gt;&amp;&apos;");
    expect(html).not.toContain("<b a=");
    expect(html).not.toMatch(/<script|<link|src=|@import|url\(/);
  });

  it("is text that names the results that are not passed, their reasons and their requests", () => {
    const text = printTerminal(FOUR, false);
    expect(text).toContain("FAILED     cancel-location  WILL: Its Location is the absolute");
    expect(text).toContain("PUT /STU3/Appointment/1 -> 409");
    expect(text).not.toContain("cancel-status-200");
    expect(text.trimEnd().endsWith(summary(FOUR))).toBe(true);
    expect(summary(FOUR)).toBe(
      "https://localhost:8443/STU3: 4 requirements, 1 passed, 1 failed, 1 blocked, 1 not tested, in 1.2 s",
    );
  });

  it("is text that puts a registry's message on one line, without terminal control sequences", () => {
    const text = printTerminal(saying(WORSE), false);
    const line = "             </pre> ``` # Passed | a | b | \uFFFD[2J\uFFFD[x](https://evil.example)<script>";
    expect(text.split("\n").filter((each) => each.includes("</pre>"))).toEqual([line]);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  });

  it("is Markdown in which a registry's message starts no heading, table, link or tag", () => {
    const text = printMarkdown(saying(WORSE));
    const [, block = ""] = /^````text\n([^]*?)\n````$/m.exec(text) ?? [];
    expect(block).toBe(`failed: ${WORSE}`);
    expect(text.replace(block, "")).not.toMatch(/evil|<script|# Passed/);
    expect(text).toContain("| `cancel-location` | WILL | **failed** |");
    const hostile = printMarkdown({ ...saying(""), baseUrl: "https://a.example/`<b>", warnings: ["<b>|*x*"] });
    expect(hostile).toContain("# Conformance of `https://a.example/'<b>`");
    expect(hostile).toContain("> &lt;b&gt;\\|\\*x\\*");
  });

  it("is HTML and JUnit XML in which a registry's message ends no element", () => {
    for (const text of [printHtml(saying(WORSE)), printJunit(saying(WORSE))]) {
      expect(text).toContain("&lt;/pre&gt;");
      expect(text).not.toContain("<script");
      expect(text).not.toContain("\u001B");
    }
    expect(XMLValidator.validate(printJunit(saying(WORSE)))).toBe(true);
  });

  it("is JSON with each requirement and its outcome", () => {
    const { results } = JSON.parse(printJson(FOUR)) as { results: { id: string; outcome: string }[] };
    expect(results.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      "cancel-status-200 passed",
      "cancel-location failed",
      "read-200 blocked",
      "privacy-log not tested",
    ]);
  });

  it("is conformant unless something failed or was blocked; advice and choices count on request", () => {
    const verdict = (id: string, outcome: Outcome, strict = false) => isConformant(reportOf([id, outcome]), strict);
    expect(verdict("read-200", "passed")).toBe(true);
    expect(verdict("read-200", "not tested")).toBe(true);
    expect(verdict("read-200", "failed")).toBe(false);
    expect(verdict("read-200", "blocked")).toBe(false);
    expect(verdict("cancel-refusal-repeats", "failed")).toBe(true);
    expect(verdict("cancel-refusal-repeats", "failed", true)).toBe(false);
    for (const outcome of ["failed", "blocked"] as const) {
      expect(verdict("choice-unknown-id", outcome)).toBe(true);
      expect(verdict("choice-unknown-id", outcome, true)).toBe(false);
      expect(verdict("cancel-refusal-repeats", outcome)).toBe(true);
    }
  });
});
