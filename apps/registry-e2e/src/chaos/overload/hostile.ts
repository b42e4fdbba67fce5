import { performance } from "node:perf_hooks";
import { connect } from "node:tls";
import type { TLSSocket } from "node:tls";
import { Connection } from "@appointment-registry/bench";
import type { Subject } from "@appointment-registry/bench";
import type { HostileKind } from "./hostile-kinds.js";

const ANSWER = "HTTP/1.1 ";

/**
 * Five callers repeat a costly request, each as soon as the previous one is answered, while `work` runs.
 * @param kinds the n-th caller sends the n-th kind, starting again from the first after the last
 * @returns the result of `work`, and the number of answered hostile requests
 */
export async function besideHostile<T>(
  { address }: Subject,
  kinds: readonly HostileKind[],
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly hostile: number }> {
  let isOver = false;
  let hostile = 0;
  const open = new Set<TLSSocket>();

  /** Resolves when all answers have arrived or the connection is closed. */
  const sendOn = (socket: TLSSocket, { bytes, answers, byteByByte }: HostileKind): Promise<unknown> =>
    new Promise((resolve) => {
      let left = answers;
      let tail = "";
      const received = (chunk: Buffer): void => {
        const text = tail + chunk.toString("latin1");
        const found = text.split(ANSWER).length - 1;
        tail = text.slice(-ANSWER.length + 1);
        hostile += found;
        left -= found;
        if (left <= 0) settle();
      };
      const settle = (): void => {
        socket.off("data", received).off("close", settle);
        resolve(undefined);
      };
      socket.on("data", received).on("close", settle);
      if (byteByByte) for (let at = 0; at < bytes.length; at += 1) socket.write(bytes.subarray(at, at + 1));
      else socket.write(bytes);
    });

  const caller = async (kind: HostileKind): Promise<void> => {
    while (!isOver) {
      const socket = connect({ ...address, servername: "" }).on("error", () => undefined);
      open.add(socket);
      await new Promise((resolve) => socket.once("secureConnect", resolve).once("close", resolve));
      while (!isOver && socket.writable) await sendOn(socket, kind);
      socket.destroy();
      open.delete(socket);
    }
  };
  const callers = Array.from({ length: 5 }, (_, n) => caller(kinds[n % kinds.length] as HostileKind));
  try {
    const result = await work();
    return { result, hostile };
  } finally {
    isOver = true;
    for (const socket of open) socket.destroy();
    await Promise.all(callers);
  }
}

/** Resolves when a request is served, with the elapsed milliseconds. */
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
