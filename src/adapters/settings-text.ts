import { exitCode } from '../domain/exit-code.ts';
import { UserError } from '../domain/user-error.ts';

/** No settings come near this; what is larger is another file. */
const sizeLimit = 1024 * 1024;
const depthLimit = 32;
const dangerousKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const schemaName = /^smsctl\.settings\/(\d+)$/;
const schemaVersion = 1;

/**
 * Reads a settings file's bytes strictly. Throws `UserError` (`settings.unreadable`, `settings.newer`; exit 3) that names the
 * path and, where there is one, the line and column, and never repeats what is in the file.
 */
export async function parseSettings(path: string, bytes: Uint8Array): Promise<object> {
  if (bytes.length > sizeLimit) throw unreadable(path, `is larger than ${sizeLimit / 1024} KiB`);
  const text = decode(path, bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(path, `is no JSON: ${await placeOf(text)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unreadable(path, 'holds no JSON object');
  refuseDangers(path, value, 0);
  refuseForeign(path, value);
  return value;
}

/** A settings file that is there and cannot be used; it is left as it is. */
export const unreadable = (path: string, what: string): UserError =>
  new UserError({
    code: 'settings.unreadable',
    message: `The settings file ${path} ${what}. It was left as it is.`,
    hints: [
      `The generation before it may be in ${path}.bak; compare, and put it back.`,
      'Or move the file away and run `smsctl setup` again.',
    ],
    exit: exitCode.unknown,
  });

function decode(path: string, bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) throw unreadable(path, 'is UTF-16; save it as UTF-8');
  try {
    // Strips a byte-order mark, which editors put in front.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(path, 'is no valid UTF-8');
  }
}

/** `JSON.parse` tells the place on some versions of Node only. */
async function placeOf(text: string): Promise<string> {
  const { parse } = await import('jsonc-parser');
  const errors: { readonly offset: number }[] = [];
  parse(text, errors as never[], { disallowComments: true });
  const before = text.slice(0, errors[0]?.offset ?? text.length).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function refuseDangers(path: string, value: object, depth: number): void {
  if (depth > depthLimit) throw unreadable(path, `is nested deeper than ${depthLimit} levels`);
  for (const [key, inner] of Object.entries(value)) {
    if (dangerousKeys.has(key)) throw unreadable(path, 'has a key that no settings have');
    if (typeof inner === 'object' && inner !== null) refuseDangers(path, inner, depth + 1);
  }
}

function refuseForeign(path: string, value: object): void {
  const schema = 'schema' in value ? value.schema : undefined;
  const version = Number(typeof schema === 'string' ? schemaName.exec(schema)?.[1] : undefined);
  if (Number.isNaN(version)) throw unreadable(path, 'does not say that it holds settings of smsctl');
  if (version <= schemaVersion) return;
  throw new UserError({
    code: 'settings.newer',
    message: `The settings file ${path} was written by a newer smsctl (form ${version}; this one knows ${schemaVersion}). It was left as it is.`,
    hints: ['Upgrade smsctl on this machine.'],
    exit: exitCode.unknown,
  });
}
