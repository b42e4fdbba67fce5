import { describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { openStore } from "../open.js";

describe("a connection string", () => {
  it.each([
    ["journal=false", "journal"],
    ["w=1&journal=false", "journal"],
    ["readConcernLevel=local", "readConcernLevel"],
    ["readConcernLevel=available", "readConcernLevel"],
    ["readConcernLevel=snapshot", "readConcernLevel"],
    ["wtimeoutMS=1", "wtimeoutMS"],
    ["journal=false&wtimeoutMS=1&readConcernLevel=local", "journal, wtimeoutMS, readConcernLevel"],
  ])("with %s is rejected before anything is sent", async (options, named) => {
    await expect(openStore(`mongodb://127.0.0.1:1/registry?${options}`)).rejects.toThrow(
      `The store cannot be opened: The connection string weakens the guarantees of the store by ${named}. ` +
        "Remove these options: writes are journaled by a majority and reads come from the primary's majority.",
    );
  });

  it.each(["w=1", "w=0", "readPreference=secondary", "retryWrites=true", "readConcernLevel=linearizable"])(
    "with %s is overridden or equally strong",
    async (options) => {
      const nowhere = `mongodb://127.0.0.1:1/registry?serverSelectionTimeoutMS=300&${options}`;
      await expect(openStore(nowhere)).rejects.toThrow(/ECONNREFUSED|Server selection timed out/);
    },
  );
});

describe("a database that accepts connections but never answers", () => {
  it("does not delay the start beyond the server selection time-out", async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket)).listen(0, "127.0.0.1");
    await once(silent, "listening");
    try {
      const { port } = silent.address() as AddressInfo;
      await expect(openStore(`mongodb://127.0.0.1:${port}/registry?serverSelectionTimeoutMS=100`)).rejects.toThrow(
        /The store cannot be opened/,
      );
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });
});
