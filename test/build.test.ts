import { readFileSync } from 'node:fs';
import type { Plugin } from 'rolldown';
import { expect, it } from 'vitest';
import { compilerCode, numbersKey } from '../scripts/compile-numbers.mjs';

/** Lets a module of src read otherwise than it does. */
const changed = (path: string, change: (text: string) => string): Plugin => ({
  name: 'changed',
  load: (id) => {
    if (!id.replaceAll('\\', '/').endsWith(path)) return null;
    const text = readFileSync(id, 'utf8');
    expect(change(text)).not.toBe(text);
    return change(text);
  },
});

it('keeps the number tables while their sources stay the same', async () => {
  expect(numbersKey(await compilerCode())).toBe(numbersKey(await compilerCode()));
});

it.each([
  ['src/domain/numbers/contact-rules.ts', (text: string) => text.replace(/contacts\.rules\/\d+/, 'contacts.rules/999')],
  ['src/domain/countries/country-table.ts', (text: string) => text.replace('US', 'XX')],
  ['libphonenumber-js/metadata.max.json.js', (text: string) => text.replace(/"1"/, '"999"')],
])('compiles the number tables again when %s changes', async (path, change) => {
  const code = await compilerCode([changed(path, change)]);
  expect(numbersKey(code)).not.toBe(numbersKey(await compilerCode()));
});
