import type { TrustOptions, TrustResult } from "./run.js";
import { trust } from "./run.js";

/** Counts that must be 0, by name. */
export function trustFaults({ cases, faultsOfOpenConnections, resumed }: TrustResult): Record<string, number> {
  const sum = (count: (each: (typeof cases)[number]) => number): number =>
    cases.reduce((total, each) => total + count(each), 0);
  return {
    "accepted before it was valid or after it ended": sum(({ acceptedOutside }) => acceptedOutside),
    "refused while it was valid": sum(({ refusedInside }) => refusedInside),
    "open connections that were treated wrongly": faultsOfOpenConnections.length,
    "sessions that were resumed": resumed,
    "cases without requests before and after the moment": cases.filter(
      ({ before, after }) => before === 0 || after === 0,
    ).length,
  };
}

/** Prints the actions and findings. @returns true if no request was evaluated wrongly */
export async function trustReport(options: TrustOptions): Promise<boolean> {
  const result = await trust(options);
  const faults = trustFaults(result);
  const { cases } = result;
  const wrong = cases.filter(({ acceptedOutside, refusedInside }) => acceptedOutside + refusedInside > 0);
  const sum = (key: "before" | "after"): number => cases.reduce((total, each) => total + each[key], 0);
  const rows = Object.entries({
    "cases (who, and in which way)": cases.length,
    "open connections at the moment": result.openConnections,
    "requests judged before the moment": sum("before"),
    "requests judged after it": sum("after"),
    "requests of the load beside them": result.answersToLoad,
    "seconds from issue to the moment": result.lifetimeSeconds,
    ...faults,
  });
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(
    `\nTime-dependent verdicts\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n")}\n`,
  );
  for (const { name, acceptedOutside, refusedInside } of wrong)
    console.log(`  FAULT ${name}: ${acceptedOutside} accepted, ${refusedInside} refused`);
  for (const fault of result.faultsOfOpenConnections) console.log(`  FAULT ${fault}`);
  return Object.values(faults).every((count) => count === 0);
}
