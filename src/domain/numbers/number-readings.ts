import { judgeRead, readCell } from './contact-cell.ts';
import { type ContactNumber, type ContactVerdict, judgeNumber } from './contact-number.ts';

/** The textable readings of a number without a +. */
export interface NumberReadings {
  /** As dialled in the country, with or without its trunk prefix. */
  readonly national?: ContactNumber;
  /** As digits that begin with a calling code. */
  readonly international?: ContactNumber;
}

/** `judgeNumber`, or an equivalent. */
export type JudgeDigits = (international: boolean, digits: string, country?: string) => ContactVerdict;

const none: NumberReadings = {};

/**
 * The readings of a cell that holds one number without a + (or 00). None if the cell is damaged or marks its number as
 * international. `country` is ISO 3166-1 alpha-2; without one there is no national reading. A number that begins with its own
 * country's calling code has only the international reading, which gives the same number.
 */
export function readingsOf(
  text: string,
  country: string | undefined,
  judge: JudgeDigits = judgeNumber,
): NumberReadings {
  const read = readCell(text);
  if (!read.ok || read.international) return none;
  const { digits } = read;
  const abroad = numberIn(judgeRead({ ...read, international: true }, judge));
  const home = country === undefined ? undefined : numberIn(judgeRead(read, (...number) => judge(...number, country)));
  // Digits that end in the whole E.164 form were read with their calling code: 447400123123 in Britain, 01144… in the US.
  const isNational = home !== undefined && !digits.endsWith(home.e164.slice(1));
  const international = abroad ?? (isNational ? undefined : home);
  return {
    ...(isNational && { national: home }),
    ...(international !== undefined && { international }),
  };
}

function numberIn(verdict: ContactVerdict): ContactNumber | undefined {
  if (!verdict.textable) return undefined;
  const { e164, country, type } = verdict;
  return { e164, country, type };
}

export type ReadingKind = 'national' | 'international' | 'both' | 'none';

export function readingKind({ national, international }: NumberReadings): ReadingKind {
  if (national === undefined) return international === undefined ? 'none' : 'international';
  return international === undefined ? 'national' : 'both';
}

export type ReadingCounts = Readonly<Record<ReadingKind, number>>;

/** The least rows with one reading, and the least share of them, that decide how rows with both readings are read. */
const fewestDeciding = 5;
const decidingShare = 0.9;

/**
 * How rows with both readings are read, decided by the rows with exactly one: at least five, of which nine in ten agree.
 * Undefined: undecided.
 */
export function decideReadings(counts: ReadingCounts): 'national' | 'international' | undefined {
  const deciding = counts.national + counts.international;
  if (deciding < fewestDeciding) return undefined;
  if (counts.national >= deciding * decidingShare) return 'national';
  return counts.international >= deciding * decidingShare ? 'international' : undefined;
}
