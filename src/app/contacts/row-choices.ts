import type { WrittenRow } from '../../ports.ts';

/** The rows that each output file gets, and the cells that are added to them. */
export const rowChoices: Readonly<
  Record<'valid' | 'invalid' | 'fixed', (row: WrittenRow) => readonly string[] | undefined>
> = {
  valid: (row) => (row.reason === null ? cellsOf(row) : undefined),
  invalid: (row) => (row.reason === null ? undefined : cellsOf(row)),
  fixed: (row) => cellsOf({ ...row, number: row.number ?? row.fix }),
};

const cellsOf = ({ number, reason }: Pick<WrittenRow, 'number' | 'reason'>): readonly string[] => [
  number?.e164 ?? '',
  number?.country ?? '',
  number?.type ?? '',
  reason ?? '',
];
