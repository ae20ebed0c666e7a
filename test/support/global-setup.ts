import { execFileSync } from 'node:child_process';
import { ageRequirement, keyringRequirement, openapiRequirement } from './requirements.ts';

/** Some suites run the built program: it is built anew, so that they never test yesterday's. What is skipped is said. */
export function setup(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  const reasons = [keyringRequirement(), ageRequirement(), openapiRequirement()].filter(
    (reason) => reason !== undefined,
  );
  for (const reason of reasons) process.stderr.write(`Skipped: ${reason}.\n`);
}
