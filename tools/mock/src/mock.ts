import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { answer, getIds } from "./answer.js";
import { readContract, getServer } from "./contract.js";
import type { Operation } from "./contract.js";
import { Script } from "./script.js";
import { Undocumented, selectAnswer } from "./answer-selection.js";
import type { AnswerSelection } from "./answer-selection.js";

const CONTRACT = resolve(import.meta.dirname, "../../../openapi/registry.bundle.json");

export interface MockOptions {
  /** PEM files: key and certificate of the mock, and the authorities whose client certificates it accepts. */
  readonly tls: { readonly key: string; readonly cert: string; readonly clientCa: string };
  /** One that is free if it is left out. */
  readonly port?: number;
  /** The file of the contract, in one document; this checkout's if it is left out. */
  readonly contract?: string;
  /** Called with each request when it is answered. */
  readonly onRequest?: (received: Received) => void;
}

/** A request, and what it was answered. */
export interface Received {
  /** Absent if the contract has no such operation. */
  readonly operationId?: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly status: number;
}

export interface Mock {
  readonly baseUrl: string;
  readonly operations: readonly Operation[];
  /** Answers the next requests of an operation so, after those that were queued before. Throws `Undocumented`. */
  next(operationId: string, wanted: AnswerSelection, times?: number): void;
  /** Clears the queue. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * Serves the contract's examples. It holds no Appointments and no requests: each is answered as if there had been none before.
 * Rejects, with nothing left open, if the contract cannot be read or does not have all that is to be served.
 */
export async function startMock({ tls, port = 0, contract = CONTRACT, onRequest }: MockOptions): Promise<Mock> {
  const [key, cert, ca, text] = await Promise.all([
    readFile(tls.key),
    readFile(tls.cert),
    readFile(tls.clientCa),
    readFile(contract, "utf8"),
  ]);
  const server = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: true });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  try {
    return serve(server, text, onRequest);
  } catch (error) {
    await close(server);
    throw error;
  }
}

/** The addresses in the answers have the port, so that the contract is read when the server listens. */
function serve(server: Server, contract: string, onRequest: MockOptions["onRequest"]): Mock {
  const { pathname } = new URL(getServer(contract));
  const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}${pathname}`;
  const operations = readContract(contract, baseUrl);
  const script = new Script();
  const served = { baseUrl, operations, scripted: (operationId: string) => script.take(operationId) };

  server.on("request", (request, response) => {
    request.resume().once("end", () => {
      const { method = "", url: target = "", headers } = request;
      const url = new URL(URL.canParse(target, baseUrl) ? target : "/", baseUrl);
      const { operationId, status, text, headers: fields } = answer({ method, url, headers }, served);
      onRequest?.({ ...(operationId === undefined ? {} : { operationId }), method, url, headers, status });
      // That of a 304 would be the length of what was not sent (RFC 9110, section 8.6).
      const length = status === 304 ? {} : { "content-length": Buffer.byteLength(text) };
      response.writeHead(status, { ...fields, ...length, ...getIds(headers) }).end(text);
    });
  });

  return {
    baseUrl,
    operations,
    next(operationId, wanted, times = 1) {
      const operation = operations.find((each) => each.operationId === operationId);
      if (operation === undefined) throw new Undocumented(`The contract has no operation ${operationId}.`);
      selectAnswer(operation, wanted);
      script.add(operationId, wanted, times);
    },
    reset: () => script.clear(),
    close: () => close(server),
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
