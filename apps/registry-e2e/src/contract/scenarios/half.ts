import { readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import type { Answer, RegistryUnderTest } from "../../harness/registry.js";
import { contract } from "../contract.js";
import type { Asked } from "./scenario.js";

/** Announces a body and sends half of it. */
export async function halfOf(
  registry: RegistryUnderTest,
  { path, method = "POST", headers, body = "" }: Asked,
): Promise<Answer> {
  const file = (name: string): Buffer => readFileSync(join(registry.directory, "tls", name));
  const outgoing = request(`${registry.baseUrl}${path}?_pretty=true`, {
    method,
    ca: file("ca.pem"),
    cert: file("client.pem"),
    key: file("client.key"),
    headers: {
      ...headers,
      authorization: `Bearer ${await registry.token()}`,
      "content-length": Buffer.byteLength(body),
    },
  });
  outgoing.on("error", () => undefined);
  outgoing.write(body.slice(0, body.length / 2));
  return new Promise((answered, failed) => {
    outgoing.on("response", (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (text += chunk));
      incoming.on("end", () => {
        const received = Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
        );
        const answer = { status: incoming.statusCode ?? 0, headers: received, text };
        const broken = contract().violations({ method, path, ...answer });
        if (broken.length > 0) failed(new Error(broken.join("\n")));
        answered(answer);
        outgoing.destroy();
      });
    });
  });
}
