import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FhirDouble } from "@appointment-registry/test-kit";
import { Agent, request } from "undici";
import type { Dispatcher } from "undici";

export interface Forwarded {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Handles a request at a gateway. `forward` calls the server behind it. */
export type Handle = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  forward: () => Promise<Forwarded>,
) => Promise<void> | void;

export interface Gateway {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

const pass: Handle = async (_, outgoing, forward) => {
  const { status, headers, body } = await forward();
  outgoing.writeHead(status, headers).end(body);
};

/** Plain HTTP in front of a FHIR server, as in a partner's own network: TLS begins behind the gateway. */
export async function startGateway({ baseUrl, tls }: FhirDouble, handle: Handle = pass): Promise<Gateway> {
  const dispatcher = new Agent({ connect: tls });
  const server = createServer((incoming, outgoing) => {
    const forward = async (): Promise<Forwarded> => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { host: _host, connection: _connection, "transfer-encoding": _coding, ...headers } = incoming.headers;
      const answer = await request(new URL(incoming.url ?? "", baseUrl), {
        dispatcher,
        method: incoming.method as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
      });
      const { etag, location } = answer.headers;
      const type = String(answer.headers["content-type"] ?? "text/plain");
      const more = Object.entries({ etag, location }).filter(([, value]) => value !== undefined);
      const shown = { "content-type": type, ...Object.fromEntries(more) } as Record<string, string>;
      return { status: answer.statusCode, type, headers: shown, body: await answer.body.text() };
    };
    Promise.resolve(handle(incoming, outgoing, forward)).catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/STU3`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await dispatcher.close();
    },
  };
}
