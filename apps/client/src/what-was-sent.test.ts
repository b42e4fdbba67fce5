import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { FhirDouble, bookedEntry, nhsNumber, outcome } from "@appointment-registry/test-kit";
import { Call } from "./calls/call.js";
import { contractRequest } from "./contract-request.js";
import { createExchange } from "./exchange.js";
import type { RegistryResponse } from "./exchange.js";
import { createRegistryClient } from "./index.js";
import type { ClientOptions, RegistryClient } from "./index.js";

let registry: FhirDouble;
let client: RegistryClient;
const booked = (): fhir.Appointment => bookedEntry(nhsNumber(1)) as unknown as fhir.Appointment;

const connect = (more: Partial<ClientOptions> = {}): RegistryClient =>
  createRegistryClient({
    baseUrl: registry.baseUrl,
    tls: registry.tls,
    token: "t",
    retry: { attempts: 3, delay: 1 },
    ...more,
  });

beforeEach(async () => {
  registry = await FhirDouble.start();
  client = connect();
});
afterEach(async () => {
  await client.close();
  await registry.stop();
});

/** A promise, and a function that resolves it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe("a request that never left the process", () => {
  it.each([
    ["a closed client", {}, (closing: RegistryClient) => closing.close()],
    [
      "a hook that fails",
      {
        hooks: {
          onRequest: () => {
            throw new Error("my bug");
          },
        },
      },
      () => undefined,
    ],
    ["a token with characters that no header field can carry", { token: () => "a b" }, () => undefined],
    ["an empty token", { token: () => "\n" }, () => undefined],
    [
      "a token function that fails",
      {
        token: () => {
          throw new Error("no secret");
        },
      },
      () => undefined,
    ],
    [
      "certificates that cannot be loaded",
      {
        tls: () => {
          throw new Error("no file");
        },
      },
      () => undefined,
    ],
    [
      "a key that does not belong to its certificate",
      { tls: () => ({ cert: registry.tls.cert, key: "x" }) },
      () => undefined,
    ],
    ["a port on which nothing listens", { baseUrl: "https://localhost:1/STU3" }, () => undefined],
    ["an authority that is not trusted", { tls: {} }, () => undefined],
  ] as [string, Partial<ClientOptions>, (client: RegistryClient) => unknown][])(
    "is unreachable: %s",
    async (_, more, before) => {
      const failing = connect(more);
      await before(failing);
      expect(await failing.register(booked())).toMatchObject({ status: "unreachable", error: expect.any(Error) });
      expect(await failing.cancel("x")).toMatchObject({ status: "unreachable" });
      expect(registry.received).toEqual([]);
      await failing.close();
    },
  );

  it("is unreachable if a server ends each connection before it has read a request", async () => {
    registry.refuseConnections();
    expect(await client.register(booked())).toMatchObject({ status: "unreachable", error: { sent: false } });
  });
});

it("preserves the outcome of a request whose later hooks fail", async () => {
  const fail = (): never => {
    throw new Error("my bug");
  };
  const watched = connect({ hooks: { onResponse: fail, onError: fail } });
  const warned = jest.spyOn(process, "emitWarning").mockReturnValue(undefined);
  expect(await watched.register(booked())).toMatchObject({ status: 201 });
  expect(warned.mock.calls).toEqual([["hooks.onResponse of the registry client failed: Error: my bug"]]);
  warned.mockRestore();
  await watched.close();
});

describe("close", () => {
  it("waits for calls with all their requests, and for those that wait for a connection", async () => {
    const small = connect({ connections: 1 });
    const ids = [registry.hold(booked()), registry.hold(booked()), registry.hold(booked())];
    const results = ids.map((id) => small.cancel(id));
    await small.close();
    const statuses: unknown[] = (await Promise.all(results)).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(await small.read(ids[0] as string)).toMatchObject({
      status: "unreachable",
      message: "The client is closed.",
    });
  });

  it("in a callback of a call waits for the other calls, and the call succeeds", async () => {
    const id = registry.hold(booked());
    expect(await client.cancel(id, { onRetrieved: () => client.close() })).toMatchObject({ status: 200 });
  });

  it("lets a call wait out a Retry-After", async () => {
    let refusals = 1;
    registry.intercept = (request, answer) =>
      request.method === "POST" && refusals-- > 0 ? outcome(429, "later", { "retry-after": "1" }) : answer();
    const result = client.register(booked());
    await client.close();
    expect(await result).toMatchObject({ status: 201 });
  });
});

describe("an abort", () => {
  it("before anything that changes the registry rejects with its reason", async () => {
    const id = registry.hold(booked());
    const reason = new Error("the user went away");
    await expect(client.cancel(id, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const onRetrieved = (): void => controller.abort(reason);
    await expect(client.cancel(id, { signal: controller.signal, onRetrieved })).rejects.toBe(reason);
    expect(registry.current(id)?.status).toBe("booked");
  });

  it("during a request rejects a read, and makes the result of a change unknown", async () => {
    const reason = new Error("too slow");
    for (const [method, call] of [
      ["GET", (signal: AbortSignal) => client.read("x", { signal })],
      ["POST", (signal: AbortSignal) => client.register(booked(), { signal })],
      ["PUT", (signal: AbortSignal) => client.cancel(registry.hold(booked()), { signal })],
    ] as const) {
      const controller = new AbortController();
      registry.intercept = (request, answer) => {
        const honest = answer();
        if (request.method !== method) return honest;
        controller.abort(reason);
        return undefined;
      };
      const result = call(controller.signal);
      if (method === "GET") await expect(result).rejects.toBe(reason);
      else expect(await result).toMatchObject({ status: "unknown", error: { name: "NoAnswer", cause: reason } });
    }
  });

  it("of a cancel that may be done reports the data with which the next call finds it", async () => {
    const id = registry.hold(booked());
    const controller = new AbortController();
    registry.intercept = (request, answer) => {
      const honest = answer();
      if (request.method !== "PUT") return honest;
      controller.abort();
      return undefined;
    };
    const first = await client.cancel(id, { signal: controller.signal });
    if (first.status !== "unknown") throw new Error(String(first.status));
    registry.intercept = (_, answer) => answer();
    expect(await client.cancel(id, { resume: first.resume })).toMatchObject({ status: 200, recovered: true });
    expect(registry.versions.get(id)).toHaveLength(2);
  });

  it("of a signal that many calls share adds one listener to it", async () => {
    const { signal } = new AbortController();
    const ids = Array.from({ length: 30 }, () => registry.hold(booked()));
    const results = ids.map((id) => client.cancel(id, { signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    for (const result of results) expect(await result).toMatchObject({ status: 200 });
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
  });
});

describe("calls beyond the connections", () => {
  it("wait without using up their time, and are sent once", async () => {
    let now = 0;
    const exchange = createExchange({ baseUrl: registry.baseUrl, tls: registry.tls, connections: 1 });
    const id = registry.hold(booked());
    const request = contractRequest("get", "/Appointment/{id}", { path: { id } });
    const send = (): Promise<RegistryResponse> =>
      exchange.send(request, { interaction: "read", again: "always" }, new Call(60_000, undefined, () => now));
    const held = gate();
    const arrived = gate();
    registry.intercept = async (_, answer) => {
      arrived.open();
      await held.opened;
      return answer();
    };
    const [first, second] = [send(), send()];
    await arrived.opened;
    now = 3_600_000;
    held.open();
    expect((await first).answer?.status).toBe(200);
    expect((await second).answer?.status).toBe(200);
    expect(registry.count("GET")).toBe(2);
    await exchange.close();
  });

  it("that are aborted while they wait were not sent", async () => {
    const small = connect({ connections: 1 });
    const held = gate();
    const arrived = gate();
    registry.intercept = async (_, answer) => {
      arrived.open();
      await held.opened;
      return answer();
    };
    const first = small.register(booked());
    const controller = new AbortController();
    const second = small.register(booked(), { signal: controller.signal });
    await arrived.opened;
    controller.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    held.open();
    expect(await first).toMatchObject({ status: 201 });
    expect(registry.count("POST")).toBe(1);
    await small.close();
  });
});

describe("the time of a call", () => {
  const silent = { attempts: 5, delay: 1, budget: 2_500 };

  it.each([
    ["a server that never answers", () => undefined],
    [
      "an answer that drips",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-type": "application/fhir+json" });
        response.write("{");
      },
    ],
  ])("is limited despite %s", async (_, answer) => {
    const id = registry.hold(booked());
    registry.intercept = (request, honest, response) =>
      request.method === "GET" ? honest() : (answer(response), undefined);
    const hurried = connect({ timeout: 1_000, retry: silent });
    expect(await hurried.register(booked())).toMatchObject({ status: "unknown", safeToRepeat: false });
    expect(await hurried.cancel(id)).toMatchObject({ status: "unknown", safeToRepeat: true });
    registry.intercept = (__, ___, response) => (answer(response), undefined);
    expect(await hurried.read(id)).toMatchObject({ status: "unreachable" });
    await hurried.close();
  });

  it("is not spent a second time on answers that are too large", async () => {
    const id = registry.hold(booked());
    const block = Buffer.alloc(1024 * 1024, " ");
    registry.intercept = (_, __, response) => {
      response.writeHead(200, { "content-type": "application/fhir+json" });
      const write = (): void => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once("drain", write);
      };
      write();
      return undefined;
    };
    expect(await client.read(id)).toMatchObject({ status: "unreachable", message: expect.stringMatching(/larger/) });
    expect(registry.count("GET")).toBe(1);
  });
});
