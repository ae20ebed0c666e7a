import type { TestProject } from 'vitest/node';
import { buildProgram } from './global-setup.ts';
import { startWine, wineRequirement } from './wine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Wine prefix; empty: there is no Wine. */
    winePrefix: string;
  }
}

/** Builds the program and starts one Wine for all suites; why they are skipped is said. */
export function setup(project: TestProject): (() => void) | undefined {
  const reason = wineRequirement();
  if (reason !== undefined) {
    process.stderr.write(`Skipped: ${reason}.\n`);
    project.provide('winePrefix', '');
    return undefined;
  }
  buildProgram();
  const { prefix, stop } = startWine();
  project.provide('winePrefix', prefix);
  return stop;
}
