import { describe, expect, it } from "@jest/globals";
import { checkDraft, draftFrom } from "./draft.js";
import { sampleFields } from "./samples.js";
import type { DraftFields } from "./shapes.js";

const fields: DraftFields = {
  nhsNumber: "1234554321",
  providerUrl: "https://provider.example/1",
  start: "2099-02-01T10:00:00Z",
  end: "2099-02-01T10:10:00Z",
  created: "2026-01-17T14:00:00Z",
};
const json = draftFrom(fields);

describe("a draft", () => {
  it("is the same appointment in form, JSON and XML", () => {
    const fromJson = checkDraft({ from: "json", text: json });
    expect(fromJson).toMatchObject({ valid: true, issues: [], fields });
    const fromXml = checkDraft({ from: "xml", text: fromJson.xml ?? "" });
    expect(fromXml).toMatchObject({ valid: true, issues: [], fields });
    expect(JSON.parse(fromXml.json ?? "")).toEqual(JSON.parse(json));
    expect(checkDraft({ from: "form", fields, json })).toMatchObject({ valid: true, issues: [], xml: fromJson.xml });
  });

  it("of a sample is valid", () => {
    expect(checkDraft({ from: "json", text: draftFrom(sampleFields("1234554321")) })).toMatchObject({
      valid: true,
      issues: [],
    });
  });

  it.each([
    [{ nhsNumber: "1234567890" }, "nhsNumber", "registry:nhs-number"],
    [{ nhsNumber: "" }, "nhsNumber", "app-1"],
    [{ providerUrl: "" }, "providerUrl", "registry:one-identifier"],
    [{ start: "" }, "start", "registry:start-required"],
    [{ end: "yesterday" }, "end", undefined],
    [{ created: "" }, "created", "registry:created-required"],
  ] as const)("with %j names the field and the line", (change, field, rule) => {
    const { valid, issues } = checkDraft({ from: "form", fields: { ...fields, ...change }, json });
    expect(valid).toBe(false);
    const own = issues.filter((issue) => issue.field === field);
    expect(own.length).toBeGreaterThan(0);
    if (rule !== undefined) expect(own.map((issue) => issue.rule)).toContain(rule);
    expect(issues.every(({ line }) => line !== undefined && line > 0)).toBe(true);
  });

  it("keeps the elements that the form does not show", () => {
    const { identifier, participant, ...rest } = JSON.parse(json) as fhir.Appointment;
    const [url, [patient]] = [identifier?.[0], participant];
    const more = {
      ...rest,
      language: "en-GB",
      identifier: [{ ...url, use: "official" }],
      participant: [
        { actor: { display: "Dr A" }, status: "accepted" },
        { ...patient, required: "required", status: "tentative" },
      ],
    };
    const start = "2099-02-01T10:05:00Z";
    const changed = { ...fields, start, nhsNumber: "4000000977", providerUrl: "https://provider.example/2" };
    const edited = checkDraft({ from: "form", fields: changed, json: JSON.stringify(more) });
    expect(JSON.parse(edited.json ?? "")).toEqual({
      ...more,
      start,
      identifier: [{ ...url, use: "official", value: "https://provider.example/2" }],
      participant: [
        more.participant[0],
        {
          actor: { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: "4000000977" } },
          required: "required",
          status: "tentative",
        },
      ],
    });
  });

  it.each(["", "{", "[]", '{"resourceType":"Patient"}', "null", "<Appointment"])("of %j is invalid", (text) => {
    for (const from of ["json", "xml"] as const) {
      const { valid, issues } = checkDraft({ from, text });
      expect(valid).toBe(false);
      expect(issues.length).toBeGreaterThan(0);
    }
  });
});
