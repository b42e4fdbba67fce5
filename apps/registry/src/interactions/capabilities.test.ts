import { expect, it } from "@jest/globals";
import { SEARCH_PARAMETERS } from "@appointment-registry/registry-contract";
import { capabilities } from "./capabilities.js";

const FACTS = { baseUrl: "https://registry.test/STU3", softwareVersion: "1.2.3", formats: ["application/fhir+json"] };

it("declares exactly what is served for Appointment", () => {
  const { rest, format, software } = capabilities({ ...FACTS, served: ["read", "create", "capabilities"] });
  const [appointment, ...others] = rest?.[0]?.resource ?? [];
  expect([format, software?.version, others]).toEqual([FACTS.formats, "1.2.3", []]);
  expect(appointment?.interaction.map(({ code }) => code)).toEqual(["create", "read"]);
  expect(appointment).toMatchObject({
    type: "Appointment",
    versioning: "versioned-update",
    readHistory: true,
    updateCreate: false,
    conditionalCreate: true,
    conditionalRead: "full-support",
    conditionalUpdate: false,
    conditionalDelete: "not-supported",
  });
  const parameters = appointment?.searchParam ?? [];
  expect(parameters.map(({ name }) => name)).toEqual(
    SEARCH_PARAMETERS.flatMap(({ name, type }) => (type === undefined ? [] : [name])),
  );
  expect(parameters.flatMap(({ definition }) => definition ?? [])).toEqual(
    SEARCH_PARAMETERS.flatMap(({ type, definition }) => (type === undefined ? [] : (definition ?? []))),
  );
});
