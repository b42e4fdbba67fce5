import { once } from "node:events";
import { connect } from "node:tls";
import type { TLSSocket } from "node:tls";
import { Connection, OPERATIONS, closedLoop } from "@appointment-registry/bench";
import type { LoadRequest, Subject } from "@appointment-registry/bench";
import type { TestDeployment } from "./test-deployment.js";

/** Registers the given number of entries for one patient. @returns the NHS number */
export async function fillPatient(site: TestDeployment, subject: Subject, entries: number): Promise<string> {
  const nhsNumber = subject.bookings.newPatient();
  const ofOne: Subject = {
    ...subject,
    bookings: Object.assign(Object.create(subject.bookings) as Subject["bookings"], {
      newPatient: () => nhsNumber,
      add: () => undefined,
    }),
  };
  let left = entries;
  const next = (): LoadRequest | undefined => {
    if (left <= 0) return undefined;
    left -= 1;
    const request = OPERATIONS["register-json"](ofOne);
    return {
      bytes: request.bytes,
      check(response) {
        request.check(response);
        site.note(response);
      },
    };
  };
  const connections = await Promise.all(Array.from({ length: 32 }, () => Connection.open(subject.address)));
  try {
    await closedLoop(connections, next, Infinity);
  } finally {
    for (const each of connections) each.close();
  }
  return nhsNumber;
}

/**
 * Five callers repeatedly search for a patient, and two of them do not read the answers.
 * @returns the number of answers read, and their bytes
 */
export async function besideSearches<T>(
  subject: Subject,
  nhsNumber: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly bytes: number }> {
  const { host, port, secureContext } = subject.address;
  const head =
    `GET ${subject.base}/Appointment?patient.identifier=https://fhir.nhs.uk/Id/nhs-number%7C${nhsNumber} HTTP/1.1\r\n` +
    `Host: ${host}:${port}\r\nAccept: application/fhir+xml\r\nAuthorization: Bearer ${subject.token}\r\n\r\n`;
  const sockets: TLSSocket[] = [];
  let bytes = 0;
  for (let n = 0; n < 5; n += 1) {
    const socket = connect({ host, port, secureContext, servername: "" });
    socket.on("error", () => undefined);
    sockets.push(socket);
    await once(socket, "secureConnect");
    if (n < 2) socket.pause();
    else socket.on("data", (chunk: Buffer) => void (bytes += chunk.length));
    socket.write(head);
  }
  const again = setInterval(() => {
    for (const socket of sockets.slice(2)) if (!socket.destroyed && socket.writableLength === 0) socket.write(head);
  }, 2000);
  try {
    return { result: await work(), bytes };
  } finally {
    clearInterval(again);
    for (const socket of sockets) socket.destroy();
  }
}
