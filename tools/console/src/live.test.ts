import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { LiveTraffic } from "./live.js";
import type { TrafficLine } from "./shapes.js";

let directory: string;
let file: string;
let live: LiveTraffic;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "live "));
  file = join(directory, "registry.log");
  await writeFile(file, "");
  live = new LiveTraffic(file);
});
afterEach(async () => {
  live.stop();
  await rm(directory, { recursive: true, force: true });
});

const line = (requestId: string) =>
  `${JSON.stringify({ requestId, status: 200, durationMilliseconds: 1.5, clientId: "é", method: "GET" })}\n`;

/** Resolves to the next `count` lines that a listener receives. */
function received(count: number): Promise<TrafficLine[]> {
  const lines: TrafficLine[] = [];
  return new Promise((resolve, reject) => {
    live
      .listen((each) => {
        lines.push(each);
        if (lines.length === count) resolve(lines);
      })
      .then(() => appendFile(file, line("3").slice(0, 20)))
      .then(() => appendFile(file, `${line("3").slice(20)}{"level":"info"}\nno JSON\n${line("4")}`))
      .catch(reject);
  });
}

it("begins with the earlier answers and follows appended ones, in whole lines only", async () => {
  await appendFile(file, `${line("1")}{"message":"The registry is serving"}\n${line("2")}`);
  expect((await live.earlier()).map(({ requestId }) => requestId)).toEqual(["1", "2"]);
  const lines = await received(2);
  expect(lines.map(({ requestId }) => requestId)).toEqual(["3", "4"]);
  expect(lines[0]).toEqual({
    time: "",
    requestId: "3",
    client: "é",
    method: "GET",
    route: "",
    interaction: "",
    status: 200,
    code: "",
    milliseconds: 1.5,
  });
});
