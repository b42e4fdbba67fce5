import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** Returns `wanted` if it is given and nothing listens there, and otherwise a port that the system chooses. */
export async function freePort(wanted = 0, host = "127.0.0.1"): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wanted, host);
    await once(probe, "listening");
    return (probe.address() as AddressInfo).port;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || wanted === 0) throw error;
    return freePort(0, host);
  } finally {
    probe.close();
  }
}
