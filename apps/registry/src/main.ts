import { boundHeap } from "./bound-heap.js";

boundHeap([...process.execArgv, process.env["NODE_OPTIONS"] ?? ""]);
// Imported afterwards: otherwise V8 would allocate more while it loads the program.
await import("./command-line.js");
