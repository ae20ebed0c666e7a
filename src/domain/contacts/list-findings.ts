interface FindingWords {
  readonly meaning: string;
  /** What to do, if anything. */
  readonly remedy: string;
}

const noAction = 'No action needed.';

/**
 * Findings about a contact list as a whole. Codes are stable, as those of `contactReasons`. None of them
 * stops a check; a list that cannot be read at all is a `UserError`.
 */
export const listFindings = {
  'utf-16': {
    meaning: 'The file is encoded in UTF-16, as Excel writes "Unicode text".',
    remedy: noAction,
  },
  'latin1-suspected': {
    meaning: 'The file is not UTF-8. smsctl read it as Windows-1252 (Latin-1).',
    remedy: 'Check names with accents. If they are wrong, save the list as CSV UTF-8.',
  },
  'invalid-utf8': {
    meaning: 'Some rows are not UTF-8. smsctl read them as Windows-1252.',
    remedy: 'Find the source that is not UTF-8, and export the list again as UTF-8.',
  },
  nul: {
    meaning: 'The file contains NUL bytes.',
    remedy: 'Export the list again. A disk or a transfer may have damaged it.',
  },
  'cr-line-ends': {
    meaning: 'Lines end with a carriage return only.',
    remedy: noAction,
  },
  'mixed-line-ends': {
    meaning: 'The lines do not all end in the same way, as in files that were joined.',
    remedy: 'No action needed, unless rows are cut off.',
  },
  delimiter: {
    meaning: 'The columns are not separated by commas.',
    remedy: noAction,
  },
  'no-header': {
    meaning: 'The list has no header. The first line is a contact.',
    remedy: 'Check the phone column, or name it with `--contacts-column`.',
  },
  'duplicate-header': {
    meaning: 'Two columns have the same name.',
    remedy: 'Check that smsctl uses the right column, and rename one of them.',
  },
  'column-by-content': {
    meaning: 'No header names a phone column. smsctl found it by its cells.',
    remedy: 'Check the phone column, or name it with `--contacts-column`.',
  },
  preamble: {
    meaning: 'Lines before the header do not count as rows.',
    remedy: noAction,
  },
  'repeated-header': {
    meaning: 'The header is repeated between the rows, as in files that were joined.',
    remedy: 'No action needed: smsctl does not count it as a row.',
  },
  'mark-inside': {
    meaning: 'The file contains a byte-order mark between rows, as in files that were joined.',
    remedy: 'Join the files without it, or check them one by one.',
  },
  'footer-rows': {
    meaning: 'The last rows are totals or remarks, not contacts.',
    remedy: 'Remove them from the list. They count as rows without a number.',
  },
  'other-person-only': {
    meaning: "The only number in the row is a fax number or another person's number.",
    remedy: 'Ask for the number, or use another column with `--contacts-column`.',
  },
  'country-unknown': {
    meaning:
      'The country column has values that smsctl does not know. In these rows, numbers without a calling code are not textable.',
    remedy: 'Correct the cells, or ignore the column (`--country-column none`).',
  },
  'country-of-regions': {
    meaning: 'The country column contains states or provinces of one country.',
    remedy: 'No action needed: smsctl uses the country of `--contacts-country`.',
  },
  'reading-unclear': {
    meaning: 'Some numbers without a + are valid in two countries, and the other rows do not show which one is right.',
    remedy: 'Add `--contacts-numbers national` or `--contacts-numbers international`.',
  },
  'consent-empty': {
    meaning: 'The consent cell is empty. The row counts as textable.',
    remedy: 'Check that these people agreed.',
  },
  'consent-unclear': {
    meaning: 'The consent or opt-out column has values that smsctl does not know. These rows are not textable.',
    remedy:
      'Name the value that allows texting (`--consent-column "NAME=VALUE"`), or ignore the column (`--consent-column none`).',
  },
  ragged: {
    meaning: 'Some rows have fewer or more cells than the header.',
    remedy: 'Check the lines. A delimiter in an unquoted cell shifts the cells after it.',
  },
  'stray-quote': {
    meaning: 'A quoted cell contains a quote that is not doubled. smsctl read the cell to its end.',
    remedy: 'Check the lines.',
  },
  'unclosed-quote': {
    meaning: 'A quote is never closed. smsctl read the cell to the end of its line.',
    remedy: 'Close the quote, or double it if it belongs to the text.',
  },
  'record-too-long': {
    meaning: 'A row is longer than 1 MiB and counts as `unreadable`.',
    remedy: 'Check the line. A line end is missing, or the file is not a contact list.',
  },
  'too-many-columns': {
    meaning: 'The list has more than 1,000 columns.',
    remedy: 'Check that this is the right file.',
  },
  'blank-lines': {
    meaning: 'Blank lines between rows do not count as rows.',
    remedy: noAction,
  },
  'broken-json': {
    meaning: 'A record is not a JSON object and counts as `unreadable`.',
    remedy: 'Check the line. Write one object per line, such as {"phone": "+12025550123"}.',
  },
  'broken-vcard': {
    meaning: 'A card has no end before the next card or the end of the file.',
    remedy: 'Check the line. smsctl counts what it could read of the card.',
  },
  'truncated-gzip': {
    meaning: 'The compressed file is incomplete. smsctl counted the rows before the break.',
    remedy: 'Copy or download it again.',
  },
  'other-sheets': {
    meaning: 'smsctl read one sheet of the workbook.',
    remedy: 'No action needed, or name another sheet with `--sheet`.',
  },
  'other-contact-sheets': {
    meaning: 'More than one sheet of the workbook looks like a contact list. smsctl read the first of them.',
    remedy: 'Name the sheet with `--sheet`, and check each sheet that you text to.',
  },
  'hidden-sheet': {
    meaning: 'The sheet that smsctl read is hidden.',
    remedy: 'Check that it is the right one, or name another with `--sheet`.',
  },
  'hidden-rows': {
    meaning: 'Some rows of the sheet are hidden, for example by a filter. smsctl read them like all others.',
    remedy: 'If you do not text these people, copy the visible rows to a new sheet.',
  },
  'merged-cells': {
    meaning: 'Some cells are merged. Only the first row and column of them has the value.',
    remedy: 'Unmerge the cells, and fill in each row.',
  },
  'error-cells': {
    meaning: 'Cells that smsctl uses contain an error, such as #N/A.',
    remedy: 'Correct the formulas, and save the workbook.',
  },
  'formula-without-value': {
    meaning: 'Cells that smsctl uses contain a formula without a saved value. They count as empty.',
    remedy: 'Open the workbook in Excel or LibreOffice, and save it.',
  },
  'digits-lost': {
    meaning: 'Numbers have more digits than a cell keeps: 15 in a spreadsheet. The others have changed.',
    remedy: 'Change the column to text, and enter these numbers again.',
  },
  'format-digits': {
    meaning:
      'A number format shows a leading zero or a calling code that the stored number lacks. smsctl read what the cell shows.',
    remedy: 'Change the column to text if another program reads the workbook. It may read the stored number.',
  },
  'fictional-numbers': {
    meaning: 'Some numbers are reserved for fiction and examples, such as 555-0100.',
    remedy: 'Remove test rows. No phone receives messages to these numbers.',
  },
  'changed-while-reading': {
    meaning: 'The file changed while smsctl read it.',
    remedy: 'Check it again when no program writes to it.',
  },
} as const satisfies Readonly<Record<string, FindingWords>>;

type ListFindingCode = keyof typeof listFindings;

/** False for a finding that only says how the list was read. */
export const needsAction = (code: ListFindingCode): boolean =>
  !listFindings[code].remedy.startsWith(noAction.slice(0, -1));

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
