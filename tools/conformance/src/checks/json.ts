import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.js";
import { EXTENSION, booking } from "../appointment.js";
import { expect, expectRegistered } from "../expect.js";
import type { Check } from "../expect.js";
import { XML_TYPE, getPath } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { expectFaulty } from "./faulty.js";
import { searchFor } from "./search.js";

type JsonId = Extract<keyof typeof FHIR, `json-${string}`>;

export const JSON_CHECKS: Record<JsonId, Check> = {
  "json-no-empties": async (client) => {
    for (const answer of await everyKind(client)) {
      const empty = find(
        parsed(answer),
        (value) => value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0),
      );
      expect(empty === undefined, answer, "no empty value", `one at ${empty ?? ""}`);
    }
  },
  "json-null": async (client) => {
    for (const answer of await everyKind(client)) {
      const nothing = find(parsed(answer), (value, inArray) => value === null && !inArray);
      expect(nothing === undefined, answer, "null nowhere but in arrays", `one at ${nothing ?? ""}`);
    }
    await expectFaulty(client, (good) => ({ ...good, comment: null }));
  },
  "json-resource-type": async (client) => {
    for (const answer of await everyKind(client)) {
      expect(/^\s*\{\s*"resourceType"/.test(answer.text), answer, "resourceType first", answer.text.slice(0, 40));
    }
  },
  "json-decimal": async (client) => {
    const sent = booking(madeUpNhsNumber(), { extension: [{ url: EXTENSION, valueDecimal: 8.25 }] });
    const answer = await client.post(JSON.stringify(sent).replace("8.25", "8.2500"));
    await expectRegistered(client, answer, sent);
    const url = getPath(answer);
    for (const each of [answer, await client.send(url)])
      expect(each.text.includes("8.2500"), each, "8.2500", /"valueDecimal":[^,}]*/.exec(each.text)?.[0]);
    const xml = await client.send(url, { headers: { accept: XML_TYPE } });
    expect(xml.text.includes('"8.2500"'), xml, "8.2500", /<valueDecimal[^>]*>/.exec(xml.text)?.[0]);
  },
  "json-unknown-property": async (client) => {
    await expectFaulty(client, (good) => ({ ...good, colour: "green" }));
    await expectFaulty(client, (good) => ({ ...good, participant: [{ ...good.participant[0], colour: "green" }] }));
  },
  "json-duplicate-key": async (client) => {
    await expectFaulty(client, (good) =>
      JSON.stringify(good).replace('"status":"booked"', '"status":"booked","status":"booked"'),
    );
  },
  "json-empties-refused": async (client) => {
    for (const changes of [{ comment: "" }, { extension: [] }, { appointmentType: {} }]) {
      await expectFaulty(client, (good) => ({ ...good, ...changes }));
    }
  },
};

const parsed = (answer: Answer): unknown => {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw answer.unmet("JSON", answer.text.slice(0, 40));
  }
};

/** Returns one answer for each kind of resource. */
async function everyKind(client: TestClient): Promise<Answer[]> {
  const entry = await client.cancelledEntry();
  return [
    await client.send(entry.path),
    await client.send(`${entry.path}/_history`),
    await client.send(`/Appointment?${searchFor(entry.nhsNumber)}`),
    await client.send(`/Appointment?${searchFor(madeUpNhsNumber())}`),
    await client.send(`/Appointment/${randomUUID()}`),
    await client.send("/metadata"),
  ];
}

/** Returns the position of a value within a JSON value, as a dotted path. */
function find(
  value: unknown,
  wanted: (value: unknown, inArray: boolean) => boolean,
  path = "",
  inArray = false,
): string | undefined {
  if (wanted(value, inArray)) return path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, each] of Object.entries(value)) {
    const found = find(each, wanted, path === "" ? name : `${path}.${name}`, Array.isArray(value));
    if (found !== undefined) return found;
  }
  return undefined;
}
