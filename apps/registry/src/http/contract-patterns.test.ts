import { describe, expect, it } from "@jest/globals";
import { parseIfMatch } from "@appointment-registry/registry-contract";
import { openContract } from "@appointment-registry/test-kit";
import { parseIfNoneExist } from "./headers/if-none-exist.js";
import { parseHistoryRequest } from "./history-request.js";
import { parseSearchRequest } from "./search-request.js";

const contract = openContract();
const parameters = contract.follow({ ...contract.root, node: { $ref: "components/parameters.yaml" } }).node as Record<
  string,
  { schema: { pattern?: string } }
>;

describe("a pattern of the contract accepts what the registry accepts, and rejects what the registry rejects:", () => {
  const patternOf = (name: string): RegExp => new RegExp(parameters[name]?.schema.pattern ?? "(no pattern)", "u");
  const taken = (parse: () => unknown): boolean => {
    try {
      return parse() !== undefined;
    } catch {
      return false;
    }
  };
  const number = "1234554321";
  it.each<[name: string, parse: (text: string) => unknown, samples: string[]]>([
    [
      "If-Match",
      (text) => (parseIfMatch(text).kind === "malformed" ? undefined : text),
      ["*", 'W/"1"', '"1"', "1", 'W/"1", "2",3', "W/1", '"1', "01", "", "one", 'W/"1" W/"2"', "-1", 'w/"1"', "1.0"],
    ],
    [
      "_since",
      (text) => parseHistoryRequest("x", [["_since", text, text]], "https://x"),
      [
        "2019-02-01T10:51:23Z",
        "2019-02-01T10:51:23.620+01:00",
        "2019-02-01",
        "2019-02-30T10:51:23",
        "2019-13-01T10:51:23Z",
        "",
      ],
    ],
    [
      "patientIdentifier",
      (text) => {
        const { patient } = parseSearchRequest([["patient.identifier", text, text]], "https://x");
        return /^\d{10}$/.test(patient?.nhsNumber ?? "") ? patient : undefined;
      },
      [
        `https://fhir.nhs.uk/Id/nhs-number|${number}`,
        `https://demographics.spineservices.nhs.uk|${number}`,
        `https://demographics.spineservices.nhs.uk/${number}`,
        `https://fhir.nhs.uk/Id/nhs-number/${number}`,
        `http://fhir.nhs.uk/Id/nhs-number|${number}`,
        number,
        "https://fhir.nhs.uk/Id/nhs-number|12345",
      ],
    ],
    [
      "If-None-Exist",
      parseIfNoneExist,
      [
        "identifier=urn:ietf:rfc:3986|https://a.example/1",
        "identifier=|x",
        "identifier=a%7Cb",
        "identifier=a%2Fb|%C3%A9",
        "identifier=a",
        "name=a|b",
        "identifier=a|",
      ],
    ],
  ])("%s", (name, parse, samples) => {
    const pattern = patternOf(name);
    for (const text of samples) expect([text, pattern.test(text)]).toEqual([text, taken(() => parse(text))]);
  });
});
