/**
 * Where a test waits for what may never come. It is no measure of speed: a machine that is busy with something else may take
 * many times as long as usual.
 */
export const hangingMs = 60_000;

/** Milliseconds that this process computed for. Waiting for a busy machine is not among them. */
export async function processorMs(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
