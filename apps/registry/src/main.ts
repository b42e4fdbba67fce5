import { boundHeap } from "./bound-heap.js";

boundHeap([...process.execArgv, process.env["NODE_OPTIONS"] ?? ""]);
// Afterwards: V8 would take more while it loads the program.
await import("./command-line.js");
