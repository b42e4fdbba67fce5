import type { Issue, IssueType } from "../issue.js";
import type { Position } from "./positions.js";

/** Thrown for a document that cannot be read as a resource; its only issue states the reason. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
  readonly issue: Issue;

  constructor(rule: string, message: string, at?: Position, code: IssueType = "structure") {
    super(message);
    this.issue = { severity: "fatal", code, rule, message, ...at, spineCode: "BAD_REQUEST" };
  }
}
