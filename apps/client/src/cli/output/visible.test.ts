import { expect, it } from "@jest/globals";
import { readResource, writeResource } from "@appointment-registry/fhir-appointment";
import { NO_COLORS, colorsFor, painted, getWidth } from "./colors.js";
import { visible, visibleDocument } from "./visible.js";

it.each([
  ["C0", "a\u001b[2Jb\u0007\u007f", "a\\u001b[2Jb\\u0007\\u007f"],
  ["line ends and tabs", "a\r\nb\tc", "a\\r\\nb\\tc"],
  ["C1", "\u009b31m\u009d0;x\u009c", "\\u009b31m\\u009d0;x\\u009c"],
  ["bidirectional", "\u202egnp\u2069\u200f\u061c", "\\u202egnp\\u2069\\u200f\\u061c"],
  [
    "zero-width and invisible characters",
    "a\u200bb\u200d\u2060\ufeff\u00ad\u3164",
    "a\\u200bb\\u200d\\u2060\\ufeff\\u00ad\\u3164",
  ],
  ["separators", "a\u2028b\u2029", "a\\u2028b\\u2029"],
  ["tags and variation selectors", "x\u{e0041}\ufe0f\u{e0100}", "x\\u{e0041}\\ufe0f\\u{e0100}"],
  ["lone surrogates", "\ud800x", "\\ud800x"],
  ["none of other text", "Zoë 予約 🏥 – ✓", "Zoë 予約 🏥 – ✓"],
])("shows %s as escapes, once", (_, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(shown)).toBe(shown);
});

it("shows the escape sequences of others on a terminal with colours, and keeps its own", () => {
  process.env.FORCE_COLOR = "1";
  const { red } = colorsFor({});
  delete process.env.FORCE_COLOR;
  expect(painted(`${red("a\u001b[31mb")} c\u001b[0m`)).toBe("\u001b[31ma\\u001b[31mb\u001b[39m c\\u001b[0m");
  expect(painted(NO_COLORS.red("\ufdd0\u001b[31m"))).toBe("\\ufdd0\\u001b[31m");
  expect(getWidth(red("a\u009bb"))).toBe("a\\u009bb".length);
});

const HOSTILE = "x\u001f\u009b2J\u202e\u200b\u{e0041}y";

it("writes documents with the same meaning", () => {
  const text = JSON.stringify({ resourceType: "Appointment", comment: HOSTILE, id: "a" }, undefined, 2);
  const shown = visibleDocument(text, "json");
  expect(shown).toMatch(/^[\n -~]*$/);
  expect(JSON.parse(shown)).toEqual(JSON.parse(text));
  const appointment = {
    resourceType: "Appointment",
    status: "booked",
    participant: [{ actor: { display: HOSTILE.replace("\u001f", "") }, status: "accepted" }],
  };
  const xml = writeResource(appointment, { format: "xml", pretty: true });
  const safe = visibleDocument(xml, "xml");
  expect(safe).toMatch(/^[\n -~]*$/);
  expect(readResource(Buffer.from(safe), { format: "xml" })).toEqual(readResource(Buffer.from(xml), { format: "xml" }));
});
