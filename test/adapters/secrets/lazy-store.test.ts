import { expect, it } from 'vitest';
import { lazyStore } from '../../../src/adapters/secrets/lazy-store.ts';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { Secret } from '../../../src/domain/text/secret.ts';

it('a store is opened once, on first use, and used by each call', async () => {
  const inner = memorySecrets();
  let prepared = 0;
  let opened = 0;
  const store = lazyStore('file', 'a place', async () => {
    opened += 1;
    return {
      ...inner,
      prepare: async () => {
        prepared += 1;
      },
    };
  });
  expect([store.kind, store.location, opened]).toEqual(['file', 'a place', 0]);
  expect(await store.get('one')).toBeUndefined();
  await store.prepare();
  await store.set('one', new Secret('a secret of one'));
  expect((await store.get('one'))?.reveal()).toBe('a secret of one');
  expect(await inner.get('one')).toBe(await store.get('one'));
  expect(await store.probe()).toEqual(await inner.probe());
  await store.delete('one');
  expect([await inner.get('one'), prepared, opened]).toEqual([undefined, 1, 1]);
});
