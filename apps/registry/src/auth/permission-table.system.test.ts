import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import type { TestAnswer, TestRequest } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry, XML_TYPE } from "../testing/registry.js";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

const SYSTEM = "urn:ietf:rfc:3986";
const PERMISSIONS = {
  nothing: [],
  create: [INTERACTION_IDS.create],
  update: [INTERACTION_IDS.update],
  search: [INTERACTION_IDS.search],
  "create and update": [INTERACTION_IDS.create, INTERACTION_IDS.update],
  "all but read": [INTERACTION_IDS.create, INTERACTION_IDS.update, INTERACTION_IDS.search],
  read: [INTERACTION_IDS.read],
} as const;
type Permission = keyof typeof PERMISSIONS;

/** Texts that occur only in the entries of this test: none may reach a caller without read permission. */
const SECRETS = [
  "zeta-comment",
  "zeta-hidden",
  "zeta-narrative",
  "zeta-display",
  "zeta-reason",
  "zeta-extension",
  "zeta-tag",
  "2031-03-04",
  "2031-03-05",
] as const;
let entries = 0;

interface Kept {
  readonly id: string;
  readonly url: string;
  readonly patient: string;
  readonly resource: fhir.Appointment;
  readonly secrets: readonly string[];
}

/** Stores an entry with a secret in each kind of element. Returns it with the texts that occur nowhere else. */
async function kept(url = `https://secret.example/${(entries += 1)}`): Promise<Kept> {
  const patient = nhsNumber(9000 + (entries += 1));
  const entry = await registry.registered(patient, {
    meta: {
      profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"],
      tag: [{ system: "https://secret.example/tags", code: "zeta-tag" }],
    },
    text: {
      status: "additional",
      div: '<div xmlns="http://www.w3.org/1999/xhtml"><!--zeta-hidden--><p>zeta-narrative</p></div>',
    },
    extension: [{ url: "https://secret.example/x", valueString: "zeta-extension" }],
    identifier: [{ system: SYSTEM, value: url }],
    start: "2031-03-04T10:00:00Z",
    end: "2031-03-05T11:00:00Z",
    comment: "zeta-comment",
    reason: [{ text: "zeta-reason" }],
    participant: [
      {
        actor: {
          identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: patient },
          display: "zeta-display",
        },
        status: "accepted",
      },
    ],
  });
  return { id: entry.id, url, patient, resource: entry.resource, secrets: [...SECRETS, patient] };
}

/** An entry of the caller's own making, with another patient and time. */
const other = (more: object = {}) => bookedEntry(nhsNumber(9999), more);
/** The stored entry without the parts that its readers do not see. */
const seen = ({ resource }: Kept) => ({
  ...resource,
  text: { ...resource.text, div: resource.text?.div.replace(/<!--.*?-->/, "") },
});

interface Interaction {
  readonly name: string;
  /** Permissions that allow the entry to be seen in this response. */
  readonly readers: readonly Permission[];
  /** Elements contained in the request itself: the response may repeat them. */
  readonly sends?: "all" | "url" | "patient";
  ask(entry: Kept): TestRequest & { readonly path: string };
}

