/**
 * Where a test waits for what may never come. It is no measure of speed: a machine that is busy with something else may take
 * many times as long as usual.
 */
export const hangingMs = 60_000;

/**
 * Milliseconds that this process computed for. Waiting for a busy machine is not among them. 0 in a run of mutants: these slow
 * the program down many times, and threads of other suites belong to the same process.
 */
export async function processorMs(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  if (process.env.MUTATION_FOLDER !== undefined) return 0;
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
