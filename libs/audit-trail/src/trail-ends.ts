import { readInstance } from "./instance.js";
import type { Anchor } from "./chain.js";
import { GENESIS } from "./chain.js";
import { readTrailHead } from "./trail-head.js";
import { trailDirectory, trailNumbers } from "./trail-files.js";

/** The end of a trail on disk. */
export interface TrailEnd {
  /** The number N of `trail-N`. */
  readonly trail: number;
  /** Absent in a trail of version 0.1. */
  readonly instance?: string;
  readonly end: Anchor;
}

/** Returns the ends of all trails in a folder, in use or not, as their heads state them. */
export async function trailEnds(root: string): Promise<TrailEnd[]> {
  const ends: TrailEnd[] = [];
  for (const trail of await trailNumbers(root)) {
    const directory = trailDirectory(root, trail);
    const head = await readTrailHead(directory);
    const instance = await readInstance(directory);
    ends.push({
      trail,
      ...(instance === undefined ? {} : { instance }),
      end: typeof head === "object" ? head : GENESIS,
    });
  }
  return ends;
}
