import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Listener } from "../listener.js";

/** Listens on a free port of 127.0.0.1, and answers requests that expect `100-continue` as hapi does. */
export async function serve(
  { server }: Pick<Listener, "server">,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<void> {
  server.on("request", answer);
  server.on("checkContinue", (request, response) => {
    response.writeContinue();
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}