const put = (entry: Kept, body: object, more: { headers?: Record<string, string>; tail?: string } = {}) => ({
  path: `/Appointment/${entry.id}${more.tail ?? ""}`,
  method: "PUT",
  headers: { "content-type": JSON_TYPE, "if-match": 'W/"1"', ...more.headers },
  body: JSON.stringify(body),
});
const post = (body: object, path = "/Appointment", headers: Record<string, string> = {}) => ({
  path,
  method: "POST",
  headers: { "content-type": JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});
const form = (body: string) => ({
  path: "/Appointment/_search",
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body,
});
const condition = ({ url }: Kept) => ({ "if-none-exist": `identifier=${SYSTEM}|${url}` });
const patientOf = ({ patient }: Kept) => `patient.identifier=https://fhir.nhs.uk/Id/nhs-number|${patient}`;
const SEARCHERS = ["search", "all but read"] as const;
const made = ({ id }: Kept, more: object = {}) => ({ ...other(more), id, status: "cancelled" });

const INTERACTIONS: readonly Interaction[] = [
  { name: "read", readers: ["read"], ask: ({ id }) => ({ path: `/Appointment/${id}` }) },
  { name: "vread", readers: ["read"], ask: ({ id }) => ({ path: `/Appointment/${id}/_history/1` }) },
  { name: "history", readers: ["read"], ask: ({ id }) => ({ path: `/Appointment/${id}/_history` }) },
  {
    name: "search by patient",
    readers: SEARCHERS,
    sends: "patient",
    ask: (entry) => ({ path: `/Appointment?${patientOf(entry)}` }),
  },
  {
    name: "search by identifier",
    readers: SEARCHERS,
    sends: "url",
    ask: ({ url }) => ({ path: `/Appointment?identifier=${url}` }),
  },
  { name: "search by form", readers: SEARCHERS, sends: "url", ask: ({ url }) => form(`identifier=${url}`) },
  {
    name: "create that matches",
    readers: ["read"],
    sends: "url",
    ask: (entry) => post(other(), undefined, condition(entry)),
  },
  { name: "create that is refused", readers: [], ask: () => post(other({ created: undefined })) },
  { name: "$validate of a registration", readers: [], ask: () => post(other(), "/Appointment/$validate") },
  { name: "update with another entry (422)", readers: [], ask: (entry) => put(entry, made(entry)) },
  {
    name: "update of no condition (412)",
    readers: [],
    ask: (entry) => put(entry, made(entry), { headers: { "if-match": "*" } }),
  },
  {
    name: "update of another version (409)",
    readers: [],
    ask: (entry) => put(entry, made(entry), { headers: { "if-match": "7" } }),
  },
  {
    name: "update of a version that is none (409)",
    readers: [],
    ask: (entry) => put(entry, made(entry), { tail: "/_history/7" }),
  },
  { name: "update with another id (400)", readers: [], ask: (entry) => put(entry, { ...made(entry), id: "other" }) },
  {
    name: "update with a bad profile (422)",
    readers: [],
    ask: (entry) => put(entry, { ...made(entry), start: "tomorrow" }),
  },
  {
    name: "$validate of a cancel",
    readers: [],
    ask: (entry) => post(made(entry), `/Appointment/${entry.id}/$validate`, { "if-match": "1" }),
  },
  {
    name: "cancel with everything that can be seen",
    readers: [],
    sends: "all",
    ask: (entry) => put(entry, { ...seen(entry), status: "cancelled" }),
  },
];
const HEADERS: Readonly<Record<string, Record<string, string>>> = {
  none: {},
  "in XML": { accept: XML_TYPE },
  "return=representation": { prefer: "return=representation" },
  "return=OperationOutcome": { prefer: "return=OperationOutcome" },
  "If-None-Match": { "if-none-match": 'W/"9"' },
};

/** Returns the secrets found in a response, including its header fields. */
function shown(answer: TestAnswer, { secrets, patient, url }: Kept, sends: Interaction["sends"]): string[] {
  const whole = JSON.stringify(answer.headers) + answer.text;
  const sent = new Set<string>(sends === "all" ? [...secrets, patient].filter((each) => each !== "zeta-hidden") : []);
  if (sends === "patient") sent.add(patient);
  const all = sends === "url" || sends === "all" ? secrets : [...secrets, url];
  return all.filter((secret) => !sent.has(secret) && whole.includes(secret));
}

describe.each(Object.keys(PERMISSIONS) as Permission[])("A token that grants %s", (permission) => {
  it.each(INTERACTIONS)("sees by $name what it may read, and nothing else", async ({ ask, readers, sends }) => {
    const token = await registry.token({ groups: PERMISSIONS[permission] });
    for (const [name, headers] of Object.entries(HEADERS)) {
      const entry = await kept();
      const { path, ...asked } = ask(entry);
      const answer = await registry.send(path, { ...asked, headers: { ...asked.headers, ...headers }, token });
      const leaked = shown(answer, entry, sends);
      if (!readers.includes(permission)) expect([name, answer.status, leaked]).toEqual([name, answer.status, []]);
      else if (name === "none") expect([name, leaked.length > 0]).toEqual([name, answer.status === 200]);
    }
  });
});

describe("The status of an entry", () => {
  const refusals = async (permissions: readonly string[], version: string): Promise<string> => {
    const entry = await kept();
    const { resource } = entry;
    const done = await registry.send(
      `/Appointment/${entry.id}`,
      put(entry, { ...resource, status: "entered-in-error" }),
    );
    expect(done.status).toBe(200);
    const token = await registry.token({ groups: permissions });
    const { path, ...asked } = put(entry, made(entry), { headers: { "if-match": version } });
    return (await registry.send(path, { ...asked, token })).text;
  };
  it.each(["1", "2"])("is shown by a refusal to who may read it, If-Match: %s", async (version) => {
    const { read, update } = INTERACTION_IDS;
    expect(await refusals([update], version)).not.toContain("entered-in-error");
    expect(await refusals([read, update], version)).toContain("entered-in-error");
  });
});
