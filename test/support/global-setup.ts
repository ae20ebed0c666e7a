import { execFileSync } from 'node:child_process';
import {
  ageRequirement,
  chromiumRequirement,
  keyringRequirement,
  openapiRequirement,
  opensslRequirement,
  parallelRequirement,
  postgresRequirement,
} from './requirements.ts';

/** Builds the program anew, so that no suite tests yesterday's. */
export function buildProgram(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}

/** Some suites run the built program. What is skipped is said. */
export function setup(): void {
  buildProgram();
  const requirements = [
    keyringRequirement,
    ageRequirement,
    chromiumRequirement,
    opensslRequirement,
    openapiRequirement,
    parallelRequirement,
    postgresRequirement,
  ];
  const reasons = requirements.map((why) => why()).filter((reason) => reason !== undefined);
  for (const reason of reasons) process.stderr.write(`Skipped: ${reason}.\n`);
}
