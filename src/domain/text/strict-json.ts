/** A position in a text. Both count from 1; columns are UTF-16 code units, as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text is not JSON, or not the part of JSON that is accepted. The message repeats nothing of the text. */
export class JsonProblem extends Error {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.name = 'JsonProblem';
    this.place = place;
  }
}

export interface StrictJson {
  readonly value: unknown;
  /** Where the value of a JSON Pointer (`/owner/team`) starts. The text's start if there is no such value. */
  readonly placeOf: (pointer: string) => Place;
}

/** Deeper than any file of smsctl, and far from a stack overflow. */
const depthLimit = 32;

/**
 * Parses JSON (RFC 8259). Unlike `JSON.parse`, refuses keys that reach an object's prototype, a key twice in one object (the
 * first would be lost), and nesting deeper than 32. Throws `JsonProblem` with a place, which `JSON.parse` only tells in some
 * versions, together with a piece of the text.
 */
export function parseStrictJson(text: string): StrictJson {
  const written = asStringified(text);
  if (written !== undefined) {
    return { value: written, placeOf: (pointer) => placeAt(text, scan(text).get(pointer) ?? 0) };
  }
  const offsets = scan(text);
  return { value: JSON.parse(text), placeOf: (pointer) => placeAt(text, offsets.get(pointer) ?? 0) };
}

/** How refused nesting and keys look in the output of `JSON.stringify`. */
const refusedAsWritten = [`\n${'  '.repeat(depthLimit + 1)}`, '"__proto__":', '"constructor":', '"prototype":'];

/**
 * The value of a text that equals the output of `JSON.stringify` with two spaces of indent, as smsctl's files do: then no
 * key was lost, and the slow scan is not needed. Undefined for any other text.
 */
function asStringified(text: string): unknown {
  if (refusedAsWritten.some((piece) => text.includes(piece))) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, null, 2) === text.trimEnd() ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The place of an offset in UTF-16 code units. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

const blank = /[ \t\n\r]*/y;
// The control characters are those that a JSON string must not hold.
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const dangerous: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Checks the text, and returns the offset of each value by its JSON Pointer (RFC 6901). Throws `JsonProblem`. */
function scan(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  let at = 0;

  const fail = (message: string, offset = at): never => {
    throw new JsonProblem(offset >= text.length ? 'the file ends unexpectedly' : message, placeAt(text, offset));
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const take = (character: string): boolean => {
    match(blank);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };

  const value = (pointer: string, depth: number): void => {
    match(blank);
    offsets.set(pointer, at);
    if (depth > depthLimit) fail(`it is nested deeper than ${depthLimit} levels`);
    if (take('{')) object(pointer, depth);
    else if (take('[')) array(pointer, depth);
    else if (match(string) === undefined && match(scalar) === undefined) fail('this is not valid JSON');
  };

  const object = (pointer: string, depth: number): void => {
    if (take('}')) return;
    const keys = new Set<string>();
    do {
      const key = keyOf();
      if (keys.has(key.name)) fail('duplicate key', key.offset);
      keys.add(key.name);
      if (!take(':')) fail('a colon is missing');
      value(`${pointer}/${key.name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
    } while (take(','));
    if (!take('}')) fail('a comma or a closing brace is missing');
  };

  const keyOf = (): { readonly name: string; readonly offset: number } => {
    match(blank);
    const offset = at;
    const name = JSON.parse(match(string) ?? fail('a key in double quotes is missing')) as string;
    if (dangerous.has(name)) fail('this key is not allowed', offset);
    return { name, offset };
  };

  const array = (pointer: string, depth: number): void => {
    if (take(']')) return;
    let index = 0;
    do {
      value(`${pointer}/${index}`, depth + 1);
      index += 1;
    } while (take(','));
    if (!take(']')) fail('a comma or a closing bracket is missing');
  };

  value('', 0);
  match(blank);
  if (at < text.length) fail('unexpected text after the end');
  return offsets;
}
