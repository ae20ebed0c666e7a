import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';

const shortest = 12;

/**
 * A passphrase of at least 12 characters. Normalized (NFKC), since keyboards encode the same letter differently, and one
 * different byte makes another passphrase. White space at its ends is removed.
 */
export function parsePassphrase(raw: string): Parsed<Secret> {
  const text = raw.trim().normalize('NFKC');
  if (/[\r\n]/.test(text)) return refused('The passphrase must be one line.');
  const length = [...text].length;
  if (length >= shortest) return accepted(new Secret(text));
  return refused(`Use at least ${shortest} characters, such as four words. This one has ${length}.`);
}
