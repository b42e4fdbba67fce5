import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import type { TestAnswer } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry, getOutcome } from "../testing/registry.js";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

const SYSTEM = "urn:ietf:rfc:3986";
let patients = 2000;
let urls = 0;
const newUrl = (tail: string): string => `https://provider.test/${(urls += 1)}/${tail}`;

function create(url: string, condition?: string, more: { token?: string; headers?: object } = {}): Promise<TestAnswer> {
  const entry = bookedEntry(nhsNumber((patients += 1)), { identifier: [{ system: SYSTEM, value: url }] });
  return registry.send("/Appointment", {
    method: "POST",
    headers: { "content-type": JSON_TYPE, "if-none-exist": condition, ...more.headers },
    body: JSON.stringify(entry),
    ...(more.token === undefined ? {} : { token: more.token }),
  });
}
const parsed = <T>(answer: TestAnswer): T => JSON.parse(answer.text) as T;
const idOf = (answer: TestAnswer) => parsed<fhir.Appointment>(answer).id;

async function mark(status: string, id: string, version: number): Promise<TestAnswer> {
  const read = await registry.send(`/Appointment/${id}`);
  return registry.send(`/Appointment/${id}`, {
    method: "PUT",
    headers: { "content-type": JSON_TYPE, "if-match": `W/"${version}"` },
    body: JSON.stringify({ ...parsed<object>(read), status }),
  });
}

describe("If-None-Exist", () => {
  const raw = (url: string) => `identifier=${SYSTEM}|${url}`;
  const spellings: Record<string, (url: string) => string> = {
    "as it is": raw,
    "percent-encoded": (url) => `identifier=${encodeURIComponent(`${SYSTEM}|${url}`)}`,
    "the value percent-encoded": (url) => `identifier=${SYSTEM}|${encodeURIComponent(url)}`,
    escaped: (url) => raw(url.replace(/[\\,$|]/g, "\\$&")),
    "escaped and percent-encoded": (url) =>
      `identifier=${encodeURIComponent(`${SYSTEM}|${url.replace(/[\\,$|]/g, "\\$&")}`)}`,
    "a whole URL": (url) => `https://localhost/STU3/Appointment?${raw(url)}`,
    "with a format": (url) => `${raw(url)}&_format=xml`,
    "scheme and host in upper case": (url) => raw(url.replace("https://provider.test", "HTTPS://PROVIDER.test")),
  };
  it("makes one entry, however many race and however they spell it", async () => {
    const spelled = Object.values(spellings);
    for (let round = 0; round < 5; round += 1) {
      const url = newUrl("a,b");
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) => create(url, spelled[at % spelled.length]?.(url))),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(new Set(answers.map(idOf)).size).toBe(1);
    }
  });
  it.each(["a", "a,b", "a+b", "a$b", "a%20b", "%C3%A9", "~a", "a?b=c"])(
    "finds .../%s in every spelling",
    async (tail) => {
      const url = newUrl(tail);
      const first = await create(url, raw(url));
      expect(first.status).toBe(201);
      for (const [name, spelled] of Object.entries(spellings)) {
        const again = await create(url, spelled(url));
        expect([name, again.status, idOf(again)]).toEqual([name, 200, idOf(first)]);
      }
    },
  );
  it.each([
    "identifier=a",
    "identifier=a|",
    "name=a|b",
    "identifier=a|b&identifier=a|b",
    "identifier=a|b,c|d",
    "identifier=a|%zz",
    "",
  ])("%j is 400", async (condition) => {
    const answer = await create(newUrl("x"), condition);
    expect([answer.status, getOutcome(answer)[0]?.rule]).toEqual([400, "header-invalid"]);
  });
});

describe("A conditional create", () => {
  it("matches a cancelled entry, and shows its status", async () => {
    const url = newUrl("cancelled");
    const id = idOf(await create(url)) ?? "";
    await mark("cancelled", id, 1);
    const again = await create(url, `identifier=${SYSTEM}|${url}`);
    expect([again.status, parsed<fhir.Appointment>(again).status]).toEqual([200, "cancelled"]);
  });
  it("does not match an entry entered in error, whether it was booked or cancelled before: the way to resolve a 412", async () => {
    const url = newUrl("several");
    const condition = `identifier=${SYSTEM}|${url}`;
    const [one = "", two = ""] = [idOf(await create(url)), idOf(await create(url))];
    const several = await create(url, condition);
    expect([several.status, getOutcome(several)[0]?.rule]).toEqual([412, "multiple-matches"]);
    await mark("entered-in-error", one, 1);
    expect(idOf(await create(url, condition))).toBe(two);
    await mark("cancelled", two, 1);
    expect((await mark("entered-in-error", two, 2)).status).toBe(200);
    expect((await create(url, condition)).status).toBe(201);
  });
  it("shows nothing of the entry to a token without read permission", async () => {
    const url = newUrl("unread");
    const first = await create(url);
    const token = await registry.token({ groups: [INTERACTION_IDS.create] });
    const condition = `identifier=${SYSTEM}|${url}`;
    for (const prefer of ["return=representation", "return=minimal", undefined]) {
      const again = await create(url, condition, { token, headers: { prefer } });
      expect([again.status, again.text, again.headers.location]).toEqual([200, "", first.headers.location]);
    }
    const own = await create(newUrl("own"), undefined, { token });
    expect([own.status, idOf(own)]).toEqual([201, expect.any(String)]);
  });
});

describe("Search by identifier", () => {
  const found = async (query: string) => {
    const bundle = parsed<fhir.Bundle>(await registry.send(`/Appointment?${query}`));
    return [bundle.total, (bundle.entry ?? []).map(({ resource }) => resource?.id)];
  };
  it("finds entries by the provider's URL, past and final ones included", async () => {
    const url = newUrl("search,1");
    const number = nhsNumber((patients += 1));
    const past = await registry.registered(number, {
      start: "2019-02-01T10:00:00Z",
      end: "2019-02-01T11:00:00Z",
      identifier: [{ system: SYSTEM, value: url }],
    });
    await mark("entered-in-error", past.id, 1);
    const encoded = encodeURIComponent(url);
    for (const query of [
      `identifier=${SYSTEM}|${url}`,
      `identifier=${encodeURIComponent(`${SYSTEM}|${url.replace(",", "\\,")}`)}`,
      `identifier=${encoded}`,
      `identifier=${SYSTEM}|${url}&patient.identifier=https://fhir.nhs.uk/Id/nhs-number|${number}`,
      `identifier=${SYSTEM}|${url}&_count=10`,
    ]) {
      expect([query, await found(query)]).toEqual([query, [1, [past.id]]]);
    }
    expect(await found(`identifier=|${encoded}`)).toEqual([0, []]);
    expect(await found(`identifier=${SYSTEM}|${url}&_count=0`)).toEqual([1, []]);
    const other = `patient=https://demographics.spineservices.nhs.uk/${nhsNumber(9998)}`;
    expect(await found(`identifier=${SYSTEM}|${url}&${other}`)).toEqual([0, []]);
    const posted = await registry.send("/Appointment/_search", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `identifier=${encoded}&_count=0`,
    });
    expect(parsed<fhir.Bundle>(posted)).toEqual({
      resourceType: "Bundle",
      type: "searchset",
      total: 1,
      link: [{ relation: "self", url: `${registry.baseUrl}/Appointment?identifier=${encoded}&_count=0` }],
    });
  });
});
