import { seededRandom } from "@appointment-registry/test-kit";
import { sendBy } from "../../harness/calls.js";
import type { Answer } from "../../harness/calls.js";
import { RegistryUnderTest } from "../../harness/registry.js";
import { someEntry } from "./entry.js";
import { mutated } from "./mutations.js";

export interface CancelsOptions {
  readonly cancels: number;
  readonly seed: number;
  /** Called after every 2,000 cancels with the results so far. */
  readonly onProgress?: ((result: CancelsResult) => void) | undefined;
}

export interface CancelsResult {
  /** Number of cancels sent. */
  readonly sent: number;
  /** Number of cancels by the format of their body and the status of the answer. */
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: number;
  /**
   * The first faults: a 200 that changed more than the status and the server's meta, an answer that differs from the stored version, or a
   * refusal that changed something.
   */
  readonly shown: readonly string[];
}

type Format = "json" | "xml";
const FORMATS: readonly Format[] = ["json", "xml"];
const TYPES = { json: "application/fhir+json", xml: "application/fhir+xml" } as const;
const AT_ONCE = 32;
const SHOWN = 10;
const EXPECTED: ReadonlySet<number> = new Set([200, 400, 409, 422]);
/** Each round starts its own registry, so that no token expires and the disk holds the data of one round only. */
const ROUND = 20_000;

/** Sends cancels whose bodies differ from the registered entry in every way, and compares the stored entry with the registered one. */
export async function mutatedCancels({ cancels, seed, onProgress }: CancelsOptions): Promise<CancelsResult> {
  const result = { sent: 0, answers: {} as Record<string, number>, faults: 0, shown: [] as string[] };
  for (let round = 0; result.sent < cancels; round += 1) {
    const left = cancels - result.sent;
    await oneRound(Math.min(ROUND, left), seed + round, result, onProgress);
  }
  return result;
}

interface Entry {
  readonly path: string;
  readonly registered: Record<Format, string>;
}

async function oneRound(
  cancels: number,
  seed: number,
  result: { sent: number; answers: Record<string, number>; faults: number; shown: string[] },
  onProgress: CancelsOptions["onProgress"],
): Promise<void> {
  const registry = await RegistryUnderTest.start({ REGISTRY_LOG_LEVEL: "warn" });
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
  let entries = 0;
  const registerAnother = async (): Promise<Entry> => {
    const body = JSON.stringify(someEntry(entries++, random));
    const answer = await send("/Appointment", "json", { method: "POST", body });
    if (answer.status !== 201) throw new Error(`No entry: ${answer.status} ${answer.text}\n${body}`);
    const path = `/Appointment/${(JSON.parse(answer.text) as { id: string }).id}`;
    return { path, registered: { json: answer.text, xml: (await send(path, "xml")).text } };
  };

  let begun = 0;
  const caller = async () => {
    let entry: Entry | undefined;
    while (begun < cancels) {
      begun += 1;
      entry ??= await registerAnother();
      const { path, registered } = entry;
      const format = random() < 0.5 ? "json" : "xml";
      const status = random() < 0.8 ? "cancelled" : "entered-in-error";
      const body = mutated(withStatus(registered[format], status), format, random);
      const answer = await send(path, format, { method: "PUT", body, version: 'W/"1"' });
      const key = `${format} ${answer.status}`;
      result.answers[key] = (result.answers[key] ?? 0) + 1;
      result.sent += 1;
      if (result.sent % 2_000 === 0) onProgress?.(result);
      const fault = (what: string) => {
        result.faults += 1;
        if (result.shown.length < SHOWN)
          result.shown.push(`${what}: ${format} ${answer.status}\n${registered[format]}\n${body}\n${answer.text}`);
      };
      if (!EXPECTED.has(answer.status)) fault("not an answer to a cancel");
      if (answer.status === 200) {
        // A refused entry is used again, but a cancelled one is not.
        entry = undefined;
        const other = format === "json" ? "xml" : "json";
        const kept = { [format]: answer.text, [other]: (await send(path, other)).text } as Record<Format, string>;
        if (random() < 0.1 && (await send(path, format)).text !== answer.text) fault("answered otherwise than kept");
        const same = FORMATS.every(
          (each) => neutral(kept[each]) === neutral(withStatus(registered[each], statusOf(kept.json))),
        );
        if (!same) fault("more than the status changed");
        if (!["cancelled", "entered-in-error"].includes(statusOf(kept.json))) fault("another status");
      } else if (random() < 0.01) {
        const kept = await both(path);
        if (FORMATS.some((each) => kept[each] !== registered[each])) fault("refused and changed");
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
  } finally {
    await registry.stop();
  }
}

/** Prints the progress and then the answers. @returns true if no fault was found */
export async function mutatedCancelsReport(options: CancelsOptions): Promise<boolean> {
  const began = Date.now();
  const { answers, faults, shown } = await mutatedCancels({
    ...options,
    onProgress: (result) =>
      console.log(
        `${result.sent} of ${options.cancels} cancels, ${result.faults} faults, ${Math.round((Date.now() - began) / 1000)} s`,
      ),
  });
  console.log(`Mutated cancels (seed ${options.seed})`);
  for (const [key, count] of Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`  ${key}  ${count}`);
  console.log(`  faults  ${faults}`);
  for (const fault of shown) console.log(`\n${fault}`);
  return faults === 0;
}

const withStatus = (text: string, status: string): string =>
  text
    .replace('"status":"booked"', `"status":"${status}"`)
    .replace('<status value="booked"/>', `<status value="${status}"/>`);
const statusOf = (json: string): string => String((JSON.parse(json) as { status?: unknown }).status);
/** Removes the values that the registry assigns itself. */
const neutral = (text: string): string =>
  text.replace(/versionId(":| value=)"\d+"/, "versionId").replace(/lastUpdated(":| value=)"[^"]*"/, "lastUpdated");
