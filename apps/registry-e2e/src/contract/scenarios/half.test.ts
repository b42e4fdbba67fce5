import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { halfOf } from "./half.js";

const server = createServer((socket) => socket.destroy());
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "half "));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  server.close();
  await rm(directory, { recursive: true, force: true });
});

it("half of a request that receives no answer is rejected", async () => {
  const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}/STU3`;
  const registry = { directory, baseUrl, token: () => Promise.resolve("a-token") };
  await expect(halfOf(registry, { path: "/Appointment", headers: {}, body: "{}" })).rejects.toThrow(
    /ECONNRESET|hang up|disconnected/,
  );
});
