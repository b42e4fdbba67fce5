/**
 * Loaded into a measured process before its program (`node --import`): answers a message of the parent with what the process has
 * used so far, and ends the process when the parent is gone.
 */
export interface Usage {
  /** CPU time of all threads, user and system. */
  readonly cpuMicroseconds: number;
  /** Most resident memory so far, mapped files included. */
  readonly peakBytes: number;
}

process.on("message", (message) => {
  if (message !== "usage") return;
  const { user, system } = process.cpuUsage();
  const usage: Usage = { cpuMicroseconds: user + system, peakBytes: process.resourceUsage().maxRSS * 1024 };
  process.send?.({ usage });
});
process.once("disconnect", () => process.exit());
process.channel?.unref();
