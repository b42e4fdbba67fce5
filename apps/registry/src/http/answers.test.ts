import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { NHS_NUMBER, registered } from "../interactions/testing/ports.js";
import { InjectedRegistry } from "./testing/application.js";

let registry: InjectedRegistry;
beforeEach(() => {
  registry = new InjectedRegistry();
});
afterEach(() => registry.stop());

describe("the answer to a search", () => {
  const PATH = `/Appointment?patient.identifier=https://fhir.nhs.uk/Id/nhs-number%7C${NHS_NUMBER}`;

  // The latter is sent while it is being written.
  it.each([2, 300])("has %d entries, all of them and in one piece of JSON", async (count) => {
    for (let n = 0; n < count; n++) await registered(registry.ports, `id-${n}`);
    const { statusCode, payload } = await registry.send(PATH);
    expect(statusCode).toBe(200);
    const { total, entry } = JSON.parse(payload) as fhir.Bundle;
    const ids = entry?.map(({ resource }) => resource?.id).sort();
    expect([total, ids]).toEqual([count, Array.from({ length: count }, (_, n) => `id-${n}`).sort()]);
  });
});
