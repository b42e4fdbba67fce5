import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat, truncate } from "node:fs/promises";
import type { Writable } from "node:stream";
import type { AppointmentStore } from "../store.js";
import { FORMAT, appointmentLine, readLine } from "./lines.js";
import { textLines } from "./text-lines.js";

export interface TransferCounts {
  readonly appointments: number;
  readonly versions: number;
}

/** Progress of an interrupted export. */
export interface Interrupted extends TransferCounts {
  readonly after: string | undefined;
}

/**
 * Writes all appointments of a store, or those after the point at which an earlier export stopped.
 * @param asOf versions created later are omitted
 */
export async function exportAppointments(
  store: AppointmentStore,
  output: Writable,
  progress: (done: TransferCounts) => void = () => undefined,
  from?: Interrupted,
  asOf?: string,
): Promise<TransferCounts> {
  const write = async (line: string) => {
    if (!output.write(line)) await once(output, "drain");
  };
  let { appointments, versions } = from ?? { appointments: 0, versions: 0 };
  if (from === undefined) await write(JSON.stringify(FORMAT) + "\n");
  for await (const all of store.histories(from?.after)) {
    const history = asOf === undefined ? all : all.filter(({ lastUpdated }) => lastUpdated <= asOf);
    if (history.length === 0) continue;
    await write(appointmentLine(history));
    appointments += 1;
    versions += history.length;
    progress({ appointments, versions });
  }
  await write(JSON.stringify({ end: { appointments, versions } }) + "\n");
  return { appointments, versions };
}

/**
 * Reads the content of a file left by an interrupted export and cuts off its last, incomplete line. Returns undefined if there is nothing
 * to resume. Rejects if the file is complete or is not an export.
 */
export async function interruptedExport(file: string): Promise<Interrupted | undefined> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  let [appointments, versions, size, number] = [0, 0, 0, 0];
  let after: string | undefined;
  for await (const { text, bytes, whole } of textLines(createReadStream(file))) {
    if (!whole) break;
    const line = readLine(text, (number += 1));
    if ("end" in line) throw new Error(`${file} is a complete export.`);
    if ("appointment" in line) {
      after = line.appointment;
      appointments += 1;
      versions += line.versions.length;
    } else if (number > 1) throw new Error(`Line ${number} is not in the transfer format.`);
    size += bytes;
  }
  await truncate(file, size);
  return size === 0 ? undefined : { appointments, versions, after };
}
