import { readFileSync } from "node:fs";
import type { FloorOptions } from "./server.js";
import { startFloor } from "./server.js";

/** The floor as a process of its own. Its options are in the file it is given; it sends its ports to its parent. */
const options = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as FloorOptions;
const floor = await startFloor(options);
process.send?.({ ports: floor.ports });
process.once("SIGTERM", () => void floor.stop().finally(() => process.exit()));
