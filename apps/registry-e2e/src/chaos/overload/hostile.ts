import { performance } from "node:perf_hooks";
import { Connection } from "@appointment-registry/bench";
import type { Subject } from "@appointment-registry/bench";

const filled = (seed: string): string => seed.repeat(Math.floor(14_000 / seed.length));

/** Heads that were costly once (the growth tables of the registry's tests have them all). */
const FIELDS: readonly string[] = [
  `Accept: application/json;${filled(" ")}=`,
  `Content-Type: application/json;${filled(" ")}=`,
  `Accept: "${filled('\\"')}`,
  `If-Match: ${filled('W/"1",')}`,
  `Prefer: ${filled("return=")}`,
];

/**
 * Five callers with a certificate and no token that send one costly head after the other, while `work` is done.
 * @returns what `work` returned, and how many of their requests were answered
 */
export async function besideHostile<T>(
  subject: Subject,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly hostile: number }> {
  let isOver = false;
  let hostile = 0;
  const caller = async (field: string): Promise<void> => {
    const { host, port } = subject.address;
    const bytes = Buffer.from(`GET ${subject.base}/Appointment HTTP/1.1\r\nHost: ${host}:${port}\r\n${field}\r\n\r\n`);
    while (!isOver) {
      const connection = await Connection.open(subject.address).catch(() => undefined);
      if (connection === undefined) continue;
      for (let isOpen = true; isOpen && !isOver;) {
        isOpen = await new Promise<boolean>((resolve) =>
          connection.send(bytes, (result) => {
            if (!(result instanceof Error)) hostile += 1;
            resolve(!(result instanceof Error));
          }),
        );
      }
      connection.close();
    }
  };
  const callers = FIELDS.map(caller);
  try {
    const result = await work();
    return { result, hostile };
  } finally {
    isOver = true;
    await Promise.all(callers);
  }
}

/** Resolves when a request is served, with the milliseconds that took. */
export async function recovery(subject: Subject, request: (subject: Subject) => { bytes: Buffer }): Promise<number> {
  const began = performance.now();
  for (;;) {
    const connection = await Connection.open(subject.address).catch(() => undefined);
    if (connection === undefined) continue;
    const status = await new Promise<number>((resolve) =>
      connection.send(request(subject).bytes, (result) => resolve(result instanceof Error ? 0 : result.status)),
    );
    connection.close();
    if (status === 200) return performance.now() - began;
  }
}
