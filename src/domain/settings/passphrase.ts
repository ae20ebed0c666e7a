import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';

const shortest = 12;

/**
 * A passphrase that is good enough to encrypt with. Normalized (NFKC), since keyboards write the same letter in different
 * ways and a passphrase that differs in a byte opens nothing. White space inside belongs to it; at its ends it does not.
 */
export function parsePassphrase(raw: string): Parsed<Secret> {
  const text = raw.trim().normalize('NFKC');
  if (/[\r\n]/.test(text)) return refused('The passphrase is one line.');
  const length = [...text].length;
  if (length >= shortest) return accepted(new Secret(text));
  return refused(`Use at least ${shortest} characters, such as four words; this has ${length}.`);
}
