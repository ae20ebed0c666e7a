import { describe, expect, it } from 'vitest';
import { findingLog, listFindings, needsAction } from '../../../src/domain/contacts/list-findings.ts';

describe('findings about a list', () => {
  it('are counted at the place of the first of each, in the order of the first', () => {
    const log = findingLog();
    expect(log.list()).toEqual([]);
    log.add('ragged', 3, 7, 1, 'first');
    log.add('nul', undefined, undefined, 4);
    log.add('ragged', 1, 2, 5, 'second');
    log.add('nul', 9);
    expect(log.list()).toEqual([
      { code: 'ragged', count: 6, line: 3, column: 7, detail: 'first' },
      { code: 'nul', count: 5, line: null, column: null, detail: null },
    ]);
  });

  /** Those that only say how the list was read. */
  const informing = Object.keys(listFindings).filter((code) => !needsAction(code as keyof typeof listFindings));

  it('that only say how the list was read are these', () => {
    expect(informing).toEqual([
      ...['utf-16', 'cr-line-ends', 'mixed-line-ends', 'delimiter', 'preamble', 'repeated-header'],
      ...['country-of-regions', 'blank-lines', 'other-sheets'],
    ]);
  });
});
