import { execFileSync } from 'node:child_process';

/** Some suites run the built program: it is built anew, so that they never test yesterday's. */
export function setup(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
}
