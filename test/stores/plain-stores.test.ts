import { describe, expect, it } from 'vitest';
import { environmentSecrets } from '../../src/adapters/secrets/environment-secrets.ts';
import { memorySecrets } from '../../src/adapters/secrets/memory-secrets.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { writableStoreContract } from '../contracts/secret-store.ts';

describe('secrets in memory', () => {
  const store = memorySecrets();
  writableStoreContract(() => store);
});

describe('secrets in the environment', () => {
  const store = environmentSecrets({ env: { TWILIO_AUTH_TOKEN: '  token \n', EMPTY: ' ' } });

  it('are read from their variable without surrounding white space', async () => {
    expect((await store.get('TWILIO_AUTH_TOKEN'))?.reveal()).toBe('token');
  });

  it('are missing when the variable is unset or blank', async () => {
    expect(await store.get('EMPTY')).toBeUndefined();
    expect(await store.get('TWILIO_API_SECRET')).toBeUndefined();
  });

  it('are never written', async () => {
    await expect(store.set('TWILIO_AUTH_TOKEN', new Secret('x'))).rejects.toMatchObject({ problem: 'read-only' });
    await expect(store.delete('TWILIO_AUTH_TOKEN')).rejects.toMatchObject({ problem: 'read-only' });
    expect(await store.probe()).toMatchObject({ ready: true });
  });
});
