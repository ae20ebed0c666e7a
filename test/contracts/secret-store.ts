import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Secret } from '../../src/domain/text/secret.ts';
import type { SecretStore } from '../../src/ports.ts';

/** Values that a store has to give back as they went in. */
const values = [
  ['an envelope', JSON.stringify({ v: 1, secret: 'x'.repeat(32) })],
  ['blanks at its ends', '  kept  '],
  ['another script', 'Grüße 東京 👩‍🚀'],
  ['quotes and backslashes', `'"\\\n\t$(id)\``],
  ['a long one', 'y'.repeat(2000)],
] as const;

/** What every store that can be written promises. `open` gives the same store again, so that a second look is a fresh one. */
export function writableStoreContract(open: () => SecretStore | Promise<SecretStore>): void {
  const fresh = () => `contract.${randomUUID()}`;

  it('is ready, and its probe leaves nothing behind', async () => {
    const store = await open();
    expect(await store.probe()).toMatchObject({ kind: store.kind, ready: true, problem: null, nextStep: null });
  });

  it.each(values)('returns %s as it was stored', async (_, value) => {
    const key = fresh();
    await (await open()).set(key, new Secret(value));
    expect((await (await open()).get(key))?.reveal()).toBe(value);
    await (await open()).delete(key);
  });

  it('returns undefined when a key does not exist', async () => {
    expect(await (await open()).get(fresh())).toBeUndefined();
  });

  it('returns nothing after a delete, and deletes a missing key without an error', async () => {
    const store = await open();
    const key = fresh();
    await store.set(key, new Secret('gone soon'));
    await store.delete(key);
    expect(await store.get(key)).toBeUndefined();
    await expect(store.delete(key)).resolves.toBeUndefined();
  });

  it('keeps keys apart', async () => {
    const store = await open();
    const [one, other] = [fresh(), fresh()];
    await store.set(one, new Secret('1'));
    await store.set(other, new Secret('2'));
    expect([(await store.get(one))?.reveal(), (await store.get(other))?.reveal()]).toEqual(['1', '2']);
    await store.delete(one);
    expect((await store.get(other))?.reveal()).toBe('2');
    await store.delete(other);
  });
}

/** What every store promises that smsctl only reads. `key` holds `value`. */
export function readOnlyStoreContract(
  open: () => SecretStore | Promise<SecretStore>,
  { key, value }: { readonly key: string; readonly value: string },
): void {
  it('is ready, and its probe has no problem', async () => {
    const store = await open();
    expect(await store.probe()).toMatchObject({ kind: store.kind, ready: true, problem: null, nextStep: null });
    expect(store.location).toMatch(/\w/);
  });

  it('returns the secret without its line end, as often as it is asked', async () => {
    for (let time = 0; time < 2; time += 1) expect((await (await open()).get(key))?.reveal()).toBe(value);
  });

  it('is never written', async () => {
    const store = await open();
    const readOnly = { problem: 'read-only', exit: 3 };
    await expect(store.prepare()).rejects.toMatchObject(readOnly);
    await expect(store.set(key, new Secret('another value'))).rejects.toMatchObject(readOnly);
    await expect(store.delete(key)).rejects.toMatchObject(readOnly);
    expect((await store.get(key))?.reveal()).toBe(value);
  });
}
