// A TCP proxy for tests, between a registry and MongoDB. It breaks connections like a network, by a seeded plan.
//   node tools/mongodb/fault-proxy.mjs HOST:PORT [--seed 1] [--rate 0.02] [--stall 1500]
// Prints {"port":N} when it listens, and a line with its actions on SIGTERM. --rate is the share of reads and writes with a fault.
// --stall is in milliseconds and should be longer than the registry's socketTimeoutMS.
import { Buffer } from "node:buffer";
import { connect, createServer } from "node:net";
import { setTimeout } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    rate: { type: "string", default: "0.02" },
    stall: { type: "string", default: "1500" },
  },
});
const [host, port] = (positionals[0] ?? "").split(":");
const stall = Number(values.stall);

/** mulberry32 */
let state = Number(values.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const FAULTS = {
  "request lost": async (c) => c.reset(),
  "answer lost": async (c, request) => {
    c.dropNextAnswer = true;
    c.upstream.write(request);
  },
  "answer cut": async (c, request) => {
    c.cutNextAnswer = true;
    c.upstream.write(request);
  },
  "answer stalled, then lost": async (c, request) => {
    c.dropNextAnswer = true;
    c.answerDelay = stall;
    c.upstream.write(request);
  },
  // The registry has given up and retried by the time the write arrives.
  "request late, answer lost": async (c, request) => {
    c.dropNextAnswer = true;
    await pause(stall);
    if (!c.upstream.destroyed) c.upstream.write(request);
  },
};
const done = Object.fromEntries(Object.keys(FAULTS).map((name) => [name, 0]));
let hit = 0;
let passed = 0;

/**
 * Detects a request that does work by its first element. Handshakes and pings pass unchanged, since otherwise no operation would ever be
 * attempted.
 */
const isWork = (message) =>
  // eslint-disable-next-line no-control-regex -- the types of BSON elements
  /\0\0\0\0\0.{4}[\x02\x10](insert|findAndModify|find|update)\0/s.test(message.toString("latin1", 12, 64));

function* messages(buffer) {
  let from = 0;
  while (buffer.length - from >= 4 && buffer.length - from >= buffer.readInt32LE(from)) {
    const length = buffer.readInt32LE(from);
    yield buffer.subarray(from, from + length);
    from += length;
  }
  return buffer.subarray(from);
}

const server = createServer((client) => {
  const upstream = connect(Number(port), host);
  const connection = {
    upstream,
    dropNextAnswer: false,
    cutNextAnswer: false,
    answerDelay: 0,
    reset() {
      client.resetAndDestroy();
      upstream.destroy();
    },
  };
  client.on("error", () => upstream.destroy());
  upstream.on("error", () => client.destroy());
  // Data that have been sent upstream still arrive after the registry disconnects, as in a network.
  client.on("close", () => setTimeout(() => upstream.destroy(), stall * 2));
  upstream.on("close", () => client.destroy());

  let buffered = Buffer.alloc(0);
  client.on("data", (chunk) => {
    buffered = Buffer.concat([buffered, chunk]);
    const reader = messages(buffered);
    let next = reader.next();
    for (; !next.done; next = reader.next()) {
      const request = Buffer.from(next.value);
      if (isWork(request) && random() < Number(values.rate)) {
        const names = Object.keys(FAULTS);
        const name = names[Math.floor(random() * names.length)];
        done[name] += 1;
        hit += 1;
        void FAULTS[name](connection, request);
      } else {
        passed += 1;
        upstream.write(request);
      }
    }
    buffered = next.value;
  });
  upstream.on("data", async (chunk) => {
    if (connection.answerDelay > 0) await pause(connection.answerDelay);
    if (connection.cutNextAnswer) {
      client.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => connection.reset());
    } else if (connection.dropNextAnswer) connection.reset();
    else if (!client.destroyed) client.write(chunk);
  });
});
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
process.on("SIGTERM", () => {
  console.log(JSON.stringify({ passed, hit, ...done }));
  process.exit(0);
});
