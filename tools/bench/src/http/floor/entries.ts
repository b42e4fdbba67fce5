import { createHash, randomUUID } from "node:crypto";
import { SaxesParser } from "saxes";
import type { FloorTables, FloorVersion } from "./tables.js";

/** The values that the floor reads from a body: enough for the keys of the tables. It does no validation. */
export interface Scanned {
  readonly status: string;
  readonly end: string;
  readonly identifier: string;
  readonly nhsNumber: string;
}

/** Scans strictly and with namespaces (saxes), with two handlers and without building a resource. */
export function scanXml(text: string): Scanned {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let status = "";
  let end = "";
  const values: string[] = [];
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "value") values.push(attributes["value"]?.value ?? "");
    else if (name === "end") end = attributes["value"]?.value ?? "";
    else if (name === "status" && status === "") status = attributes["value"]?.value ?? "";
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
  return { status, end, identifier: values[0] ?? "", nhsNumber: values[1] ?? "" };
}

export function scanJson(text: string): Scanned {
  const { status, end, identifier, participant } = JSON.parse(text) as fhir.Appointment;
  return {
    status: status as string,
    end: end ?? "",
    identifier: identifier?.[0]?.value ?? "",
    nhsNumber: participant[0]?.actor?.identifier?.value ?? "",
  };
}

/** Stores version 1 durably under a new id. The text is kept and returned as it was received, with the id inserted. */
export async function register(tables: FloorTables, text: string, format: "json" | "xml"): Promise<FloorVersion> {
  const scanned = format === "xml" ? scanXml(text) : scanJson(text);
  const id = randomUUID();
  const lastUpdated = new Date().toISOString();
  const end = Date.parse(scanned.end);
  const identifier = { system: "urn:ietf:rfc:3986", value: scanned.identifier };
  const version: FloorVersion = {
    id,
    version: 1,
    lastUpdated,
    method: "POST",
    status: scanned.status,
    body:
      format === "xml"
        ? text.replace('fhir">', `fhir"><id value="${id}"/>`)
        : text.replace('"Appointment",', `"Appointment","id":"${id}",`),
    keys: { nhsNumber: scanned.nhsNumber, end, identifiers: [identifier] },
  };
  const token = createHash("sha256")
    .update(JSON.stringify([identifier.system, identifier.value]))
    .digest("base64url");
  await tables.heads.ifNoExists(id, () => {
    void tables.heads.put(id, 1, 1);
    void tables.versions.put([id, 1], version);
    void tables.patients.put([scanned.nhsNumber, end, id], true);
    void tables.identified.put([token, id], true);
    void tables.touched.put(token, true, Math.floor(Math.random() * Number.MAX_SAFE_INTEGER) + 1);
  });
  return version;
}

/** Stores the next version durably by compare-and-set. Returns `undefined` if another version is current. */
export async function cancel(
  tables: FloorTables,
  id: string,
  expected: number,
  text: string,
  format: "json" | "xml",
): Promise<FloorVersion | undefined> {
  const { status } = format === "xml" ? scanXml(text) : scanJson(text);
  const current = read(tables, id);
  if (current?.version !== expected) return undefined;
  const next: FloorVersion = {
    id,
    version: expected + 1,
    lastUpdated: new Date().toISOString(),
    method: "PUT",
    status,
    body: text,
    keys: current.keys,
  };
  const replaced = await tables.heads.ifVersion(id, expected, () => {
    void tables.heads.put(id, next.version, next.version);
    void tables.versions.put([id, next.version], next);
  });
  return replaced ? next : undefined;
}

export function read(tables: FloorTables, id: string): FloorVersion | undefined {
  const version = tables.heads.get(id);
  return version === undefined ? undefined : tables.versions.get([id, version]);
}

/** Returns a searchset of the appointments that end in the future, assembled from the stored texts. */
export function search(tables: FloorTables, nhsNumber: string): string {
  const entries: string[] = [];
  for (const [, , id] of tables.patients.getKeys({
    start: [nhsNumber, Date.now(), ""],
    end: [nhsNumber, Infinity, "\u{10ffff}"],
  })) {
    const found = read(tables, id);
    if (found !== undefined) entries.push(`{"resource":${found.body},"search":{"mode":"match"}}`);
  }
  return `{"resourceType":"Bundle","type":"searchset","total":${entries.length},"entry":[${entries.join(",")}]}`;
}
