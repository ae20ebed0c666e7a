// Peculiarities of a file beside its rows: by row in a block, then by block in the file.

/** How often something occurs. */
interface Noticed {
  readonly count: number;
  /** The line of the first; null: there is none. */
  readonly line: number | null;
}

/**
 * Rows that are not UTF-8, before and after the block's first UTF-8 row beyond ASCII: they are reported as Latin-1 if the file
 * has no such row before them, and otherwise as invalid.
 */
export interface Latin1Rows {
  readonly before: Noticed;
  readonly after: Noticed;
  readonly hasUtf8: boolean;
}

const none: Noticed = { count: 0, line: null };
export const noLatin1Rows: Latin1Rows = { before: none, after: none, hasUtf8: false };

/** Adds the next row that holds bytes beyond ASCII. */
export function addRow(rows: Latin1Rows, isUtf8: boolean, line: number): Latin1Rows {
  if (isUtf8) return rows.hasUtf8 ? rows : { ...rows, hasUtf8: true };
  const place = rows.hasUtf8 ? 'after' : 'before';
  return { ...rows, [place]: plus(rows[place], { count: 1, line }, 0) };
}

type LineEnd = 'lf' | 'crlf' | 'cr';

/** What is broken in a row, and where: its line counts from the row's first, from 0, its column from 1. */
export interface BrokenPlace {
  readonly code: 'stray-quote' | 'unclosed-quote';
  readonly line: number;
  readonly column: number;
}

/** The peculiarities of a block. Its lines count from 0. */
export interface BlockNotes {
  readonly blankLines: Noticed;
  /** Rows with more or fewer cells than there are columns. */
  readonly ragged: Noticed;
  readonly latin1: Latin1Rows;
  /** The line on which each kind of line end comes first. */
  readonly lineEnds: readonly { readonly kind: LineEnd; readonly line: number }[];
  /** Broken quotes, in the order of the rows. */
  readonly problems: readonly BrokenPlace[];
}

/** Its line counts from 1. */
export interface FileNote {
  readonly code:
    | BrokenPlace['code']
    | 'blank-lines'
    | 'ragged'
    | 'mixed-line-ends'
    | 'cr-line-ends'
    | 'latin1-suspected'
    | 'invalid-utf8';
  readonly times: number;
  /** The line of the first; null: the note is about the file as a whole. */
  readonly line: number | null;
  /** The column of the first on its line; absent: the note is about the line. */
  readonly column?: number;
}

export interface FileNotes extends Pick<BlockNotes, 'blankLines' | 'ragged'> {
  readonly latin1: Noticed;
  readonly invalid: Noticed;
  readonly hasUtf8: boolean;
  readonly lineEnds: ReadonlyMap<LineEnd, number>;
  /** The first of each kind, and how many there are. */
  readonly problems: ReadonlyMap<BrokenPlace['code'], BrokenPlace & { readonly times: number }>;
}

export const noNotes: FileNotes = {
  blankLines: none,
  ragged: none,
  latin1: none,
  invalid: none,
  hasUtf8: false,
  lineEnds: new Map(),
  problems: new Map(),
};

/** Adds the next block, whose first row is on `line`. */
export function addNotes(
  notes: FileNotes,
  { blankLines, ragged, latin1, lineEnds, problems: found }: BlockNotes,
  line: number,
): FileNotes {
  const { before, after, hasUtf8 } = latin1;
  const invalid = notes.hasUtf8 ? plus(notes.invalid, before, line) : notes.invalid;
  const ends = lineEnds.map((end) => [end.kind, line + end.line] as const);
  const problems = new Map(notes.problems);
  for (const problem of found) {
    const { times, ...first } = problems.get(problem.code) ?? { times: 0, ...problem, line: line + problem.line };
    problems.set(problem.code, { ...first, times: times + 1 });
  }
  return {
    blankLines: plus(notes.blankLines, blankLines, line),
    ragged: plus(notes.ragged, ragged, line),
    latin1: notes.hasUtf8 ? notes.latin1 : plus(notes.latin1, before, line),
    invalid: plus(invalid, after, line),
    hasUtf8: notes.hasUtf8 || hasUtf8,
    lineEnds: new Map([...ends, ...notes.lineEnds]),
    problems,
  };
}

/** `from`: the line that `more` counts from. */
const plus = (noticed: Noticed, more: Noticed, from: number): Noticed => ({
  count: noticed.count + more.count,
  line: noticed.line ?? (more.line === null ? null : from + more.line),
});

export function listNotes({ blankLines, ragged, latin1, invalid, lineEnds, problems }: FileNotes): readonly FileNote[] {
  const note = (code: FileNote['code'], { count, line }: Noticed): FileNote => ({ code, times: count, line });
  const [, second = null] = [...lineEnds.values()].sort((one, other) => one - other);
  const found: readonly FileNote[] = [
    ...problems.values(),
    note('blank-lines', blankLines),
    note('ragged', ragged),
    note('latin1-suspected', latin1),
    note('invalid-utf8', invalid),
    note('mixed-line-ends', { count: lineEnds.size > 1 ? 1 : 0, line: second }),
    note('cr-line-ends', { count: lineEnds.size === 1 && lineEnds.has('cr') ? 1 : 0, line: null }),
  ];
  return found.filter(({ times }) => times > 0);
}

let decoder: InstanceType<typeof TextDecoder> | undefined;

/** Decodes Latin-1 in Microsoft's variant. */
export function latin1Text(bytes: Uint8Array): string {
  decoder ??= new TextDecoder('windows-1252');
  return decoder.decode(bytes);
}
