import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { Secret } from '../text/secret.ts';
import { unresolvedIn } from './unresolved.ts';

const shortest = 12;

/** A template as a whole: a passphrase may contain any signs. */
const template = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|\$\w+|%\w+%)$/s;

/** Everybody knows a reference that was not resolved, so that it would protect nothing. Words are what passphrases are made of. */
function unresolvedProblem(text: string): string | undefined {
  const unresolved = unresolvedIn(text, { wordsCount: false });
  if (unresolved === undefined) return undefined;
  const { kind, what, resolve, print } = unresolved;
  const isWhole = kind === 'placeholder' ? text.startsWith('<') : template.test(text);
  const isMeant = kind === 'reference' ? print !== undefined : isWhole;
  if (!isMeant) return undefined;
  return `The passphrase is ${what}.${kind === 'placeholder' ? ' Choose one of your own.' : ` ${resolve}`}`;
}

/**
 * A passphrase of at least 12 characters. Normalized (NFKC), since keyboards encode the same letter differently, and one
 * different byte makes another passphrase. White space at its ends is removed.
 */
export function parsePassphrase(raw: string): Parsed<Secret> {
  const text = raw.trim().normalize('NFKC');
  if (/[\r\n]/.test(text)) return refused('The passphrase must be one line.');
  const unresolved = unresolvedProblem(text);
  if (unresolved !== undefined) return refused(unresolved);
  const length = [...text].length;
  if (length >= shortest) return accepted(new Secret(text));
  return refused(`Use at least ${shortest} characters, such as four words. This one has ${length}.`);
}
