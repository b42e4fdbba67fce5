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
  /** Defaults to a free port. */
  readonly port?: number;
  /** The file of the bundled contract. Defaults to the one in this checkout. */
  readonly contract?: string;
  /** Called with each request after its answer is determined. */
  readonly onRequest?: (received: Received) => void;
}

/** A request, and the status of its answer. */
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
  /** Queues this answer for the next requests of an operation, after those already queued. Throws `Undocumented`. */
  next(operationId: string, wanted: AnswerSelection, times?: number): void;
  /** Clears the queue. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * Serves the contract's examples. It stores no Appointments and no requests: each request is answered as if it were the first. Rejects,
 * with nothing left open, if the contract cannot be read or lacks a part that must be served.
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

/** The addresses in the answers contain the port, so that the contract is read after the server listens. */
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
      // The Content-Length of a 304 would be that of the omitted body (RFC 9110, section 8.6).
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
