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

/** Some suites run the built program: it is built anew, so that they never test yesterday's. What is skipped is said. */
export function setup(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
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
