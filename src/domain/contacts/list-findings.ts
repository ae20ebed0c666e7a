interface FindingWords {
  /** One sentence. */
  readonly meaning: string;
  /** One sentence: what to do, if anything. */
  readonly remedy: string;
}

/**
 * Findings about a contact list as a whole. Codes are stable, as those of `contactReasons`. None of them
 * stops a check; a list that cannot be read at all is a `UserError`.
 */
export const listFindings = {
  'utf-16': { meaning: 'The file is UTF-16, as Excel writes "Unicode text".', remedy: 'Nothing: it is read as that.' },
  'latin1-suspected': {
    meaning: 'The file is not UTF-8; it was read as Windows-1252 (Latin-1).',
    remedy: 'Look at names with accents; save it as CSV UTF-8 if they look wrong.',
  },
  'invalid-utf8': {
    meaning: 'Some rows are UTF-8 and some are not; these were read as Windows-1252.',
    remedy: 'Find out where the file was put together, and export it again as UTF-8.',
  },
  nul: { meaning: 'There are NUL bytes in it.', remedy: 'Export it again; a disk or a transfer may have damaged it.' },
  'cr-line-ends': { meaning: 'Lines end in a carriage return alone.', remedy: 'Nothing: it is read as that.' },
  'mixed-line-ends': {
    meaning: 'Lines end in different ways.',
    remedy: 'Nothing, unless rows look cut: files were put together.',
  },
  delimiter: { meaning: 'Columns are parted by something else than a comma.', remedy: 'Nothing: it is read as that.' },
  'no-header': {
    meaning: 'There is no header; the first line is a contact.',
    remedy: 'Look whether the right column was taken.',
  },
  'duplicate-header': {
    meaning: 'Two columns have one name.',
    remedy: 'Look whether the right column was taken; name them apart.',
  },
  'column-by-content': {
    meaning: 'No header names a phone column; it was recognized by its cells.',
    remedy: 'Look whether it is the right one, or name it with `--contacts-column`.',
  },
  preamble: {
    meaning: 'Lines stand before the header.',
    remedy: 'Nothing: they count as no rows.',
  },
  'repeated-header': {
    meaning: 'The header is repeated between the rows, as in files that were joined.',
    remedy: 'Nothing: it counts as no row.',
  },
  'mark-inside': {
    meaning: 'A byte-order mark stands in the middle, as in files that were joined.',
    remedy: 'Join the files without it, or import them one by one.',
  },
  'footer-rows': {
    meaning: 'The last rows are totals or remarks, not contacts.',
    remedy: 'Remove them from the list; they count as rows without a number.',
  },
  'other-person-only': {
    meaning: "The row has no number of the person, only a fax's or another person's.",
    remedy: 'Ask for the number; `--contacts-column` uses another column.',
  },
  'country-unknown': {
    meaning: 'Countries are not understood; numbers without a calling code are not textable in these rows.',
    remedy: 'Correct the cells, or ignore the column (`--country-column none`).',
  },
  'country-of-regions': {
    meaning: 'The country column names states or provinces of one country.',
    remedy: 'Nothing: numbers are read as numbers of `--contacts-country`.',
  },
  'reading-unclear': {
    meaning: 'Numbers without a + are valid in two countries, and the other rows do not tell which one is meant.',
    remedy: 'Add `--contacts-numbers national` or `--contacts-numbers international`.',
  },
  'consent-empty': {
    meaning: 'The consent column is empty; these rows count as textable.',
    remedy: 'Check that these people agreed.',
  },
  'consent-unclear': {
    meaning: 'Values of the consent or opt-out column are not understood; their rows are not textable.',
    remedy:
      'Name the value that allows texting (`--consent-column "NAME=VALUE"`), or ignore the column (`--consent-column none`).',
  },
  ragged: {
    meaning: 'Rows have fewer or more cells than the header.',
    remedy: 'Look at the lines: a delimiter in a cell without quotes moves what comes behind it.',
  },
  'stray-quote': {
    meaning: 'A quote stands inside a quoted cell without being written twice.',
    remedy: 'Look at the lines; the cell was read to its end.',
  },
  'unclosed-quote': {
    meaning: 'A quote is opened and never closed; the cell was read to the end of its line.',
    remedy: 'Close the quote, or write it twice where it is meant.',
  },
  'record-too-long': {
    meaning: 'A row is longer than 1 MiB; it counts as `unreadable`.',
    remedy: 'Look at the line: an end of line is missing, or this is no list of contacts.',
  },
  'too-many-columns': {
    meaning: 'There are more than 1,000 columns.',
    remedy: 'Look whether the file is what you think it is.',
  },
  'blank-lines': { meaning: 'There are blank lines between rows; they count as no rows.', remedy: 'Nothing.' },
  'broken-json': {
    meaning: 'A record is no JSON object; it counts as `unreadable`.',
    remedy: 'Look at the line; write one object a line, such as {"phone": "+12025550123"}.',
  },
  'broken-vcard': {
    meaning: 'A card is not ended before the next begins, or the file ends.',
    remedy: 'Look at the line; what was read of the card counts.',
  },
  'truncated-gzip': {
    meaning: 'The compressed file breaks off; the rows before that count.',
    remedy: 'Copy or download it again.',
  },
  'fictional-numbers': {
    meaning: 'Numbers are from ranges that are reserved for fiction and examples, such as 555-0100.',
    remedy: 'Remove test rows; no phone receives messages to these numbers.',
  },
  'changed-while-reading': {
    meaning: 'The file changed while it was read.',
    remedy: 'Check it again when nobody writes to it.',
  },
} as const satisfies Readonly<Record<string, FindingWords>>;

type ListFindingCode = keyof typeof listFindings;

export interface ListFinding {
  readonly code: ListFindingCode;
  readonly count: number;
  /** The line of the first; null: about the file as a whole. */
  readonly line: number | null;
  /** The column of the first, in bytes from 1; null: not about a column. */
  readonly column: number | null;
  /** What was found, without a number or a name; null: nothing more than the code says. */
  readonly detail: string | null;
}

export interface FindingLog {
  /** `times` counts it more than once, at the place of the first. */
  readonly add: (code: ListFindingCode, line?: number, column?: number, times?: number, detail?: string) => void;
  /** In the order in which they first occurred. */
  readonly list: () => readonly ListFinding[];
}

/** Counts findings and keeps the first place of each. */
export function findingLog(): FindingLog {
  const found = new Map<
    ListFindingCode,
    { count: number; line: number | null; column: number | null; detail: string | null }
  >();
  return {
    add: (code, line, column, times = 1, detail = undefined) => {
      const known = found.get(code);
      if (known === undefined) {
        found.set(code, { count: times, line: line ?? null, column: column ?? null, detail: detail ?? null });
      } else known.count += times;
    },
    list: () => [...found].map(([code, about]) => ({ code, ...about })),
  };
}
