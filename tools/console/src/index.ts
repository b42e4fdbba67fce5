import { EventEmitter } from "node:events";
import type { Server } from "@hapi/hapi";
import { newSession } from "./guard.js";
import { LiveTraffic } from "./live.js";
import type { ConsoleOptions, RunningConsole } from "./options.js";
import { composeConsole } from "./server.js";
import type { ShownExchange } from "./shapes.js";
import { Suppliers } from "./supplier.js";
import { Wire } from "./wire.js";

export type { ConsoleOptions, RunningConsole } from "./options.js";

/** Starts the console of a sandbox on the loopback address. It calls the registry only when a page requests it. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const exchanges = new EventEmitter().setMaxListeners(0);
  const { ca, cert, key, directory, credentials } = options;
  const wire = new Wire({ ca, cert, key, directory, tokenUrl: credentials.tokenUrl }, (exchange) =>
    exchanges.emit("exchange", exchange),
  );
  const suppliers = await Suppliers.open(options, wire);
  const live = new LiveTraffic(options.logFile);
  const session = newSession();
  const onExchange = (listener: (exchange: ShownExchange) => void): (() => void) => {
    exchanges.on("exchange", listener);
    return () => void exchanges.off("exchange", listener);
  };
  const parts = { options, session, wire, suppliers, live, onExchange };
  const server = await listening((port) => composeConsole(parts, port), options.port);
  return {
    url: `http://127.0.0.1:${server.info.port}/#${session}`,
    async stop() {
      live.stop();
      server.listener.closeAllConnections();
      await server.stop({ timeout: 1_000 });
      await suppliers.close();
      wire.close();
    },
  };
}

async function listening(compose: (port: number) => Server, port: number): Promise<Server> {
  const server = compose(port);
  try {
    await server.start();
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || port === 0) throw error;
    return listening(compose, 0);
  }
}
