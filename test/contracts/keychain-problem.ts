import { expect } from 'vitest';
import type { SecretStoreProblem } from '../../src/domain/secret-store-error.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import type { SecretStore } from '../../src/ports.ts';
import { hangingMs } from '../support/work.ts';

/** Every operation names the problem, does not hang, and none calls the secret missing. */
export async function expectProblem(store: SecretStore, problem: SecretStoreProblem): Promise<void> {
  const operations = [
    () => store.get('default.one'),
    () => store.set('default.one', new Secret('x')),
    () => store.delete('default.one'),
  ];
  for (const operation of operations) {
    const started = performance.now();
    const outcome = await operation().then(
      (value) => ({ resolved: value }),
      (error: unknown) => error,
    );
    expect(outcome).toMatchObject({
      name: 'SecretStoreError',
      problem,
      hints: [expect.stringContaining('--store file')],
    });
    expect(performance.now() - started).toBeLessThan(hangingMs);
  }
  expect(await store.probe()).toMatchObject({ ready: false, problem });
}
