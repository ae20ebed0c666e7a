import { describe, expect, it } from 'vitest';
import { environmentSecrets } from '../../../src/adapters/secrets/environment-secrets.ts';

describe('secrets in variables', () => {
  it('are read without surrounding white space, and missing when empty', async () => {
    const { get, probe } = environmentSecrets({ env: { A: ' value-of-a \n', B: '  ' } });
    expect((await get('A'))?.reveal()).toBe('value-of-a');
    expect(await get('B')).toBeUndefined();
    expect(await get('C')).toBeUndefined();
    expect(await probe()).toMatchObject({ kind: 'env', ready: true, problem: null, nextStep: null });
  });

  it.each(['prepare', 'set', 'delete'] as const)('are never written: %s', async (operation) => {
    const store = environmentSecrets({ env: {} }) as unknown as Record<string, () => Promise<void>>;
    await expect(store[operation]?.()).rejects.toMatchObject({ problem: 'read-only' });
  });
});
