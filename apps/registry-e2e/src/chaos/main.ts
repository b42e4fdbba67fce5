import { parseArgs } from "node:util";
import { mutatedCancelsReport } from "./cancels/run.js";
import { clientChaosReport } from "./client/report.js";
import { failover } from "./failover.js";
import { damage } from "./damage.js";
import { database } from "./database.js";
import { disk } from "./disk.js";
import { histories } from "./histories/run.js";
import { kills } from "./kills.js";
import { bulk } from "../client/bulk.js";
import { faults } from "./faults.js";
import { overloadReport } from "./overload/run.js";
import { power } from "./power/run.js";
import { reliability } from "./reliability.js";
import { upgrade } from "./upgrade.js";
import { trustReport } from "./trust/report.js";

const USAGE = `npm run chaos -- client  [--entries N] [--seed N] [--rate SHARE]
npm run chaos -- bulk    [--entries N]
npm run chaos -- cancels [--entries N] [--seed N]
npm run chaos -- faults  [--entries N] [--seed N] [--rate SHARE]
npm run chaos -- mongodb [--seconds N]
npm run chaos -- kills   [--kills N] [--processes N] [--workers N] [--seed N] [--store embedded|mongodb]
npm run chaos -- histories [--histories N] [--processes N] [--workers N] [--seed N] [--store embedded|mongodb]
npm run chaos -- disk    [--refusals N]
npm run chaos -- damage  [--trials N] [--entries N] [--seed N]
npm run chaos -- power   [--images N] [--seed N]
npm run chaos -- upgrade [--kills N] [--seed N]
npm run chaos -- database [--kills N] [--seed N]
npm run chaos -- reliability [--share SHARE] [--seed N]
npm run chaos -- trust   [--seconds N] [--load N]
npm run chaos -- overload [--seconds N] [--entries N]

client   calls through proxies that spoil requests and answers of registry and token endpoint in every way, with callers that
         stop waiting at every millisecond and clients that are closed at every stage
bulk     a bulk cancel by the command line that is killed five times and started again
cancels  cancels whose bodies differ from what is registered in every way: what is answered 200 may change the status alone
faults   two registries whose connections to MongoDB are lost, cut and stalled; needs MONGODB_URL (or MONGOD_BINARY)
mongodb  a replica set of three mongods whose primary is killed every 10 s; needs MONGOD_BINARY=/path/to/mongod
kills    registries that are killed (SIGKILL) while they write, one after the other or together, and started again; ends with
         "audit verify --store"; needs MONGODB_URL for --store mongodb
histories
         callers that create (plainly and conditionally), cancel, mark in error, read and search entries of one identifier at once, through
         several registries; what they were answered must have an order (linearizability)
disk     a registry whose store, and then whose audit trail, is on a full disk; needs the right to mount a tmpfs
damage   a registry that is started on a data file with damage: single bytes, sectors of noise, pages of zeros, a part that is cut off; whatever it
         answers with 200 must be what it answered before, and "store check" must find what was noticed
power    losses of power, simulated from a journal of the writes and flushes of the data file: what was not flushed is dropped, kept or torn by
         sectors; needs Linux and a C compiler
upgrade  a folder of version 0.1 that is brought up to date by processes which are killed at any moment of their start
database two registries that keep running while their database is killed and started again; needs MONGODB_URL of tools/mongodb/server.sh
reliability
         all of these that can be run here, and kills, histories, disk and faults; writes docs/reliability.md
trust    clients whose certificates, lists, keys and tokens end or begin at a moment, in every way of calling, with load beside them:
         none is accepted outside its time or refused within it
overload a registry that is asked for more than it can do: open loops over 300 connections at once, twice and three times what it can
         serve, a connection for each request, floods, hostile heads, a patient with very many entries; compares with what must hold
  --entries N   entries to register and cancel (2500; bulk 50000); for client calls (20000), cancels (200000);
                overload: of one patient (20000)
  --seed N      of the plan of faults (1)
  --rate SHARE  of reads and writes that are hit (0.02; client 0.2)
  --seconds N   of load (60); trust: from the issue of certificates to the moment (15);
                overload: of each load (10)
  --trials N    data files that are damaged (100)
  --images N    states of the disk that are looked at (100)
  --share SHARE of the length of each run (1)
  --load N      clients beside those that are observed (16)
  --kills N     how many (100; on MongoDB 40)
  --histories N how many (3000; on MongoDB 300)
  --refusals N  of writes, for each folder (10000)
  --processes N that share the store (1; histories 2)
  --workers N   of each process (1); of them, too, some are killed
  --store WHERE embedded (default) or mongodb
Prints a table. Exit code: 0 nothing was lost or answered wrongly, 1 something was, 2 it could not be run.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    entries: { type: "string" },
    seed: { type: "string", default: "1" },
    rate: { type: "string" },
    seconds: { type: "string" },
    load: { type: "string", default: "16" },
    kills: { type: "string" },
    refusals: { type: "string", default: "10000" },
    histories: { type: "string" },
    trials: { type: "string", default: "100" },
    images: { type: "string", default: "100" },
    share: { type: "string", default: "1" },
    processes: { type: "string" },
    workers: { type: "string", default: "1" },
    store: { type: "string", default: "embedded" },
    help: { type: "boolean", short: "h", default: false },
  },
});
const { MONGODB_URL: url, MONGOD_BINARY: binary } = process.env;

async function run(): Promise<number> {
  const [what] = positionals;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (what === "client") {
    const options = {
      seed: Number(values.seed),
      calls: Number(values.entries ?? 20_000),
      rate: Number(values.rate ?? 0.2),
    };
    return (await clientChaosReport(options)) ? 0 : 1;
  }
  if (what === "cancels")
    return (await mutatedCancelsReport({ cancels: Number(values.entries ?? 200_000), seed: Number(values.seed) }))
      ? 0
      : 1;
  if (what === "bulk") return (await bulk({ cancels: Number(values.entries ?? 50_000), kills: 5 })) ? 0 : 1;
  if (what === "faults" && (url || binary)) {
    const options = {
      seed: Number(values.seed),
      entries: Number(values.entries ?? 2500),
      rate: Number(values.rate ?? 0.02),
    };
    if (url) return (await faults({ url, ...options })) ? 0 : 1;
    const { ReplicaSet } = await import("./replica-set.js");
    const set = await ReplicaSet.start(binary ?? "");
    try {
      return (await faults({ url: await set.primaryUrl(), ...options })) ? 0 : 1;
    } finally {
      await set.stop();
    }
  }
  const mongodb = values.store === "mongodb" ? url : undefined;
  if (values.store === "mongodb" && mongodb === undefined) {
    console.error("Not run: MONGODB_URL is not set.\n");
    return 2;
  }
  if (what === "kills") {
    const wanted = Number(values.kills ?? (mongodb === undefined ? 100 : 40));
    const [processes, workers] = [Number(values.processes ?? 1), Number(values.workers)];
    const options = { kills: wanted, processes, workers, seed: Number(values.seed), mongodb };
    return (await kills(options)) ? 0 : 1;
  }
  if (what === "histories") {
    const wanted = Number(values.histories ?? (mongodb === undefined ? 3000 : 300));
    const [processes, workers] = [Number(values.processes ?? 2), Number(values.workers)];
    const options = { histories: wanted, processes, workers, seed: Number(values.seed), mongodb };
    return (await histories(options)) ? 0 : 1;
  }
  const seed = Number(values.seed);
  if (what === "damage")
    return (await damage({ trials: Number(values.trials), seed, entries: Number(values.entries ?? 150) })) ? 0 : 1;
  if (what === "upgrade") return (await upgrade({ kills: Number(values.kills ?? 100), seed })) ? 0 : 1;
  if (what === "power") {
    const needed = power.needs();
    if (needed === undefined) return (await power.run({ images: Number(values.images), seed })) ? 0 : 1;
    console.error(`Not run: it needs ${needed}.\n`);
    return 2;
  }
  if (what === "database" && url)
    return (await database({ kills: Number(values.kills ?? 10), seed, mongodb: url })) ? 0 : 1;
  if (what === "reliability") return (await reliability({ seed, share: Number(values.share), mongodb: url })) ? 0 : 1;
  if (what === "trust") {
    const options = { lifetimeSeconds: Number(values.seconds ?? 15), load: Number(values.load) };
    return (await trustReport(options)) ? 0 : 1;
  }
  if (what === "overload") {
    const options = { seconds: Number(values.seconds ?? 10), entries: Number(values.entries ?? 20_000) };
    const most = { connections: 300, newConnections: 2500, flood: 1000, rounds: 3, hostile: "each" } as const;
    return (await overloadReport({ ...options, ...most })) ? 0 : 1;
  }
  if (what === "disk") return (await disk({ refusals: Number(values.refusals) })) ? 0 : 1;
  if (what === "mongodb" && binary) return (await failover({ binary, seconds: Number(values.seconds ?? 60) })) ? 0 : 1;
  if (what === "mongodb") console.error("Not run: MONGOD_BINARY names no mongod.\n");
  if (what === "faults") console.error("Not run: neither MONGODB_URL nor MONGOD_BINARY is set.\n");
  console.error(USAGE);
  return 2;
}

process.exitCode = await run();
