import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it } from "@jest/globals";
import ts from "typescript";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { endChild, startNode } from "./children.js";

it("ends children when the process that started them is killed", async () => {
  const source = await readFile(join(import.meta.dirname, "children.ts"), "utf8");
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  const url = `data:text/javascript,${encodeURIComponent(outputText)}`;
  const script = `
    const { startNode } = await import(${JSON.stringify(url)});
    startNode(["-e", "setInterval(() => {}, 1000); console.log('runs')"], { stdio: ["ignore", "inherit", "inherit"] });`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = createInterface({ input: parent.stdout });
  expect(await once(output, "line")).toEqual(["runs"]);
  // Both processes hold the pipe, so it closes when the last one ends.
  const ended = once(parent.stdout, "close");
  await endChild(parent, "SIGKILL");
  await ended;
});

it("passes on the output of a child, and its exit status", async () => {
  const child = startNode(["-e", "console.log('out'); console.error('err'); process.exitCode = 3"]);
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (text.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (text.stderr += String(chunk)));
  expect(await once(child, "close")).toEqual([3, null]);
  expect(text).toEqual({ stdout: "out\n", stderr: "err\n" });
  await endChild(child);
});
