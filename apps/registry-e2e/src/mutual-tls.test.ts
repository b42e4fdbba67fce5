import { readFile } from "node:fs/promises";
import { connect } from "node:tls";
import type { ConnectionOptions } from "node:tls";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { localCertificates } from "@appointment-registry/test-kit";
import { RegistryUnderTest } from "./harness/registry.js";

describe("TLS with mutual authentication", () => {
  let registry: RegistryUnderTest;
  beforeAll(async () => {
    registry = await RegistryUnderTest.start();
  });
  afterAll(async () => {
    await registry.stop();
  });

  /** Returns the server's response to a plain GET /metadata over a connection with these credentials. */
  async function spoken(credentials: ConnectionOptions): Promise<string> {
    const { port } = new URL(registry.baseUrl);
    const ca = await readFile(join(registry.directory, "tls/ca.pem"));
    return new Promise((resolve) => {
      let text = "";
      const socket = connect(
        { host: "127.0.0.1", port: Number(port), servername: "localhost", ca, ...credentials },
        () => {
          socket.write("GET /STU3/metadata HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        },
      );
      socket.on("data", (chunk) => (text += chunk.toString()));
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(text));
    });
  }

  async function clientOf(directory: string): Promise<ConnectionOptions> {
    const { clientCert, clientKey } = await localCertificates(directory);
    return { cert: await readFile(clientCert), key: await readFile(clientKey) };
  }

  it("answers a client with a certificate of the trusted CA", async () => {
    expect(await spoken(await clientOf(registry.directory))).toMatch(/^HTTP\/1\.1 200 /);
  });
  it("does not answer by HTTP without a client certificate", async () => {
    expect(await spoken({})).toBe("");
  });
  it("does not answer by HTTP to a certificate of another CA", async () => {
    expect(await spoken(await clientOf(join(registry.directory, "other")))).toBe("");
  });
  it("accepts no TLS version older than 1.2", async () => {
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    expect(await spoken({ ...(await clientOf(registry.directory)), ...old })).toBe("");
  });
});
