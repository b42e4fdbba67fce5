import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { docsPath } from "./docs.js";
import { TestRegistry } from "../testing/registry.js";

const PAGE = "<!doctype html><title>Guide</title>";

describe("documentation next to the base", () => {
  let site: string;
  let registry: TestRegistry;
  const get = (path: string, method = "GET") =>
    registry.send(new URL(path, registry.baseUrl).href, { method, token: null });

  beforeAll(async () => {
    site = await mkdtemp(join(tmpdir(), "site-"));
    await mkdir(join(site, "decisions"));
    await writeFile(join(site, "index.html"), PAGE);
    await writeFile(join(site, "decisions/0001.html"), PAGE);
    await writeFile(join(site, "style.css"), "a {}");
    await writeFile(join(site, "registry.json"), "{}");
    await writeFile(join(site, "secret.key"), "secret");
    registry = await TestRegistry.start({ REGISTRY_DOCS: site });
  });
  afterAll(async () => {
    await registry.stop();
    await rm(site, { recursive: true });
  });

  it("requires only the client certificate, and its policy allows its own style and script", async () => {
    const { status, headers, text } = await get("/docs/index.html");
    expect({ status, text, type: headers["content-type"] }).toEqual({
      status: 200,
      text: PAGE,
      type: "text/html; charset=utf-8",
    });
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self';/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect((await get("/docs/decisions/0001.html")).text).toBe(PAGE);
    expect((await get("/docs/style.css")).headers["content-type"]).toBe("text/css; charset=utf-8");
    expect((await get("/docs/registry.json")).headers["content-type"]).toBe("application/json; charset=utf-8");
    expect((await get("/docs/index.html", "HEAD")).status).toBe(200);
  });

  it("is found at /docs and /docs/", async () => {
    for (const path of ["/docs", "/docs/"]) {
      const { status, headers } = await get(path);
      expect([path, status, headers.location]).toEqual([path, 302, "/docs/index.html"]);
    }
  });

  it("exposes these files and nothing else on the machine", async () => {
    const paths = [
      "/docs/secret.key",
      "/docs/nothing.html",
      "/docs/../../etc/passwd",
      "/docs/%2e%2e/secret",
      "/docs/decisions",
    ];
    for (const path of paths) expect([path, (await get(path)).status]).toEqual([path, 404]);
    const raw = await registry.raw(
      "GET /docs/../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    expect(raw).toMatch(/^HTTP\/1.1 404 /);
  });

  it("does not change the policy of FHIR responses", async () => {
    const { headers } = await registry.send("/metadata");
    expect(headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it("is absent unless configured, and must exist if it is", async () => {
    const without = await TestRegistry.start();
    expect((await without.send(new URL("/docs", without.baseUrl).href)).status).toBe(404);
    await without.stop();
    await expect(TestRegistry.start({ REGISTRY_DOCS: join(site, "decisions") })).rejects.toThrow(
      `There is no index.html in ${join(site, "decisions")}.`,
    );
  });

  it("is at [base]/../docs", () => {
    expect(docsPath("https://registry.example/STU3")).toBe("/docs");
    expect(docsPath("https://registry.example/appointments/STU3/")).toBe("/appointments/docs");
    expect(docsPath("https://registry.example")).toBe("/docs");
  });
});
