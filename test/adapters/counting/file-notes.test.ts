import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNotes,
  addRow,
  type BlockNotes,
  latin1Text,
  listNotes,
  noLatin1Rows,
  noNotes,
} from '../../../src/adapters/counting/file-notes.ts';

const none = { count: 0, line: null };
const plain: BlockNotes = { blankLines: none, ragged: none, latin1: noLatin1Rows, lineEnds: [], problems: [] };

/** The notes of rows, each UTF-8 or not, in blocks of some rows. */
function notesOf(rows: readonly boolean[], rowsABlock: number) {
  let notes = noNotes;
  for (let from = 0; from < rows.length; from += rowsABlock) {
    const latin1 = rows.slice(from, from + rowsABlock).reduce(addRow, noLatin1Rows);
    notes = addNotes(notes, { ...plain, latin1 }, from + 1);
  }
  return listNotes(notes);
}

describe('the notes of a file', () => {
  it('counts blank lines and ragged rows, and keeps the line of the first', () => {
    const first = addNotes(noNotes, { ...plain, ragged: { count: 2, line: 3 } }, 1);
    const second = addNotes(first, { ...plain, ragged: { count: 1, line: 0 }, blankLines: { count: 1, line: 4 } }, 11);
    expect(listNotes(second)).toEqual([
      { code: 'blank-lines', times: 1, line: 15 },
      { code: 'ragged', times: 3, line: 4 },
    ]);
  });

  it.each<[string, BlockNotes['lineEnds'][], ReturnType<typeof listNotes>]>([
    ['LF alone', [[{ kind: 'lf', line: 0 }], [{ kind: 'lf', line: 0 }]], []],
    ['CR alone', [[{ kind: 'cr', line: 0 }]], [{ code: 'cr-line-ends', times: 1, line: null }]],
    [
      'CRLF after LF',
      [
        [{ kind: 'lf', line: 0 }],
        [
          { kind: 'crlf', line: 2 },
          { kind: 'lf', line: 5 },
        ],
      ],
      [{ code: 'mixed-line-ends', times: 1, line: 13 }],
    ],
  ])('reports what it should of line ends that are %s', (_, blocks, expected) => {
    const notes = blocks.reduce(
      (before, lineEnds, index) => addNotes(before, { ...plain, lineEnds }, index * 10 + 1),
      noNotes,
    );
    expect(listNotes(notes)).toEqual(expected);
  });

  it('reports rows that are not UTF-8 as Latin-1 before the first UTF-8 row, and as invalid after it', () => {
    expect(notesOf([false, false, true, false], 4)).toEqual([
      { code: 'latin1-suspected', times: 2, line: 1 },
      { code: 'invalid-utf8', times: 1, line: 4 },
    ]);
  });

  it('reports the same wherever the file is cut into blocks', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (rows, rowsABlock) => {
        expect(notesOf(rows, rowsABlock)).toEqual(notesOf(rows, Math.max(rows.length, 1)));
      }),
    );
  });

  it('decodes bytes beyond ASCII as Latin-1', () => {
    expect(latin1Text(Uint8Array.of(0x5a, 0x6f, 0xeb))).toBe('Zoë');
  });
});
