import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WORKSPACE } from "@appointment-registry/test-kit";
import { damage } from "./damage.js";
import { database } from "./database.js";
import { disk } from "./disk.js";
import { faults } from "./faults.js";
import { histories } from "./histories/run.js";
import { kills } from "./kills.js";
import { power } from "./power/run.js";
import { reports } from "./report.js";
import type { Report } from "./report.js";
import { upgrade } from "./upgrade.js";

export interface ReliabilityOptions {
  readonly seed: number;
  /** Factor from 0 to 1 for the length of each run. */
  readonly share: number;
  /** URL of a server with MongoDB's protocol. */
  readonly mongodb: string | undefined;
}

interface Run {
  readonly command: string;
  readonly needs?: string | undefined;
  run(): Promise<boolean>;
}

const FILE = join(WORKSPACE, "docs/reliability.md");

/** Runs all tests against data loss and damage, and writes the results to docs/reliability.md. @returns true if all of them passed */
export async function reliability({ seed, share, mongodb }: ReliabilityOptions): Promise<boolean> {
  const many = (count: number) => Math.max(1, Math.round(count * share));
  const embedded = { seed, mongodb: undefined };
  const runs: Run[] = [
    { command: "kills", run: () => kills({ ...embedded, kills: many(100), processes: 1 }) },
    { command: "kills --processes 2", run: () => kills({ ...embedded, kills: many(100), processes: 2 }) },
    {
      command: "kills --workers 2",
      run: () => kills({ ...embedded, kills: many(40), processes: 1, workers: 2 }),
    },
    { command: "histories", run: () => histories({ ...embedded, histories: many(3_000), processes: 2 }) },
    { command: "power", needs: power.needs(), run: () => power.run({ images: many(100), seed }) },
    { command: "damage", run: () => damage({ trials: many(100), seed, entries: 150 }) },
    { command: "upgrade", run: () => upgrade({ kills: many(100), seed }) },
    {
      command: "disk",
      needs: process.getuid?.() === 0 ? undefined : "the right to mount a tmpfs",
      run: () => disk({ refusals: many(10_000) }),
    },
    ...onMongoDb(seed, many, mongodb),
  ];
  const rows: string[] = [];
  let isRight = true;
  for (const [n, { command, needs, run }] of runs.entries()) {
    if (needs !== undefined) {
      rows.push(`| \`${command}\` | not run: it needs ${needs} | | |`);
      continue;
    }
    const before = reports.length;
    isRight = (await run()) && isRight;
    for (const each of reports.slice(before)) rows.push(rowOf(command, each));
    // An interrupted run leaves the results that it has reached.
    const left = runs.slice(n + 1).map((each) => `| \`${each.command}\` | not run this time | | |`);
    await write([...rows, ...left]);
  }
  await write(rows);
  return isRight;
}

async function write(rows: readonly string[]): Promise<void> {
  await writeFile(FILE, textOf(rows));
  execFileSync(process.execPath, [join(WORKSPACE, "node_modules/prettier/bin/prettier.cjs"), "--write", FILE]);
}

function onMongoDb(seed: number, many: (count: number) => number, mongodb: string | undefined): Run[] {
  const needs = mongodb === undefined ? "`MONGODB_URL`" : undefined;
  const url = mongodb ?? "";
  return [
    { command: "kills --store mongodb", needs, run: () => kills({ kills: many(40), processes: 2, seed, mongodb }) },
    {
      command: "histories --store mongodb",
      needs,
      run: () => histories({ histories: many(300), processes: 2, seed, mongodb }),
    },
    { command: "faults", needs, run: () => faults({ url, seed, entries: many(2_500), rate: 0.02 }) },
    { command: "database", needs, run: () => database({ kills: many(10), seed, mongodb: url }) },
  ];
}

function rowOf(command: string, { title, seen, verdict }: Report): string {
  const faulty = Object.entries(verdict).filter(([, times]) => times > 0);
  const found = faulty.map(([fault, times]) => `${fault}: **${times}**`).join(", ");
  const list = Object.entries(seen).map(([name, value]) => `${name}: ${value.toLocaleString("en-GB")}`);
  return `| \`${command}\` | ${title} | ${list.join("; ")} | ${found === "" ? `0 of: ${Object.keys(verdict).join("; ")}` : found} |`;
}

function textOf(rows: readonly string[]): string {
  return `<!-- Written by \`npm run chaos -- reliability\`. Do not edit. -->

# Reliability: tests and results

Each row is a run of \`npm run chaos -- COMMAND\` (\`--help\` describes the commands) against registries in separate processes, over mutual TLS. Every
count in the column "faults" must be 0: loss, duplicates, two winners, wrong responses, versions without their audit record. The checkers themselves
are tested against deliberately faulty stores (\`store/testing/weaker-stores.system.test.ts\`, \`store-commands/check/check.test.ts\`, \`histories/run.test.ts\`).

| command | run | observed | faults |
| --- | --- | --- | --- |
${rows.join("\n")}

Written on ${new Date().toISOString().slice(0, 10)}, Node.js ${process.versions.node}, ${process.platform}. Elections and rollback of a MongoDB replica set
need a \`mongod\` (\`npm run chaos -- mongodb\`). The commands \`client\`, \`bulk\`, \`cancels\` and \`trust\` do not test for data loss and are not in the table.
`;
}
