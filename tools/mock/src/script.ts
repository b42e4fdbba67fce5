import type { AnswerSelection } from "./answer-selection.js";

/** The scripted responses to the next requests of each operation, in the order in which they were added. */
export class Script {
  private readonly queues = new Map<string, { readonly wanted: AnswerSelection; times: number }[]>();

  add(operationId: string, wanted: AnswerSelection, times: number): void {
    this.queues.set(operationId, [...(this.queues.get(operationId) ?? []), { wanted, times }]);
  }

  take(operationId: string): AnswerSelection | undefined {
    const queue = this.queues.get(operationId);
    const first = queue?.[0];
    if (first === undefined) return undefined;
    first.times -= 1;
    if (first.times <= 0) queue?.shift();
    return first.wanted;
  }

  clear(): void {
    this.queues.clear();
  }
}
