import { describe, expect, it } from 'vitest';
import { environmentSecrets } from '../../src/adapters/secrets/environment-secrets.ts';
import { memorySecrets } from '../../src/adapters/secrets/memory-secrets.ts';
import { readOnlyStoreContract, writableStoreContract } from '../contracts/secret-store.ts';

describe('secrets in memory', () => {
  const store = memorySecrets();
  writableStoreContract(() => store);
});

describe('secrets in the environment', () => {
  const store = environmentSecrets({ env: { TWILIO_AUTH_TOKEN: '  token \n', EMPTY: ' ' } });

  readOnlyStoreContract(() => store, { key: 'TWILIO_AUTH_TOKEN', value: 'token' });

  it('are missing when the variable is unset or blank', async () => {
    expect(await store.get('EMPTY')).toBeUndefined();
    expect(await store.get('TWILIO_API_SECRET')).toBeUndefined();
  });
});
