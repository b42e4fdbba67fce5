import { entityTag } from "@appointment-registry/registry-contract";
import { bookedEntry } from "@appointment-registry/test-kit";
import { JSON_ } from "../../harness/entry.js";
import type { Answer, RequestOptions } from "../../harness/registry.js";
import type { Call, Request, ShownVersion } from "./model.js";

/** Sends one request to any one of the registries. */
export type Send = (path: string, options: RequestOptions) => Promise<Answer>;

export interface HistoryOptions {
  readonly send: Send;
  /** Business identifier and patient that only this history uses. */
  readonly url: string;
  readonly nhsNumber: string;
  readonly callers: number;
  readonly callsEach: number;
  readonly random: () => number;
}

const SYSTEM = "urn:ietf:rfc:3986";

/** Different notations of one condition. */
const SPELLINGS: readonly ((url: string) => string)[] = [
  (url) => `identifier=${SYSTEM}|${url.replace(",", "\\,")}`,
  (url) => `identifier=${SYSTEM}|${url}`,
  (url) => `identifier=${encodeURIComponent(`${SYSTEM}|${url}`)}`,
  (url) => `Appointment?identifier=${SYSTEM}%7C${encodeURIComponent(url.replace(",", "\\,"))}`,
  (url) => `identifier=${SYSTEM}|${url.replace("https://provider", "HTTPS://Provider")}`,
];

interface Resource {
  readonly id: string;
  readonly status: string;
  readonly meta: { readonly versionId: string };
}

/**
 * Lets concurrent callers create, cancel, mark as entered in error, read and search entries of one identifier. Reads everything at the end.
 */
export async function recordHistory({
  send,
  url,
  nhsNumber,
  callers,
  callsEach,
  random,
}: HistoryOptions): Promise<Call[]> {
  const calls: Call[] = [];
  /** Versions as callers received them. Changes to the older ones must fail. */
  const known: Resource[] = [];
  let clock = 0;

  const call = async (request: Request, path: string, options: RequestOptions): Promise<void> => {
    const began = (clock += 1);
    const answer = await send(path, { ...options, headers: { ...JSON_, ...options.headers } });
    const resources = answer.status < 300 ? resourcesOf(answer.text) : [];
    calls.push({ request, began, ended: (clock += 1), status: answer.status, shown: resources.map(toShown) });
    if (request.kind === "create" || request.kind === "change") known.push(...resources);
  };

  const create = (isConditional: boolean) => {
    const spelled = SPELLINGS[Math.floor(random() * SPELLINGS.length)]?.(url);
    const body = JSON.stringify(bookedEntry(nhsNumber, { identifier: [{ system: SYSTEM, value: url }] }));
    const headers = { "if-none-exist": isConditional ? spelled : undefined };
    return call({ kind: "create", isConditional }, "/Appointment", { method: "POST", headers, body });
  };
  const change = (resource: Resource, status: string) => {
    const { id, meta } = resource;
    const headers = { "if-match": entityTag(meta.versionId) };
    const body = JSON.stringify({ ...resource, status });
    const request = { kind: "change", id, version: Number(meta.versionId), status } as const;
    return call(request, `/Appointment/${id}`, { method: "PUT", headers, body });
  };
  const read = ({ id }: Resource) => call({ kind: "read", id }, `/Appointment/${id}`, {});
  const history = ({ id }: Resource) => call({ kind: "history", id }, `/Appointment/${id}/_history`, {});
  const search = (by: string) => call({ kind: "search" }, `/Appointment?${by}`, {});
  const byIdentifier = `identifier=${encodeURIComponent(`${SYSTEM}|${url.replace(",", "\\,")}`)}`;
  const byPatient = `patient.identifier=${encodeURIComponent(`https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`)}`;

  const caller = async () => {
    for (let left = callsEach; left > 0; left -= 1) {
      const chance = random();
      // The latest version is chosen most often, so that changes race instead of only being refused.
      const target = known[random() < 0.7 ? known.length - 1 : Math.floor(random() * known.length)];
      if (target === undefined || chance < 0.3) await create(random() < 0.75);
      else if (chance < 0.45) await change(target, "cancelled");
      else if (chance < 0.65) await change(target, "entered-in-error");
      else if (chance < 0.75) await read(target);
      else if (chance < 0.85) await history(target);
      else await search(chance < 0.93 ? byIdentifier : byPatient);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  await search(byIdentifier);
  for (const id of new Set(known.map((each) => each.id)))
    await call({ kind: "history", id }, `/Appointment/${id}/_history`, {});
  return calls;
}

function resourcesOf(text: string): Resource[] {
  const answer = JSON.parse(text) as Resource | { readonly entry?: readonly { readonly resource: Resource }[] };
  return "status" in answer ? [answer] : (answer.entry ?? []).map(({ resource }) => resource);
}

function toShown({ id, status, meta }: Resource): ShownVersion {
  return { id, status, version: Number(meta.versionId) };
}
