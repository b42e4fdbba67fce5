import { readFileSync } from "node:fs";
import type { FloorOptions } from "./server.js";
import { startFloor } from "./server.js";

/** Runs the floor in a separate process. It reads its options from a file and sends its ports to its parent. */
const options = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as FloorOptions;
const floor = await startFloor(options);
process.send?.({ ports: floor.ports });
process.once("SIGTERM", () => void floor.stop().finally(() => process.exit()));
