import type { TestProject } from 'vitest/node';
import { built } from './built.ts';
import { startWine, wineRequirement } from './wine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Wine prefix; empty: there is no Wine. */
    winePrefix: string;
  }
}

/** Builds the program and starts one Wine for all suites; why they are skipped is said. */
export async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const reason = wineRequirement();
  if (reason !== undefined) {
    process.stderr.write(`Skipped: ${reason}.\n`);
    project.provide('winePrefix', '');
    return undefined;
  }
  await built();
  const { prefix, stop } = startWine();
  project.provide('winePrefix', prefix);
  return stop;
}
