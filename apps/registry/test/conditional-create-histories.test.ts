import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { bookedEntry, nhsNumber, seededRandom } from "@appointment-registry/test-kit";
import { JSON_TYPE, TestRegistry } from "./registry.js";

/** `HISTORIES=500` for more of them. */
const ROUNDS = Number(process.env["HISTORIES"] ?? 40);
const CALLERS = 4;
const CALLS_EACH = 3;
const SYSTEM = "urn:ietf:rfc:3986";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

/** One call: when it began and ended, and what came of it. Entries that count are "live": not in error. */
interface Call {
  readonly kind: "conditional" | "plain" | "mark";
  readonly began: number;
  readonly ended: number;
  readonly status: number;
  readonly id: string | undefined;
}

const SPELLINGS: readonly ((url: string) => string)[] = [
  (url) => `identifier=${SYSTEM}|${url}`,
  (url) => `identifier=${encodeURIComponent(`${SYSTEM}|${url}`)}`,
  (url) => `identifier=${SYSTEM}|${url.replace(",", "\\,")}`,
  (url) => `Appointment?identifier=${SYSTEM}%7C${encodeURIComponent(url.replace(",", "\\,"))}`,
  (url) => `identifier=${SYSTEM}|${url.replace("https://provider", "HTTPS://Provider")}`,
];

function create(url: string, condition?: string) {
  const body = JSON.stringify(bookedEntry(nhsNumber(9500), { identifier: [{ system: SYSTEM, value: url }] }));
  const headers = { "content-type": JSON_TYPE, "if-none-exist": condition };
  return registry.send("/Appointment", { method: "POST", headers, body });
}

async function mark(id: string) {
  const path = `/Appointment/${id}`;
  const resource = JSON.parse((await registry.send(path)).text) as object;
  const headers = { "content-type": JSON_TYPE, "if-match": "1" };
  return registry.send(path, {
    method: "PUT",
    headers,
    body: JSON.stringify({ ...resource, status: "entered-in-error" }),
  });
}

/** Callers at once, each with calls of its own; `known` are the entries that somebody was answered. */
async function history(url: string, random: () => number): Promise<Call[]> {
  const calls: Call[] = [];
  const known: string[] = [];
  let clock = 0;
  const caller = async () => {
    for (let left = CALLS_EACH; left > 0; left -= 1) {
      const chance = random();
      const target = chance > 0.7 ? known.shift() : undefined;
      const kind = target !== undefined ? "mark" : chance > 0.55 ? "plain" : "conditional";
      const spelled = SPELLINGS[Math.floor(random() * SPELLINGS.length)]?.(url);
      const began = (clock += 1);
      const answer = await (target !== undefined ? mark(target) : create(url, kind === "plain" ? undefined : spelled));
      const id = answer.status < 300 ? (JSON.parse(answer.text) as { id: string }).id : target;
      calls.push({ kind, began, ended: (clock += 1), status: answer.status, id });
      if (answer.status === 201 && id !== undefined) known.push(id);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return calls;
}

/** What the call makes of the live entries; undefined where its answer was wrong for them. */
function after(live: readonly string[], { kind, status, id = "" }: Call): readonly string[] | undefined {
  if (kind === "mark") return status === 200 && live.includes(id) ? live.filter((each) => each !== id) : undefined;
  if (status === 201) return kind === "plain" || live.length === 0 ? [...live, id].sort() : undefined;
  if (kind === "plain") return undefined;
  if (status === 200) return live.length === 1 && live[0] === id ? live : undefined;
  return status === 412 && live.length > 1 ? live : undefined;
}

/** Is there an order of the calls that explains every answer, in which none stands before one that had ended before it began? */
function isExplained(calls: readonly Call[], live: readonly string[] = [], failed = new Set<string>()): boolean {
  if (calls.length === 0) return true;
  const key = `${calls.map(({ began }) => began).join()} ${live.join()}`;
  if (failed.has(key)) return false;
  const firstEnd = Math.min(...calls.map(({ ended }) => ended));
  for (const call of calls) {
    if (call.began > firstEnd) continue;
    const next = after(live, call);
    const others = calls.filter((each) => each !== call);
    if (next !== undefined && isExplained(others, next, failed)) return true;
  }
  failed.add(key);
  return false;
}

describe("Conditional creates of one identifier", () => {
  it("make one entry, however many race and however they spell it", async () => {
    for (let round = 0; round < 5; round += 1) {
      const url = `https://provider.test/races/${round}/a,b`;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) => create(url, SPELLINGS[at % SPELLINGS.length]?.(url))),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(new Set(answers.map(({ text }) => (JSON.parse(text) as { id: string }).id)).size).toBe(1);
    }
  });

  it("mixed with plain ones and with markings in error, answer what some order explains", async () => {
    const random = seededRandom(1);
    const kinds = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const calls = await history(`https://provider.test/histories/${round}/a,b`, random);
      for (const { kind, status } of calls) kinds.add(`${kind} ${status}`);
      expect([calls, isExplained(calls)]).toEqual([calls, true]);
    }
    expect([...kinds].sort()).toEqual(
      ["conditional 200", "conditional 201", "conditional 412", "mark 200", "plain 201"].sort(),
    );
  }, 300_000);

  it("are not explained by any order where two of them made an entry", () => {
    const call = (more: Partial<Call>): Call => ({
      kind: "conditional",
      began: 1,
      ended: 4,
      status: 201,
      id: "a",
      ...more,
    });
    const both = [call({}), call({ began: 2, ended: 3, id: "b" })];
    expect(isExplained(both)).toBe(false);
    expect(isExplained([call({}), call({ began: 2, ended: 3, status: 200 })])).toBe(true);
    expect(isExplained([call({ ended: 2 }), call({ began: 3, ended: 4, kind: "mark", status: 200 })])).toBe(true);
  });
});
