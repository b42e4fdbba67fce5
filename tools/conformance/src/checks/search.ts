import { DEMOGRAPHICS, NHS_NUMBER, URL_SYSTEM, instant, past, patientByReference } from "../appointment.js";
import type { Answer } from "../answer.js";
import { expect, expectRefusal, expectResource, expectSame } from "../expect.js";
import type { Check } from "../expect.js";
import { JSON_TYPE, XML_TYPE } from "../test-client.js";
import type { Entry, TestClient, TestRequest } from "../test-client.js";
import { madeUpNhsNumber, miscounted, searchedNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";

type SearchId = Extract<keyof typeof INTERACTIONS, `search-${string}`>;

const ACTOR = "Appointment.participant.actor";
/** Pages usually contain fifty entries. */
const MORE_THAN_A_PAGE = 55;
const MINUTE = 60_000;

export const searchFor = (nhsNumber: string, name = "patient.identifier", system = `${NHS_NUMBER}|`): string =>
  `${name}=${encodeURIComponent(system + nhsNumber)}`;

export const form = (
  client: TestClient,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  request: Pick<TestRequest, "token"> = {},
): Promise<Answer> =>
  client.send("/Appointment/_search", {
    ...request,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  });

export const SEARCH_CHECKS: Record<SearchId, Check> = {
  "search-participant-actor-patient-identifier": (client) => expectFound(client, `${ACTOR}:Patient.identifier`),
  "search-participant-actor": (client) => expectFound(client, ACTOR),
  "search-patient-identifier-modifier": (client) => expectFound(client, "patient:identifier"),
  "search-patient-identifier-chain": (client) => expectFound(client, "patient.identifier"),
  "search-actor-demographics-bar": (client) => expectFound(client, ACTOR, `${DEMOGRAPHICS}|`),
  "search-actor-demographics-slash": (client) => expectFound(client, ACTOR, `${DEMOGRAPHICS}/`),
  "search-form": async (client) => {
    const { id, nhsNumber } = await registered(client);
    expectIds(await form(client, searchFor(nhsNumber)), [id]);
  },
  "search-reference-participant": async (client) => {
    const nhsNumber = await unusedNhsNumber(client);
    const { id } = await client.register({ participant: [patientByReference(nhsNumber)] }, nhsNumber);
    expectIds(await client.send(`/Appointment?${searchFor(nhsNumber)}`), [id]);
  },
  "search-bundle": async (client) => {
    const { nhsNumber } = await registered(client);
    const answer = await client.send(`/Appointment?${searchFor(nhsNumber)}`);
    const bundle = toBundle(answer);
    expect(bundle.type === "searchset", answer, "a searchset", bundle.type);
    expect(bundle.total === 1, answer, "total 1", bundle.total);
    expect(
      (bundle.link ?? []).some(({ relation }) => relation === "self"),
      answer,
      "a self link",
      bundle.link,
    );
  },
  "search-nothing": async (client) => {
    const answer = await client.send(`/Appointment?${searchFor(await unusedNhsNumber(client))}`);
    const bundle = toBundle(answer);
    expect(bundle.total === 0 && (bundle.entry ?? []).length === 0, answer, "total 0 and no entry", bundle.total);
  },
  "search-full-url": async (client) => {
    const entry = await client.cancelledEntry({}, await unusedNhsNumber(client));
    const answer = await client.send(`/Appointment?${searchFor(entry.nhsNumber)}`);
    const urls = (toBundle(answer).entry ?? []).map(({ fullUrl }) => fullUrl);
    const wanted = [`${client.base}${entry.path}/_history/${entry.versionId}`];
    expect(String(urls) === String(wanted), answer, `fullUrl ${wanted}`, urls);
    const [current = {}] = getEntries(answer);
    expectSame(current as fhir.Appointment, entry.appointment, `${answer.asked}, entry.resource`);
  },
  "search-mode": async (client) => {
    const { nhsNumber } = await registered(client);
    const answer = await client.send(`/Appointment?${searchFor(nhsNumber)}`);
    const modes = (toBundle(answer).entry ?? []).map(({ search }) => search?.mode);
    expect(String(modes) === "match", answer, "search.mode match", modes);
  },
  "search-one-patient": async (client) => {
    const [mine] = await Promise.all([registered(client), registered(client)]);
    expectIds(await client.send(`/Appointment?${searchFor(mine.nhsNumber)}`), [mine.id]);
  },
  "search-no-paging": async (client) => {
    const nhsNumber = await unusedNhsNumber(client);
    const entries = await Promise.all(Array.from({ length: MORE_THAN_A_PAGE }, () => client.register({}, nhsNumber)));
    const answer = await client.send(`/Appointment?${searchFor(nhsNumber)}`);
    expectIds(
      answer,
      entries.map(({ id }) => id),
    );
    const links = (toBundle(answer).link ?? []).map(({ relation }) => relation);
    expect(!links.includes("next"), answer, "no next link", links);
  },
  "search-past-hidden": async (client) => {
    const { id, nhsNumber } = await registered(client);
    await client.register(past(), nhsNumber);
    await client.register({ start: instant(-20 * MINUTE), end: instant(-5 * MINUTE) }, nhsNumber);
    const underWay = await client.register({ start: instant(-30 * MINUTE), end: instant(30 * MINUTE) }, nhsNumber);
    expectIds(await client.send(`/Appointment?${searchFor(nhsNumber)}`), [id, underWay.id]);
  },
  "search-every-status": async (client) => {
    const { id, nhsNumber } = await registered(client);
    const cancelled = await client.cancelledEntry({}, nhsNumber);
    const answer = await client.send(`/Appointment?${searchFor(nhsNumber)}`);
    expectIds(answer, [id, cancelled.id]);
    const shown = getEntries(answer).find((resource) => resource?.id === cancelled.id);
    expect(shown?.status === "cancelled", answer, `${cancelled.id} with status cancelled`, shown?.status);
  },
  "search-unknown-parameter": async (client) => {
    const { id, nhsNumber } = await registered(client);
    const search = searchFor(nhsNumber);
    expectRefusal(await client.send(`/Appointment?${search}&colour=green`), 400);
    expectRefusal(await form(client, `${search}&colour=green`), 400);
    expectIds(await client.send(`/Appointment?${search}`), [id]);
  },
  "search-malformed-parameter": async (client) => {
    const malformed = [
      searchFor(miscounted(madeUpNhsNumber())),
      searchFor("123"),
      searchFor(madeUpNhsNumber(), "patient.identifier", "https://example.org/other|"),
      "patient.identifier=",
      "",
    ];
    for (const search of malformed) expectRefusal(await client.send(`/Appointment?${search}`), 400);
    toBundle(await client.send(`/Appointment?${searchFor(madeUpNhsNumber())}`));
  },
  "search-identifier": async (client) => {
    const { id, nhsNumber, appointment } = await registered(client);
    const value = appointment.identifier?.[0]?.value ?? "";
    for (const token of [`${URL_SYSTEM}|${value}`, value]) {
      const search = `identifier=${encodeURIComponent(token)}`;
      expectIds(await client.send(`/Appointment?${search}`), [id]);
      expectIds(await client.send(`/Appointment?${search}&${searchFor(nhsNumber)}`), [id]);
      expectIds(await client.send(`/Appointment?${search}&${searchFor(await unusedNhsNumber(client))}`), []);
    }
    expectIds(await client.send(`/Appointment?identifier=${encodeURIComponent(`|${value}`)}`), []);
  },
  "search-identifier-final": async (client) => {
    const { id, appointment } = await client.cancelledEntry(past());
    const token = `${URL_SYSTEM}|${appointment.identifier?.[0]?.value ?? ""}`;
    expectIds(await client.send(`/Appointment?identifier=${encodeURIComponent(token)}`), [id]);
  },
  "search-count": async (client) => {
    const { id, nhsNumber } = await registered(client);
    const search = searchFor(nhsNumber);
    expectIds(await client.send(`/Appointment?${search}&_count=1000`), [id]);
    const answer = await client.send(`/Appointment?${search}&_count=0`);
    const { total, entry = [] } = toBundle(answer);
    expect(total === 1 && entry.length === 0, answer, "total 1 and no entry", { total, entries: entry.length });
    for (const count of ["-1", "1.5", "ten", ""]) {
      expectRefusal(await client.send(`/Appointment?${search}&_count=${count}`), 400);
    }
  },
  "search-format": async (client) => {
    const { id, nhsNumber } = await registered(client);
    const search = searchFor(nhsNumber);
    for (const [query, accept, wanted] of [
      ["", XML_TYPE, "xml"],
      ["", JSON_TYPE, "json"],
      ["&_format=xml", JSON_TYPE, "xml"],
      ["&_format=json", XML_TYPE, "json"],
    ] as const) {
      const answer = await client.send(`/Appointment?${search}${query}`, { headers: { accept } });
      expect(answer.format === wanted, answer, wanted, answer.header("content-type"));
      expectIds(answer, [id]);
    }
  },
};

export const FHIR_SEARCH_CHECKS: Record<"search-self-link" | "search-posted-form", Check> = {
  "search-self-link": async (client) => {
    const { id, nhsNumber } = await registered(client);
    const answer = await client.send(`/Appointment?${searchFor(nhsNumber)}`);
    const self = toBundle(answer).link?.find(({ relation }) => relation === "self")?.url ?? "";
    expect(self.startsWith(`${client.base}/Appointment`), answer, `a self link below ${client.base}`, self);
    expectIds(await client.send(self), [id]);
  },
  "search-posted-form": async (client) => {
    const { nhsNumber } = await registered(client);
    const [got, posted] = [
      await client.send(`/Appointment?${searchFor(nhsNumber)}`),
      await form(client, searchFor(nhsNumber)),
    ];
    expectIds(
      posted,
      getEntries(got).map((resource) => resource?.id ?? ""),
    );
  },
};

/** Returns the NHS number of a patient without entries, as far as the registry can search. Every run leaves its entries behind. */
export async function unusedNhsNumber(client: TestClient): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const nhsNumber = searchedNhsNumber();
    const { status, text } = await client.send(`/Appointment?${searchFor(nhsNumber)}`);
    if (attempt === 20 || status !== 200 || !/"entry"\s*:|<entry\b/.test(text)) return nhsNumber;
  }
}

