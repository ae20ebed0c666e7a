import { secretCommandLine } from '../../domain/settings/command-words.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';

/** A setting that differs, by its name. Null: absent. SIDs are masked. */
export interface Change {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Not shown: they follow from other settings. */
const silent = /\.(fingerprint|secretKey|savedAt)$|^contacts\.result\.|^method\.confirmed\.accountSid$/;

/** The changes that saving `sections` over `saved` makes. */
export function changesBetween(saved: Settings, sections: Partial<Settings>): readonly Change[] {
  const changes: Change[] = [];
  for (const [section, after] of Object.entries(sections)) {
    const before = flatten(section, saved[section as keyof Settings]);
    const later = flatten(section, after);
    const names = [...new Set([...before.keys(), ...later.keys()])];
    const differing = names.filter((name) => before.get(name) !== later.get(name));
    const shown = differing.filter((name) => !silent.test(name));
    for (const name of shown) changes.push({ name, from: before.get(name) ?? null, to: later.get(name) ?? null });
    // Only silent settings differ: the secret is new, or the list was checked again.
    if (shown.length === 0 && differing.length > 0) changes.push({ name: section, from: null, to: wordFor(section) });
  }
  return changes;
}

const wordFor = (section: string): string => (section === 'contacts' ? 'checked again' : 'a new secret');

type Value = object | string | number | boolean | null | undefined;

function flatten(prefix: string, value: Value): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return new Map();
  // A command is one value.
  if (Array.isArray(value)) return new Map([[prefix, secretCommandLine(value.map(String))]]);
  if (typeof value !== 'object') return new Map([[prefix, display(String(value))]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flatten(`${prefix}.${key}`, inner)]));
}

const display = (text: string): string => (/^[A-Z]{2}[0-9a-fA-F]{32}$/.test(text) ? maskSid(text) : text);
