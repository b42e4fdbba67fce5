import { readFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { localCertificates } from "@appointment-registry/test-kit";
import { Agent, request } from "undici";
import type { Dispatcher } from "undici";

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** Returns the PEM texts of a client that servers with the certificates of this directory accept. */
export async function clientTls(directory: string): Promise<{ ca: string; cert: string; key: string }> {
  const files = await localCertificates(directory);
  const [ca, cert, key] = await Promise.all([
    readFile(files.ca, "utf8"),
    readFile(files.clientCert, "utf8"),
    readFile(files.clientKey, "utf8"),
  ]);
  return { ca, cert, key };
}

/** Returns an agent that connects as that client. */
export async function clientAgent(directory: string): Promise<Agent> {
  return new Agent({ connect: await clientTls(directory), connections: 64 });
}

export async function sendBy(
  dispatcher: Dispatcher,
  url: string,
  {
    method,
    ...more
  }: {
    readonly method: string;
    readonly headers: Record<string, string | string[]>;
    readonly body?: string | Uint8Array;
  },
): Promise<Answer> {
  const answer = await request(url, { dispatcher, method: method as Dispatcher.HttpMethod, ...more });
  return { status: answer.statusCode, headers: plain(answer.headers), text: await answer.body.text() };
}

/** Returns header fields for comparison, with one text for each field. */
export const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
