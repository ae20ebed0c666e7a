type Kind = 'word' | 'quoted' | 'string' | 'number' | 'sign';

/** A token of a query. Comments and blanks are not tokens. */
export interface Token {
  readonly kind: Kind;
  /** The folded name of a word or quoted name, the character of a sign, otherwise empty. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The query is invalid, or versions of the server read it in different ways. */
export class UnclearQuery extends Error {}

const letter = 'A-Za-z_\\u0080-\\u{10ffff}';
const sticky = (source: string) => new RegExp(source, 'uy');
const blank = sticky('[ \\t\\n\\r\\f\\v]+|--[^\\n\\r]*');
const wordCharacter = sticky(`[${letter}0-9$]`);

interface Form {
  readonly kind: Kind | 'unclosed';
  readonly pattern: RegExp;
  readonly text?: (found: string) => string;
}

/** In order of precedence: a letter before a quotation mark belongs to it. */
const forms: readonly Form[] = [
  { kind: 'string', pattern: sticky("[eE]'(?:[^'\\\\]|''|\\\\[^])*'") },
  { kind: 'string', pattern: sticky("(?:[uU]&)?'(?:[^']|'')*'") },
  {
    kind: 'quoted',
    pattern: sticky('[uU]&"(?:[^"]|"")*"'),
    text: (found) => withEscapesRead(found.slice(3, -1).replaceAll('""', '"')),
  },
  { kind: 'quoted', pattern: sticky('"(?:[^"]|"")*"'), text: (found) => found.slice(1, -1).replaceAll('""', '"') },
  { kind: 'string', pattern: sticky(`(\\$(?:[${letter}][${letter}0-9]*)?\\$)[^]*?\\1`) },
  { kind: 'unclosed', pattern: sticky(`[eE]'|(?:[uU]&)?['"]|\\$(?:[${letter}][${letter}0-9]*)?\\$`) },
  {
    kind: 'word',
    pattern: sticky(`[${letter}][${letter}0-9$]*`),
    text: (found) => found.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase()),
  },
  { kind: 'number', pattern: sticky('0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+') },
  { kind: 'number', pattern: sticky('[0-9][0-9_]*(?:\\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?|\\$[0-9]+') },
  { kind: 'sign', pattern: sticky('[^]'), text: (found) => found },
];

/**
 * The tokens of a query by the lexical rules of PostgreSQL with `standard_conforming_strings` on
 * (https://www.postgresql.org/docs/17/sql-syntax-lexical.html). Throws `UnclearQuery` where versions of the server differ, so
 * that a name cannot hide in a string that the server reads as a word.
 */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(query)?.[0];
  };
  while (at < query.length) {
    const skipped = query.startsWith('/*', at) ? commentLength(query, at) : match(blank)?.length;
    if (skipped !== undefined) {
      at += skipped;
      continue;
    }
    for (const { kind, pattern, text = () => '' } of forms) {
      const found = match(pattern);
      if (found === undefined) continue;
      if (kind === 'unclosed') throw new UnclearQuery('A quotation mark is not closed.');
      const token = { kind, text: text(found), start: at, end: at + found.length };
      at = token.end;
      refuseUnclear(token, {
        query,
        before: tokens.at(-1),
        isJoined: kind === 'number' && match(wordCharacter) !== undefined,
      });
      tokens.push(token);
      break;
    }
  }
  return tokens;
}

function refuseUnclear(
  { kind, text, start }: Token,
  around: { readonly query: string; readonly before: Token | undefined; readonly isJoined: boolean },
): void {
  const { query, before, isJoined } = around;
  if (text === '\0') throw new UnclearQuery('It contains a NUL character.');
  // By version, the rest begins a word, continues the number, or is an error.
  if (isJoined) throw new UnclearQuery('A letter or dollar sign follows a number without a space.');
  if (kind === 'word' && text === 'uescape') throw new UnclearQuery('UESCAPE is unsupported.');
  // After a line break, a string continues the one before it, by the rules of that one for backslashes.
  if (kind === 'string' && query[start] === "'" && before?.kind === 'string' && /e/i.test(query[before.start] ?? '')) {
    throw new UnclearQuery('A string with backslashes is continued by another string.');
  }
}

/** Comments of this form can be nested. */
function commentLength(query: string, start: number): number {
  let depth = 0;
  for (let at = start; at < query.length; at += 1) {
    if (query.startsWith('/*', at)) depth += 1;
    else if (query.startsWith('*/', at)) depth -= 1;
    else continue;
    at += 1;
    if (depth === 0) return at + 1 - start;
  }
  throw new UnclearQuery('A comment is not closed.');
}

function withEscapesRead(name: string): string {
  return name.replace(/\\(?:\\|([0-9a-f]{4})|\+([0-9a-f]{6}))/gi, (whole, short?: string, long?: string) => {
    const code = short ?? long;
    if (code === undefined) return '\\';
    const point = Number.parseInt(code, 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}
