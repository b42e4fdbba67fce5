import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, it } from "@jest/globals";

const BENCH = resolve(import.meta.dirname, "../../../tools/bench/dist/main.js");
const REQUESTS = ["register-xml", "cancel-xml", "register-json", "cancel-json", "read", "search", "capabilities"];

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true, force: true })));
});

it("compares every request of the registry with the floor", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bench-test-"));
  folders.push(folder);
  const json = join(folder, "results.json");
  await promisify(execFile)(process.execPath, [BENCH, "http", "--short", "--json", json]);
  const { rows } = JSON.parse(await readFile(json, "utf8")) as { rows: { [name: string]: unknown }[] };
  const measured = rows.map(({ request, loop, connections, subject }) => ({ request, loop, connections, subject }));
  const of = (loop: string) =>
    REQUESTS.flatMap((request) => ["floor", "registry"].map((subject) => ({ request, loop, connections: 4, subject })));
  const steps = ["node:http", "hapi", "+ mutual TLS", "+ remembered token", "+ XML scan"].map((subject) => ({
    request: "step",
    loop: "closed",
    connections: 4,
    subject,
  }));
  expect(measured).toEqual([...of("closed"), ...of("open"), ...steps]);
  expect(rows.filter(({ loop, requests }) => loop === "closed" && requests === 0)).toEqual([]);
}, 300_000);
