export { startMock } from "./mock.js";
export type { Mock, MockOptions, Received } from "./mock.js";
export type { DocumentedAnswer, Operation } from "./contract.js";
export { Undocumented, selectAnswer } from "./answer-selection.js";
export type { AnswerSelection } from "./answer-selection.js";