/** Registers an entry for a new patient, to search for. */
export const registered = async (client: TestClient): Promise<Entry> =>
  client.register({}, await unusedNhsNumber(client));

export const toBundle = (answer: Answer): fhir.Bundle => expectResource<fhir.Bundle>(answer, "Bundle");

async function expectFound(client: TestClient, name: string, system?: string): Promise<void> {
  const { id, nhsNumber } = await registered(client);
  expectIds(await client.send(`/Appointment?${searchFor(nhsNumber, name, system)}`), [id]);
}

/** Expects that a search finds no appointment of this patient. Other requirements cover whether the answer is correct. @throws Unmet */
export async function expectNotKept(client: TestClient, nhsNumber: string): Promise<void> {
  const answer = await client.send(`/Appointment?${searchFor(nhsNumber)}`);
  const { resourceType, entry = [] } = answer.loosely<Partial<fhir.Bundle>>() ?? {};
  if (answer.succeeded && resourceType === "Bundle")
    expect(entry.length === 0, answer, "nothing kept of what was refused", `${entry.length} entries`);
}

const getEntries = (answer: Answer) =>
  (toBundle(answer).entry ?? []).map(({ resource }) => resource as fhir.Appointment | undefined);

/** Expects that exactly these entries are found, and that `total`, if present, counts them. @throws Unmet */
export function expectIds(answer: Answer, wanted: readonly string[]): void {
  const ids = getEntries(answer).map((resource) => resource?.id ?? "");
  const { total = wanted.length } = toBundle(answer);
  expect(
    String(ids.toSorted()) === String(wanted.toSorted()),
    answer,
    `the ${wanted.length} entries registered`,
    `${ids.length}: ${ids.slice(0, 5)}`,
  );
  expect(total === wanted.length, answer, `total ${wanted.length}`, `total ${total}`);
}
