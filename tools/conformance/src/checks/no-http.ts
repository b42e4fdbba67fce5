import type { Dispatcher } from "undici";
import { exchange } from "../connection.js";
import type { Sent } from "../connection.js";
import type { Kit } from "../kit.js";
import { anyToken } from "../material.js";
import { Blocked, Unmet } from "../verdict.js";

/** @throws Unmet if a caller on this connection gets any HTTP answer, while the good caller does. */
export async function expectNoHttp(kit: Kit, stranger: Dispatcher, path: string, sent: Sent = {}): Promise<void> {
  const known = await kit.send("/metadata");
  if (!known.succeeded) throw new Blocked(`${known.asked} was answered ${known.status}`);
  const answer = await exchange(
    stranger,
    kit.material.baseUrl + path,
    {
      ...sent,
      headers: { authorization: `Bearer ${anyToken(kit.material)}`, ...sent.headers },
    },
    kit.limits,
  ).catch(() => undefined);
  if (answer !== undefined)
    throw new Unmet(`${answer.asked}: expected the TLS handshake to fail, got ${answer.status}`);
}
