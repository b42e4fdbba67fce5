import { nhsNumber, seededRandom } from "@appointment-registry/test-kit";
import { sendBy } from "../../harness/calls.js";
import type { Answer } from "../../harness/calls.js";
import { RegistryUnderTest } from "../../harness/registry.js";
import { mutated } from "./mutations.js";

export interface CancelsOptions {
  readonly cancels: number;
  readonly seed: number;
}

export interface CancelsResult {
  /** Cancels by the format of their body and the status of the answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** What a 200 changed beside status and the server's meta, an answer that is not what is kept, a refusal that changed something. */
  readonly faults: readonly string[];
}

type Format = "json" | "xml";
const FORMATS: readonly Format[] = ["json", "xml"];
const TYPES = { json: "application/fhir+json", xml: "application/fhir+xml" } as const;
const AT_ONCE = 16;
const EXPECTED: ReadonlySet<number> = new Set([200, 400, 409, 422]);

/** Sends cancels whose bodies differ from what is registered in every way, and compares what is kept with what was registered. */
export async function mutatedCancels({ cancels, seed }: CancelsOptions): Promise<CancelsResult> {
  // Of a loaded machine, no answer may be late.
  const registry = await RegistryUnderTest.start({ REGISTRY_LOG_LEVEL: "warn" });
  const answers: Record<string, number> = {};
  const faults: string[] = [];
  const random = seededRandom(seed);
  const authorization = `Bearer ${await registry.token()}`;
  const send = (
    path: string,
    format: Format,
    more: { method?: string; body?: string; version?: string } = {},
  ): Promise<Answer> =>
    sendBy(registry.agent, registry.baseUrl + path, {
      method: more.method ?? "GET",
      headers: {
        authorization,
        accept: TYPES[format],
        ...(more.body === undefined ? {} : { "content-type": TYPES[format] }),
        ...(more.version === undefined ? {} : { "if-match": more.version }),
      },
      ...(more.body === undefined ? {} : { body: more.body }),
    });
  const both = async (path: string): Promise<Record<Format, string>> => {
    const [json, xml] = await Promise.all(FORMATS.map((format) => send(path, format)));
    return { json: json?.text ?? "", xml: xml?.text ?? "" };
  };

  let begun = 0;
  let entries = 0;
  const caller = async () => {
    let entry: { readonly path: string; readonly registered: Record<Format, string> } | undefined;
    while (begun < cancels) {
      begun += 1;
      if (entry === undefined) {
        const answer = await send("/Appointment", "json", {
          method: "POST",
          body: JSON.stringify(wholeEntry(entries++)),
        });
        if (answer.status !== 201) throw new Error(`No entry: ${answer.status} ${answer.text}`);
        const path = `/Appointment/${(JSON.parse(answer.text) as { id: string }).id}`;
        entry = { path, registered: await both(path) };
      }
      const { path, registered } = entry;
      const format = random() < 0.5 ? "json" : "xml";
      const status = random() < 0.8 ? "cancelled" : "entered-in-error";
      const body = mutated(withStatus(registered[format], status), format, random);
      const answer = await send(path, format, { method: "PUT", body, version: 'W/"1"' });
      const key = `${format} ${answer.status}`;
      answers[key] = (answers[key] ?? 0) + 1;
      const fault = (what: string) =>
        faults.push(`${what}: ${format} ${answer.status}\n${registered[format]}\n${body}\n${answer.text}`);
      if (!EXPECTED.has(answer.status)) fault("not an answer to a cancel");
      const kept = answer.status === 200 || random() < 0.01 ? await both(path) : undefined;
      if (kept === undefined) continue;
      if (answer.status === 200) {
        entry = undefined;
        if (kept[format] !== answer.text) fault("answered otherwise than kept");
        const same = FORMATS.every(
          (each) => neutral(kept[each]) === neutral(withStatus(registered[each], statusOf(kept.json))),
        );
        if (!same) fault("more than the status changed");
        if (!["cancelled", "entered-in-error"].includes(statusOf(kept.json))) fault("another status");
      } else if (FORMATS.some((each) => kept[each] !== registered[each])) fault("refused and changed");
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
  } finally {
    await registry.stop();
  }
  return { answers, faults };
}

/** Prints what was answered. @returns whether nothing is wrong */
export async function mutatedCancelsReport(options: CancelsOptions): Promise<boolean> {
  const { answers, faults } = await mutatedCancels(options);
  console.log(`Mutated cancels (seed ${options.seed})`);
  for (const [key, count] of Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`  ${key}  ${count}`);
  console.log(`  faults  ${faults.length}`);
  for (const fault of faults.slice(0, 10)) console.log(`\n${fault}`);
  return faults.length === 0;
}

const withStatus = (text: string, status: string): string =>
  text
    .replace('"status":"booked"', `"status":"${status}"`)
    .replace('<status value="booked"/>', `<status value="${status}"/>`);
const statusOf = (json: string): string => String((JSON.parse(json) as { status?: unknown }).status);
/** Without what the registry counts itself. */
const neutral = (text: string): string =>
  text.replace(/versionId(":| value=)"\d+"/, "versionId").replace(/lastUpdated(":| value=)"[^"]*"/, "lastUpdated");

/** An entry that has every element that one may have. */
function wholeEntry(n: number): object {
  const codeable = (code: string, text: string) => ({
    coding: [
      { system: "https://provider.example/codes", version: "1", code, display: `${text} \u00e9`, userSelected: true },
    ],
    text,
  });
  const extension = [
    { url: "https://provider.example/a", valueString: "one  two" },
    { url: "https://provider.example/b", valueDecimal: 1.5 },
    { url: "https://provider.example/c", extension: [{ url: "d", valueBoolean: true }] },
  ];
  return {
    resourceType: "Appointment",
    meta: {
      profile: [
        "https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1",
        "https://provider.example/P",
      ],
      security: [
        { system: "https://provider.example/s", code: "a" },
        { system: "https://provider.example/s", code: "b" },
      ],
      tag: [
        { system: "https://provider.example/t", code: "a" },
        { system: "https://provider.example/t", code: "b" },
      ],
    },
    implicitRules: "https://provider.example/rules",
    language: "en-GB",
    text: {
      status: "generated",
      div: '<div xmlns="http://www.w3.org/1999/xhtml"><p><b>not</b> <i>able</i> to attend</p><pre>a\n b</pre></div>',
    },
    extension,
    identifier: [
      {
        use: "official",
        system: "urn:ietf:rfc:3986",
        value: `https://provider.example/cancels/${n}?a=1,2`,
        assigner: { display: "P" },
      },
      { system: "https://provider.example/other", value: `n ${n}`, period: { start: "2026-01-01" } },
    ],
    status: "booked",
    serviceCategory: codeable("c", "category"),
    serviceType: [codeable("t", "type"), codeable("u", "another type")],
    specialty: [codeable("s", "specialty")],
    appointmentType: codeable("ROUTINE", "routine"),
    reason: [codeable("r", "reason")],
    priority: 5,
    start: "2029-02-01T10:51:23.620+00:00",
    _start: { extension: [{ url: "https://provider.example/e", valueInstant: "2029-02-01T10:51:23Z" }] },
    end: "2029-02-01T11:01:23.62Z",
    minutesDuration: 10,
    created: "2019-01-17T14:00:00.000Z",
    comment: "a comment <with> & characters",
    participant: [
      {
        type: [codeable("ATND", "attender")],
        actor: {
          identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumber(n) },
          display: "Patient",
        },
        required: "required",
        status: "accepted",
      },
    ],
    requestedPeriod: [{ start: "2029-02-01T10:00:00Z", end: "2029-02-01T12:00:00+01:00" }],
  };
}
