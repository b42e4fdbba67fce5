import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { clientTls, plain } from "../../harness/calls.js";
import type { Answer, RegistryUnderTest } from "../../harness/registry.js";
import { contract } from "../contract.js";
import type { ScenarioRequest } from "./scenario.js";

/** Announces a body and sends half of it. Rejects if the connection ends without an answer. */
export async function halfOf(
  registry: Pick<RegistryUnderTest, "directory" | "baseUrl" | "token">,
  { path, method = "POST", headers, body = "" }: ScenarioRequest,
): Promise<Answer> {
  const outgoing = request(`${registry.baseUrl}${path}?_pretty=true`, {
    method,
    ...(await clientTls(registry.directory)),
    headers: {
      ...headers,
      authorization: `Bearer ${await registry.token()}`,
      "content-length": Buffer.byteLength(body),
    },
  });
  // `once` rejects for an error before the answer. After the answer, an error in sending the other half is irrelevant.
  outgoing.on("error", () => undefined);
  outgoing.write(body.slice(0, body.length / 2));
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const answer = { status: incoming.statusCode ?? 0, headers: plain(incoming.headers), text: await text(incoming) };
  outgoing.destroy();
  const broken = contract().violations({ method, path, ...answer });
  if (broken.length > 0) throw new Error(broken.join("\n"));
  return answer;
}
