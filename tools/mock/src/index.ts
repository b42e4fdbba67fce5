export { startMock } from "./mock.js";
export type { Mock, MockOptions, Received } from "./mock.js";
export type { DocumentedAnswer, Operation } from "./contract.js";
export { Undocumented, answerOf } from "./wanted.js";
export type { Wanted } from "./wanted.js";
