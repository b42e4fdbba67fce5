import { SingleBar } from "cli-progress";

export interface Progress {
  step(): void;
  stop(): void;
}

/** Creates a progress bar with rate and remaining time on a terminal, and prints nothing elsewhere. */
export function createProgress(total: number, stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY || total === 0) return { step: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {value} of {total} | {rate}/s | {eta_formatted} left",
    stream,
    hideCursor: true,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  const from = performance.now();
  let done = 0;
  bar.start(total, 0, { rate: 0 });
  return {
    step: () => bar.update((done += 1), { rate: Math.round((done * 1000) / (performance.now() - from)) }),
    stop: () => bar.stop(),
  };
}
