import type { Dispatcher } from "undici";
import { NoAnswerInTime, exchange } from "../connection.js";
import type { Sent } from "../connection.js";
import type { TestClient } from "../test-client.js";
import { anyToken } from "../test-inputs.js";
import { Unmet } from "../verdict.js";

/** @throws Unmet if a caller on this connection receives any HTTP answer while the valid caller does. */
export async function expectNoHttp(
  client: TestClient,
  stranger: Dispatcher,
  path: string,
  sent: Sent = {},
): Promise<void> {
  await client.send("/metadata");
  const answer = await exchange(
    stranger,
    client.inputs.baseUrl + path,
    {
      ...sent,
      headers: { authorization: `Bearer ${anyToken(client.inputs)}`, ...sent.headers },
    },
    client.limits,
  ).catch((error: unknown) => {
    // A server that keeps the connection open without an answer has accepted the caller.
    if (error instanceof NoAnswerInTime)
      throw new Unmet(`${path}: expected the TLS handshake to fail, got none in time`);
    return undefined;
  });
  if (answer !== undefined)
    throw new Unmet(`${answer.asked}: expected the TLS handshake to fail, got ${answer.status}`);
}
