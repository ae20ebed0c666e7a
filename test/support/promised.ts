import { readFileSync } from 'node:fs';

/** The number in docs/promises.md that `words` captures: a suite holds how much of something it tries to it. */
export function promised(words: RegExp): number {
  const page = readFileSync(new URL('../../docs/promises.md', import.meta.url), 'utf8');
  const [, number] = words.exec(page) ?? [];
  if (number === undefined) throw new Error(`docs/promises.md says nothing like ${words}.`);
  return Number(number.replaceAll(',', ''));
}
